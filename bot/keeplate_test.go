package bot_test

import (
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
)

// TestRollbacksWaitWithoutFiles: of rollbacks that wait for the store no files stay in memory
// that the store has.
func TestRollbacksWaitWithoutFiles(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11")
	d.store.Set(fail("Commit"))
	const size = 1 << 20
	large := bot.Files{}
	for name, f := range breadFiles(t) {
		large[name] = f.Data
	}
	large["entries/salt.md"] = d.folder.files["entries/salt.md"].Data
	large[bot.LearnedFile] = make([]byte, size) // not what was learned, so that it is learned anew
	if err := d.memory.Commit(t.Context(), bot.Change{Version: versions["11"], Before: versions["11"]}, bot.Write{Files: large}); err != nil {
		t.Fatal(err)
	}
	inHeap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	back := func() {
		want(t, d.says(t, "1", "/rollback "+versions["10"]), bot.KindInfo, "In use now", "could not be stored")
		want(t, d.says(t, "1", "/rollback "+versions["11"]), bot.KindInfo, "In use now", "could not be stored")
	}
	for range 5 {
		back()
	}
	before := inHeap()
	for range 20 {
		back()
	}
	if grown := inHeap() - before; grown > 5*size {
		t.Errorf("twenty times there and back take %d kB", grown>>10)
	}
	d.store.Set(nil)
	if d.sync(t); d.notes(t)["live"] != versions["11"] {
		t.Errorf("in the store is %s, want %s", d.notes(t)["live"], versions["11"])
	}
}

// TestRollbackTwiceUnstored: the reply names the version that a start may bring back, which is
// the last that is stored.
func TestRollbackTwiceUnstored(t *testing.T) {
	d := startDesk(t)
	v := d.reloaded(t, "11", "12")
	d.store.Set(fail("Commit"))
	for _, back := range []string{"/rollback", "/rollback", "/rollback " + v["11"]} {
		want(t, d.says(t, "1", back), bot.KindInfo, "In use now", "version "+v["12"]+", which you went back from, may be in use again")
	}
	want(t, d.says(t, "1", "/rollback "+v["12"]), bot.KindInfo, "In use now", "version "+v["12"]+" stays in use")
	d.says(t, "1", "/rollback "+v["10"])
	if d.start(t); d.inUse(t) != "12" {
		t.Errorf("after a start the answers of %s are in use, want 12", d.inUse(t))
	}
	d.store.Set(nil)
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
	d.store.Set(fail("Commit"))
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", "version "+v["11"]+", which you went back from")
}

// TestRollbackAmbiguous: first letters that stand for several stored versions are not taken for
// the one of them that is in memory; its full name is, and so are they where the store cannot
// be read.
func TestRollbackAmbiguous(t *testing.T) {
	d := startDesk(t)
	v := d.reloaded(t, "11")
	first := v["10"][:3]
	c := bot.Change{Version: first + "z", Before: v["11"], Action: "reload"}
	if err := d.memory.Commit(t.Context(), c, bot.Write{Files: bot.Files{"base.yaml": []byte("x")}}); err != nil {
		t.Fatal(err)
	}
	want(t, d.says(t, "1", "/rollback "+first), bot.KindRefused, notChanged, "several begin like that")
	d.store.Set(fail("Files"))
	want(t, d.says(t, "1", "/rollback "+first), bot.KindInfo, "In use now", v["10"])
	d.store.Set(nil)
	d.memory.Lose() // without a word
	want(t, d.says(t, "1", "/rollback "+v["11"]), bot.KindInfo, "In use now", v["11"])
}

// TestTooManyLeaveAnothersSwitches: changes too many to wait take away nothing that another
// program on the store switched off, unless they are of the same.
func TestTooManyLeaveAnothersSwitches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		other := d.another(t)
		d.store.Set(fail("Commit"))
		for range 60 {
			d.says(t, "1", "/off yeast")
			d.says(t, "1", "/on yeast")
		}
		d.says(t, "1", "/pause")
		other.says(t, "1", "/off salt")
		other.says(t, "1", "/off yeast")
		d.store.Set(nil)
		d.sync(t)
		other.start(t)
		want(t, other.says(t, "1", "/off"), bot.KindInfo, "Switched off", "One answer", "- salt")
		want(t, other.gets(t, pressed("salt")), bot.KindRefused, paused)
	})
}

// TestTooManyInVersions: a rollback that was too many to wait is stored in the end, and its line
// does not say that the store was lost.
func TestTooManyInVersions(t *testing.T) {
	d := startDesk(t)
	v := d.reloaded(t, "11")
	d.store.Set(fail("Commit"))
	for range 50 {
		d.says(t, "1", "/off yeast")
		d.says(t, "1", "/on yeast")
	}
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", "could not be stored", "version "+v["11"]+", which you went back from")
	d.store.Set(nil)
	d.sync(t)
	want(t, d.says(t, "1", "/versions"), bot.KindInfo, "Versions", "- "+v["10"]+", 2026-01-02 03:04 UTC, stored by the program, which could not")
	if d.start(t); d.inUse(t) != "10" {
		t.Errorf("after a start the answers of %s are in use, want 10", d.inUse(t))
	}
}

// TestKeepOneStep: where there is no way back /versions says after a loss what is in use.
func TestKeepOneStep(t *testing.T) {
	d := startDesk(t)
	d.loses(t)
	for range 2 {
		r := d.says(t, "1", "/versions")
		want(t, r, bot.KindInfo, "Versions", "- "+d.bot.Version()+", 2026-01-02 03:04 UTC, stored again by the program, after the store was lost")
		if n := strings.Count(r.Text(), "\n- "); n != 1 {
			t.Errorf("%d lines, want one:\n%s", n, r.Text())
		}
		want(t, d.says(t, "1", "/rollback"), bot.KindRefused, notChanged, "No earlier answers")
		d.start(t)
	}
}

// TestKeepHeld: a version in memory that is not on the way back can be gone to after a loss,
// and a start.
func TestKeepHeld(t *testing.T) {
	d := startDesk(t)
	v := d.reloaded(t, "11", "12")
	d.says(t, "1", "/rollback")
	d.loses(t)
	d.start(t)
	want(t, d.says(t, "1", "/rollback "+v["12"]), bot.KindInfo, "In use now", v["12"])
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", v["11"])
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", v["10"])
}

// TestKeepAnothersRollback: a program that was not told to go back, alone with a store that was
// lost, stores what another went back to before.
func TestKeepAnothersRollback(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		defer d.runs(t)()
		d.reloaded(t, "11")
		other := d.another(t)
		want(t, other.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
		time.Sleep(shareTime)
		synctest.Wait()
		d.memory.Lose()
		d.Keep()
		synctest.Wait()
		if other.start(t); other.inUse(t) != "10" {
			t.Errorf("after a start the answers of %s are in use, want 10", other.inUse(t))
		}
	})
}
