package discord

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestWhatALimitHolds: one that Discord says of a route holds that route, one that is global all
// with the bot's token, and a proxy's page, which knows no routes, everything.
func TestWhatALimitHolds(t *testing.T) {
	t.Parallel()
	const hold = 5 * time.Second
	for name, c := range map[string]struct {
		body               string
		same, bot, without time.Duration // how long these wait: the same route, another, and one without the token
	}{
		"of a route": {`{"retry_after":5}`, hold, 0, 0},
		"global":     {`{"retry_after":5,"global":true}`, hold, hold, 0},
		"a page":     {`<html>slow down</html>`, hold, hold, hold},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				came := limitedOnce(t, c.body, hold)
				for path, want := range map[string]time.Duration{"/channels/1/messages": c.same, "/channels/2/messages": c.bot, "/webhooks/3/x": c.without} {
					if got := came[path]; got < want || got > want+time.Second {
						t.Errorf("%s is asked after %v, want %v", path, got, want)
					}
				}
			})
		})
	}
}

// limitedOnce makes requests of which the first is refused, and returns how long after that
// each path was asked last.
func limitedOnce(t *testing.T, body string, hold time.Duration) map[string]time.Duration {
	t.Helper()
	var mu sync.Mutex
	var refused time.Time
	came := map[string]time.Duration{}
	c := newREST(Config{Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		if refused.IsZero() {
			refused = time.Now()
			resp, err := content(r, http.StatusTooManyRequests, body)
			resp.Header.Set("Retry-After", hold.String()[:1])
			return resp, err
		}
		came[strings.TrimPrefix(r.URL.Path, "/api/v9")] = time.Since(refused)
		return content(r, http.StatusOK, "{}")
	})})
	var calls sync.WaitGroup
	call := func(path string, free bool) {
		calls.Go(func() {
			if err := c.call(t.Context(), request{method: http.MethodPost, path: path, free: free}, nil); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		})
		synctest.Wait()
	}
	call("channels/1/messages", false)
	call("channels/2/messages", false)
	call("webhooks/3/x", true)
	calls.Wait()
	return came
}
