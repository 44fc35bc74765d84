package bot_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"candor/bot"
)

// counted counts the messages that get through to it.
type counted struct {
	n   atomic.Int64
	err error
}

func (c *counted) Handle(context.Context, bot.Message) (bot.Reply, error) {
	c.n.Add(1)
	return bot.Reply{}, c.err
}

func TestDedupe(t *testing.T) {
	first := bot.Message{Platform: "telegram", Chat: "7", ID: "1", Text: "hello"}
	for name, test := range map[string]struct {
		again bot.Message
		want  error
	}{
		"delivered twice":          {first, bot.ErrNoReply},
		"edited on the way":        {bot.Message{Platform: "telegram", Chat: "7", ID: "1", Text: "hullo"}, bot.ErrNoReply},
		"next message":             {bot.Message{Platform: "telegram", Chat: "7", ID: "2"}, nil},
		"same number elsewhere":    {bot.Message{Platform: "telegram", Chat: "8", ID: "1"}, nil},
		"same number on another":   {bot.Message{Platform: "discord", Chat: "7", ID: "1"}, nil},
		"parts moved":              {bot.Message{Platform: "telegram", Chat: "71", ID: ""}, nil},
		"parts moved, one between": {bot.Message{Platform: "telegram7", Chat: "", ID: "1"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			h := bot.Dedupe(10)(&counted{})
			if _, err := h.Handle(t.Context(), first); err != nil {
				t.Fatalf("first delivery: error = %v, want none", err)
			}
			if _, err := h.Handle(t.Context(), test.again); err != test.want {
				t.Errorf("second delivery: error = %v, want %v", err, test.want)
			}
		})
	}
}

// TestDedupeWithoutID: what has no ID cannot be known again.
func TestDedupeWithoutID(t *testing.T) {
	next := &counted{}
	h := bot.Dedupe(10)(next)
	for range 3 {
		if _, err := h.Handle(t.Context(), bot.Message{Platform: "web", Chat: "7"}); err != nil {
			t.Errorf("error = %v, want none", err)
		}
	}
	if got := next.n.Load(); got != 3 {
		t.Errorf("%d messages got through, want 3", got)
	}
}

// TestDedupeAfterFailure: a message whose handling failed is answered when it is
// delivered again; one that was rightly left unanswered is not.
func TestDedupeAfterFailure(t *testing.T) {
	for name, test := range map[string]struct {
		failed error
		want   int64 // of two deliveries
	}{
		"failed is tried again":    {errors.New("the store is gone"), 2},
		"no reply was the outcome": {bot.ErrNoReply, 1},
		"answered":                 {nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			next := &counted{err: test.failed}
			h := bot.Dedupe(10)(next)
			for range 2 {
				h.Handle(t.Context(), bot.Message{Platform: "telegram", Chat: "7", ID: "1"})
			}
			if got := next.n.Load(); got != test.want {
				t.Errorf("handled %d times, want %d", got, test.want)
			}
		})
	}
}

// TestDedupeAfterPanic: with Recover inside, a panic is a failure like another;
// with Recover outside, too.
func TestDedupeAfterPanic(t *testing.T) {
	for name, wrap := range map[string]func(bot.Handler) bot.Handler{
		"Recover inside":  func(h bot.Handler) bot.Handler { return bot.Dedupe(10)(bot.Recover(h)) },
		"Recover outside": func(h bot.Handler) bot.Handler { return bot.Recover(bot.Dedupe(10)(h)) },
	} {
		t.Run(name, func(t *testing.T) {
			handled := 0
			h := wrap(handler(func(bot.Message) error { handled++; panic("broken") }))
			for range 2 {
				h.Handle(t.Context(), bot.Message{Platform: "telegram", Chat: "7", ID: "1"})
			}
			if handled != 2 {
				t.Errorf("handled %d times, want 2: a message that failed is answered when it comes again", handled)
			}
		})
	}
}

// TestDedupeRemembers: at least as many as asked for, however many came since.
func TestDedupeRemembers(t *testing.T) {
	const remember = 100
	h := bot.Dedupe(remember)(&counted{})
	for i := range 10 * remember {
		message := func(n int) bot.Message { return bot.Message{Chat: "7", ID: strconv.Itoa(n)} }
		if _, err := h.Handle(t.Context(), message(i)); err != nil {
			t.Fatalf("message %d: error = %v, want none", i, err)
		}
		oldest := max(0, i-remember+1)
		if _, err := h.Handle(t.Context(), message(oldest)); err != bot.ErrNoReply {
			t.Fatalf("message %d again after %d others: error = %v, want %v", oldest, i-oldest, err, bot.ErrNoReply)
		}
	}
}

// TestDedupeAtOnce: of many deliveries at the same time, one is answered.
func TestDedupeAtOnce(t *testing.T) {
	next := &counted{}
	h := bot.Dedupe(1000)(next)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				h.Handle(t.Context(), bot.Message{Chat: "7", ID: strconv.Itoa(i)})
			}
		})
	}
	wg.Wait()
	if got := next.n.Load(); got != 200 {
		t.Errorf("%d handled, want each of 200 once", got)
	}
}
