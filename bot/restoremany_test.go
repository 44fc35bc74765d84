package bot_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

// TestRestoreAfterTooMany: what was switched last stays so when the store can be read again,
// though it had been too much to be stored later: the reply said that it holds.
func TestRestoreAfterTooMany(t *testing.T) {
	for _, last := range []string{"off", "on"} {
		t.Run(last, func(t *testing.T) {
			d := startDesk(t)
			d.says(t, "1", "/off salt")
			d.store.Set(bottest.Fail(errDisk))
			d.start(t)
			if last == "on" { // what waits ends with the opposite of what comes too late to wait
				d.says(t, "1", "/on rising")
				d.says(t, "1", "/off yeast")
				d.says(t, "1", "/pause")
			}
			for range 60 {
				d.says(t, "1", "/off yeast")
				d.says(t, "1", "/on yeast")
			}
			d.says(t, "1", map[string]string{"off": "/pause", "on": "/resume"}[last])
			d.says(t, "1", "/"+last+" yeast")
			d.says(t, "1", "/"+last+" rising")
			d.store.Set(nil)
			d.sync(t)
			if got := d.gets(t, pressed("yeast")).Title() == paused; got != (last == "off") {
				t.Errorf("answers are paused: %v", got)
			}
			d.says(t, "1", "/resume")
			for _, id := range []string{"yeast", "rising"} {
				if got := d.gets(t, pressed(id)).Title() == switchedOff; got != (last == "off") {
					t.Errorf("%s is off: %v", id, got)
				}
			}
			want(t, d.gets(t, pressed("salt")), bot.KindNone, switchedOff) // as the store knew
		})
	}
}

// TestIdleLetsTheStoreRest: where nothing happens the store is read once a minute, and what
// is old is looked for once an hour: each opens the file, which rests otherwise.
func TestIdleLetsTheStoreRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		var mu sync.Mutex
		calls := map[string]int{}
		d.store.Set(func(_ context.Context, method string) error {
			mu.Lock()
			defer mu.Unlock()
			calls[method]++
			return nil
		})
		defer d.runs(t)()
		time.Sleep(10*time.Hour + time.Second)
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		delete(calls, "Versions") // once, for the way back
		if len(calls) != 2 || calls["Notes"] < 590 || calls["Notes"] > 600 || calls["Forget"] < 10 || calls["Forget"] > 11 {
			t.Errorf("in ten hours the store is asked %v times, want 600 times for notes and 11 times to forget", calls)
		}
	})
}
