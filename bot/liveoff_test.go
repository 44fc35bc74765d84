package bot

import "testing"

// TestLiveIsNotChanged: what a message began with stays as it is while others switch.
func TestLiveIsNotChanged(t *testing.T) {
	b := New(breadSnapshot(t), "1.2.3")
	b.switchOff("salt", true)
	before := b.live.Load()
	b.switchOff("yeast", true)
	b.switchOff("salt", false)
	if before.gives("salt") || !before.gives("yeast") || b.live.Load().gives("yeast") || !b.live.Load().gives("salt") {
		t.Errorf("off was %v, and is %v", before.off, b.live.Load().off)
	}
}
