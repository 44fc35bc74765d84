package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"candor/bot"
)

// TestAllThatDiffersIsShown: a moderator agrees to what stands in the difference, so that
// nothing of what becomes another is left out, however far apart its ends are.
func TestAllThatDiffersIsShown(t *testing.T) {
	d := startDesk(t)
	words := make([]string, 60)
	for i := range words {
		words[i] = fmt.Sprintf("Old word %d.", i)
	}
	const front = "---\nquestion: %s\nasked: [amount of salt, %s]\nsection: Before You Start\nreviewed: 2026-01-02\n---\n%s\n"
	d.folder.write(salt, fmt.Sprintf(front, "How much salt goes into bread?", "salt per loaf", strings.Join(words, " ")))
	d.reload(t, "1")
	for _, i := range []int{20, 27, 40} { // more than an excerpt's length from each other
		words[i] = fmt.Sprintf("New number %d!", i)
	}
	d.folder.write(salt, fmt.Sprintf(front, "How much salt goes into a loaf?", "salt in grams", strings.Join(words, " ")))
	d.folder.write("synonyms.yaml", "- [rise, proof, prove, ferment]\n")
	r := d.says(t, "1", "/reload")
	want(t, r, bot.KindInfo, "Put this in use?", "- salt (title, answer, phrasings)", "- synonyms",
		"title before: How much salt goes into bread?", "title after: How much salt goes into a loaf?",
		"phrasings: 1 added, 1 removed\n+ salt in grams\n- salt per loaf",
		"answer before: …", "answer after: …", "Old word 20.", "Old word 27.", "Old word 40.", "New number 20!", "New number 27!", "New number 40!…")
	if strings.Contains(r.Text(), "Old word 3.") || strings.Contains(r.Text(), "word 59.") {
		t.Errorf("what is the same is shown as well:\n%s", r.Text())
	}
	if none := regexp.MustCompile(`(?m): 0$|And 0 more`).FindString(r.Text()); none != "" {
		t.Errorf("%q is told:\n%s", none, r.Text())
	}
}

// TestOffListForgets: what is given again is not listed as switched off, nor is it switched
// off again when a store has begun anew.
func TestOffListForgets(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off salt")
	d.says(t, "1", "/off rising")
	d.says(t, "1", "/on salt")
	if r := d.says(t, "1", "/off"); strings.Contains(r.Text(), "salt") || !strings.Contains(r.Text(), "rising") {
		t.Errorf("switched off are\n%s", r.Text())
	}
	d.Keep()
	d.sync(t)
	d.start(t)
	if r := d.gets(t, pressed("salt")); r.Entry() != "salt" {
		t.Errorf("after a start salt is answered with %s %q", r.Kind(), r.Title())
	}
}

// TestKeepKeepsAll: that answers are paused, and settings, outlive a store that had to begin
// anew, as what is switched off does.
func TestKeepKeepsAll(t *testing.T) {
	d := startDesk(t)
	d.gets(t, inGroup("/settings territory NZ"))
	d.says(t, "1", "/pause")
	lost := bot.Write{Notes: map[string]string{"paused": "", "place/telegram/-5": ""}}
	if err := d.memory.Commit(t.Context(), bot.Change{Action: "lost"}, lost); err != nil {
		t.Fatal(err)
	}
	d.Keep()
	d.sync(t)
	d.start(t)
	want(t, d.gets(t, member("amount of salt")), bot.KindRefused, paused)
	if got := d.Settings("telegram", "-5").Territory; got != "NZ" {
		t.Errorf("the territory is %q, want NZ", got)
	}
}

// TestWithheldLeadsOn: who gets no answer is offered where to go: to the topics, or, while
// answers are paused, to where help is.
func TestWithheldLeadsOn(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off salt")
	r := d.gets(t, member("amount of salt"))
	if got := chosen(t, r, "Topics"); got != "/topics" || r.Best() != "salt" || r.Confidence() < 0.6 {
		t.Errorf("Topics leads to %q; found was %q with a confidence of %.2f", got, r.Best(), r.Confidence())
	}
	d.says(t, "1", "/pause")
	r = d.gets(t, member("amount of salt"))
	if c := r.Choices(); len(c) != 1 || c[0].ID != "/crisis" || c[0].Label == "" {
		t.Fatalf("while paused, offered are %v, want where help is", c)
	}
	want(t, d.gets(t, pressed(r.Choices()[0].ID)), bot.KindHelp, d.gets(t, member("/crisis")).Title())
}

// TestSentIsOnesOwnWords: another's words, which somebody quotes, are not theirs to send; and
// of a command only what stands behind it is sent.
func TestSentIsOnesOwnWords(t *testing.T) {
	d := startDesk(t)
	m := asks("77", unanswered)
	m.Quoted = true
	if r := d.gets(t, m); strings.Contains(strings.Join(labels(r), "\n"), sendIt) {
		t.Errorf("a quotation can be sent: %q", labels(r))
	}
	for _, c := range d.gets(t, pick("77", chosen(t, d.gets(t, asks("77", unanswered)), sendIt))).Choices() {
		if !c.Settles {
			t.Errorf("the button %q stays when it was pressed", c.Label)
		}
	}
	want(t, d.sends(t, "77", "/ask "+unanswered), bot.KindInfo, "Sent")
	if got := d.inbox(t); len(got) != 1 || got[0] != unanswered {
		t.Errorf("stored %q", got)
	}
}

// TestQuestionIsNotTakenByMistake: what is no command of those that settle a question leaves
// it; one that another program settled meanwhile is settled.
func TestQuestionIsNotTakenByMistake(t *testing.T) {
	d, kept := questionDesk(t)
	for _, says := range []string{"keep 1 as salt", "drop 1 as salt", "1 accept as salt"} {
		want(t, d.says(t, "1", "/questions "+says), bot.KindRefused, "Questions", "Write one of these")
	}
	if len(*kept) > 0 || len(d.inbox(t)) != 3 {
		t.Errorf("kept %v, left %q", *kept, d.inbox(t))
	}
	d.store.Set(func(_ context.Context, method string) error {
		if method == "Drop" {
			return bot.ErrNotStored
		}
		return nil
	})
	want(t, d.says(t, "1", "/questions accept 1 as salt"), bot.KindInfo, "Questions", "accepted as salt")
}

// TestOperatorHearsOfTheStore: of each change that could not be stored, whoever made it.
func TestOperatorHearsOfTheStore(t *testing.T) {
	for name, do := range map[string]func(d *desk){
		"off":      func(d *desk) { d.says(t, "1", "/off salt") },
		"settings": func(d *desk) { d.gets(t, inGroup("/settings territory NZ")) },
		"rollback": func(d *desk) { d.says(t, "1", "/rollback") },
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			d.reloaded(t, "11")
			d.store.Set(fail("Commit"))
			do(d)
			if got, want := d.told.String(), "store a change: "+errDisk.Error(); got != want {
				t.Errorf("the operator is told %q, want %q", got, want)
			}
		})
	}
}

// TestPassing: what a watch tries again is what passes by itself, and nothing else.
func TestPassing(t *testing.T) {
	by := bot.Moderator{Platform: "watch"}
	for name, test := range map[string]struct {
		spoil func(*desk)
		want  bool
	}{
		"the store":        {func(d *desk) { d.store.Set(fail("Commit")) }, true},
		"files with fault": {func(d *desk) { d.folder.write("base.yaml", "title: [") }, false},
		"no folder":        {func(d *desk) { d.folder.fail(errors.New("no such folder")) }, false},
		"files being saved": {func(d *desk) {
			d.change = func(cfg *bot.DeskConfig) {
				cfg.Folder = func() (fs.FS, error) { return changing{breadFiles(t), new(atomic.Int64), 1 << 40}, nil }
			}
			d.start(t)
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			d.folder.mark("11")
			test.spoil(d)
			if _, err := d.ReloadNow(t.Context(), by); err == nil || bot.Passing(err) != test.want {
				t.Errorf("Passing(%v) = %v, want %v", err, !test.want, test.want)
			}
		})
	}
}
