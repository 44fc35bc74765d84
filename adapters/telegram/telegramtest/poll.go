package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// maxPoll is how long a getUpdates waits at most, in seconds, whatever it asks for.
const maxPoll = 50

// gather is how long a getUpdates that waited goes on waiting for more.
const gather = time.Millisecond

const (
	byOther   = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	byWebhook = "Conflict: terminated by setWebhook request"
	active    = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

// poll is a getUpdates that waits.
type poll struct {
	limit int
	wake  chan struct{} // there may be updates
	end   chan error    // it has been ended
}

// getUpdates is the one method that waits, so it takes s.mu itself.
func (s *Server) getUpdates(ctx context.Context, p params) (json.RawMessage, error) {
	w, batch, wait, err := s.startPoll(p)
	if err != nil {
		return nil, s.late(ctx, err)
	}
	if w == nil {
		return batch, nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-w.wake:
			pause(ctx, gather)
			if batch := s.stopPoll(w, false); batch != nil {
				return batch, nil
			}
		case err := <-w.end:
			return nil, s.late(ctx, err)
		case <-timer.C:
			if batch := s.stopPoll(w, true); batch != nil {
				return batch, nil
			}
			return nil, s.late(ctx, <-w.end)
		case <-ctx.Done():
			s.stopPoll(w, true)
			return nil, ctx.Err()
		}
	}
}

// startPoll confirms, and returns updates or, if there are none, how to wait.
func (s *Server) startPoll(p params) (w *poll, batch json.RawMessage, wait time.Duration, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != nil {
		return nil, nil, 0, &failure{code: http.StatusConflict, description: active}
	}
	offset := int(p.id("offset"))
	limit := p.number("limit", 100, 1, 100)
	seconds := p.number("timeout", 0, 0, maxPoll)
	s.allow(p)
	if now := time.Now(); offset == s.lastFrom && now.Before(s.lastPoll.Add(3*time.Second)) {
		seconds = max(seconds, 3)
	}
	s.lastFrom, s.lastPoll = offset, time.Now()
	s.polls++
	s.queue.confirm(offset)
	s.signal()
	updates := s.queue.take(limit, s.now())
	if len(updates) > 0 || seconds == 0 {
		return nil, list(updates), 0, nil
	}
	s.endPoll(&failure{code: http.StatusConflict, description: byOther})
	s.waiting = &poll{limit: limit, wake: make(chan struct{}, 1), end: make(chan error, 1)}
	return s.waiting, nil, time.Duration(seconds) * time.Second, nil
}

// stopPoll returns what there is for w and ends its waiting, if there is something
// or it is over; nil if it goes on, or another has ended it.
func (s *Server) stopPoll(w *poll, over bool) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting != w {
		return nil
	}
	updates := s.queue.take(w.limit, s.now())
	if len(updates) == 0 && !over {
		return nil
	}
	s.waiting = nil
	return list(updates)
}

// endPoll ends the getUpdates that waits, if one does. s.mu is held.
func (s *Server) endPoll(err error) {
	if s.waiting != nil {
		s.waiting.end <- err // never full: it is ended once
		s.waiting = nil
	}
}

func (s *Server) wakePoll() {
	if s.waiting == nil {
		return
	}
	select {
	case s.waiting.wake <- struct{}{}:
	default: // it is being woken
	}
}

// late holds back a conflict that follows another closely.
func (s *Server) late(ctx context.Context, err error) error {
	var f *failure
	if !errors.As(err, &f) || f.code != http.StatusConflict {
		return err
	}
	s.mu.Lock()
	now := time.Now()
	wait := now.Before(s.conflict)
	if !wait {
		s.conflict = now.Add(s.set.conflictDelay)
	}
	s.mu.Unlock()
	if wait {
		pause(ctx, s.set.conflictDelay)
	}
	return err
}

// pause waits, unless ctx is done before.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// list makes a JSON array of updates.
func list(updates []*update) json.RawMessage {
	size := 2
	for _, u := range updates {
		size += len(u.body) + 1
	}
	out := append(make([]byte, 0, size), '[')
	for i, u := range updates {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, u.body...)
	}
	return append(out, ']')
}
