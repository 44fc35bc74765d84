package discord_test

import (
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// TestFirstPostIsLate: a forum's first post may take a while to be there, with its pictures. The
// answer to it waits for that, for about a minute, and others do not.
func TestFirstPostIsLate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		times int // refused
		shown bool
	}{"after half a minute": {8, true}, "never": {-1, false}} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{})
				s.Fail(discordtest.Fault{Route: messageRoute, Status: 400, Code: 40058, Times: c.times})
				s.inServer(adaptertest.Question)
				time.Sleep(50 * time.Second)
				if shown := s.SentCount() == 1; shown != c.shown {
					t.Errorf("after %d requests the answer is shown: %v, want %v", len(s.CallsOf(messageRoute)), shown, c.shown)
				}
				if n := len(s.CallsOf(messageRoute)); n > 15 {
					t.Errorf("%d requests in 50 seconds, want one each few seconds", n)
				}
			})
		})
	}
}
