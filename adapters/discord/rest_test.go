package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// answers plays a server that gives these answers in turn, the last one for ever.
func answers(t *testing.T, all ...func(w http.ResponseWriter, r *http.Request)) (*rest, *atomic.Int32) {
	t.Helper()
	calls := new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(calls.Add(1)) - 1
		all[min(n, len(all)-1)](w, r)
	}))
	t.Cleanup(s.Close)
	c := newREST(Config{Token: token, API: s.URL})
	t.Cleanup(c.close)
	return c, calls
}

func status(code int, body string, header ...string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	}
}

func TestCallTriesAgain(t *testing.T) {
	fine := status(200, `{"id":"1"}`)
	for name, test := range map[string]struct {
		first func(w http.ResponseWriter, r *http.Request)
		calls int32
		fails bool
	}{
		"fine":                     {fine, 1, false},
		"server error":             {status(500, ""), 2, false},
		"bad gateway page":         {status(502, "<html>bad</html>"), 2, false},
		"limit":                    {status(429, `{"retry_after":0.05}`), 2, false},
		"limit by a page":          {status(429, "<html>slow</html>", "Retry-After", "1"), 2, false},
		"cut connection":           {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 2, false},
		"post not there yet":       {status(400, `{"code":40058}`), 2, false},
		"refused":                  {status(403, `{"code":50013,"message":"Missing Permissions"}`), 1, true},
		"malformed":                {status(400, `{"code":50035}`), 1, true},
		"redirected":               {status(302, "", "Location", "https://example.org"), 1, true},
		"not found without reason": {status(404, ""), 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, calls := answers(t, test.first, fine)
			err := c.call(t.Context(), request{method: http.MethodPost, path: "channels/1/messages", body: map[string]string{}}, nil)
			if (err != nil) != test.fails || calls.Load() != test.calls {
				t.Errorf("call = %v after %d requests, want an error %v after %d", err, calls.Load(), test.fails, test.calls)
			}
		})
	}
}

// TestCallGivesUp: a server that fails for ever is tried three times.
func TestCallGivesUp(t *testing.T) {
	c, calls := answers(t, status(503, ""))
	if err := c.call(t.Context(), request{method: http.MethodGet, path: "x"}, nil); err == nil || calls.Load() != maxTries {
		t.Errorf("call = %v after %d requests, want an error after %d", err, calls.Load(), maxTries)
	}
}

// TestErrorsShowNoSecret: neither the bot's token nor that of an interaction.
func TestErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	c := newREST(Config{Token: token, API: "http://127.0.0.1:1"})
	defer c.close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	err := c.call(ctx, request{method: http.MethodPost, path: "interactions/1/hushhush/callback", secret: "hushhush"}, nil)
	if err == nil || strings.Contains(err.Error(), "hushhush") || strings.Contains(err.Error(), token) {
		t.Errorf("error %v: want one without the tokens", err)
	}
	refused, _ := answers(t, status(401, `{"message":"`+token+` is not valid"}`))
	if err := refused.call(t.Context(), request{method: http.MethodGet, path: "x"}, nil); err == nil || strings.Contains(err.Error(), token) {
		t.Errorf("error %v: want one without the token", err)
	}
}

func TestCallSendsHeaders(t *testing.T) {
	var got http.Header
	c, _ := answers(t, func(w http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })
	if err := c.call(t.Context(), request{method: http.MethodGet, path: "x"}, nil); err != nil {
		t.Fatal(err)
	}
	if got.Get("Authorization") != "Bot "+token || !strings.HasPrefix(got.Get("User-Agent"), "DiscordBot (") {
		t.Errorf("headers %v", got)
	}
	if err := c.call(t.Context(), request{method: http.MethodGet, path: "x", free: true}, nil); err != nil {
		t.Fatal(err)
	}
	if got.Get("Authorization") != "" {
		t.Error("a request that needs no token carries it")
	}
}

// TestLimits: what Discord asked to wait waits, exactly, and nothing else does.
func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		waited := func(limit string) time.Duration {
			began := time.Now()
			if err := l.wait(t.Context(), request{limit: limit}); err != nil {
				t.Fatal(err)
			}
			return time.Since(began)
		}
		l.hold("a", false, 3*time.Second)
		if d := waited("b"); d != 0 {
			t.Errorf("another limit waits %v", d)
		}
		if d := waited("a"); d != 3*time.Second {
			t.Errorf("the limit waits %v, want 3 s", d)
		}
		l.hold("a", true, 2*time.Second)
		if d := waited("b"); d != 2*time.Second {
			t.Errorf("under a global limit another waits %v, want 2 s", d)
		}
		l.learn("c", http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"1.5"}})
		if d := waited("c"); d != 1500*time.Millisecond {
			t.Errorf("a limit that is used up waits %v, want 1.5 s", d)
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		l.hold("a", false, time.Minute)
		if err := l.wait(short, request{limit: "a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("wait = %v, want that the time is too short, at once", err)
		}
	})
}

// TestLimitsAreForgotten: a limit for each interaction does not fill the memory.
func TestLimitsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		for i := range 100 * mostLimits {
			l.hold(string(rune(i)), false, time.Millisecond)
			if i%mostLimits == 0 {
				time.Sleep(time.Second)
			}
		}
		if len(l.until) > 2*mostLimits {
			t.Errorf("%d limits are kept, want at most about %d", len(l.until), mostLimits)
		}
	})
}

func TestDecodes(t *testing.T) {
	t.Parallel()
	c, _ := answers(t, status(200, `{"id":"123456789012345678"}`))
	var out struct{ ID string }
	if err := c.call(t.Context(), request{method: http.MethodGet, path: "x"}, &out); err != nil || out.ID != "123456789012345678" {
		t.Errorf("call = %v, %+v", err, out)
	}
	huge, _ := answers(t, status(200, `"`+strings.Repeat("x", maxBody+1)))
	var bad *json.SyntaxError
	if err := huge.call(t.Context(), request{method: http.MethodGet, path: "x"}, new(string)); err == nil {
		t.Errorf("an endless answer is read: %v, %v", err, bad)
	}
}
