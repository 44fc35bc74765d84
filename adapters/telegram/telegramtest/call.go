package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Call is a call of the bot: a known token and parameters that can be read.
type Call struct {
	Method string
	Params url.Values // what is no string is there as JSON
	At     time.Time
	Status int  // of the answer; 0 while there is none
	Early  bool // came before the retry_after of a 429 for the same method and chat was over
}

// Chat is the chat that a call is about, 0 if none.
func (c Call) Chat() int64 { return params(c.Params).id("chat_id") }

// Calls returns all calls, in the order in which they came.
func (s *Server) Calls() []Call { return s.CallsOf("") }

// CallsOf returns the calls of a method.
func (s *Server) CallsOf(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var calls []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			calls = append(calls, *c)
		}
	}
	return calls
}

// record notes a call. The name of a method may be written in any case.
func (s *Server) record(name string, p params) *Call {
	if proper, ok := spelling[strings.ToLower(name)]; ok {
		name = proper
	}
	c := &Call{Method: name, Params: url.Values(p), At: time.Now()}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Early = c.At.Before(s.quiet[quietKey(c)])
	s.calls = append(s.calls, c)
	s.calls = trim(s.calls, s.set.keep)
	s.signal()
	return c
}

// finish notes how a call was answered.
func (s *Server) finish(c *Call, status int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Status = status
	var f *failure
	if errors.As(err, &f) && f.retryAfter > 0 {
		s.quiet[quietKey(c)] = time.Now().Add(time.Duration(f.retryAfter) * time.Second)
	}
	s.signal()
}

func quietKey(c *Call) string { return c.Method + " " + c.Params.Get("chat_id") }

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

// Wait returns when done is true: it is asked now and after each change, which is
// a call, its answer, or an update queued or confirmed.
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

// WaitSent returns when the bot has sent n messages since the server began.
func (s *Server) WaitSent(ctx context.Context, n int) error {
	err := s.Wait(ctx, func(s *Server) bool { return s.SentCount() >= n })
	if err != nil {
		return fmt.Errorf("wait for %d messages, of which %d came: %w", n, s.SentCount(), err)
	}
	return nil
}

// WaitDone returns when no update is pending: the bot has confirmed all.
func (s *Server) WaitDone(ctx context.Context) error {
	err := s.Wait(ctx, func(s *Server) bool { return s.Pending() == 0 })
	if err != nil {
		return fmt.Errorf("wait for the queue to empty, which holds %d updates: %w", s.Pending(), err)
	}
	return nil
}

// WaitPoll returns when the n-th getUpdates is in and one of them waits for updates.
func (s *Server) WaitPoll(ctx context.Context, n int) error {
	err := s.Wait(ctx, func(s *Server) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.waiting != nil && s.polls >= n
	})
	if err != nil {
		return fmt.Errorf("wait for getUpdates number %d: %w", n, err)
	}
	return nil
}
