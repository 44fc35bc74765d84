package discord

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/internal/retry"

	"github.com/rs/zerolog"
)

// TestNeverThere: F03. From the start on Discord fails in a way that no look sees the end of:
// one request a minute is made, and when it is back, that is noticed within a minute. Where it
// says itself when to come again, it is asked then.
func TestNeverThere(t *testing.T) {
	for name, c := range map[string]struct {
		status      int    // 0 is no answer
		after       string // it says
		least, most int64  // requests in half an hour
		within      time.Duration
	}{
		"no way to look":     {0, "", 28, 38, time.Minute},
		"fails":              {http.StatusServiceUnavailable, "", 28, 38, time.Minute},
		"says when":          {http.StatusServiceUnavailable, "20", 88, 92, 20 * time.Second},
		"says very soon":     {http.StatusBadGateway, "0.5", 340, 370, askAgain},
		"says in an hour":    {http.StatusServiceUnavailable, "3600", 1, 1, 31 * time.Minute},
		"says when, but not": {http.StatusInternalServerError, "soon", 28, 38, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls, took, err := neverThere(t, func(r *http.Request) (*http.Response, error) {
					if c.status == 0 {
						return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
					}
					resp, err := content(r, c.status, "<html>")
					resp.Header.Set("Retry-After", c.after)
					return resp, err
				})
				if calls < c.least || calls > c.most {
					t.Errorf("%d requests in half an hour, want %d to %d", calls, c.least, c.most)
				}
				if took > c.within {
					t.Errorf("that Discord is back is noticed after %v, want %v at most", took, c.within)
				}
				if !errors.Is(err, errToken) {
					t.Errorf("Run = %v, want that the token is not valid", err)
				}
			})
		})
	}
}

// neverThere runs an adapter for half an hour, in which all requests get that answer, and until
// one gets another. It returns how many there were, and how much later the first was heard.
func neverThere(t *testing.T, answer transport) (calls int64, took time.Duration, err error) {
	t.Helper()
	var all atomic.Int64
	var there atomic.Bool
	a, err := New(Config{Token: token, Transport: transport(func(r *http.Request) (*http.Response, error) {
		all.Add(1)
		if there.Load() {
			return content(r, http.StatusUnauthorized, "{}") // which ends Run
		}
		return answer(r)
	})}, nil, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- a.Run(t.Context()) }()
	time.Sleep(30 * time.Minute)
	calls, back := all.Load(), time.Now()
	there.Store(true)
	err = <-ended
	return calls, time.Since(back), err
}

// TestRequestsWait: F02. Requests that did not reach Discord wait for it, and are made once each
// when it is back.
func TestRequestsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const all = 20
		var there atomic.Bool
		var taken atomic.Int64
		transport := &http.Transport{DialContext: func(_ context.Context, network, _ string) (net.Conn, error) {
			if !there.Load() {
				return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("connection refused")}
			}
			ours, theirs := net.Pipe()
			go func() {
				defer theirs.Close()
				if _, err := http.ReadRequest(bufio.NewReader(theirs)); err != nil {
					return // only looks
				}
				taken.Add(1)
				_, _ = io.WriteString(theirs, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
			}()
			return ours, nil
		}}
		c := newREST(Config{Token: token, API: "http://discord.invalid", Transport: transport})
		c.lookout = retry.WayOf(transport).Lookout(c.base, func() {})
		var calls sync.WaitGroup
		for i := range all {
			calls.Go(func() {
				if err := c.call(t.Context(), request{method: http.MethodPost, path: fmt.Sprint("channels/", i, "/messages")}, nil); err != nil {
					t.Errorf("call = %v", err)
				}
			})
			time.Sleep(time.Second)
		}
		time.Sleep(10 * time.Minute)
		there.Store(true)
		back := time.Now()
		calls.Wait()
		if took := time.Since(back); took > 5*time.Second || taken.Load() != all {
			t.Errorf("%d requests were made, the last %v after Discord is back, want %d in five seconds", taken.Load(), took, all)
		}
	})
}

// storm is a Discord that takes messages now and then, and notes what came.
type storm struct {
	mu     sync.Mutex
	shown  map[string]int          // by the number of what they answer
	quiet  map[string]time.Time    // until when a channel wants nothing
	cards  map[string]*card        // by the nonce
	tries  map[string]int          // by the nonce
	fails  func() (code, wait int) // of the next request
	counts int                     // of what Discord counts as invalid
	early  int
}

// TestStormOf429: F04. For five minutes four of five messages are refused for 1 to 30 seconds.
// None comes early, none is lost, few are refused, and a card waits for nothing but its own
// channel.
func TestStormOf429(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dice := rand.New(rand.NewPCG(1, 2))
		end := time.Now().Add(5 * time.Minute)
		s := newStorm(func() (int, int) {
			if time.Now().After(end) || dice.IntN(5) == 0 {
				return http.StatusOK, 0
			}
			return http.StatusTooManyRequests, 1 + dice.IntN(30)
		})
		a := s.adapter(t)
		const all = 300
		for i := range all {
			text, channel, id := adaptertest.Question, fmt.Sprint(1000+i%20), fmt.Sprint(5000+i)
			if i%100 == 50 {
				text = "I want to kill myself"
				s.expect(id+"m0", channel)
			}
			s.say(t.Context(), a, channel, id, text)
			time.Sleep(time.Second)
		}
		a.lanes.Wait()
		s.check(t, all)
		t.Logf("%d requests were refused", s.counts)
		if s.counts > 100 {
			t.Errorf("%d requests were refused, want 100 at most", s.counts)
		}
	})
}

// TestStormOf5xx: F06. Every other message fails, for five minutes. Each is tried three times
// at most, and none is shown twice; lost are those only that failed thrice.
func TestStormOf5xx(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dice := rand.New(rand.NewPCG(3, 4))
		s := newStorm(func() (int, int) {
			return []int{500, 502, 503, 504, 200, 200, 200, 200}[dice.IntN(8)], 0
		})
		a := s.adapter(t)
		const all = 300
		for i := range all {
			s.say(t.Context(), a, fmt.Sprint(1000+i), fmt.Sprint(5000+i), adaptertest.Question)
			time.Sleep(time.Second)
		}
		a.lanes.Wait()
		lost := 0
		for nonce, n := range s.tries {
			switch {
			case n > maxTries:
				t.Errorf("a message was tried %d times", n)
			case s.shown[nonce] == 0 && n == maxTries:
				lost++
			}
		}
		s.check(t, all-lost)
		if lost > all/4 { // one of eight is to be expected
			t.Errorf("%d of %d messages are lost", lost, all)
		}
	})
}

func newStorm(fails func() (code, wait int)) *storm {
	return &storm{shown: map[string]int{}, quiet: map[string]time.Time{}, cards: map[string]*card{}, tries: map[string]int{}, fails: fails}
}

func (s *storm) adapter(t *testing.T) *Adapter {
	t.Helper()
	a, err := New(Config{Token: token, Transport: transport(s.answer)}, adaptertest.Core(), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me.is(botAccount, "1")
	return a
}

func (s *storm) say(ctx context.Context, a *Adapter, channel, id, text string) {
	a.dispatch(ctx, "MESSAGE_CREATE", fmt.Appendf(nil, `{"id":%q,"channel_id":%q,"content":%q,"author":{"id":"1%s"}}`, id, channel, text, id))
}

// card is one that is expected.
type card struct {
	channel string
	by      time.Time // when it is to be tried next, at last
	late    bool
}

// expect expects a card as soon as its channel allows.
func (s *storm) expect(nonce, channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cards[nonce] = &card{channel: channel, by: later(time.Now(), s.quiet[channel]).Add(time.Second)}
}

// answer takes a message, or does not.
func (s *storm) answer(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	channel := strings.Split(r.URL.Path, "/")[4]
	nonce := bodyOf(r).Nonce
	s.tries[nonce]++
	now := time.Now()
	if now.Before(s.quiet[channel]) {
		s.early++
	}
	if c := s.cards[nonce]; c != nil && now.After(c.by) {
		c.late = true
	}
	code, wait := s.fails()
	switch code {
	case http.StatusOK:
		s.shown[nonce]++
	case http.StatusTooManyRequests:
		s.counts++
		s.quiet[channel] = now.Add(time.Duration(wait) * time.Second)
		for _, c := range s.cards {
			if c.channel == channel {
				c.by = s.quiet[channel].Add(time.Second)
			}
		}
	}
	return content(r, code, fmt.Sprintf(`{"id":"1","retry_after":%d}`, wait))
}

// check checks that so many were shown, each once and none early, and no card late.
func (s *storm) check(t *testing.T, want int) {
	t.Helper()
	if len(s.shown) != want {
		t.Errorf("%d messages are shown, want %d", len(s.shown), want)
	}
	for nonce, n := range s.shown {
		if n != 1 {
			t.Errorf("message %s is shown %d times", nonce, n)
		}
	}
	if s.early > 0 {
		t.Errorf("%d requests came earlier than Discord asked", s.early)
	}
	for nonce, c := range s.cards {
		if c.late || s.shown[nonce] == 0 {
			t.Errorf("the card %s came later than a second after it could", nonce)
		}
	}
}

// bodyOf reads a message that is sent.
func bodyOf(r *http.Request) (p post) {
	var sent struct {
		Nonce string `json:"nonce"`
	}
	_ = json.NewDecoder(r.Body).Decode(&sent) // of another form it has no nonce
	return post{Nonce: sent.Nonce}
}
