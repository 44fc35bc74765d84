package discord

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
)

// refusing is a REST client whose Discord gives a status to some requests, and notes when it
// refused one.
type refusing struct {
	*rest
	mu      sync.Mutex
	refused []time.Time
	calls   int
}

func newRefusing(t *testing.T, status func(path string) (code int, body string)) *refusing {
	t.Helper()
	r := &refusing{}
	r.rest = newREST(Config{Token: token, Transport: transport(func(req *http.Request) (*http.Response, error) {
		time.Sleep(40 * time.Millisecond) // on the way
		code, body := status(req.URL.Path)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls++
		if code == 401 || code == 403 || code == 429 {
			r.refused = append(r.refused, time.Now())
		}
		return content(req, code, body)
	})})
	return r
}

// worst is the most refusals in ten minutes.
func (r *refusing) worst() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	most := 0
	for i, from := range r.refused {
		n := 0
		for _, at := range r.refused[i:] {
			if at.Sub(from) < refusalTime {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// post sends a message to a channel, as soon as that may be.
func (r *refusing) post(t *testing.T, channel int) error {
	return r.call(t.Context(), request{method: http.MethodPost, path: fmt.Sprint("channels/", channel, "/messages"), body: struct{}{}, shuts: true}, nil)
}

// TestStorms: whatever Discord refuses, in ten minutes it refuses a hundred requests at most.
func TestStorms(t *testing.T) {
	t.Parallel()
	all := 4000
	if RaceEnabled { // its detector takes most of the time
		all = 1000
	}
	limited := func(string) (int, string) { return 429, `{"retry_after":0.3}` }
	forbidden := func(string) (int, string) { return 403, `{"code":50013}` }
	for name, status := range map[string]func(string) (int, string){
		"too fast":    limited,
		"forbidden":   forbidden,
		"of messages": func(string) (int, string) { return 403, `{"code":200000}` },
		"all":         func(string) (int, string) { return 401, `{}` },
		"mixed": func(string) (int, string) {
			return []func(string) (int, string){limited, forbidden}[rand.N(2)]("")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := newRefusing(t, status)
				for i := range all { // 6 a second, to 500 channels
					go func() {
						_ = r.call(t.Context(), request{
							method: http.MethodPost, path: fmt.Sprint("channels/", i%500, "/messages"), body: struct{}{},
							insist: i%3 == 0, // many cards, too
							shuts:  i%2 == 0,
						}, nil)
					}()
					time.Sleep(150 * time.Millisecond)
				}
				time.Sleep(10 * time.Minute)
				if n := r.worst(); n > 100 || n < manyRefusals {
					t.Errorf("%d requests were refused in ten minutes, want %d to 100", n, manyRefusals)
				}
			})
		})
	}
}

// TestClosedChannelsSlowNoOthers: a hundred channels that the bot may not write to cost no
// others their time; each of them is asked again only after a while.
func TestClosedChannelsSlowNoOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefusing(t, func(path string) (int, string) {
			if strings.Contains(path, "channels/1/") {
				return 200, "{}"
			}
			return 403, `{"code":50001}`
		})
		if err := r.post(t, 1); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			for i := range manyRefusals - 1 {
				if err := r.post(t, 2+i); err == nil {
					t.Fatal("a closed channel took a message")
				}
			}
		}
		if len(r.refused) != manyRefusals-1 {
			t.Errorf("%d requests to %d closed channels, want one to each", len(r.refused), manyRefusals-1)
		}
		go func() { _ = r.post(t, 500) }()
		go func() { _ = r.post(t, 501) }()
		synctest.Wait()
		began := time.Now()
		if err := r.post(t, 1); err != nil || time.Since(began) > time.Second {
			t.Errorf("an open channel waits %v: %v", time.Since(began), err)
		}
	})
}

// TestClosedChannelOpens: after a minute it is asked again, and then ever later; who may be in
// danger is not left without help for that.
func TestClosedChannelOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		code := 403
		r := newRefusing(t, func(string) (int, string) { return code, `{"code":50013}` })
		began := time.Now()
		var asked []time.Duration
		for time.Since(began) < time.Hour {
			before := r.calls
			_ = r.post(t, 1)
			if r.calls > before {
				asked = append(asked, time.Since(began).Truncate(time.Minute))
			}
			time.Sleep(time.Second)
		}
		if got := fmt.Sprint(asked); got != "[0s 1m0s 3m0s 7m0s 15m0s 31m0s]" {
			t.Errorf("a closed channel is asked after %s", got)
		}
		code = 200
		if err := r.post(t, 1); err == nil {
			t.Error("it is asked though it is shut")
		}
		if err := r.call(t.Context(), request{method: http.MethodPost, path: "channels/1/messages", insist: true, shuts: true}, nil); err != nil {
			t.Errorf("what is urgent is not tried: %v", err)
		}
		if err := r.post(t, 1); err != nil {
			t.Errorf("what has opened is still shut: %v", err)
		}
	})
}

// TestWhoWritesTakesMessages: a private chat that was shut is open again once its person writes,
// and a channel of a server is not.
func TestWhoWritesTakesMessages(t *testing.T) {
	synctest.Test(t, testWhoWrites)
}

func testWhoWrites(t *testing.T) {
	calls := 0
	a, err := New(Config{Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		calls++
		return content(r, 403, `{"code":50007}`)
	})}, &recorder{}, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me.is(botAccount, "1")
	for n, e := range []event{
		{"MESSAGE_CREATE", `{"id":"1","channel_id":"7","content":"x","author":{"id":"2"}}`},
		{"MESSAGE_CREATE", `{"id":"2","channel_id":"7","content":"x","author":{"id":"2"}}`},
		{"MESSAGE_CREATE", `{"id":"3","channel_id":"8","guild_id":"1","content":"<@` + botAccount + `>x","author":{"id":"2"}}`},
		{"MESSAGE_CREATE", `{"id":"4","channel_id":"8","guild_id":"1","content":"<@` + botAccount + `>x","author":{"id":"2"}}`},
	} {
		a.dispatch(t.Context(), e.kind, []byte(e.data))
		synctest.Wait()
		if want := min(n+1, 3); calls != want {
			t.Errorf("%d requests after message %d, want %d", calls, n+1, want)
		}
	}
	a.lanes.Wait()
}
