package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"candor/bot"
)

// markAll lets every text of the folder bear a number: one of four digits, none of which is
// a part of another, or an emergency number.
func (f *folder) markAll(n int) {
	text := func(format string) string { return strings.ReplaceAll(format, "N", fmt.Sprint(2000+n)) }
	files := map[string]string{
		"base.yaml":          "title: Book N\nlanguage: en\nsource:\n  title: Source N\ndisclaimer: Disclaimer N\n",
		"entries/rising.md":  "---\nquestion: How long does it rise (N)?\nasked: [rising time]\nsection: Dough N\nreviewed: 2026-01-02\nrelated: [storing]\n---\nAn hour, N.\n",
		"entries/storing.md": "---\nquestion: How is it stored (N)?\nasked: [storing it]\nsection: Shelf N\nreviewed: 2026-01-02\n---\nIn paper, N.\n",
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for name := range f.files {
		delete(f.files, name)
	}
	for name, format := range files {
		f.files[name] = file(text(format))
	}
}

// TestManyReloadsAtOnce (F21): moderators, signals and rollbacks change the answers while
// people ask. Every answer is wholly of one version, none fails, and what is in use at the
// end is what the audit says last.
func TestManyReloadsAtOnce(t *testing.T) {
	const moderators, reloads = 10, 10 // a hundred
	d := newDesk(t, nil)
	d.folder.markAll(0)
	d.embedded = cloned(d.folder.files)
	d.start(t)
	var next, used atomic.Int64
	stop := make(chan struct{})
	var changing, asking sync.WaitGroup
	reload := func(who string) {
		// From 100 on: "rising (16)" tells of somebody who is 16.
		d.folder.markAll(100 + int(next.Add(1)))
		plan := d.gets(t, moderator(who, "/reload"))
		for _, c := range plan.Choices() {
			if c.Label != putInUse {
				continue
			}
			m := moderator(who, "")
			m.Choice = c.ID
			if r := d.gets(t, m); r.Title() == "In use now" {
				used.Add(1)
			} else if r.Kind() != bot.KindRefused {
				t.Errorf("a confirmation: %s %q", r.Kind(), r.Title())
			}
		}
	}
	back := func() {
		if r := d.gets(t, moderator("back", "/rollback")); r.Title() == "In use now" {
			used.Add(1)
		}
		d.gets(t, moderator("back", "/off storing"))
		d.gets(t, moderator("back", "/on storing"))
	}
	for i := range moderators {
		changing.Go(func() {
			for n := range reloads {
				reload(fmt.Sprintf("%d-%d", i, n)) // another each time: nobody may reload twice in ten seconds
				if i == 0 {                        // not all the time: what is being learned then is dropped
					back()
				}
			}
		})
	}
	changing.Go(func() {
		for range 2 * reloads {
			if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err != nil {
				if !strings.Contains(err.Error(), "went back") {
					t.Errorf("ReloadNow: %v", err)
				}
			} else if !strings.HasPrefix(said, "nothing") {
				used.Add(1)
			}
		}
	})
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				for _, m := range []bot.Message{{Text: "rising time"}, {Text: "/about"}, {Choice: "rising"}, {Text: "/topics"}} {
					ofItsVersion(t, d.gets(t, m))
				}
			}
		})
	}
	changing.Wait()
	close(stop)
	asking.Wait()
	checkAudit(t, d, int(used.Load()))
}

// ofItsVersion reports texts of a reply that are of another version than its disclaimer.
func ofItsVersion(t *testing.T, r bot.Reply) {
	t.Helper()
	n := strings.Fields(r.Disclaimer())[1]
	ofOneVersion(t, r, strings.TrimSuffix(n, "."))
}

// checkAudit wants the audit to be a chain: each version came after the one before it, as
// often as replies said so, and the last is the one in use.
func checkAudit(t *testing.T, d *desk, used int) {
	t.Helper()
	version, changes := "", 0
	for _, c := range d.history(t) {
		if c.Version == c.Before {
			continue
		}
		if c.Before != version {
			t.Errorf("line %d: %s after %s, which was not in use, but %s", c.N, c.Version, c.Before, version)
		}
		version = c.Version
		if c.Action != "start" {
			changes++
		}
	}
	if version != d.bot.Version() || d.notes(t)["live"] != version {
		t.Errorf("in use is %s, the audit says %s, the notes %v", d.bot.Version(), version, d.notes(t))
	}
	if changes != used || changes < 2 {
		t.Errorf("%d changes in the audit, %d replies said so", changes, used)
	}
}
