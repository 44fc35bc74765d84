package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// edition marks the shipped base: its disclaimer, an answer, and a phrasing, so that it has
// to be learned anew, bear a number.
func (sc *scene) edition(n int) {
	sc.Helper()
	for name, change := range map[string][2]string{
		"base.yaml":           {"disclaimer: ", fmt.Sprintf("disclaimer: Edition %d. ", n)},
		"entries/duration.md": {"asked:\n", fmt.Sprintf("asked:\n  - how long is edition %d\n", n)},
	} {
		text, err := os.ReadFile(filepath.Join("../../knowledge", name))
		sc.must(err)
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if name != "base.yaml" {
			changed += fmt.Sprintf("\n\nThis is edition %d.\n", n)
		}
		sc.must(os.WriteFile(filepath.Join(sc.answers, name), []byte(changed), 0o644))
	}
}

// ship puts the shipped base into the folder.
func (sc *scene) ship() {
	sc.Helper()
	sc.must(os.RemoveAll(sc.answers))
	sc.must(os.CopyFS(sc.answers, os.DirFS("../../knowledge")))
}

var editions = regexp.MustCompile(`[Ee]dition (\d+)\.`)

// TestLoadReloading (F21, F26): while base after base is learned and put in use, everybody
// is answered, from one of them wholly, and hardly later than otherwise.
func TestLoadReloading(t *testing.T) {
	if testing.Short() {
		t.Skip("takes both processors")
	}
	sc := newTelegramScene(t)
	sc.ship()
	sc.edition(0)
	sc.serve()
	a := &audience{scene: sc, asked: map[int64]time.Time{}}
	a.run(200, func() { pause(3 * time.Second) })
	idle := a.waits()
	idleMemory, _ := sc.p.memory()
	reloads := size(2, 3, 20)
	began := time.Now()
	a.run(200, func() {
		for n := 1; n <= reloads; n++ {
			sc.edition(n)
			sc.p.signal(syscall.SIGHUP)
			sc.inUse(n)
		}
	})
	took := time.Since(began)
	busy := a.waits()
	now, most := sc.p.memory()
	p99 := func(all []time.Duration) time.Duration { return all[len(all)*99/100] }
	t.Logf("200 questions a second: idle %d with p50 %v, p99 %v; during %d reloads, %v each, %d with p50 %v, p99 %v; memory %d MiB before, %d after, %d at most",
		len(idle), median(idle), p99(idle), reloads, took/time.Duration(reloads), len(busy), median(busy), p99(busy), idleMemory, now, most)
	if p99(busy) > 5*time.Second && !raced() { // far above: other work may keep the machine busy
		t.Errorf("during reloads p99 is %v, want at most 5 s", p99(busy))
	}
	if seen := a.editions(); len(seen) < 2 {
		t.Errorf("people saw the editions %v only", seen)
	}
}

// audience is people who ask, each once.
type audience struct {
	*scene
	next  int64
	asked map[int64]time.Time
	seen  int // messages that were looked at
	of    map[string]bool
}

// run lets people ask, so many a second, while do is at work, and waits for all replies.
func (a *audience) run(perSecond int, do func()) {
	a.Helper()
	stop := eachTick(perSecond, func() {
		a.next++
		chat := 3_000_000 + a.next
		a.asked[chat] = time.Now()
		a.telegram.Say(telegramtest.Incoming{User: chat, Text: "how long does sex therapy take"})
	})
	do()
	stop()
	if err := a.telegram.WaitDone(within(a.T, long)); err != nil {
		a.Fatal(err)
	}
}

// eachTick does something so many times a second until the function that it returns is
// called, which waits for the last time.
func eachTick(perSecond int, do func()) (stop func()) {
	end := make(chan struct{})
	var doing sync.WaitGroup
	doing.Go(func() {
		ticker := time.NewTicker(time.Second / time.Duration(perSecond))
		defer ticker.Stop()
		for {
			select {
			case <-end:
				return
			case <-ticker.C:
				do()
			}
		}
	})
	return func() {
		close(end)
		doing.Wait()
	}
}

// waits is how long people of the last run waited, rising. Each must have one reply, of one
// edition.
func (a *audience) waits() (all []time.Duration) {
	a.Helper()
	sent := a.telegram.Sent()
	if len(sent) != len(a.asked) {
		a.Errorf("%d replies to %d questions", len(sent), len(a.asked))
	}
	for _, m := range sent[a.seen:] {
		all = append(all, m.At.Sub(a.asked[m.Chat]))
		found := editions.FindAllStringSubmatch(m.Text, -1)
		if len(found) != 2 || found[0][1] != found[1][1] {
			a.Fatalf("a reply is of the editions %v: %q", found, m.Text)
		}
		if a.of == nil {
			a.of = map[string]bool{}
		}
		a.of[found[0][1]] = true
	}
	a.seen = len(sent)
	slices.Sort(all)
	return all
}

// editions are those that people saw.
func (a *audience) editions() (all []string) {
	for n := range a.of {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}
