package bottest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

func TestMemory(t *testing.T) {
	bottest.TestStore(t, func(*testing.T) bot.Store { return bottest.NewMemory() })
}

// TestUntroubled: a store that can get into trouble is as good as any other until then.
func TestUntroubled(t *testing.T) {
	bottest.TestStore(t, func(*testing.T) bot.Store { return bottest.NewTroubled(bottest.NewMemory()) })
}

var errTrouble = errors.New("trouble")

func TestFail(t *testing.T) {
	inner := bottest.NewMemory()
	s := bottest.NewTroubled(inner)
	s.Set(bottest.Fail(errTrouble))
	for method, call := range bottest.Calls(t.Context(), s) {
		if err := call(); err != errTrouble {
			t.Errorf("%s: %v, want %v", method, err, errTrouble)
		}
	}
	history, _ := inner.History(t.Context(), 1)
	if len(history) > 0 {
		t.Error("a method that failed changed something")
	}
	s.Set(nil)
	if _, err := s.History(t.Context(), 1); err != nil {
		t.Errorf("after the trouble: %v", err)
	}
}

func TestTroubleInOne(t *testing.T) {
	s := bottest.NewTroubled(bottest.NewMemory())
	for method := range bottest.Calls(t.Context(), s) {
		s.Set(bottest.Fail(errTrouble).In(method))
		for other, call := range bottest.Calls(t.Context(), s) {
			if err := call(); (err == errTrouble) != (other == method) {
				t.Errorf("trouble in %s: %s: %v", method, other, err)
			}
		}
	}
}

func TestSlowAndHanging(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bottest.NewTroubled(bottest.NewMemory())
		s.Set(bottest.Slow(3 * time.Second))
		start := time.Now()
		if _, err := s.Notes(t.Context(), ""); err != nil || time.Since(start) != 3*time.Second {
			t.Errorf("slow: %v after %v", err, time.Since(start))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.Notes(ctx, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("slow, with less time: %v", err)
		}
		s.Set(bottest.Hang)
		ctx, cancel = context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if _, err := s.Notes(ctx, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("hanging: %v", err)
		}
	})
}
