package telegram_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// gated is a core that answers a text when it is let.
func gated(text string, let <-chan struct{}) bot.Handler {
	core := adaptertest.Core()
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == text {
			select {
			case <-let:
			case <-ctx.Done():
				return bot.Reply{}, ctx.Err()
			}
		}
		return core.Handle(ctx, m)
	})
}

// offsets are those of the calls of getUpdates.
func (s *stage) offsets() (all []int) {
	for _, c := range s.CallsOf("getUpdates") {
		n, _ := strconv.Atoi(c.Params.Get("offset"))
		all = append(all, n)
	}
	return all
}

// TestUpdateIsConfirmedWhenAnswered: not before, whatever else is polled meanwhile. A
// chat that is stuck does not hold up others.
func TestUpdateIsConfirmedWhenAnswered(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	s := start(t, setup{handler: gated(adaptertest.Question, let)})
	stuck := s.ask(adaptertest.Question)
	s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
	for i := range 3 {
		s.says(telegramtest.Incoming{User: stranger + int64(i), Text: adaptertest.Related, Name: strangerName})
	}
	s.sent(3)
	polls := len(s.offsets())
	s.until("it is polled again", func() bool { return len(s.offsets()) > polls })
	for _, offset := range s.offsets() {
		if offset > stuck {
			t.Errorf("getUpdates has offset %d, which confirms %d before it is answered", offset, stuck)
		}
	}
	close(let)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Related, adaptertest.Related, adaptertest.Related, adaptertest.Question)
}

// TestUpdateIsConfirmedWhenGivenUp: what Telegram does not take is not tried for ever.
func TestUpdateIsConfirmedWhenGivenUp(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 400, Description: "Bad Request: something new"})
	s.ask(adaptertest.Question)
	s.settled()
	s.ask(adaptertest.Related)
	s.sent(1)
	s.stop()
	s.wantSent(adaptertest.Related)
	if !strings.Contains(s.log.String(), "something new") {
		t.Errorf("the operator is not told why a reply was given up:\n%s", s.log)
	}
}

func TestChatIsAnsweredInOrder(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	s := start(t, setup{handler: gated(adaptertest.Question, let)})
	s.ask(adaptertest.Question)
	s.ask(adaptertest.Related)
	s.ask("/privacy")
	close(let)
	s.sent(3)
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Related, "Your privacy")
}

// TestPoisonIsPassedOver: an update that no client can have sent holds up nothing.
func TestPoisonIsPassedOver(t *testing.T) {
	t.Parallel()
	for name, poison := range map[string]string{
		"another form":        `{"message":"no object"}`,
		"a number for a text": `{"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":5}}`,
		"nothing in it":       `{}`,
		"a message of nobody": `{"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"hello"}}`,
		"a message nowhere":   `{"message":{"message_id":1,"date":1,"from":{"id":7},"text":"hello"}}`,
		"a button of nobody":  `{"callback_query":{"id":"77","data":"1x"}}`,
		"a query of nobody":   `{"inline_query":{"id":"78","query":"dough"}}`,
		"a new kind":          `{"poll_answer":{"poll_id":"1","option_ids":[]}}`,
		"a broken entity":     `{"message":{"message_id":1,"date":1,"chat":{"id":-7,"type":"group"},"from":{"id":7},"text":"/x","entities":[{"type":"bot_command","offset":-5,"length":4000}]}}`,
		"a large number":      `{"message":{"message_id":1e30,"chat":{"id":7.5,"type":"private"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			s.Raw(poison)
			s.ask(adaptertest.Question)
			s.settled()
			s.stop()
			s.wantSent(adaptertest.Question)
		})
	}
}

// TestConflictIsWaitedOut: another instance asks for updates for a while.
func TestConflictIsWaitedOut(t *testing.T) {
	t.Parallel()
	s := start(t, setup{before: func(s *telegramtest.Server) {
		s.Fail(telegramtest.Fault{Method: "getUpdates", Status: 409, Times: 2})
	}})
	s.ask(adaptertest.Question)
	s.sent(1)
	s.stop()
	s.wantSent(adaptertest.Question)
	if !strings.Contains(s.log.String(), "conflict") {
		t.Errorf("the operator is not told of the other instance:\n%s", s.log)
	}
}

// TestTwoInstances: both say so, none loses a question, and the one that stays answers
// alone.
func TestTwoInstances(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t, telegramtest.ConflictDelay(100*time.Millisecond))
	url := telegramtest.Checked(t, server)
	one := run(t, server, setup{url: url})
	two := run(t, server, setup{url: url, beside: one})
	one.until("one of them is put off", func() bool {
		return strings.Contains(one.log.String()+two.log.String(), "conflict")
	})
	one.ask(adaptertest.Question)
	one.sent(1)
	one.settled()
	two.stop()
	before := server.SentCount()
	one.ask(adaptertest.Related)
	one.sent(before + 1)
	one.settled()
	one.stop()
	if got := server.SentCount() - before; got != 1 {
		t.Errorf("the instance that stayed answered %d times, want once", got)
	}
}

func TestDuplicatesAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	var ids []int
	for i := range 5 {
		ids = append(ids, s.says(telegramtest.Incoming{User: stranger + int64(i), Text: adaptertest.Question}))
	}
	s.sent(5)
	for range 3 {
		s.Replay(ids[3], ids[0], ids[4], ids[2], ids[1], ids[3])
	}
	s.ask(adaptertest.Related)
	s.sent(6)
	s.settled()
	s.stop()
	if got := len(s.core.Asked()); got != 6 {
		t.Errorf("the core was asked %d times, want 6", got)
	}
}

// TestNumbersBeginAnew: Telegram may count updates from another number after a week.
func TestNumbersBeginAnew(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	s.sent(1)
	s.settled()
	s.Renumber(1000)
	polls := len(s.offsets())
	s.ask(adaptertest.Related)
	s.ask("/privacy")
	s.sent(3)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Related, "Your privacy")
	if more := len(s.offsets()) - polls; more > 10 {
		t.Errorf("getUpdates was called %d times for two updates", more)
	}
}

// TestWebhookIsLeft: polling begins by taking the webhook away, and drops nothing.
func TestWebhookIsLeft(t *testing.T) {
	t.Parallel()
	s := start(t, setup{before: func(s *telegramtest.Server) {
		s.WebhookTo("http://127.0.0.1:9") // nobody there
		tell(t, s, "setWebhook", url.Values{"url": {"https://example.org/old"}})
		for i := range 3 {
			s.Say(telegramtest.Incoming{User: stranger + int64(i), Text: adaptertest.Question})
		}
	}})
	s.sent(3)
	s.settled()
	s.stop()
	for _, c := range s.CallsOf("deleteWebhook") {
		if c.Params.Get("drop_pending_updates") == "true" {
			t.Error("deleteWebhook drops what waits")
		}
	}
}

// tell calls a method, as the bot's owner may by hand.
func tell(t testing.TB, s *telegramtest.Server, method string, params url.Values) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/bot"+telegramtest.Token+"/"+method, strings.NewReader(params.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d", method, resp.StatusCode)
	}
}
