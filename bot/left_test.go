package bot_test

import (
	"testing"

	"candor/bot"
)

// TestReloadTakesBack: a moderator who puts answers in use again that were gone back from
// says that they are right. From then on they come into use without a word, like others.
func TestReloadTakesBack(t *testing.T) {
	by := bot.Moderator{Platform: "watch"}
	for name, use := range map[string]func(*desk) error{
		"by a watch": func(d *desk) error { _, err := d.ReloadNow(t.Context(), by); return err },
		"at a start": func(d *desk) error { d.start(t); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			d.reloaded(t, "11")
			want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now")
			d.reloaded(t, "11", "12")
			d.folder.mark("11")
			if err := use(d); err != nil || d.inUse(t) != "11" {
				t.Errorf("%s is in use, want 11; %v; told %s", d.inUse(t), err, d.told)
			}
		})
	}
}
