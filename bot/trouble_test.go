package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

// everyday are messages of every kind that people send, and what they press.
func everyday() []bot.Message {
	all := []bot.Message{
		member("amount of salt"), member("quarterly tax return"), member("bread yeast flour salt"), member("hello"), member("thanks"),
		member("I want to die"), member("I was abused as a child. how long does bread keep"), member("/bake"), member(""),
		member("How do I get a crisp crust? And how do I store bread?"), member("/start salt"), member("/crisis gb"),
		pressed("salt"), pressed("+salt"), pressed("-salt"), pressed("gone"), pressed("/topics 2"), pressed("/send 0000"),
	}
	for _, c := range bot.Commands() {
		all = append(all, member("/"+c.Name))
	}
	for _, messages := range moderatorMessages() { // of nobody who may
		all = append(all, messages...)
	}
	return all
}

// TestNoStoreOnTheWay (F12): no answer, card, list, vote or refusal calls the store, so
// however slow it is they are as quick as ever.
func TestNoStoreOnTheWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := startDesk(t)
		var calls atomic.Int64
		slow := bottest.Slow(2 * time.Second)
		d.store.Set(func(ctx context.Context, method string) error { calls.Add(1); return slow(ctx, method) })
		start := time.Now()
		for _, m := range everyday() {
			d.gets(t, m)
			d.bot.Search(m, 10)
			d.bot.Complete(m.Text, 10)
			d.bot.Version()
			d.bot.Votes()
			d.bot.Findings()
			d.Settings(m.Platform, "1")
		}
		d.Moved("telegram", "1", "2")
		if n := calls.Load(); n > 0 || time.Since(start) > 0 {
			t.Errorf("answering called the store %d times and took %v", n, time.Since(start))
		}
		d.says(t, "1", "/off salt")
		if calls.Load() == 0 {
			t.Error("this store does not count")
		}
	})
}

// TestAnswersWhileTheStoreHangs: a moderator who waits for the store holds up nobody, and
// waits for a few seconds only; what they switched is switched at once.
func TestAnswersWhileTheStoreHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := startDesk(t)
		d.folder.mark("11")
		plan := d.says(t, "1", "/reload")
		d.store.Set(bottest.Hang)
		start := time.Now()
		const waiting = 5
		done := make(chan bot.Reply, waiting)
		for _, text := range []string{"/off salt", "/off rising", chosen(t, plan, putInUse), "/stats", "/versions"} {
			go func() { done <- d.says(t, "1", text) }()
		}
		synctest.Wait()
		want(t, d.gets(t, pressed("salt")), bot.KindNone, switchedOff)
		want(t, d.gets(t, pressed("rising")), bot.KindNone, switchedOff)
		if r := d.gets(t, member("amount of yeast")); r.Entry() != "yeast" || time.Since(start) > 0 {
			t.Errorf("%s %q after %v", r.Kind(), r.Title(), time.Since(start))
		}
		for range waiting {
			if r := <-done; strings.Contains(r.Text(), "context") || r.Title() == "In use now" {
				t.Errorf("%s %q: %q", r.Kind(), r.Title(), r.Text())
			}
		}
		if took := time.Since(start); took > 12*time.Second {
			t.Errorf("moderators waited for %v", took)
		}
	})
}

// TestStoreFails (F13): what works without the store works and says so; what must be stored
// is refused with the reason; all that waits is stored in its order once it can be.
func TestStoreFails(t *testing.T) {
	d := startDesk(t)
	d.reloaded(t, "11")
	version, lines := d.bot.Version(), len(d.history(t))
	d.folder.mark("12")
	plan := d.says(t, "1", "/reload")
	d.store.Set(bottest.Fail(errDisk))

	want(t, d.says(t, "1", "/off rising"), bot.KindInfo, "Done", "Nobody gets the answer rising", "could not be stored")
	want(t, d.says(t, "2", "/pause"), bot.KindInfo, "Done", "could not be stored")
	want(t, d.gets(t, member("amount of yeast")), bot.KindRefused, paused)
	want(t, d.says(t, "2", "/resume"), bot.KindInfo, "Done", "could not be stored")
	want(t, d.says(t, "1", "/off yeast"), bot.KindInfo, "Done", "could not be stored")
	want(t, d.says(t, "1", "/on yeast"), bot.KindInfo, "Done", "could not be stored")
	for text, title := range map[string]string{
		chosen(t, plan, putInUse): notChanged, "/rollback 000000000000": notChanged,
		"/versions": "The store does not answer", "/versions show " + version + " salt": "The store does not answer", "/questions": "The store does not answer",
	} {
		want(t, d.says(t, "1", text), bot.KindRefused, title, errDisk.Error())
	}
	want(t, d.gets(t, inGroup("/settings territory NZ")), bot.KindRefused, notChanged, errDisk.Error())
	if d.Settings("telegram", "-5").Territory != "" {
		t.Error("a setting that was not stored holds")
	}
	if _, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); !errors.Is(err, errDisk) {
		t.Errorf("ReloadNow: %v", err)
	}
	if d.bot.Version() != version || d.inUse(t) != "11" || len(d.history(t)) != lines {
		t.Errorf("version %s in use, audit %v", d.bot.Version(), d.audit(t))
	}
	want(t, d.says(t, "1", "/stats"), bot.KindInfo, "Numbers", "The store cannot be read", "1 answer given")

	d.sync(t) // in vain
	d.store.Set(nil)
	d.sync(t)
	if got := fmt.Sprint(d.audit(t)[lines:]); got != "[off rising pause resume off yeast on yeast]" {
		t.Errorf("audit: %s", got)
	}
	want(t, d.says(t, "1", "/stats"), bot.KindInfo, "Numbers", "Of the last 7 days: 1 answer given")
	counts, err := d.memory.Counts(t.Context(), "")
	if err != nil || len(counts) != 1 {
		t.Errorf("counts: %+v, %v", counts, err)
	}
	d.start(t)
	want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "One answer is", "- rising")
}

// TestUnsavedSays: who changes something that cannot be stored reads that it works, why it is
// not stored, that nothing has to be done, and what comes of it if the program ends first.
func TestUnsavedSays(t *testing.T) {
	d := startDesk(t)
	d.store.Set(fail("Commit"))
	for _, test := range []struct{ says, forgotten string }{
		{"/off salt", "then the answer salt is given again."},
		{"/on salt", "then the answer salt is switched off again."},
		{"/pause", "then questions are answered again."},
		{"/resume", "then answers are paused again."},
	} {
		want(t, d.says(t, "1", test.says), bot.KindInfo, "Done", "\n\nThis works now, but it could not be stored yet: candor.db: the disk is full. "+
			"I try again twice a minute, and nobody has to do anything. Only if the program is started anew before that is it forgotten: "+test.forgotten)
	}
}

// TestChangesWaitInOrder: a change that can be stored comes after those that wait.
func TestChangesWaitInOrder(t *testing.T) {
	d := startDesk(t)
	d.store.Set(fail("Commit"))
	d.says(t, "1", "/off rising")
	d.says(t, "1", "/off salt")
	d.store.Set(nil)
	d.folder.mark("11")
	d.reload(t, "1")
	if got := d.audit(t)[1:]; len(got) != 3 || got[0] != "off rising" || got[1] != "off salt" || !strings.HasPrefix(got[2], "reload") {
		t.Errorf("audit: %v", got)
	}
}

// TestTooManyWait: what waits for the store is bounded; of what is beyond that nothing gets
// lost but its line in the audit.
func TestTooManyWait(t *testing.T) {
	d := startDesk(t)
	d.store.Set(fail("Commit"))
	for range 80 {
		d.says(t, "1", "/off salt")
		want(t, d.says(t, "1", "/on salt"), bot.KindInfo, "Done", "could not be stored")
	}
	want(t, d.says(t, "1", "/off salt"), bot.KindInfo, "Done", "could not be stored")
	want(t, d.gets(t, pressed("salt")), bot.KindNone, switchedOff)
	d.store.Set(nil)
	d.sync(t)
	if lines := d.audit(t); len(lines) != 102 || !strings.HasPrefix(lines[101], "keep ") {
		t.Errorf("%d lines in the audit, want the start, 100 and what is in use: %v", len(lines), lines)
	}
	want(t, d.start(t).gets(t, pressed("salt")), bot.KindNone, switchedOff)
}

// TestTooManyWaitAndOn: what was switched on again beyond the bound is on after a start.
func TestTooManyWaitAndOn(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off rising")
	d.gets(t, inGroup("/settings territory NZ"))
	d.store.Set(fail("Commit"))
	for range 60 {
		d.says(t, "1", "/off salt")
		d.says(t, "1", "/on salt")
	}
	d.says(t, "1", "/on rising")
	d.store.Set(nil)
	d.sync(t)
	want(t, d.start(t).says(t, "1", "/off"), bot.KindInfo, "Switched off", "No answer is")
	if got := d.Settings("telegram", "-5").Territory; got != "NZ" {
		t.Errorf("the territory is %q after a start, want NZ", got)
	}
}

// TestReloadFailsToStore (F22): answers come into use with their line in the audit, or not
// at all.
func TestReloadFailsToStore(t *testing.T) {
	d := startDesk(t)
	before, lines := d.allReplies(t), len(d.history(t))
	d.folder.mark("11")
	plan := d.says(t, "1", "/reload")
	d.store.Set(fail("Commit"))
	want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged, errDisk.Error(), "the same as before")
	if got := d.allReplies(t); fmt.Sprint(got) != fmt.Sprint(before) || len(d.history(t)) != lines {
		t.Error("a reload that was not stored changed something")
	}
	d.store.Set(nil)
	d.clock.t = d.clock.t.Add(reloadPause)
	d.reload(t, "1")
	if d.inUse(t) != "11" {
		t.Errorf("answers of %s in use", d.inUse(t))
	}
}

// TestRunTellsOnce: of a trouble that lasts the operator hears once, and again of the next;
// what waited is stored without anybody's doing.
func TestRunTellsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		for range 2 {
			d.told.lines = nil
			d.store.Set(bottest.Fail(errDisk))
			d.gets(t, member("amount of salt"))
			time.Sleep(10 * time.Minute)
			synctest.Wait()
			if n := len(d.told.lines); n != 1 {
				t.Errorf("in ten minutes the operator is told %d times: %s", n, d.told)
			}
			d.store.Set(nil)
			time.Sleep(time.Minute)
			synctest.Wait()
		}
		counts, _ := d.memory.Counts(t.Context(), "")
		if len(counts) != 1 || counts[0].N != 2 || counts[0].Entry != "salt" {
			t.Errorf("counts: %+v", counts)
		}
		d.gets(t, member("amount of salt"))
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if counts, _ := d.memory.Counts(context.Background(), ""); counts[0].N != 3 {
			t.Errorf("what was counted last is not stored: %+v", counts)
		}
	})
}

// TestRunEndsWhileAReloadHangs: what was counted is stored all the same.
func TestRunEndsWhileAReloadHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := startDesk(t)
		d.gets(t, member("amount of salt"))
		done := make(chan struct{})
		d.folder.hang(done)
		go d.says(t, "1", "/reload")
		synctest.Wait()
		start := time.Now()
		d.sync(t)
		if counts, _ := d.memory.Counts(t.Context(), ""); len(counts) != 1 || time.Since(start) > 0 {
			t.Errorf("counts: %+v after %v", counts, time.Since(start))
		}
		close(done)
	})
}
