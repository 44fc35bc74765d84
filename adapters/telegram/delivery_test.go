package telegram_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// hook is a stage to which updates are delivered.
type hook struct {
	*stage
	base string
}

func startHook(t *testing.T, o setup) hook {
	t.Helper()
	address := freePort(t)
	before := o.before
	o.before = func(s *telegramtest.Server) {
		s.WebhookTo("http://" + address)
		if before != nil {
			before(s)
		}
	}
	o.config = hooked(address)
	s := start(t, o)
	s.until("the webhook is set", func() bool {
		return slices.ContainsFunc(s.CallsOf("setWebhook"), func(c telegramtest.Call) bool { return c.Status == http.StatusOK })
	})
	return hook{s, "http://" + address}
}

func hooked(address string) func(*telegram.Config) {
	return func(c *telegram.Config) {
		c.Webhook = telegram.Webhook{URL: "https://example.org/hook", Listen: address, Secret: webhookSecret}
	}
}

// freePort is an address that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	address, err := telegramtest.FreeAddress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// deliver posts to the webhook, and returns the status, 0 if there is none.
func (h hook) deliver(ctx context.Context, method, path, secret string, body io.Reader) int {
	r, err := http.NewRequestWithContext(ctx, method, h.base+path, body)
	if err != nil {
		h.tb.Fatal(err)
	}
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

const question = `{"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"Zephyrine Quill"},"text":%q}}`

// TestDeliveryIsTakenWhenAnswered: Telegram hears 200 then, and not before.
func TestDeliveryIsTakenWhenAnswered(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	h := startHook(t, setup{handler: gated(adaptertest.Question, let)})
	h.ask(adaptertest.Question)
	h.until("the core is asked", func() bool { return len(h.core.Asked()) == 1 })
	h.says(telegramtest.Incoming{User: stranger, Text: adaptertest.Related})
	h.sent(1)
	if n := h.Pending(); n == 0 {
		t.Error("the update was taken before it was answered")
	}
	close(let)
	h.settled()
	h.stop()
	h.wantSent(adaptertest.Related, adaptertest.Question)
	c := h.CallsOf("setWebhook")[0].Params
	if c.Get("secret_token") != webhookSecret || c.Get("drop_pending_updates") == "true" || !strings.Contains(c.Get("allowed_updates"), "callback_query") {
		t.Errorf("setWebhook got %v", c)
	}
}

// TestForgedDelivery: H07. What is not Telegram's is refused, and asks nothing.
func TestForgedDelivery(t *testing.T) {
	t.Parallel()
	h := startHook(t, setup{})
	body := fmt.Sprintf(question, 7, 7, asker, asker, adaptertest.Question)
	for name, c := range map[string]struct {
		method, path, secret, body string
		want                       int
	}{
		"no secret":        {"POST", "/hook", "", body, 401},
		"another secret":   {"POST", "/hook", "hook-SECRET_of_somebody", body, 401},
		"half a secret":    {"POST", "/hook", webhookSecret[:10], body, 401},
		"a long secret":    {"POST", "/hook", strings.Repeat("x", 8000), body, 401},
		"a look":           {"GET", "/hook", webhookSecret, "", 405},
		"a deletion":       {"DELETE", "/hook", webhookSecret, body, 405},
		"another path":     {"POST", "/", webhookSecret, body, 404},
		"a path below":     {"POST", "/hook/x", webhookSecret, body, 404},
		"too large":        {"POST", "/hook", webhookSecret, `{"update_id":8,"x":"` + strings.Repeat("x", 10<<20) + `"}`, 413},
		"no JSON":          {"POST", "/hook", webhookSecret, "update_id=7", 400},
		"half of it":       {"POST", "/hook", webhookSecret, body[:40], 400},
		"no number":        {"POST", "/hook", webhookSecret, `{"message":{}}`, 400},
		"null":             {"POST", "/hook", webhookSecret, "null", 400},
		"empty":            {"POST", "/hook", webhookSecret, "", 400},
		"nested very deep": {"POST", "/hook", webhookSecret, strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), 400},
	} {
		if got := h.deliver(t.Context(), c.method, c.path, c.secret, strings.NewReader(c.body)); got != c.want && (got != 0 || c.want != 413) {
			t.Errorf("%s: status %d, want %d", name, got, c.want)
		}
	}
	h.ask("/privacy")
	h.sent(1)
	h.settled()
	h.stop()
	h.wantSent("Your privacy")
}

// TestDeliveredAgainInHand: Telegram repeats what takes long; both end when it is
// answered, once.
func TestDeliveredAgainInHand(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	came := make(chan struct{}, 3)
	core := gated(adaptertest.Question, let)
	h := startHook(t, setup{handler: bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		came <- struct{}{}
		return core.Handle(ctx, m)
	})})
	h.Meet(asker, telegramtest.Private)
	body := fmt.Sprintf(question, 7, 7, asker, asker, adaptertest.Question)
	status := make(chan int)
	for range 3 {
		go func() { status <- h.deliver(h.ctx, "POST", "/hook", webhookSecret, strings.NewReader(body)) }()
	}
	<-came
	close(let)
	for range 3 {
		if got := <-status; got != 200 {
			t.Errorf("status %d, want 200", got)
		}
	}
	if got := h.deliver(t.Context(), "POST", "/hook", webhookSecret, strings.NewReader(body)); got != 200 {
		t.Errorf("status %d for what was answered, want 200", got)
	}
	h.stop()
	h.wantSent(adaptertest.Question)
}

// TestEndTakesWhatIsInHand: a delivery in hand is answered, and taken.
func TestEndTakesWhatIsInHand(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	h := startHook(t, setup{handler: gated(adaptertest.Question, let)})
	h.ask(adaptertest.Question)
	h.until("the core is asked", func() bool { return len(h.core.Asked()) == 1 })
	h.tell()
	close(let)
	h.stop()
	h.wantSent(adaptertest.Question)
	h.until("nothing is pending", func() bool { return h.Pending() == 0 })
}

// TestEndLeavesWhatHangs: a delivery that cannot be answered in time comes again. A
// connection that says nothing does not hold up the end.
func TestEndLeavesWhatHangs(t *testing.T) {
	t.Parallel()
	h := startHook(t, setup{handler: gated(adaptertest.Question, nil)})
	slow, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(h.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	_, _ = io.WriteString(slow, "POST /hook HTTP/1.1\r\nHost: x\r\nX-Slow: ") // and no more
	h.ask(adaptertest.Question)
	h.until("the core is asked", func() bool { return len(h.core.Asked()) == 1 })
	began := time.Now()
	h.stop()
	if took := time.Since(began); took > 11*time.Second {
		t.Errorf("the end took %v, want 10 s at most", took)
	}
	if n := h.Pending(); n != 1 {
		t.Errorf("%d updates are pending, want the one that was not answered", n)
	}
}

// TestModesChange: between polling and webhook nothing is dropped, either way.
func TestModesChange(t *testing.T) {
	t.Parallel()
	h := startHook(t, setup{})
	h.ask(adaptertest.Question)
	h.sent(1)
	h.settled()
	h.stop()
	h.ask(adaptertest.Related)
	h.inGroup(telegramtest.Incoming{Text: "/privacy"})
	polling := run(t, h.Server, setup{url: h.URL, beside: h.stage})
	polling.sent(3)
	polling.settled()
	polling.stop()
	h.ask("/about")
	address := freePort(t)
	h.WebhookTo("http://" + address)
	again := run(t, h.Server, setup{url: h.URL, beside: h.stage, config: hooked(address)})
	again.sent(4)
	again.settled()
	again.stop()
	if n := h.SentCount(); n != 4 {
		t.Errorf("%d messages were sent, want 4: %q", n, h.titles())
	}
}

func TestPortIsTaken(t *testing.T) {
	t.Parallel()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := start(t, setup{config: hooked(l.Addr().String())})
	if err := s.end(); err == nil || !strings.Contains(err.Error(), "cannot listen") || strings.Contains(err.Error(), webhookSecret) {
		t.Errorf("Run = %v, want that the webhook cannot listen", err)
	}
	if n := len(s.CallsOf("setWebhook")); n != 0 {
		t.Errorf("the webhook was set %d times though nobody listens", n)
	}
}
