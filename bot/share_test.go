package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

// another is a second program on the same store, with a disk of its own.
func (d *desk) another(t *testing.T) *desk {
	t.Helper()
	other := &desk{memory: d.memory, store: bottest.NewTroubled(d.memory), folder: d.folder, clock: d.clock, embedded: d.embedded, told: &told{}, change: d.change}
	return other.start(t)
}

// runs runs the desk until the test ends or stop is called.
func (d *desk) runs(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// shareTime is how long another program may take to take over what one is told.
const shareTime = 91 * time.Second

// TestProgramsShareSwitches: what is switched off, paused or set in one program is so in the
// other on the same store within a minute and a half, and back again.
func TestProgramsShareSwitches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		other := d.another(t)
		defer d.runs(t)()
		defer other.runs(t)()
		wait := func() { time.Sleep(shareTime); synctest.Wait() }

		d.says(t, "1", "/off salt")
		wait()
		want(t, other.gets(t, pressed("salt")), bot.KindNone, switchedOff)
		want(t, other.gets(t, member("amount of yeast")), bot.KindAnswer, "How much yeast does bread need?")
		other.says(t, "1", "/on salt")
		other.says(t, "1", "/pause")
		wait()
		want(t, d.gets(t, pressed("salt")), bot.KindRefused, paused)
		d.says(t, "1", "/resume")
		want(t, d.gets(t, pressed("salt")), bot.KindAnswer, "How much salt goes into bread?")
		want(t, d.gets(t, inGroup("/settings territory NZ")), bot.KindInfo, "Settings")
		wait()
		want(t, other.gets(t, pressed("salt")), bot.KindAnswer, "How much salt goes into bread?")
		if got := other.Settings("telegram", "-5").Territory; got != "NZ" {
			t.Errorf("the territory is %q in the other program, want NZ", got)
		}
		if d.told.String()+other.told.String() != "" {
			t.Errorf("the operators are told %q and %q", d.told, other.told)
		}
	})
}

// TestSharingKeepsWhatIsNotStored: what a program could not store stays as it was switched,
// however often the store is read, also when there was too much of it to be stored later.
func TestSharingKeepsWhatIsNotStored(t *testing.T) {
	for name, many := range map[string]int{"what waits": 1, "what does not": 60} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
				defer d.runs(t)()
				d.store.Set(fail("Commit"))
				for range many {
					d.says(t, "1", "/off salt")
					d.says(t, "1", "/on salt")
				}
				d.says(t, "1", "/off salt")
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				want(t, d.gets(t, pressed("salt")), bot.KindNone, switchedOff)
				d.store.Set(nil)
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				want(t, d.gets(t, pressed("salt")), bot.KindNone, switchedOff)
			})
		})
	}
}
