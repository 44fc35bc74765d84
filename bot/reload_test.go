package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor/bot"
)

// TestReload is the whole way: nothing changes until the word is given, then all at once,
// and the store has it.
func TestReload(t *testing.T) {
	d := startDesk(t)
	old := d.bot.Version()
	want(t, d.says(t, "1", "/reload"), bot.KindInfo, "As it was", "nothing to reload", old)
	d.clock.t = d.clock.t.Add(reloadPause)

	d.folder.replace(t, "entries/salt.md", "  - salt per loaf\n", "  - salt per loaf\n  - how many spoons of salt\n")
	d.folder.replace(t, "entries/salt.md", "About 10 grams", "About 9 grams")
	d.folder.replace(t, "base.yaml", "ask a baker", "ask the baker")
	d.folder.write("entries/done.md", "")
	d.folder.write("entries/seeds.md", "---\nquestion: Which seeds are good on top?\nasked: [poppy or sesame, sunflower kernels]\nsection: The Oven\nreviewed: 2026-01-02\n---\nSesame.\n")
	d.folder.write("golden.jsonl", breadGolden+`{"question": "poppy or sesame", "want": "seeds"}`+"\n")
	plan := d.says(t, "1", "/reload")
	want(t, plan, bot.KindInfo, "Put this in use?", old,
		"Added: 1", "- seeds: Which seeds are good on top?",
		"Removed: 1", "- done: How do I know that the loaf is done?",
		"Changed: 1", "- salt (answer, phrasings)", "answer before: About 10 grams", "answer after: About 9 grams", "phrasings: 1 added, 0 removed", "+ how many spoons of salt",
		"Changed for all answers: 1", "- disclaimer\ndisclaimer before: ", "ask a baker", "disclaimer after: ", "ask the baker",
		"Golden questions gained: 1", "line 4: poppy or sesame",
		"Warnings: ", "entries/seeds.md:2: has 3 phrasings")
	if plan.Version() != old || d.bot.Version() != old || d.gets(t, pressed("salt")).Version() != old {
		t.Error("the answers changed before a word was given")
	}
	r := d.presses(t, "1", plan, putInUse)
	now := d.bot.Version()
	want(t, r, bot.KindInfo, "In use now", now)
	if now == old || r.Version() != now {
		t.Errorf("version %s after %s, the reply's %s", now, old, r.Version())
	}
	if r := d.gets(t, pressed("salt")); r.Version() != now || !strings.Contains(r.Text(), "9 grams") || !strings.Contains(r.Disclaimer(), "the baker") {
		t.Errorf("salt: %q of %s", r.Text(), r.Version())
	}
	history := d.history(t)
	last := history[len(history)-1]
	if last.Action != "reload" || last.Version != now || last.Before != old || last.By != (bot.Moderator{Platform: "discord", ID: "1"}) ||
		last.Detail != "1 added, 1 removed, 1 changed; golden questions: 1 gained, 0 lost; 2 warnings" {
		t.Errorf("audit: %+v", last)
	}
	if files, err := d.memory.Files(t.Context(), now); err != nil || string(files["entries/seeds.md"]) != string(d.folder.files["entries/seeds.md"].Data) ||
		len(files) != len(d.folder.files) || bytes.Equal(files[bot.LearnedFile], d.folder.files[bot.LearnedFile].Data) || d.notes(t)["live"] != now {
		t.Errorf("stored: %d files, %v, notes %v", len(files), err, d.notes(t))
	}
}

// TestConfirmIsBound: a word counts from the moderator who asked, for the version shown,
// in time, once.
func TestConfirmIsBound(t *testing.T) {
	oneAtATime(t)
	for name, test := range map[string]struct {
		do   func(d *desk, plan bot.Reply) bot.Reply
		says string // "" if the plan comes into use
	}{
		"at once": {func(d *desk, plan bot.Reply) bot.Reply { return d.presses(t, "1", plan, putInUse) }, ""},
		"typed":   {func(d *desk, plan bot.Reply) bot.Reply { return d.says(t, "1", chosen(t, plan, putInUse)) }, ""},
		"just in time": {func(d *desk, plan bot.Reply) bot.Reply {
			d.clock.t = d.clock.t.Add(10*time.Minute - time.Second)
			return d.presses(t, "1", plan, putInUse)
		}, ""},
		"by another": {func(d *desk, plan bot.Reply) bot.Reply { return d.presses(t, "2", plan, putInUse) }, "another moderator"},
		"of another platform": {func(d *desk, plan bot.Reply) bot.Reply {
			m := moderator("1", chosen(t, plan, putInUse))
			m.Platform = "telegram"
			return d.gets(t, m)
		}, "another moderator"},
		"cancelled by another": {func(d *desk, plan bot.Reply) bot.Reply { return d.presses(t, "2", plan, leaveIt) }, "another moderator"},
		"without a code":       {func(d *desk, plan bot.Reply) bot.Reply { return d.says(t, "1", "/confirm") }, "No reload of that code"},
		"with another code":    {func(d *desk, plan bot.Reply) bot.Reply { return d.says(t, "1", "/confirm 00000000") }, "No reload of that code"},
		"after it was cancelled": {func(d *desk, plan bot.Reply) bot.Reply {
			want(t, d.presses(t, "1", plan, leaveIt), bot.KindInfo, "Cancelled")
			return d.presses(t, "1", plan, putInUse)
		}, "No reload of that code"},
		"cancelled twice": {func(d *desk, plan bot.Reply) bot.Reply {
			d.presses(t, "1", plan, leaveIt)
			return d.presses(t, "1", plan, leaveIt)
		}, "No reload of that code"},
		"too late": {func(d *desk, plan bot.Reply) bot.Reply {
			d.clock.t = d.clock.t.Add(10 * time.Minute)
			return d.presses(t, "1", plan, putInUse)
		}, "No reload of that code"},
		"cancelled too late": {func(d *desk, plan bot.Reply) bot.Reply {
			d.clock.t = d.clock.t.Add(10 * time.Minute)
			return d.presses(t, "1", plan, leaveIt)
		}, "No reload of that code"},
		"after a later reload": {func(d *desk, plan bot.Reply) bot.Reply {
			d.folder.mark("12")
			d.says(t, "2", "/reload")
			return d.presses(t, "1", plan, putInUse)
		}, "No reload of that code"},
		"after one that was sound": {func(d *desk, plan bot.Reply) bot.Reply {
			d.folder.mark("12")
			if _, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err != nil {
				t.Error(err)
			}
			return d.presses(t, "1", plan, putInUse)
		}, "No reload of that code"},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			d.folder.mark("11")
			plan := d.says(t, "1", "/reload")
			want(t, plan, bot.KindInfo, "Put this in use?")
			lines := len(d.history(t))
			r := test.do(d, plan)
			if test.says == "" {
				want(t, r, bot.KindInfo, "In use now")
				if r := d.gets(t, pressed("salt")); !strings.Contains(r.Text(), "About 11 grams") {
					t.Errorf("salt: %q", r.Text())
				}
				want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged, "No reload of that code") // twice
				return
			}
			want(t, r, bot.KindRefused, notChanged, test.says)
			if r := d.gets(t, pressed("salt")); strings.Contains(r.Text(), "About 11 grams") {
				t.Error("the plan is in use all the same")
			}
			if name != "after one that was sound" && len(d.history(t)) != lines {
				t.Errorf("audit: %v", d.audit(t))
			}
		})
	}
}

// TestConfirmAfterOthersCameIntoUse: what was shown is not true any more.
func TestConfirmAfterOthersCameIntoUse(t *testing.T) {
	d := startDesk(t)
	d.folder.mark("11")
	d.reload(t, "1")
	d.folder.mark("12")
	plan := d.says(t, "1", "/reload")
	want(t, d.says(t, "2", "/rollback"), bot.KindInfo, "In use now")
	version := d.bot.Version()
	want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged)
	if d.bot.Version() != version {
		t.Error("the plan is in use all the same")
	}
	plan = func() bot.Reply { d.clock.t = d.clock.t.Add(reloadPause); return d.says(t, "1", "/reload") }()
	base := numberedSnapshot(t, 1)
	d.bot.Use(base)
	want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged, "Other answers have come into use")
}

func TestTwoPersons(t *testing.T) {
	d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.TwoPerson = true }).start(t)
	old := d.bot.Version()
	reload := func() bot.Reply {
		d.clock.t = d.clock.t.Add(reloadPause)
		plan := d.says(t, "1", "/reload")
		want(t, plan, bot.KindInfo, "Put this in use?")
		return plan
	}
	d.folder.mark("11")
	plan := reload()
	code := strings.TrimPrefix(chosen(t, plan, putInUse), "/confirm ")
	want(t, d.presses(t, "2", plan, putInUse), bot.KindRefused, notChanged, "another moderator") // it is the first's to ask
	want(t, plan, bot.KindInfo, "Put this in use?", "for you, and then for another moderator")
	want(t, d.presses(t, "1", plan, putInUse), bot.KindInfo, "A second moderator has to agree", "/confirm "+code)
	want(t, d.presses(t, "1", plan, putInUse), bot.KindRefused, notChanged, "another moderator")
	if d.bot.Version() != old {
		t.Fatal("one person put answers in use")
	}
	want(t, d.says(t, "2", "/cancel "+code), bot.KindInfo, "Cancelled")
	want(t, d.says(t, "2", "/confirm "+code), bot.KindRefused, notChanged, "No reload of that code")

	plan = reload()
	d.presses(t, "1", plan, putInUse)
	d.clock.t = d.clock.t.Add(10*time.Minute - time.Second)
	for _, user := range []string{"2", "3"} { // each sees what they are asked to agree to
		seen := d.says(t, user, chosen(t, plan, putInUse))
		want(t, seen, bot.KindInfo, "Put this in use?", "answer after: About 11 grams", "The moderator who asked for this agrees.")
		if d.bot.Version() != old {
			t.Fatal("answers that the second moderator has not seen are in use")
		}
		plan = seen
	}
	want(t, d.presses(t, "2", plan, putInUse), bot.KindInfo, "In use now")
	history := d.history(t)
	if last := history[len(history)-1]; last.By.ID != "2" || !strings.HasSuffix(last.Detail, ", asked for by discord 1") {
		t.Errorf("audit: %+v", last)
	}

	d.folder.mark("12")
	plan = reload()
	d.presses(t, "1", plan, putInUse)
	want(t, d.presses(t, "1", plan, leaveIt), bot.KindInfo, "Cancelled")
	if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil {
		t.Errorf("a signal put answers in use without two persons: %s", said)
	}
	plan = reload()
	d.presses(t, "1", plan, putInUse)
	d.clock.t = d.clock.t.Add(10 * time.Minute)
	want(t, d.presses(t, "2", plan, putInUse), bot.KindRefused, notChanged, "No reload of that code")
}

// TestReloadPause (H09): a moderator reloads once in ten seconds, whatever came of it.
func TestReloadPause(t *testing.T) {
	d := startDesk(t)
	d.folder.mark("11")
	want(t, d.says(t, "1", "/reload"), bot.KindInfo, "Put this in use?")
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "wait 10 seconds")
	want(t, d.says(t, "2", "/reload"), bot.KindInfo, "Put this in use?")
	d.clock.t = d.clock.t.Add(9*time.Second + 500*time.Millisecond)
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "wait 1 second.")
	d.clock.t = d.clock.t.Add(500 * time.Millisecond)
	d.folder.write("base.yaml", "title: [")
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "base.yaml:1")
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "wait 10 seconds")
	d.clock.t = d.clock.t.Add(-time.Hour) // the clock is set back
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged)
}

func TestReloadNow(t *testing.T) {
	d := startDesk(t)
	by := bot.Moderator{Platform: "signal"}
	old := d.bot.Version()
	if said, err := d.ReloadNow(t.Context(), by); err != nil || !strings.Contains(said, "nothing to reload: version "+old) {
		t.Errorf("ReloadNow of the same files = %q, %v", said, err)
	}
	d.folder.mark("11")
	said, err := d.ReloadNow(t.Context(), by)
	if err != nil || !strings.Contains(said, d.bot.Version()) || d.bot.Version() == old || !strings.Contains(said, "1 changed") {
		t.Errorf("ReloadNow = %q, %v", said, err)
	}
	d.folder.write("base.yaml", "title: [")
	if _, err := d.ReloadNow(t.Context(), by); err == nil || !strings.Contains(err.Error(), "base.yaml:1") {
		t.Errorf("ReloadNow of a bad base: %v", err)
	}
	d.folder.fail(errors.New("no such folder"))
	if _, err := d.ReloadNow(t.Context(), by); err == nil || !strings.Contains(err.Error(), "no such folder") {
		t.Errorf("ReloadNow without a folder: %v", err)
	}
	if got := fmt.Sprint(d.audit(t)[1:]); got != "[reload 0 added, 0 removed, 1 changed; golden questions: 0 gained, 0 lost; 3 warnings]" {
		t.Errorf("audit: %s", got)
	}
}

// TestReloadNowOfWhatWasLeft: only a moderator puts in use again what was gone back from.
func TestReloadNowOfWhatWasLeft(t *testing.T) {
	d := startDesk(t)
	by := bot.Moderator{Platform: "watch"}
	d.reloaded(t, "11")
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
	if said, err := d.ReloadNow(t.Context(), by); err == nil || !strings.Contains(err.Error(), "went back from just these answers") || d.inUse(t) != "10" {
		t.Errorf("ReloadNow = %q, %v; in use %s", said, err, d.inUse(t))
	}
	d.reload(t, "1")
	if got := d.inUse(t); got != "11" {
		t.Errorf("%s is in use after a moderator's reload, want 11", got)
	}
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
	d.folder.mark("12")
	if _, err := d.ReloadNow(t.Context(), by); err != nil || d.inUse(t) != "12" {
		t.Errorf("ReloadNow of others: %v; in use %s", err, d.inUse(t))
	}
}

// TestRollbackGoesFirst: going back does not wait until a base has been learned.
func TestRollbackGoesFirst(t *testing.T) {
	learning := make(chan struct{})
	d := newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Examine = func(ctx context.Context, files bot.Files) (bot.Examination, error) {
			if learning == nil {
				return bot.Examine(files)
			}
			close(learning)
			<-ctx.Done()
			return bot.Examination{}, ctx.Err()
		}
	})
	waits := learning
	learning = nil
	d.start(t)
	d.reloaded(t, "11")
	learning = waits
	d.folder.mark("12")
	reloaded := make(chan bot.Reply, 1)
	go func() { reloaded <- d.says(t, "1", "/reload") }()
	<-waits
	want(t, d.says(t, "2", "/rollback"), bot.KindInfo, "In use now")
	want(t, <-reloaded, bot.KindRefused, notChanged, "somebody went back")
	if got := d.inUse(t); got != "10" || d.told.String() != "" {
		t.Errorf("%s is in use, want 10; told %s", got, d.told)
	}
}

// TestNotLearned: why is for the operator.
func TestNotLearned(t *testing.T) {
	d := newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Examine = func(context.Context, bot.Files) (bot.Examination, error) {
			return bot.Examination{}, errors.New("signal: killed")
		}
	}).start(t)
	d.folder.mark("11")
	r := d.says(t, "1", "/reload")
	want(t, r, bot.KindRefused, notChanged, "could not be learned")
	if strings.Contains(r.Text(), "killed") || d.told.String() != "learn the answers: signal: killed" {
		t.Errorf("said %s\ntold %s", r.Text(), d.told)
	}
}

// TestStoppedWhileLearning: a stop in the middle is no trouble that the operator is told of.
func TestStoppedWhileLearning(t *testing.T) {
	learning := make(chan struct{}, 2)
	d := newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Examine = func(ctx context.Context, _ bot.Files) (bot.Examination, error) {
			learning <- struct{}{}
			<-ctx.Done()
			return bot.Examination{}, errors.New("signal: killed")
		}
	}).start(t)
	d.folder.mark("11")
	for name, do := range map[string]func(context.Context) string{
		"a moderator's": func(ctx context.Context) string {
			r, err := d.bot.Handle(ctx, moderator("1", "/reload"))
			if err != nil {
				return err.Error()
			}
			return r.Text()
		},
		"a signal's": func(ctx context.Context) string {
			_, err := d.ReloadNow(ctx, bot.Moderator{Platform: "signal"})
			return fmt.Sprint(err)
		},
	} {
		ctx, stop := context.WithCancel(t.Context())
		said := make(chan string, 1)
		go func() { said <- do(ctx) }()
		<-learning
		stop()
		if got := <-said; !strings.Contains(got, "called off") || strings.Contains(got, "killed") {
			t.Errorf("%s reload that was stopped says %q", name, got)
		}
	}
	if d.told.String() != "" || d.inUse(t) != "10" {
		t.Errorf("the operator is told %q; %s is in use", d.told, d.inUse(t))
	}
}

// TestDiffIsShort: however much changes, a moderator can read it.
func TestDiffIsShort(t *testing.T) {
	oneAtATime(t)
	d := startDesk(t)
	answer := strings.Repeat("Sense and length. ", 200)
	for i := range 40 {
		d.folder.write(fmt.Sprintf("entries/new-%d.md", i), fmt.Sprintf("---\nquestion: What is number %d of the new ones?\nasked: [new thing %d]\nsection: The Oven\nreviewed: 2026-01-02\n---\n%s\n", i, i, answer))
	}
	d.folder.replace(t, "entries/salt.md", "About 10 grams", strings.Repeat("Before it. ", 100)+"About 10 grams")
	r := d.says(t, "1", "/reload")
	want(t, r, bot.KindInfo, "Put this in use?", "Added: 40", "And 25 more.", "…")
	if n := len([]rune(r.Text())); n > 6000 {
		t.Errorf("the difference has %d characters", n)
	}
	roomy := moderator("2", "/reload")
	roomy.Roomy = true
	if r = d.gets(t, roomy); strings.Count(r.Text(), "- new-") != 40 || strings.Contains(r.Text(), "And 25 more.") {
		t.Errorf("where there is room for it, the difference is\n%s", r.Text())
	}
}

// TestGoldenOfOld: a golden question that never found its answer keeps no good change away;
// one that was rewritten is told.
func TestGoldenOfOld(t *testing.T) {
	d := startDesk(t)
	d.folder.write("golden.jsonl", `{"question": "quarterly tax return", "want": "salt"}`+"\n")
	r := d.says(t, "1", "/reload")
	want(t, r, bot.KindInfo, "Put this in use?", "Golden questions that are gone: 2", "golden.jsonl:1")
}
