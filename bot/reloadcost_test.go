package bot_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/bot"
	"candor/faq"
)

// bombs are files that are small and would cost much if they were read as YAML is.
func bombs() map[string]string {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	return map[string]string{
		"billion laughs": laughs,
		"deep lists":     "title: " + strings.Repeat("[", 60_000),
		"deep mappings":  "title: " + strings.Repeat("{a: ", 15_000),
		"deep indentation": func() string {
			var b strings.Builder
			for i := range 340 {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		}(),
		"quotation marks": strings.Repeat("\"", 60_000),
		"anchors":         strings.Repeat("&a ", 20_000),
		"aliases":         strings.Repeat("- *a\n", 12_000),
		"merges":          "a: &a {b: c}\n" + strings.Repeat("<<: *a\n", 8_000),
		"question marks":  strings.Repeat("? ", 30_000),
		"long key":        strings.Repeat("k", 60_000) + ": v",
		"too long":        strings.Repeat("x", 10<<20),
	}
}

// cost is what something took of the program, all processors together. Other programs, which
// may keep the machine busy, add nothing to it.
type cost struct {
	work  time.Duration
	bytes uint64 // allocated, whether free again or not
}

// costOf measures what do takes, which has to be alone.
func costOf(do func()) cost {
	now := func() cost {
		var used syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // it knows itself
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		return cost{time.Duration(used.Utime.Nano() + used.Stime.Nano()), memory.TotalAlloc}
	}
	before := now()
	do()
	after := now()
	return cost{after.work - before.work, after.bytes - before.bytes}
}

// TestBombs (F24): they are refused when they are read, before anything is learned. What they
// may take is the 32 MB that are wanted, for each of the two readings, and in work some times
// the 100 ms: the dearest takes 44 MiB and 50 ms for both.
func TestBombs(t *testing.T) {
	mostBytes, mostWork := uint64(2*32<<20), 500*time.Millisecond*raceFactor
	d := newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Examine = func(context.Context, bot.Files) (bot.Examination, error) {
			t.Error("a bomb is learned")
			return bot.Examination{}, errDisk
		}
	}).start(t)
	before := d.bot.Version()
	for name, bomb := range bombs() {
		for _, file := range []string{"base.yaml", "synonyms.yaml", salt} {
			text := bomb
			if file == salt {
				text = "---\n" + bomb + "\n---\nAn answer.\n"
			}
			d.folder.files = breadFiles(t)
			d.folder.write(file, text)
			d.clock.t = d.clock.t.Add(reloadPause)
			c := costOf(func() { want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, file) })
			if c.work > mostWork || c.bytes > mostBytes {
				t.Errorf("%s in %s took %v of work and %d MiB, want at most %v and %d MiB", name, file, c.work, c.bytes>>20, mostWork, mostBytes>>20)
			}
		}
	}
	if d.bot.Version() != before {
		t.Error("other answers are in use")
	}
}

// bigBase has so many entries of three phrasings.
func bigBase(f *folder, entries int) {
	nouns := strings.Fields("bread loaf crust dough flour yeast oven salt water rye wheat spelt barley seed starter crumb bake knead proof shape score steam cool roll toast butter honey malt oat bran")
	for i := range entries {
		lot := i + 100 // no age
		a, b, c := nouns[i%len(nouns)], nouns[i/len(nouns)%len(nouns)], nouns[(i*7+i/900)%len(nouns)]
		f.write(fmt.Sprintf("entries/e%05d.md", i), fmt.Sprintf("---\nquestion: Which %s goes with %s of lot %d?\nasked: [%s and %s by number %d, take %s for %s %d]\nsection: The Oven\nreviewed: 2026-01-02\n---\nNumber %d.\n",
			a, b, lot, b, c, lot, c, a, lot, lot))
	}
}

// TestBigBase (F26): a base of 2,000 entries comes into use. The time is told: see the log.
func TestBigBase(t *testing.T) {
	if testing.Short() || raceFactor > 1 {
		t.Skip("it takes a while")
	}
	d := startDesk(t)
	bigBase(d.folder, 2000)
	start := time.Now()
	plan := d.says(t, "1", "/reload")
	t.Logf("reload: %v", time.Since(start))
	want(t, plan, bot.KindInfo, "Put this in use?", "Added: 2000", "And 1985 more.")
	start = time.Now()
	want(t, d.presses(t, "1", plan, putInUse), bot.KindInfo, "In use now")
	t.Logf("confirm: %v", time.Since(start))
	if r := d.gets(t, pressed("e01999")); r.Entry() != "e01999" {
		t.Errorf("%s %q", r.Kind(), r.Title())
	}
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
}

// TestTooBigBase: what is beyond the limits is refused with them.
func TestTooBigBase(t *testing.T) {
	d := startDesk(t)
	for i := range 600 {
		d.folder.write(fmt.Sprintf("entries/fat-%d.md", i), strings.Repeat("x", faq.MaxFileBytes))
	}
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, fmt.Sprintf("at most %d are allowed", faq.MaxTotalBytes))
}

// TestBaseCannotReachHelp (F27): no base takes a card's place, changes it, or gets between
// it and somebody in danger.
func TestBaseCannotReachHelp(t *testing.T) {
	d := startDesk(t)
	cards := map[string]string{}
	show := func(r bot.Reply) string { return fmt.Sprintf("%s %q %q %v", r.Kind(), r.Title(), r.Text(), labels(r)) }
	ask := func(text string) bot.Message { m := member(text); m.User, m.Chat = "", ""; return m }
	texts := []string{"/crisis", "/crisis gb suicide", "/start help", "/start help-1", "help me"}
	for text := range alarms {
		texts = append(texts, text)
	}
	for _, text := range texts {
		cards[text] = show(d.gets(t, ask(text)))
	}
	for _, id := range []string{"crisis", "help", "help-1", "start", "suicide", "danger"} {
		d.folder.write("entries/"+id+".md", fmt.Sprintf("---\nquestion: Is %s a kind of bread?\nasked: [help me, crisis, urgent help, %s]\nsection: The Oven\nreviewed: 2026-01-02\n---\nNo, it is not.\n", id, id))
		if id == "crisis" {
			continue
		}
		d.folder.replace(t, "entries/"+id+".md", "[help me, crisis, urgent help, ", "["+id+" bread, ")
	}
	d.folder.replace(t, "base.yaml", "ask a baker.", "do not ask anybody.")
	plan := d.says(t, "1", "/reload")
	if len(plan.Choices()) > 0 {
		d.presses(t, "1", plan, putInUse)
	} else {
		want(t, plan, bot.KindRefused, notChanged, "entries/suicide.md")
		d.folder.write("entries/suicide.md", "")
		d.clock.t = d.clock.t.Add(reloadPause)
		d.reload(t, "1")
	}
	for text, before := range cards {
		r := d.gets(t, ask(text))
		if show(r) != before {
			t.Errorf("%q: %s\nbefore it was %s", text, show(r), before)
		}
		if !strings.HasSuffix(r.Disclaimer(), "Urgent help: /crisis") {
			t.Errorf("%q: the disclaimer is %q", text, r.Disclaimer())
		}
	}
	for _, phrase := range []string{"I want to die", "my husband beats me", "i was raped last night", "im going to kill myself tonight", "ich will sterben"} {
		d.folder.files = breadFiles(t)
		d.folder.replace(t, salt, "  - amount of salt\n", "  - amount of salt\n  - "+phrase+"\n")
		d.clock.t = d.clock.t.Add(reloadPause)
		want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, salt+":5: tells of danger")
	}
}
