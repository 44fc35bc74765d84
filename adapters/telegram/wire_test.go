package telegram_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// wire is a Bot API without a network, for a bubble in which hours pass at once: it
// knows polling and sending, and nothing else.
type wire struct {
	mu     sync.Mutex
	queue  []delivery
	next   int
	wake   chan struct{} // closed when there is something new
	calls  []attempt
	forms  []telegramtest.Call // of those, for the checker
	shown  []attempt           // those that were taken and show a message
	quiet  map[string]time.Time
	early  int
	strike func(c attempt) *strike // nil for no fault
}

type delivery struct {
	id   int
	body string
}

// attempt is a call.
type attempt struct {
	method string
	chat   int64
	text   string
	at     time.Time
}

// strike is how a call fails.
type strike struct {
	err    error // instead of an answer
	hang   bool  // no answer, ever
	status int
	after  int // seconds
}

func newWire() *wire {
	return &wire{next: 1, wake: make(chan struct{}), quiet: map[string]time.Time{}}
}

// say queues a message in private, or in a group if the chat's number is negative.
func (w *wire) say(chat int64, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	kind := "private"
	if chat < 0 {
		kind = "supergroup"
	}
	said, _ := json.Marshal(text)
	w.queue = append(w.queue, delivery{w.next, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,`+
		`"chat":{"id":%d,"type":%q},"from":{"id":%d,"first_name":"Zephyrine Quill"},"text":%s}}`, w.next, w.next, chat, kind, max(chat, -chat), said)})
	w.next++
	close(w.wake)
	w.wake = make(chan struct{})
}

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	p, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	c := attempt{method: r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], text: p.Get("text"), at: time.Now()}
	c.chat, _ = strconv.ParseInt(p.Get("chat_id"), 10, 64)
	w.mu.Lock()
	w.forms = append(w.forms, telegramtest.Call{Method: c.method, Params: p})
	w.mu.Unlock()
	if s := w.arrive(c); s != nil {
		return w.fail(r.Context(), c, s)
	}
	if c.method == "getUpdates" {
		return w.poll(r.Context(), p)
	}
	return w.take(c), nil
}

// arrive notes a call, and returns how it fails.
func (w *wire) arrive(c attempt) *strike {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, c)
	if until, ok := w.quiet[c.method+c.text+strconv.FormatInt(c.chat, 10)]; ok && c.at.Before(until) {
		w.early++
	}
	if w.strike == nil {
		return nil
	}
	return w.strike(c)
}

func (w *wire) fail(ctx context.Context, c attempt, s *strike) (*http.Response, error) {
	switch {
	case s.hang:
		<-ctx.Done()
		return nil, ctx.Err()
	case s.err != nil:
		return nil, s.err
	case s.after > 0:
		w.mu.Lock()
		w.quiet[c.method+c.text+strconv.FormatInt(c.chat, 10)] = c.at.Add(time.Duration(s.after) * time.Second)
		w.mu.Unlock()
		return answer(429, fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":%d}}`, s.after)), nil
	}
	return answer(s.status, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":"down"}`, s.status)), nil
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}
}

func (w *wire) take(c attempt) *http.Response {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch c.method {
	case "getMe":
		return answer(200, `{"ok":true,"result":{"id":99,"is_bot":true,"first_name":"FAQ","username":"faq_bot"}}`)
	case "sendMessage":
		w.shown = append(w.shown, c)
		return answer(200, fmt.Sprintf(`{"ok":true,"result":{"message_id":%d}}`, 1_000_000+len(w.shown)))
	}
	return answer(200, `{"ok":true,"result":true}`)
}

// poll is getUpdates.
func (w *wire) poll(ctx context.Context, p url.Values) (*http.Response, error) {
	offset, _ := strconv.Atoi(p.Get("offset"))
	seconds, _ := strconv.Atoi(p.Get("timeout"))
	timer := time.NewTimer(time.Duration(seconds) * time.Second)
	defer timer.Stop()
	for over := seconds == 0; ; {
		w.mu.Lock()
		w.queue = slices.DeleteFunc(w.queue, func(d delivery) bool { return d.id < offset })
		batch, wake := w.queue[:min(100, len(w.queue))], w.wake
		var bodies []string
		for _, d := range batch {
			bodies = append(bodies, d.body)
		}
		w.mu.Unlock()
		if len(bodies) > 0 || over {
			return answer(200, `{"ok":true,"result":[`+strings.Join(bodies, ",")+`]}`), nil
		}
		select {
		case <-wake:
		case <-timer.C:
			over = true
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// bubble plays a test in which time passes at once. It ends with the adapter's Run.
func bubble(t *testing.T, limits telegram.Limits, play func(t *testing.T, w *wire)) {
	t.Helper()
	bubbleOf(t, limits, adaptertest.Core(), play)
}

// bubbleOf is a bubble in which somebody answers.
func bubbleOf(t *testing.T, limits telegram.Limits, core bot.Handler, play func(t *testing.T, w *wire)) {
	t.Helper()
	check := telegramtest.CheckedLater(t) // there is no network in the bubble
	var forms []telegramtest.Call
	defer func() { check(forms) }()
	synctest.Test(t, func(t *testing.T) {
		w, log := newWire(), &adaptertest.Log{}
		a, err := telegram.New(telegram.Config{Token: wireToken, Limits: limits, Transport: w}, bot.Recover(core), log.Logger())
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		play(t, w)
		stop()
		told := time.Now()
		if err := <-ended; err != nil || time.Since(told) > 10*time.Second {
			t.Errorf("Run = %v, %v after it was told to end, want nil in ten seconds", err, time.Since(told))
		}
		if shown := log.Shows(wireToken, "wire-TOKEN", askerName, adaptertest.Question, adaptertest.Related); shown != nil {
			t.Errorf("the log shows %q", shown)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		forms = w.forms
		if w.early > 0 {
			t.Errorf("%d calls came earlier than the server asked", w.early)
		}
	})
}

const wireToken = "99:wire-TOKEN_of_nobody"

// until lets time pass until done is true, a day at most.
func (w *wire) until(t *testing.T, done func() bool) {
	t.Helper()
	for range 24 * 3600 {
		w.mu.Lock()
		ok := done()
		w.mu.Unlock()
		if ok {
			return
		}
		time.Sleep(time.Second) // of the bubble
	}
	_, shown := w.all()
	t.Fatalf("it does not come to that; %d messages are shown", len(shown))
}

// all is what was called, and what is shown.
func (w *wire) all() (calls, shown []attempt) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.calls), slices.Clone(w.shown)
}

// shownTo are the messages to a chat, by their first lines.
func (w *wire) shownTo(chat int64) (titles []string, at []time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.shown {
		if c.chat == chat {
			first, _, _ := strings.Cut(c.text, "\n")
			titles, at = append(titles, strings.Trim(first, "</b>")), append(at, c.at)
		}
	}
	return titles, at
}
