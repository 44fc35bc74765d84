package telegram

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// passed is when each of n sends went out, in a bubble of time, since the first.
func passed(t *testing.T, p *pacer, chats ...int64) []time.Duration {
	t.Helper()
	began := time.Now()
	var out []time.Duration
	for _, chat := range chats {
		if err := p.wait(t.Context(), chat, false, nothing); err != nil {
			t.Fatal(err)
		}
		out = append(out, time.Since(began))
	}
	return out
}

func same(n int, chat int64) []int64 { return slices.Repeat([]int64{chat}, n) }

// each is n chats, private or groups.
func each(n int, sign int64) []int64 {
	var out []int64
	for i := range n {
		out = append(out, sign*int64(i+1))
	}
	return out
}

func TestPace(t *testing.T) {
	for name, test := range map[string]struct {
		limits Limits
		chats  []int64
		last   time.Duration // when the last may go
	}{
		"one goes at once":               {Limits{}, same(1, 5), 0},
		"one a second to a chat":         {Limits{}, same(4, 5), 3 * time.Second},
		"thirty at once to many":         {Limits{}, each(30, 1), 0},
		"thirty a second in all":         {Limits{}, each(61, 1), 2 * time.Second},
		"twenty a minute to a group":     {Limits{}, same(20, -5), 19 * time.Second},
		"the next in the next minute":    {Limits{}, same(21, -5), 60 * time.Second},
		"no such limit in private":       {Limits{}, same(25, 5), 24 * time.Second},
		"as many in all as is set":       {Limits{PerSecond: 2}, each(5, -1), 2 * time.Second},
		"a number below nothing is none": {Limits{PerSecond: -1}, each(31, 1), time.Second},
		"nothing held back":              {Limits{Off: true, PerSecond: 1}, same(1000, -5), 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				out := passed(t, newPacer(test.limits), test.chats...)
				if last := out[len(out)-1]; last != test.last {
					t.Errorf("the last went out after %v, want %v (all: %v)", last, test.last, out)
				}
			})
		})
	}
}

// TestPaceSlides: no second and no minute, wherever it begins, has more than its share.
func TestPaceSlides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(Limits{})
		var mu sync.Mutex
		sent := map[int64][]time.Time{}
		var wg sync.WaitGroup
		for i := range 200 {
			chat := int64(i % 7)
			if i%2 == 0 {
				chat = -1 - chat
			}
			wg.Go(func() {
				time.Sleep(time.Duration(i) * 37 * time.Millisecond)
				if err := p.wait(t.Context(), chat, false, nothing); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				sent[chat] = append(sent[chat], time.Now())
				sent[math.MaxInt64] = append(sent[math.MaxInt64], time.Now())
			})
		}
		wg.Wait()
		for chat, times := range sent {
			switch {
			case chat == math.MaxInt64:
				atMost(t, "in all", times, allPerSecond, time.Second)
			case chat < 0:
				atMost(t, "to a group", times, groupPerMinute, time.Minute)
				fallthrough
			default:
				atMost(t, "to a chat", times, 1, time.Second)
			}
		}
	})
}

// atMost wants no more than n times in any span.
func atMost(t *testing.T, what string, times []time.Time, n int, span time.Duration) {
	t.Helper()
	for i := n; i < len(times); i++ {
		if d := times[i].Sub(times[i-n]); d < span {
			t.Errorf("%s: %d sends within %v, want at most %d in %v", what, n+1, d, n, span)
		}
	}
}

// TestPaceUrgent: help waits for nothing, but what comes after it waits.
func TestPaceUrgent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(Limits{})
		began := time.Now()
		for range 40 {
			if err := p.wait(t.Context(), -5, true, nothing); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("urgent sends were held back for %v", d)
		}
		passed(t, p, 6)
		if d := time.Since(began); d != time.Second {
			t.Errorf("to another chat after %v, want 1 s: all sends count", d)
		}
		passed(t, p, -5)
		if d := time.Since(began); d != time.Minute {
			t.Errorf("to the same group after %v, want a minute", d)
		}
	})
}

func TestPaceStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(Limits{})
		passed(t, p, same(20, -5)...)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		if err := p.wait(ctx, -5, false, nothing); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("wait = %v after %v, want the context's end", err, time.Since(began))
		}
	})
}

// TestPaceForgets: chats that are silent are forgotten, those that must still wait are not.
func TestPaceForgets(t *testing.T) {
	p := newPacer(Limits{PerSecond: 1 << 20})
	now := noon
	for i := range 3 * mostPaced {
		now = now.Add(time.Second)
		if d := p.take(now, int64(i+1), false); d != 0 {
			t.Fatalf("chat %d has to wait %v", i+1, d)
		}
		if len(p.chats) > mostPaced+60 {
			t.Fatalf("%d chats are remembered, want about %d", len(p.chats), mostPaced)
		}
	}
	for range groupPerMinute {
		p.take(now, -1, true)
	}
	for i := range mostPaced { // others, so many that something has to be forgotten
		p.take(now.Add(30*time.Second), int64(-2-i), false)
	}
	if d := p.take(now.Add(31*time.Second), -1, false); d != 29*time.Second {
		t.Errorf("a group that had its share this minute has to wait %v, want 29 s: it was forgotten", d)
	}
}

// nothing has to go first.
func nothing() <-chan struct{} { return nil }
