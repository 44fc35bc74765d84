package telegram_test

import (
	"slices"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
)

// atMost checks that no more than n of the times are within a span.
func atMost(t *testing.T, what string, at []time.Time, n int, span time.Duration) {
	t.Helper()
	for i := n; i < len(at); i++ {
		if d := at[i].Sub(at[i-n]); d < span {
			t.Errorf("%s: %d messages within %v, want %d at most in %v", what, n+1, d, n, span)
			return
		}
	}
}

// TestPace: one message a second in a chat, twenty a minute in a group, thirty a second
// in all, and no slower than that (core.telegram.org/bots/faq#broadcasting-to-users).
func TestPace(t *testing.T) {
	t.Parallel()
	t.Run("in a chat", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
			for range 10 {
				w.say(7, adaptertest.Question)
			}
			w.until(t, func() bool { return len(w.shown) == 10 })
			_, at := w.shownTo(7)
			atMost(t, "a chat", at, 1, time.Second)
			if took := at[9].Sub(at[0]); took > 12*time.Second {
				t.Errorf("ten messages took %v, want about nine seconds", took)
			}
		})
	})
	t.Run("in a group", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
			for range 45 {
				w.say(-1_007, "/ask "+adaptertest.Question)
			}
			w.until(t, func() bool { return len(w.shown) == 45 })
			_, at := w.shownTo(-1_007)
			atMost(t, "a group", at, 1, time.Second)
			atMost(t, "a group", at, 20, time.Minute)
			if took := at[44].Sub(at[0]); took > 130*time.Second {
				t.Errorf("45 messages took %v, want about two minutes", took)
			}
		})
	})
	t.Run("in all", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
			for i := range 200 {
				w.say(int64(100+i), adaptertest.Question)
			}
			w.until(t, func() bool { return len(w.shown) == 200 })
			var at []time.Time
			_, shown := w.all()
			for _, c := range shown {
				at = append(at, c.at)
			}
			atMost(t, "all", at, 30, time.Second)
			if took := at[199].Sub(at[0]); took > 10*time.Second {
				t.Errorf("200 messages took %v, want about seven seconds", took)
			}
		})
	})
	t.Run("off", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegram.Limits{Off: true}, func(t *testing.T, w *wire) {
			for range 100 {
				w.say(7, adaptertest.Question)
			}
			w.until(t, func() bool { return len(w.shown) == 100 })
			if _, at := w.shownTo(7); at[99].Sub(at[0]) > 0 {
				t.Errorf("with the pace off, 100 messages took %v", at[99].Sub(at[0]))
			}
		})
	})
}

// TestCardOvertakes: help does not wait behind answers, neither of the same chat nor of
// others (C37).
func TestCardOvertakes(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		for range 20 {
			w.say(7, adaptertest.Question)
		}
		for i := range 70 {
			w.say(int64(100+i), adaptertest.Question)
		}
		w.until(t, func() bool { return len(w.shown) >= 10 })
		asked := time.Now()
		w.say(7, "I want to kill myself")
		w.say(8, "I want to kill myself")
		w.until(t, func() bool { return len(w.shown) == 92 })
		for _, chat := range []int64{7, 8} {
			titles, at := w.shownTo(chat)
			card := slices.IndexFunc(titles, func(s string) bool { return s != adaptertest.Question })
			if card < 0 || at[card].Sub(asked) > 1100*time.Millisecond {
				t.Errorf("chat %d got its card after %v, as number %d", chat, at[max(card, 0)].Sub(asked), card)
			}
		}
	})
}
