package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Call is a request of the bot.
type Call struct {
	Method string
	Path   string          // without /api/v10
	Route  string          // such as "POST /channels/{channel_id}/messages"; "GET gateway" is a new link
	Body   json.RawMessage // nil if there is none, or no JSON
	At     time.Time
	Status int  // of the answer; 0 while there is none
	Token  bool // the bot's token came with it
	Early  bool // came before the retry_after of a 429 for it was over

	key string // of what a 429 is about
}

// Calls returns all calls, in the order in which they came.
func (s *Server) Calls() []Call { return s.CallsOf("") }

// CallsOf returns the calls of a route.
func (s *Server) CallsOf(route string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var calls []Call
	for _, c := range s.calls {
		if route == "" || c.Route == route {
			calls = append(calls, *c)
		}
	}
	return calls
}

// CallCount is how many calls there were, of which [Keep] may have forgotten some.
func (s *Server) CallCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.callCount
}

// record notes a call.
func (s *Server) record(c *Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.At = time.Now()
	now := s.now()
	c.Early = now.Before(s.quiet[c.key]) || now.Before(s.quiet[""])
	s.calls = trim(append(s.calls, c), s.set.keep)
	s.callCount++
	s.signal()
}

// finish notes how a call was answered.
func (s *Server) finish(c *Call, status int, f *failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Status = status
	now := s.now()
	if f != nil && f.retryAfter > 0 {
		key := c.key
		if f.global {
			key = ""
		}
		s.quiet[key] = now.Add(seconds(f.retryAfter))
	}
	shared := f != nil && f.scope == "shared"
	if (status == 401 || status == 403 || status == 429) && !shared {
		s.invalidAll++
		s.invalid = append(s.invalid, now)
	}
	s.signal()
}

// InvalidRequests is how many requests were answered by 401, 403 or 429, other than
// those of shared limits. Discord bans an address after 10,000 in ten minutes.
func (s *Server) InvalidRequests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.invalidAll
}

// banned reports whether the address had too many invalid requests. s.mu is held.
func (s *Server) banned() bool {
	from := s.now().Add(-10 * time.Minute)
	i := slices.IndexFunc(s.invalid, func(t time.Time) bool { return t.After(from) })
	if i < 0 {
		i = len(s.invalid)
	}
	s.invalid = s.invalid[i:]
	return len(s.invalid) >= s.set.banAfter
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

// trim drops the first of many, if at most about keep are to stay.
func trim[T any](all []T, keep int) []T {
	if keep == 0 || len(all) < 2*keep {
		return all
	}
	return slices.Clone(all[len(all)-keep:])
}

// signal wakes who waits for a change. It is called with s.mu held.
func (s *Server) signal() {
	if s.watched {
		close(s.changed)
		s.changed, s.watched = make(chan struct{}), false
	}
}

// Wait returns when done is true: it is asked now and after each change, which is a
// call, its answer, an event, or whatever the bot does at the gateway.
func (s *Server) Wait(ctx context.Context, done func(*Server) bool) error {
	for {
		s.mu.Lock()
		s.watched = true
		changed := s.changed
		s.mu.Unlock()
		if done(s) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// WaitSent returns when the bot has shown n messages since the server began.
func (s *Server) WaitSent(ctx context.Context, n int) error {
	err := s.Wait(ctx, func(s *Server) bool { return s.SentCount() >= n })
	if err != nil {
		return fmt.Errorf("wait for %d messages, of which %d came: %w", n, s.SentCount(), err)
	}
	return nil
}

// WaitReady returns when n shards have a session with an open link.
func (s *Server) WaitReady(ctx context.Context, n int) error {
	err := s.Wait(ctx, func(s *Server) bool { return s.Connected() >= n })
	if err != nil {
		return fmt.Errorf("wait for %d shards, of which %d are there: %w", n, s.Connected(), err)
	}
	return nil
}

// WaitAnswer returns the bot's first response to an interaction when it is there.
func (s *Server) WaitAnswer(ctx context.Context, interaction string) (Answer, error) {
	var a Answer
	err := s.Wait(ctx, func(s *Server) (ok bool) {
		a, ok = s.Answer(interaction)
		return ok
	})
	if err != nil {
		return a, fmt.Errorf("wait for the response to interaction %s: %w", interaction, err)
	}
	return a, nil
}
