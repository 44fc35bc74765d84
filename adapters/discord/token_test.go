package discord_test

import (
	"testing"

	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

// TestTokenRefused: it is said of what another token can help, and of nothing else.
func TestTokenRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before func(*discordtest.Server)
		want   bool
	}{
		"by the API":     {func(s *discordtest.Server) { s.SetToken("another.token") }, true},
		"by the gateway": {func(s *discordtest.Server) { s.Refuse(1, 4004) }, true},
		"its intents":    {func(s *discordtest.Server) { s.Refuse(1, 4014) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{offline: true, before: c.before})
				if err := s.end(); err == nil || discord.TokenRefused(err) != c.want {
					t.Errorf("Run = %v, TokenRefused %v, want %v", err, discord.TokenRefused(err), c.want)
				}
			})
		})
	}
}
