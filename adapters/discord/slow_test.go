package discord_test

import (
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// TestSlowCallback: F06. A server that takes its time for the first answer gets it once, also
// while it keeps to its connections.
func TestSlowCallback(t *testing.T) {
	t.Parallel()
	for _, delay := range []time.Duration{900 * time.Millisecond, 1300 * time.Millisecond, 1400 * time.Millisecond} {
		t.Run(delay.String(), func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{})
				s.answered(s.ask(adaptertest.Question)) // there is a connection
				s.Fail(discordtest.Fault{Route: callbackRoute, Delay: delay, Times: -1})
				s.answered(s.ask(adaptertest.Question))
				time.Sleep(3 * time.Second)
				if n := len(s.CallsOf(callbackRoute)); n != 2 || strings.Contains(s.log.String(), "not answered") {
					t.Errorf("two interactions were answered %d times:\n%s", n, s.log)
				}
			})
		})
	}
}

// TestDeadCallback: F06. A connection on which nothing comes leaves time for another.
func TestDeadCallback(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{})
		s.answered(s.ask(adaptertest.Question)) // there is a connection
		s.Fail(discordtest.Fault{Route: callbackRoute, Hang: true})
		id := s.ask(adaptertest.Question)
		s.answered(id)
		if a, _ := s.Answer(id); a.After > 2500*time.Millisecond {
			t.Errorf("it is answered after %v", a.After)
		}
	})
}
