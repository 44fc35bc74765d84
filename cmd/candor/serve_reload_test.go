package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// says counts the lines of the log with a text.
func (sc *scene) says(text string) (n int) {
	for line := range strings.Lines(sc.p.out.String()) {
		if strings.Contains(line, text) {
			n++
		}
	}
	return n
}

const reloaded = "is in use: 0 added"

// TestSignal: SIGHUP puts the folder in use, if it passes all checks.
func TestSignal(t *testing.T) {
	sc := newScene(t)
	sc.serve()
	sc.write("rising", "An hour, after a signal.")
	sc.p.signal(syscall.SIGHUP)
	sc.p.says(reloaded)
	sc.bothGet(rising, "An hour, after a signal.")
	sc.breaks("rising")
	sc.breaks("storing")
	sc.p.signal(syscall.SIGHUP)
	sc.p.says("not reloaded: the answers in use stay")
	for _, want := range []string{`"level":"error"`, `"error":"entries/rising.md:5: `, `"faults":2`} {
		if sc.says(want) != 1 {
			t.Errorf("%d lines of the log have %s, want 1:\n%s", sc.says(want), want, sc.p.out)
		}
	}
	sc.bothGet(rising, "An hour, after a signal.")
	if out := sc.candor(0, "versions"); !strings.Contains(out, "by reload of signal") {
		t.Errorf("candor versions says\n%s", out)
	}
}

// TestSignalAtStart: the signal does not end a program that is not ready for it.
func TestSignalAtStart(t *testing.T) {
	sc := newScene(t)
	sc.discord.Down()
	sc.telegram.Down()
	sc.p = launch(t, sc.env())
	sc.p.says("a new store has begun") // it is about to learn
	sc.p.signal(syscall.SIGHUP)
	sc.p.says("nothing to reload")
}

// TestWatch: a change of the files is in use once they are left alone, however it is made.
func TestWatch(t *testing.T) {
	waits(t)
	sc := newScene(t)
	sc.serve("--watch")

	// By many writes, some of which come while another reload takes place if they are not
	// waited for.
	for i := range 30 {
		pause(50 * time.Millisecond)
		sc.write("rising", fmt.Sprintf("An hour, write %d.", i))
		sc.write("storing", fmt.Sprintf("In paper, write %d.", i))
	}
	sc.p.says(reloaded)
	sc.bothGet(rising, "write 29.")
	if n := sc.says(reloaded); n != 1 {
		t.Errorf("30 writes reloaded %d times, want once:\n%s", n, sc.p.out)
	}

	// By a fault, and its end.
	sc.breaks("rising")
	sc.p.says(`"by":"watch","error":"entries/rising.md:5: `)
	sc.bothGet(rising, "write 29.")
	sc.write("rising", "Mended.")
	sc.inUse(2)
	sc.bothGet(rising, "Mended.")

	// By another folder in the place of the entries, and then a write there.
	entries := filepath.Join(sc.answers, "entries")
	sc.must(os.CopyFS(entries+".new", os.DirFS(entries)))
	sc.must(os.WriteFile(filepath.Join(entries+".new", "rising.md"), []byte(entry("rising", "Renamed.")), 0o644))
	sc.must(os.Rename(entries, entries+".old"))
	sc.must(os.Rename(entries+".new", entries))
	sc.inUse(3)
	sc.bothGet(rising, "Renamed.")
	sc.write("rising", "Written after the rename.")
	sc.inUse(4)

	// By another folder in the place of all.
	sc.must(os.Rename(sc.answers, sc.answers+".old"))
	sc.p.says("the folder is not watched until it is there")
	sc.bothGet(rising, "Written after the rename.")
	sc.must(os.CopyFS(sc.answers, os.DirFS("testdata/base")))
	sc.write("rising", "In a new folder.")
	sc.inUse(5)
	sc.bothGet(rising, "In a new folder.")
}

// inUse waits until so many reloads are done.
func (sc *scene) inUse(n int) {
	sc.Helper()
	for text := ""; sc.says(reloaded) < n; {
		all, changed := sc.p.out.look()
		if text == all {
			select {
			case <-changed:
			case <-within(sc.T, long).Done():
				sc.Fatalf("%d reloads, want %d:\n%s", sc.says(reloaded), n, all)
			}
		}
		text = all
	}
}

// TestWatchLink: links are turned as a Kubernetes volume does it, where the files of the
// folder are links themselves, and as a deployment does it, where the folder is one.
func TestWatchLink(t *testing.T) {
	waits(t)
	for name, link := range map[string]string{"of its files": "..data", "of the folder": "current"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc := newScene(t)
			volume := t.TempDir()
			version := func(answer string) {
				dir, err := os.MkdirTemp(volume, "..")
				sc.must(err)
				sc.must(os.CopyFS(dir, os.DirFS("testdata/base")))
				sc.must(os.WriteFile(filepath.Join(dir, "entries/rising.md"), []byte(entry("rising", answer)), 0o644))
				sc.must(os.Symlink(filepath.Base(dir), filepath.Join(volume, "..tmp")))
				sc.must(os.Rename(filepath.Join(volume, "..tmp"), filepath.Join(volume, link)))
			}
			version("The first.")
			if sc.answers = filepath.Join(volume, link); link == "..data" {
				sc.answers = volume
				for _, name := range []string{"base.yaml", "synonyms.yaml", "golden.jsonl", "entries"} {
					sc.must(os.Symlink(filepath.Join(link, name), filepath.Join(volume, name)))
				}
			}
			sc.serve("--watch")
			for i, answer := range []string{"The second.", "The third."} {
				version(answer)
				sc.inUse(i + 1)
				sc.bothGet(rising, answer)
			}
		})
	}
}

var codeOf = regexp.MustCompile(`/confirm ([0-9a-f]+)`)

// TestTwoPerson: where two moderators have to agree, no signal and no file does.
func TestTwoPerson(t *testing.T) {
	sc := newScene(t)
	sc.serve("--two-person")
	sc.write("rising", "Of one.")
	sc.p.signal(syscall.SIGHUP)
	sc.p.says(`"by":"signal","error":"two moderators have to agree: use /reload"`)
	sc.bothGet(rising, firstText)
	one, two := sc.moderator(), sc.moderator()
	shown := sc.telegramSays(one, "/reload", "Of one.")
	sc.telegramPresses(one, shown, toConfirm, "A second moderator has to agree")
	sc.bothGet(rising, firstText)
	code := codeOf.FindStringSubmatch(sc.onTelegram(one, 0, "Another moderator has to write").Text)
	seen := sc.telegramSays(two, "/confirm "+code[1], "Of one.")
	sc.bothGet(rising, firstText)
	sc.telegramPresses(two, seen, toConfirm, "In use now")
	sc.bothGet(rising, "Of one.")
}
