package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// reply is what the server answers.
type reply struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		MigrateTo  int64 `json:"migrate_to_chat_id"`
		RetryAfter int   `json:"retry_after"`
	} `json:"parameters"`

	status int
}

// bot is a client without any ideas of its own.
type bot struct {
	tb   testing.TB
	base string
}

func newBot(tb testing.TB, s *telegramtest.Server) bot {
	return bot{tb, s.URL + "/bot" + telegramtest.Token + "/"}
}

// client keeps no connections, so that none outlives its test.
var client = http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// try calls a method with pairs of names and values.
func (b bot) try(ctx context.Context, method string, pairs ...string) (reply, error) {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+method, strings.NewReader(form.Encode()))
	if err != nil {
		return reply{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return do(r)
}

func do(r *http.Request) (reply, error) {
	var a reply
	resp, err := client.Do(r)
	if err != nil {
		return a, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return a, err
	}
	a.status = resp.StatusCode
	return a, json.Unmarshal(body, &a)
}

// call calls a method that gets an answer.
func (b bot) call(method string, pairs ...string) reply {
	b.tb.Helper()
	a, err := b.try(b.tb.Context(), method, pairs...)
	if err != nil {
		b.tb.Fatalf("%s: %v", method, err)
	}
	return a
}

// must calls a method that succeeds, and decodes its result.
func must[T any](b bot, method string, pairs ...string) T {
	b.tb.Helper()
	a := b.call(method, pairs...)
	if !a.OK {
		b.tb.Fatalf("%s %.200q: %d %s", method, pairs, a.Code, a.Description)
	}
	var v T
	if err := json.Unmarshal(a.Result, &v); err != nil {
		b.tb.Fatalf("%s: %v in %s", method, err, a.Result)
	}
	return v
}

// fails calls a method that must fail in this way.
func (b bot) fails(code int, description, method string, pairs ...string) reply {
	b.tb.Helper()
	a := b.call(method, pairs...)
	if a.OK || a.Code != code || a.status != code || !strings.HasPrefix(a.Description, description) {
		b.tb.Errorf("%s %.200q: %d %q, want %d %q", method, pairs, a.Code, a.Description, code, description)
	}
	return a
}

// json calls a method with a JSON body.
func (b bot) json(method, body string) reply {
	b.tb.Helper()
	r, err := http.NewRequestWithContext(b.tb.Context(), http.MethodPost, b.base+method, bytes.NewReader([]byte(body)))
	if err != nil {
		b.tb.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	a, err := do(r)
	if err != nil {
		b.tb.Fatal(err)
	}
	return a
}

// wireUpdate is an update as far as these tests look at it.
type wireUpdate struct {
	ID       int             `json:"update_id"`
	Message  json.RawMessage `json:"message"`
	Edited   json.RawMessage `json:"edited_message"`
	Post     json.RawMessage `json:"channel_post"`
	Callback json.RawMessage `json:"callback_query"`
	Inline   json.RawMessage `json:"inline_query"`
	Member   json.RawMessage `json:"my_chat_member"`
}

// ids polls at once and returns the ids of the updates.
func (b bot) ids(pairs ...string) []int {
	b.tb.Helper()
	ids := []int{}
	for _, u := range must[[]wireUpdate](b, "getUpdates", pairs...) {
		ids = append(ids, u.ID)
	}
	return ids
}

// within is a context for what must not take long.
func within(tb testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(tb.Context(), 10*time.Second)
	tb.Cleanup(cancel)
	return ctx
}
