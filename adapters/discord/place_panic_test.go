package discord_test

import (
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/bot"
)

// TestPanicInSettings: who asks in a server whose settings cannot be had is answered as if it had
// none, by a message and by a command.
func TestPanicInSettings(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{config: func(c *discord.Config) {
			c.Settings = func(string) bot.Settings { panic(adaptertest.Question) }
		}})
		s.inServer(adaptertest.Question)
		if m := s.sent(1); title(m) != adaptertest.Question {
			t.Errorf("a message gets %q", title(m))
		}
		if m := s.answered(s.ask(adaptertest.Question)); title(m) != adaptertest.Question || !m.Ephemeral {
			t.Errorf("a command gets %q, alone %v", title(m), m.Ephemeral)
		}
	})
}
