package bot_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
)

// loses lets the store begin anew under the program, which is told.
func (d *desk) loses(t testing.TB) {
	t.Helper()
	d.memory.Lose()
	d.Keep()
	d.sync(t)
}

// losesIn is trouble: the store begins anew in a method, which then does its work there.
func (d *desk) losesIn(method string) (happened *atomic.Bool) {
	happened = new(atomic.Bool)
	d.store.Set(func(_ context.Context, called string) error {
		if called == method && happened.CompareAndSwap(false, true) {
			d.memory.Lose()
			d.Keep()
		}
		return nil
	})
	return happened
}

// TestKeepAnswers: a start after the store was lost answers from what it would have answered
// from without that.
func TestKeepAnswers(t *testing.T) {
	oneAtATime(t)
	for name, test := range map[string]struct {
		do   func(t *testing.T, d *desk)
		want string
	}{
		"the folder is damaged": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.folder.write("base.yaml", "title: [")
		}, "12"},
		"one was gone back from": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.says(t, "1", "/rollback")
		}, "11"},
		"two were gone back from": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.says(t, "1", "/rollback")
			d.says(t, "1", "/rollback")
			d.folder.mark("11")
		}, "10"},
		"gone back from before the last start": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.says(t, "1", "/rollback")
			d.start(t)
		}, "11"},
		"gone back from while the store failed": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.store.Set(fail("Commit"))
			d.says(t, "1", "/rollback")
			d.store.Set(nil)
		}, "11"},
		"and reloaded after all": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			d.says(t, "1", "/rollback")
			d.reload(t, "1")
		}, "12"},
		"the folder was edited": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11")
			d.folder.mark("12")
		}, "12"},
		"the edit breaks a golden question": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11")
			d.folder.mark("12")
			breakGolden(t, d.folder)
		}, "11"},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			test.do(t, d)
			d.loses(t)
			for range 2 {
				if d.start(t); d.inUse(t) != test.want {
					t.Errorf("after a start the answers of %s are in use, want %s; told: %s", d.inUse(t), test.want, d.told)
				}
			}
		})
	}
}

// TestKeepTwoPerson: what two have to agree to does not come into use by a store that was
// lost, and a start.
func TestKeepTwoPerson(t *testing.T) {
	d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.TwoPerson = true }).start(t)
	d.folder.mark("11")
	d.loses(t)
	if d.start(t); d.inUse(t) != "10" || !strings.Contains(d.told.String(), "two moderators") {
		t.Errorf("the answers of %s are in use, want 10; told %q", d.inUse(t), d.told)
	}
}

// TestKeepLeft: a signal does not bring back what was gone back from before the store was
// lost, nor after a start.
func TestKeepLeft(t *testing.T) {
	d := startDesk(t)
	d.reloaded(t, "11", "12")
	d.says(t, "1", "/rollback")
	d.loses(t)
	for range 2 {
		if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil || !strings.Contains(err.Error(), "went back from") || bot.Passing(err) {
			t.Errorf("a signal: %q, %v; the answers of %s are in use", said, err, d.inUse(t))
		}
		d.start(t)
	}
}

// TestKeepWayBack: /rollback goes back after the store was lost, and after a start, too.
func TestKeepWayBack(t *testing.T) {
	oneAtATime(t)
	for name, test := range map[string]struct {
		do   func(t *testing.T, d *desk)
		want []string
	}{
		"nothing before":    {func(*testing.T, *desk) {}, []string{""}},
		"two steps":         {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12") }, []string{"11", "10", ""}},
		"as far as memory":  {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12", "13", "14", "15") }, []string{"14", "13", "12", ""}},
		"there and back":    {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12", "11") }, []string{"12", "11", "10", ""}},
		"after a rollback":  {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12"); d.says(t, "1", "/rollback") }, []string{"10", ""}},
		"from before start": {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12"); d.start(t).sync(t) }, []string{"11", "10", ""}},
		"lost twice":        {func(t *testing.T, d *desk) { d.reloaded(t, "11", "12"); d.loses(t) }, []string{"11", "10", ""}},
		"lost in a reload": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11")
			d.folder.mark("12")
			happened := d.losesIn("Commit")
			if d.reload(t, "1"); !happened.Load() || d.inUse(t) != "12" {
				t.Fatalf("lost %v, the answers of %s are in use", happened.Load(), d.inUse(t))
			}
			d.sync(t)
			d.start(t).sync(t)
		}, []string{"11", "10", ""}},
		"stored in pieces": {func(t *testing.T, d *desk) {
			d.reloaded(t, "11", "12")
			var n atomic.Int64
			d.store.Set(func(_ context.Context, method string) error {
				if method == "Commit" && n.Add(1) > 2 {
					return errDisk
				}
				return nil
			})
			d.loses(t)
			d.store.Set(nil)
			d.sync(t)
		}, []string{"11", "10", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, anew := range []bool{false, true} {
				d := startDesk(t)
				test.do(t, d)
				if d.loses(t); anew {
					d.start(t)
				}
				for _, n := range test.want {
					if r := d.says(t, "1", "/rollback"); n == "" {
						want(t, r, bot.KindRefused, notChanged, "No earlier answers")
					} else if want(t, r, bot.KindInfo, "In use now"); d.inUse(t) != n {
						t.Fatalf("started anew %v: answers of %s in use, want %s", anew, d.inUse(t), n)
					}
				}
			}
		})
	}
}

// TestKeepSwitches: what is switched off, paused and set outlives the store, whichever method
// finds out that it is gone.
func TestKeepSwitches(t *testing.T) {
	for _, method := range []string{"Commit", "Notes", "AddCounts"} {
		t.Run(method, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
				d.says(t, "1", "/off rising")
				d.gets(t, inGroup("/settings territory NZ"))
				stop := d.runs(t)
				happened := d.losesIn(method)
				d.gets(t, member("amount of salt")) // something to count
				d.says(t, "1", "/off salt")
				d.says(t, "1", "/pause")
				time.Sleep(shareTime)
				synctest.Wait()
				for range 2 { // before a start, and after it
					want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "2 answers", "- rising\n- salt")
					want(t, d.gets(t, pressed("yeast")), bot.KindRefused, paused)
					if got := d.Settings("telegram", "-5").Territory; got != "NZ" {
						t.Errorf("the territory is %q, want NZ", got)
					}
					stop()
					stop = d.start(t).runs(t)
				}
				stop()
				if !happened.Load() {
					t.Error("the store was not lost: the test is none")
				}
			})
		})
	}
}

// TestKeepAtOnce: what is in use is stored as soon as the store begins anew, and where that
// fails once it can be.
func TestKeepAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		defer d.runs(t)()
		synctest.Wait()
		for _, trouble := range []bool{false, true} {
			d.memory.Lose()
			if trouble {
				d.store.Set(fail("Commit"))
			}
			d.Keep()
			if synctest.Wait(); trouble {
				d.store.Set(nil)
				time.Sleep(time.Minute)
				synctest.Wait()
			}
			if got := d.notes(t)["live"]; got != d.bot.Version() {
				t.Errorf("trouble %v: the note says %q, want %s", trouble, got, d.bot.Version())
			}
			files, err := d.memory.Files(t.Context(), d.bot.Version())
			if err != nil || len(files[bot.LearnedFile]) == 0 {
				t.Errorf("trouble %v: %d files, %v, want those in use with what was learned", trouble, len(files), err)
			}
		}
	})
}

// TestKeepAtTheEnd: a program that ends finds out that the store is gone, and leaves all that
// is in use in a new one.
func TestKeepAtTheEnd(t *testing.T) {
	d := startDesk(t)
	d.reloaded(t, "11", "12")
	d.says(t, "1", "/rollback")
	d.sync(t)
	happened := d.losesIn("Notes")
	d.sync(t)
	if d.start(t); !happened.Load() || d.inUse(t) != "11" {
		t.Errorf("lost %v; after a start the answers of %s are in use, want 11", happened.Load(), d.inUse(t))
	}
}

// TestKeepLeftOfAnother: what moderators of another program on the store went back from stays
// left as well.
func TestKeepLeftOfAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		defer d.runs(t)()
		other := d.another(t)
		d.folder.mark("11")
		left := other.presses(t, "1", other.says(t, "1", "/reload"), putInUse).Version()
		other.says(t, "1", "/rollback")
		time.Sleep(shareTime)
		synctest.Wait()
		d.memory.Lose()
		d.Keep()
		synctest.Wait()
		if got := d.notes(t)["left"]; got != left {
			t.Errorf("left is %q, want %s", got, left)
		}
	})
}
