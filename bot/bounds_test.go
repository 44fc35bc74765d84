package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
)

// TestVersionsAreFew: of however many, the latest 20 are listed.
func TestVersionsAreFew(t *testing.T) {
	d := startDesk(t)
	for i := range 25 {
		c := bot.Change{Time: d.clock.t, Action: "reload", Version: fmt.Sprintf("%012d", i), By: bot.Moderator{Platform: "discord", ID: "1"}}
		if err := d.memory.Commit(t.Context(), c, bot.Write{Files: bot.Files{"base.yaml": nil}}); err != nil {
			t.Fatal(err)
		}
	}
	r := d.says(t, "1", "/versions")
	want(t, r, bot.KindInfo, "Versions", "\n- 000000000024, ", "\n- 000000000005, ")
	if n := strings.Count(r.Text(), "\n- "); n != 20 || strings.Contains(r.Text(), "- 000000000004, ") {
		t.Errorf("%d versions are listed, want the latest 20:\n%s", n, r.Text())
	}
}

// TestChannelsAreFew: settings stay small, and what is too much changes nothing of them.
func TestChannelsAreFew(t *testing.T) {
	d := startDesk(t)
	want(t, d.gets(t, inGroup("/settings channels "+numbers(50))), bot.KindInfo, "Settings", "channels 100, 101")
	want(t, d.gets(t, inGroup("/settings channels "+numbers(51))), bot.KindRefused, "Settings")
	if got := d.Settings("telegram", "-5").Channels; !slices.Equal(got, strings.Fields(numbers(50))) {
		t.Errorf("channels %v", got)
	}
}

// TestDeliveriesAreKept: longer than the day for which Telegram delivers again, and no
// longer than two.
func TestDeliveriesAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now }).start(t)
		if err := d.memory.Remember(t.Context(), "telegram", []int64{7}, time.Now()); err != nil {
			t.Fatal(err)
		}
		defer d.runs(t)()
		for _, step := range []struct {
			wait time.Duration
			kept int
		}{{48 * time.Hour, 1}, {time.Hour + time.Minute, 0}} { // what is old is looked for every hour
			time.Sleep(step.wait)
			synctest.Wait()
			if got, err := d.memory.Remembered(t.Context(), "telegram"); err != nil || len(got) != step.kept {
				t.Errorf("%v later the numbers %v are kept, want %d; %v", step.wait, got, step.kept, err)
			}
		}
	})
}
