package bot_test

import (
	"strings"
	"testing"

	"candor/bot"
)

// TestBusy: who is told to come back may be in danger, and nobody has read what they wrote.
func TestBusy(t *testing.T) {
	r := bot.Busy()
	if r.Kind() != bot.KindRefused || r.Private() || len(r.Choices()) > 0 {
		t.Errorf("kind %s, private %v, choices %v", r.Kind(), r.Private(), r.Choices())
	}
	if !strings.Contains(r.Text(), "emergency number") || !strings.Contains(r.Disclaimer(), "/crisis") {
		t.Errorf("%q, %q do not say where help is", r.Text(), r.Disclaimer())
	}
}
