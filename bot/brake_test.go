package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

// This file holds tests of going back while the store cannot do its part: answers that do
// harm must not wait for a disk.

// troubles are what a rollback does without: a disk that is full, one that is read-only or
// gone, and a store that knows nothing any more.
var troubles = map[string]bottest.Trouble{
	"full":    fail("Commit", "AddCounts"),
	"gone":    bottest.Fail(errDisk),
	"empty":   bottest.Fail(bot.ErrNotStored).In("Files"),
	"no list": fail("Versions", "Commit"),
}

// TestRollbackWithoutStore: it is in use at once and says that it is not stored; no signal
// brings back what was left, a reload is refused; once the store is back it is stored.
func TestRollbackWithoutStore(t *testing.T) {
	for name, trouble := range troubles {
		for _, anew := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, started anew %v", name, anew), func(t *testing.T) {
				d := startDesk(t)
				versions := d.reloaded(t, "11", "12")
				if anew {
					d.start(t).sync(t)
				}
				d.store.Set(trouble)
				d.goesBackWithout(t, versions, name != "empty")
				d.store.Set(nil)
				d.signalled(t) // before anything else is stored
				d.sync(t)
				audit := d.history(t)
				if c := audit[len(audit)-1]; c.Action != "rollback" || c.Version != versions["11"] || c.Before != versions["12"] || c.By.ID != "1" {
					t.Errorf("audit: %+v", c)
				}
				if d.start(t); d.inUse(t) != "11" {
					t.Errorf("after a start the answers of %s are in use, want 11", d.inUse(t))
				}
				d.signalled(t)
				want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
			})
		}
	}
}

// goesBackWithout goes from 12 back to 11 while the store is in trouble.
func (d *desk) goesBackWithout(t *testing.T, versions map[string]string, late bool) {
	t.Helper()
	r := d.says(t, "1", "/rollback")
	want(t, r, bot.KindInfo, "In use now", versions["11"])
	if told := []string{"could not be stored yet", errDisk.Error(), "started anew", versions["12"]}; late {
		want(t, r, bot.KindInfo, "In use now", told...)
	} else if strings.Contains(r.Text(), told[0]) {
		t.Errorf("it was stored, and says:\n%s", r.Text())
	}
	if d.inUse(t) != "11" {
		t.Fatalf("the answers of %s are in use, want 11", d.inUse(t))
	}
	d.signalled(t)
	plan := d.says(t, "1", "/reload")
	if d.clock.t = d.clock.t.Add(reloadPause); late {
		want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged, "could not be stored", errDisk.Error())
	}
}

// signalled is a signal, which must not bring back 12.
func (d *desk) signalled(t *testing.T) {
	t.Helper()
	if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil || d.inUse(t) != "11" {
		t.Errorf("a signal: %q; the answers of %s are in use, want 11", said, d.inUse(t))
	}
}

// TestRollbackFurtherWithoutStore: each time further, as far as memory reaches, and to a
// version that was left.
func TestRollbackFurtherWithoutStore(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12", "13", "14")
	d.store.Set(bottest.Fail(errDisk))
	for _, n := range []string{"13", "12", "11"} {
		if want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions[n]); d.inUse(t) != n {
			t.Fatalf("the answers of %s are in use, want %s", d.inUse(t), n)
		}
	}
	for _, text := range []string{"/rollback", "/rollback " + versions["10"]} { // that is in the store alone
		want(t, d.says(t, "1", text), bot.KindRefused, notChanged, errDisk.Error(), "/pause")
	}
	want(t, d.says(t, "1", "/rollback "+versions["14"][:6]), bot.KindInfo, "In use now", versions["14"])
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["11"])
	d.store.Set(nil)
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
	if d.start(t); d.inUse(t) != "10" {
		t.Errorf("after a start the answers of %s are in use, want 10", d.inUse(t))
	}
}

// TestRollbackFromOlder: what the store can be read of is had from there, however old.
func TestRollbackFromOlder(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12", "13", "14", "15")
	d.store.Set(fail("Commit"))
	want(t, d.says(t, "1", "/rollback "+versions["10"]), bot.KindInfo, "In use now", "could not be stored yet")
	if d.inUse(t) != "10" {
		t.Errorf("the answers of %s are in use, want 10", d.inUse(t))
	}
}

// TestRollbackNotStored: a start before it could be stored is as the reply says.
func TestRollbackNotStored(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12")
	d.store.Set(fail("Commit"))
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now",
		"Only if the program is started anew before that is it forgotten: then version "+versions["12"]+", which you went back from, may be in use again")
	if d.start(t); d.inUse(t) != "12" {
		t.Errorf("after a start the answers of %s are in use", d.inUse(t))
	}
}

// TestRollbackWhenTooManyWait: a rollback outlives a start even if too many changes wait
// before it.
func TestRollbackWhenTooManyWait(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12")
	d.store.Set(bottest.Fail(errDisk))
	for range 60 {
		d.says(t, "1", "/off yeast")
		d.says(t, "1", "/on yeast")
	}
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", "could not be stored yet")
	d.store.Set(nil)
	d.signalled(t)
	d.sync(t)
	if d.start(t); d.inUse(t) != "11" {
		t.Fatalf("after a start the answers of %s are in use, want 11", d.inUse(t))
	}
	d.signalled(t)
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
}

// TestRollbackWhileTheStoreHangs: people get the answers before within two seconds.
func TestRollbackWhileTheStoreHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := startDesk(t)
		d.reloaded(t, "11", "12")
		d.store.Set(bottest.Hang)
		said := make(chan bot.Reply, 1)
		go func() { said <- d.says(t, "1", "/rollback") }()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if d.inUse(t) != "11" {
			t.Errorf("after two seconds the answers of %s are in use, want 11", d.inUse(t))
		}
		want(t, <-said, bot.KindInfo, "In use now", "the store does not answer in time")
	})
}

// TestRollbackUnread: where the store could not be read since the start nothing is known to
// go back to, and the reply says what works.
func TestRollbackUnread(t *testing.T) {
	d := startDesk(t)
	d.reloaded(t, "11")
	d.store.Set(bottest.Fail(errDisk))
	d.start(t)
	want(t, d.says(t, "1", "/rollback"), bot.KindRefused, notChanged, "cannot be read", errDisk.Error(), "/pause")
	if _, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("ReloadNow: %v", err)
	}
}
