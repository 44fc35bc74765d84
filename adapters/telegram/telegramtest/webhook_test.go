package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

// hook is a webhook that keeps what it gets.
type hook struct {
	mu       sync.Mutex
	got      []int
	statuses []int // of the next answers; 200 when there are none
	after    string
	secret   string
	path     string
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u wireUpdate
	err := json.NewDecoder(r.Body).Decode(&u)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.secret, h.path = r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), r.URL.RequestURI()
	if err != nil || r.Method != http.MethodPost {
		u.ID = -1
	}
	h.got = append(h.got, u.ID)
	if len(h.statuses) > 0 {
		w.Header().Set("Retry-After", h.after)
		w.WriteHeader(h.statuses[0])
		h.statuses = h.statuses[1:]
	}
}

func (h *hook) ids() []int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]int{}, h.got...)
}

// hooked is a server whose updates go to h.
func hooked(t *testing.T, h *hook, o ...telegramtest.Option) (*telegramtest.Server, bot) {
	t.Helper()
	s := telegramtest.New(t, append(o, telegramtest.WebhookBackoff(time.Millisecond, 4*time.Millisecond))...)
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	s.WebhookTo(web.URL)
	return s, newBot(t, s)
}

func TestWebhook(t *testing.T) {
	h := &hook{}
	s, b := hooked(t, h)
	want := say(s, 3)
	const active = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	must[bool](b, "setWebhook", "url", "https://bot.example/hook?x=1", "secret_token", "a-B_1", "max_connections", "1")
	want = append(want, say(s, 3)...)
	if err := s.WaitDone(within(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, h.ids()); diff != "" {
		t.Errorf("updates of one chat: %s", diff)
	}
	if h.secret != "a-B_1" || h.path != "/hook?x=1" {
		t.Errorf("secret %q, path %q", h.secret, h.path)
	}
	b.fails(409, active, "getUpdates")
	must[bool](b, "deleteWebhook")
	want = say(s, 1)
	if diff := cmp.Diff(want, b.ids()); diff != "" {
		t.Errorf("after deleteWebhook: %s", diff)
	}
}

func TestWebhookRepeats(t *testing.T) {
	h := &hook{statuses: []int{500, 404, 302}}
	s, b := hooked(t, h)
	must[bool](b, "setWebhook", "url", "https://bot.example/")
	ids := say(s, 2)
	if err := s.WaitDone(within(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{ids[0], ids[0], ids[0], ids[0], ids[1]}, h.ids()); diff != "" {
		t.Error(diff)
	}
	info := must[struct {
		URL   string `json:"url"`
		Error string `json:"last_error_message"`
		Count int    `json:"pending_update_count"`
	}](b, "getWebhookInfo")
	if info.URL != "https://bot.example/" || info.Error != "Wrong response from the webhook: 302 Found" || info.Count != 0 {
		t.Errorf("getWebhookInfo = %+v", info)
	}
}

func TestWebhookRetryAfter(t *testing.T) {
	h := &hook{statuses: []int{503}, after: "1"}
	s, b := hooked(t, h)
	must[bool](b, "setWebhook", "url", "https://bot.example/")
	begin := time.Now()
	say(s, 1)
	if err := s.WaitDone(within(t)); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(begin); d < time.Second {
		t.Errorf("repeated after %v in spite of Retry-After: 1", d)
	}
}

// TestWebhookKeepsWhatItDidNotTake: switching the mode loses nothing.
func TestWebhookKeepsWhatItDidNotTake(t *testing.T) {
	h := &hook{}
	for range 1000 {
		h.statuses = append(h.statuses, 500)
	}
	s, b := hooked(t, h)
	got := polling(t, s, b)
	must[bool](b, "setWebhook", "url", "https://bot.example/")
	if a := <-got; a.Code != 409 || a.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("a getUpdates that waited got %d %q", a.Code, a.Description)
	}
	want := say(s, 2)
	must[bool](b, "setWebhook", "url", "")
	if diff := cmp.Diff(want, b.ids("offset", "1")); diff != "" {
		t.Error(diff)
	}
	a := b.call("setWebhook", "url", "https://bot.example/")
	if a.Code != 429 || a.Parameters.RetryAfter != 1 {
		t.Errorf("setWebhook within a second got %d", a.Code)
	}
	must[bool](b, "deleteWebhook", "drop_pending_updates", "true")
	if n := s.Pending(); n != 0 {
		t.Errorf("%d updates after drop_pending_updates", n)
	}
}

func TestWebhookLanes(t *testing.T) {
	h := &hook{}
	s, b := hooked(t, h)
	must[bool](b, "setWebhook", "url", "https://bot.example/", "allowed_updates", `["message"]`)
	want := map[int64][]int{}
	for range 20 {
		for chat := range int64(10) {
			want[chat] = append(want[chat], s.Say(telegramtest.Incoming{User: chat + 1, Text: strconv.Itoa(int(chat))}))
		}
	}
	if s.Press(7, 7, "x", 1) != 0 {
		t.Error("allowed_updates of setWebhook did not hold")
	}
	if err := s.WaitDone(within(t)); err != nil {
		t.Fatal(err)
	}
	got := map[int64][]int{}
	for _, id := range h.ids() {
		chat := int64(id-400_000_001) % 10
		got[chat] = append(got[chat], id)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.Replay(want[0][0])
	s.Raw(`{}`)
	if err := s.WaitDone(within(t)); err != nil {
		t.Fatal(err)
	}
}

func TestSetWebhookRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ url, secret, want string }{
		"URL":         {"bot.example", "", "invalid webhook URL specified"},
		"secret":      {"https://bot.example/", "a+b/c=", "secret token contains unallowed characters"},
		"long secret": {"https://bot.example/", string(make([]byte, 257)), "secret token is too long"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBot(t, telegramtest.New(t))
			b.fails(400, "Bad Request: "+tt.want, "setWebhook", "url", tt.url, "secret_token", tt.secret)
		})
	}
}
