package bot_test

import (
	"testing"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// TestKeep: what is switched off outlives a store that had to begin anew.
func TestKeep(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off rising")
	lost := bot.Change{Action: "lost"}
	if err := d.memory.Commit(t.Context(), lost, bot.Write{Notes: map[string]string{"off/rising": ""}}); err != nil {
		t.Fatal(err)
	}
	d.Keep()
	d.says(t, "1", "/pause")
	got, err := d.memory.Notes(t.Context(), "off/")
	if diff := cmp.Diff(map[string]string{"off/rising": "1"}, got); diff != "" || err != nil {
		t.Errorf("notes, %v (-want +got):\n%s", err, diff)
	}
}
