package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// grace is how long a call is waited for once its context is done: SQLite stops within
// milliseconds, and a system call in which a disk does not answer never does.
const grace = 500 * time.Millisecond

var (
	errStuck  = errors.New("the disk does not answer")
	errFailed = errors.New("the store failed: this is a fault of Candor")
)

// turn lets one call at a time through. Where one is stuck in the system, those that come
// are told at once, and nobody waits for it beyond the end of a context.
type turn struct {
	taken chan struct{} // it holds something while a call is at work
	at    atomic.Pointer[call]
}

// call is one that is at work.
type call struct{ stuck atomic.Bool }

func newTurn() turn { return turn{taken: make(chan struct{}, 1)} }

// try takes the turn if nobody has it.
func (t *turn) try() (*call, bool) {
	select {
	case t.taken <- struct{}{}:
		return t.begin(), true
	default:
		return nil, false
	}
}

// enter waits for the turn.
func (t *turn) enter(ctx context.Context) (*call, error) {
	if c, ok := t.try(); ok {
		return c, nil
	}
	if at := t.at.Load(); at != nil && at.stuck.Load() {
		return nil, errStuck
	}
	select {
	case t.taken <- struct{}{}:
		return t.begin(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (t *turn) begin() *call {
	c := new(call)
	t.at.Store(c)
	return c
}

func (t *turn) leave() {
	t.at.Store(nil)
	<-t.taken
}

// inTurn lets a call work when it is its turn. One that is stuck is left behind: it keeps
// the turn, and what it finds is lost.
func inTurn[T any](ctx context.Context, s *Store, w func() (T, error)) (none T, err error) {
	c, err := s.turn.enter(ctx)
	if err != nil {
		return none, s.ended(err)
	}
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		o := outcome{err: errFailed}
		defer func() {
			recover() // as one of a moderator's command has to be, and this is not its goroutine
			s.turn.leave()
			done <- o
		}()
		o.result, o.err = w()
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-ctx.Done():
	}
	select {
	case o := <-done:
		return o.result, o.err
	case <-time.After(grace):
		c.stuck.Store(true)
		return none, &Fault{Path: s.path, What: errStuck.Error(), Err: ctx.Err()}
	}
}

// ended puts the end of a context into a sentence, if that was not the caller's wish.
func (s *Store) ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return s.fault(err)
}
