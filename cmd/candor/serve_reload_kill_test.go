//go:build unix

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// TestKilledReloading (F22): the program is killed while a reload is being put in use. It
// begins whole with what was in use before or with what was to come, and says which. Every
// other time the folder is broken meanwhile, so that it has to begin with what it stored.
func TestKilledReloading(t *testing.T) {
	waits(t)
	sc := newTelegramScene(t)
	sc.serve()
	sc.write("rising", "Answer 0.")
	took := sc.reloads()
	before := "Answer 0."
	kills, came := size(5, 20, 200), 0
	for i := 1; i <= kills; i++ {
		after := fmt.Sprintf("Answer %d.", i)
		sc.write("rising", after)
		stop := sc.startReload()
		pause(rand.N(took * 3 / 2))
		sc.p.kill()
		stop()
		if i%2 == 0 {
			sc.breaks("storing")
		}
		sc.serve()
		got := sc.whole(before, after)
		if i%2 == 1 && got != after {
			t.Errorf("kill %d: the folder has %q, and the program %q", i, after, got)
		}
		if i%2 == 0 && got == after {
			came++
		}
		sc.write("storing", "In paper.")
		before = got
	}
	t.Logf("%d kills in the first %v of reloads, which take %v: of those with a broken folder afterwards %d had been stored", kills, took*3/2, took, came)
}

// reloads puts the folder in use, and returns how long that took.
func (sc *scene) reloads() time.Duration {
	sc.Helper()
	sc.listens()
	began := time.Now()
	sc.candor(0, "reload", "--yes")
	return time.Since(began)
}

// startReload begins to put the folder in use, until stop is called.
func (sc *scene) startReload() (stop func()) {
	sc.Helper()
	ctx, cancel := context.WithCancel(sc.Context())
	cmd := exec.CommandContext(ctx, built.path, "reload", "--yes")
	cmd.Env = sc.env()
	sc.must(cmd.Start())
	return func() {
		cancel()
		_ = cmd.Wait() // the service was killed under it
	}
}

// whole looks whether what is answered is one of two answers, and what is said to be in use.
func (sc *scene) whole(one, other string) string {
	sc.Helper()
	got := sc.askTelegram(rising)
	answer := one
	if !strings.Contains(got, answer+"\n") {
		answer = other
	}
	if !strings.Contains(got, answer+"\n") {
		sc.Fatalf("the answer is %q, want that with %q or %q:\n%s", got, one, other, sc.p.out)
	}
	sc.listens()
	if file := sc.candor(0, "versions", "show", sc.live(), "rising"); !strings.HasSuffix(file, answer+"\n") {
		sc.Errorf("the version that is said to be in use has\n%s\nand the answer is %q", file, answer)
	}
	return answer
}

// TestDeliveriesOutlive: what was answered before the program was killed is not answered
// again when Telegram delivers it again.
func TestDeliveriesOutlive(t *testing.T) {
	waits(t)
	sc := newTelegramScene(t)
	sc.serve()
	const before, after = 2_900_001, 2_900_002
	update := sc.telegram.Say(telegramtest.Incoming{User: before, Text: rising})
	sc.onTelegram(before, 0, firstText)
	pause(2500 * time.Millisecond) // 1.5 s are promised; machines that test are slow
	sc.restart()
	sc.telegram.Replay(update)
	sc.telegram.Say(telegramtest.Incoming{User: after, Text: rising})
	sc.onTelegram(after, 0, firstText)
	if err := sc.telegram.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	if n := len(sc.telegram.SentTo(before)); n != 1 {
		t.Errorf("one question was answered %d times", n)
	}
}
