package lanes

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// diary notes what happened in which order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func quiet(any) {}

// sending is work that sends what it is called, after a while.
// lane is a lane's name in these tests.
type lane int

func (d *diary) sending(name string, urgent bool, after time.Duration) *Work {
	return &Work{
		Handle: func() []Parcel {
			return []Parcel{{urgent, func() { time.Sleep(after); d.note(name) }}}
		},
		Done: func() { d.note(name + " done") },
	}
}

func TestKeepOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		l := New[lane](4, quiet)
		var want []string
		for i := range 20 {
			name := string(rune('a' + i))
			l.Add(lane(1), d.sending(name, false, time.Duration(20-i)*time.Second)) // later ones are quicker
			want = append(want, name, name+" done")
		}
		l.Wait()
		if diff := cmp.Diff(want, d.lines); diff != "" {
			t.Errorf("order in a lane (-want +got):\n%s", diff)
		}
	})
}

// TestRunSideBySide: a chat that is held back holds back no other, and neither does
// a query without a chat.
func TestRunSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		l := New[lane](4, quiet)
		began := time.Now()
		for i := range 100 {
			l.Add(lane(i), d.sending("x", false, time.Minute))
			l.Add(lane(-1-i), d.sending("x", false, time.Minute))
		}
		l.Wait()
		if took := time.Since(began); took != time.Minute || len(d.lines) != 400 {
			t.Errorf("%d lines after %v, want 400 after a minute", len(d.lines), took)
		}
	})
}

// TestHandleFew: not more are handled at once than there are slots, however many send.
func TestHandleFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New[lane](3, quiet)
		var now, most atomic.Int32
		began := time.Now()
		for i := range 30 {
			l.Add(lane(i), &Work{Done: func() {}, Handle: func() []Parcel {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				time.Sleep(time.Second)
				now.Add(-1)
				return []Parcel{{false, func() { time.Sleep(time.Hour) }}}
			}})
		}
		l.Wait()
		if took := time.Since(began); most.Load() != 3 || took != 10*time.Second+time.Hour {
			t.Errorf("%d handled at once, all after %v, want 3 and an hour and 10 s", most.Load(), took)
		}
	})
}

// TestUrgentOvertakes what is being sent and what waits for it, but not what is
// urgent and was first.
func TestUrgentOvertakes(t *testing.T) {
	for name, test := range map[string]struct{ added, want []string }{
		"others":       {[]string{"a", "b", "HELP 1", "c", "HELP 2", "d", "HELP 3"}, []string{"HELP 1", "HELP 2", "HELP 3", "first", "a", "b", "c", "d"}},
		"not one such": {[]string{"HELP 1", "HELP 2", "HELP 3"}, []string{"HELP 1", "HELP 2", "HELP 3", "first"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var d diary
				l := New[lane](4, quiet)
				l.Add(lane(1), d.sending("first", false, time.Minute))
				synctest.Wait() // it is being sent
				for _, name := range test.added {
					l.Add(lane(1), d.sending(name, name[0] == 'H', time.Second))
					synctest.Wait()
				}
				l.Wait()
				sent := slices.DeleteFunc(d.lines, func(s string) bool { return strings.HasSuffix(s, " done") })
				if diff := cmp.Diff(test.want, sent); diff != "" {
					t.Errorf("order (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// TestAreDoneWhenAllIsSent: once, also with several parcels and with none.
func TestAreDoneWhenAllIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for n := range 4 {
			var done int
			var sent atomic.Int32 // what is urgent is sent by itself
			l := New[lane](4, quiet)
			l.Add(lane(1), &Work{
				Handle: func() []Parcel {
					var out []Parcel
					for i := range n {
						out = append(out, Parcel{i%2 == 1, func() { time.Sleep(time.Second); sent.Add(1) }})
					}
					return out
				},
				Done: func() {
					if done++; int(sent.Load()) != n {
						t.Errorf("done after %d of %d parcels", sent.Load(), n)
					}
				},
			})
			l.Wait()
			if done != 1 || int(sent.Load()) != n {
				t.Errorf("%d parcels: sent %d, done %d times, want once", n, sent.Load(), done)
			}
		}
	})
}

// TestContainPanics: what panics is done, is told of, and stops nothing else.
func TestContainPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		l := New[lane](1, func(any) { d.note("told") })
		l.Add(lane(1), &Work{
			Handle: func() []Parcel { return []Parcel{{false, func() { panic("sending") }}} },
			Done:   func() { d.note("done") },
		})
		synctest.Wait()
		l.Add(lane(1), &Work{Handle: func() []Parcel { panic("handling") }, Done: func() { d.note("done") }})
		synctest.Wait()
		l.Add(lane(1), d.sending("next", false, 0)) // there is one slot: it must be free again
		l.Wait()
		if diff := cmp.Diff([]string{"told", "done", "told", "done", "next", "next done"}, d.lines); diff != "" {
			t.Errorf("what happened (-want +got):\n%s", diff)
		}
	})
}

// TestAreForgotten: a chat that is silent takes no memory, and can begin again.
func TestAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		l := New[lane](4, quiet)
		for range 3 {
			for i := range 50 {
				l.Add(lane(i), d.sending("x", false, time.Second))
			}
			time.Sleep(time.Hour)
			synctest.Wait()
			if len(l.open) != 0 {
				t.Errorf("%d lanes are kept in which nothing goes on", len(l.open))
			}
		}
	})
}

// TestFlooded: from many sides at once, nothing is lost and each lane keeps its order.
func TestFlooded(t *testing.T) {
	l := New[lane](8, quiet)
	const chats, each = 20, 200
	got := make([][]int, chats)
	var wg sync.WaitGroup
	for chat := range chats {
		wg.Go(func() {
			for i := range each {
				l.Add(lane(chat), &Work{Done: func() {}, Handle: func() []Parcel {
					return []Parcel{{false, func() { got[chat] = append(got[chat], i) }}}
				}})
			}
		})
	}
	wg.Wait()
	l.Wait()
	for chat := range got {
		if len(got[chat]) != each || !slices.IsSorted(got[chat]) {
			t.Errorf("chat %d got %v, want 0 to %d in order", chat, got[chat], each-1)
		}
	}
}
