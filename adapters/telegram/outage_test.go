package telegram_test

import (
	"errors"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
)

var refused = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}

// TestOutage: F01 and F03. Telegram is away for ten minutes: it refuses, then it swallows.
// What was asked before and meanwhile is answered, in order, once it is back.
func TestOutage(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		w.say(7, "/privacy")
		w.until(t, func() bool { return len(w.shown) == 1 })
		away := &strike{err: refused}
		w.set(func(attempt) *strike { return away })
		w.say(7, adaptertest.Question)
		w.say(8, adaptertest.Question)
		time.Sleep(5 * time.Minute)
		w.say(7, adaptertest.Related)
		w.set(func(attempt) *strike { return &strike{hang: true} })
		time.Sleep(5 * time.Minute)
		calls, _ := w.all()
		before := len(calls)
		w.set(nil)
		back := time.Now()
		w.until(t, func() bool { return len(w.shown) >= 4 })
		t.Logf("the last of the backlog was answered %v after Telegram came back; %d calls in ten minutes", time.Since(back), before)
		if took := time.Since(back); took > 65*time.Second+time.Minute {
			t.Errorf("the backlog was answered after %v", took)
		}
		if before > 120 { // by what polls and by two chats that wait
			t.Errorf("%d calls in ten minutes, want fewer each minute", before)
		}
		titles, _ := w.shownTo(7)
		if len(titles) != 3 || titles[1] != adaptertest.Question || titles[2] != adaptertest.Related {
			t.Errorf("chat 7 got %q", titles)
		}
	})
}

// set changes how calls fail.
func (w *wire) set(f func(attempt) *strike) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.strike = f
}

// TestNeverThere: F03. From the start on Telegram fails in a way that no look sees the end of:
// one call a minute is made, and when it is back, that is noticed within a minute.
func TestNeverThere(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]strike{"no way to look": {err: refused}, "fails": {status: 503}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
				w.set(func(attempt) *strike { return &s })
				time.Sleep(30 * time.Minute)
				calls, _ := w.all()
				if n := len(calls); n < 28 || n > 38 {
					t.Errorf("%d calls in half an hour, want one a minute in the end", n)
				}
				w.set(nil)
				w.say(7, adaptertest.Question)
				back := time.Now()
				w.until(t, func() bool { return len(w.shown) == 1 })
				if took := time.Since(back); took > time.Minute {
					t.Errorf("it answers %v after Telegram is there, want a minute at most", took)
				}
			})
		})
	}
}

// TestSilentServer: F07. A request that is never answered is given up and made again.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"getMe", "deleteWebhook", "getUpdates", "sendMessage"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
				struck := false
				w.set(func(c attempt) *strike {
					if c.method != method || struck {
						return nil
					}
					struck = true
					return &strike{hang: true}
				})
				w.say(7, adaptertest.Question)
				began := time.Now()
				w.until(t, func() bool { return len(w.shown) == 1 })
				if took := time.Since(began); took < 19*time.Second || took > 70*time.Second {
					t.Errorf("the answer came after %v, want a time limit's", took)
				}
			})
		})
	}
}

// TestStormOf429: F04. For a minute or five, most sends are refused for some seconds. None
// comes early, and none is lost.
func TestStormOf429(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		dice := rand.New(rand.NewPCG(1, 2))
		end := time.Now().Add(longer(time.Minute, 5*time.Minute))
		w.set(func(c attempt) *strike {
			if c.method != "sendMessage" || c.at.After(end) || dice.IntN(10) < 2 {
				return nil
			}
			return &strike{after: 1 + dice.IntN(longer(10, 30))}
		})
		const all = 90 // Telegram shows no more than a hundred that are not confirmed
		for i := range all {
			chat := int64(10 + i%30)
			if i%30 == 29 {
				w.say(chat, "I want to kill myself")
			} else {
				w.say(chat, adaptertest.Question)
			}
			time.Sleep(time.Second)
		}
		w.until(t, func() bool { return len(w.queue) == 0 })
		if _, shown := w.all(); len(shown) != all {
			t.Errorf("%d messages are shown, want %d", len(shown), all)
		}
	})
}

// TestCardOvertakesWhatIsHeld: Telegram wants nothing for a chat for a while. When that
// is over, the card goes first, though it came later.
func TestCardOvertakesWhatIsHeld(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		left := 2 // the answer, and once the card
		w.set(func(c attempt) *strike {
			if c.method != "sendMessage" || left == 0 {
				return nil
			}
			left--
			return &strike{after: 30}
		})
		for range 5 {
			w.say(7, adaptertest.Question)
		}
		time.Sleep(5 * time.Second)
		asked := time.Now()
		w.say(7, "I want to kill myself")
		w.until(t, func() bool { return len(w.queue) == 0 })
		titles, at := w.shownTo(7)
		if titles[0] == adaptertest.Question || len(titles) != 6 {
			t.Errorf("chat 7 got %q, want the card first", titles)
		}
		if took := at[0].Sub(asked); took > 56*time.Second {
			t.Errorf("the card came after %v, want when the second wait is over", took)
		}
	})
}

// TestStormOf5xx: F06. Every other call fails, for a minute or five: none is lost, none is
// shown twice.
func TestStormOf5xx(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		dice := rand.New(rand.NewPCG(3, 4))
		end := time.Now().Add(5 * time.Minute)
		w.set(func(c attempt) *strike {
			if c.at.After(end) || dice.IntN(2) == 0 {
				return nil
			}
			return &strike{status: []int{500, 502, 503, 504}[dice.IntN(4)]}
		})
		all := longer(60, 300)
		for i := range all {
			w.say(int64(10+i), adaptertest.Question)
			time.Sleep(time.Second)
		}
		w.until(t, func() bool { return len(w.queue) == 0 })
		if _, shown := w.all(); len(shown) != all {
			t.Errorf("%d messages are shown, want %d", len(shown), all)
		}
	})
}

// TestIdleWeek: F09. After a week in which nothing came, Telegram counts from anywhere.
func TestIdleWeek(t *testing.T) {
	t.Parallel()
	if !long {
		t.Skip("12,000 polls: with CANDOR_LONG=1")
	}
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		w.mu.Lock()
		w.next = 900_000_000
		w.mu.Unlock()
		w.say(7, adaptertest.Question)
		w.until(t, func() bool { return len(w.shown) == 1 })
		time.Sleep(7 * 24 * time.Hour)
		w.mu.Lock()
		w.next = 5
		w.mu.Unlock()
		w.say(7, adaptertest.Question)
		w.until(t, func() bool { return len(w.shown) == 2 && len(w.queue) == 0 })
	})
}

// TestInterruptedComesAgain: a question that was in hand when the program was stopped,
// and could not be answered in time, comes again at the next start.
func TestInterruptedComesAgain(t *testing.T) {
	t.Parallel()
	var w *wire
	bubble(t, telegram.Limits{}, func(t *testing.T, of *wire) {
		w = of
		w.say(7, "/privacy")
		w.until(t, func() bool { return len(w.shown) == 1 && len(w.queue) == 0 })
		w.set(func(c attempt) *strike {
			if c.method == "sendMessage" {
				return &strike{status: 500}
			}
			return nil
		})
		w.say(7, adaptertest.Question)
		time.Sleep(time.Minute)
	})
	if len(w.queue) != 1 {
		t.Errorf("%d updates are left, want the one that was not answered", len(w.queue))
	}
}

// TestCatchingUp: after ten minutes the backlog is answered about as fast as the limit of
// messages allows once anything has got through, which is tried once a minute.
func TestCatchingUp(t *testing.T) {
	t.Parallel()
	const chats, each = 300, 2
	limit := chats * each * time.Second / 30
	for name, test := range map[string]struct {
		away *strike
		most time.Duration // from the first answer to the last
	}{
		"refused":   {&strike{err: refused}, limit + 5*time.Second},
		"failing":   {&strike{status: 502}, limit + 5*time.Second},
		"swallowed": {&strike{hang: true}, limit + 3*time.Minute}, // calls that hang are given up first
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
				for n := range int64(20) {
					w.say(1000+n, adaptertest.Question)
				}
				time.Sleep(100 * time.Millisecond)
				w.set(func(attempt) *strike { return test.away })
				for range each {
					for n := range int64(chats) {
						w.say(1000+n, adaptertest.Question)
					}
					time.Sleep(5 * time.Minute)
				}
				calls, before := w.all()
				w.set(nil)
				back := time.Now()
				w.until(t, func() bool { return len(w.shown) >= chats*each+20 })
				_, shown := w.all()
				first, last := shown[len(before)].at.Sub(back), shown[len(shown)-1].at.Sub(back)
				t.Logf("the first answer came %v after Telegram was back, the last %v, %d calls meanwhile", first, last, len(calls))
				if first > 61*time.Second || last-first > test.most {
					t.Errorf("want the first after 61s at most, and the last %v after that", test.most)
				}
			})
		})
	}
}
