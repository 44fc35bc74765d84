package discord_test

import (
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// TestFollowupsAreShownOnce: F06. What comes behind the first answer has no nonce: where it may
// have been taken, it is not sent again, and what comes behind it is sent all the same. Where it
// was not taken, it is.
func TestFollowupsAreShownOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault discordtest.Fault
		parts int // that are shown, of three
		sent  int // requests for the second and the third
	}{
		"taken, then cut": {discordtest.Fault{AcceptThenDrop: true}, 3, 2},
		"cut in the body": {discordtest.Fault{Cut: true}, 3, 2},
		"cut":             {discordtest.Fault{Drop: true}, 2, 2},
		"hangs":           {discordtest.Fault{Hang: true}, 2, 2},
		"502":             {discordtest.Fault{Status: 502, HTML: true}, 3, 3},
		"429":             {discordtest.Fault{RetryAfter: 1}, 3, 3},
		"refused":         {discordtest.Fault{Status: 403, Code: 50013}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{})
				c.fault.Route = followupRoute
				s.Fail(c.fault)
				s.answered(s.ask(adaptertest.Longer))
				time.Sleep(20 * time.Second)
				s.stop()
				if got, sent := s.SentCount(), len(s.CallsOf(followupRoute)); got != c.parts || sent != c.sent {
					t.Errorf("%d parts are shown after %d requests for further ones, want %d after %d: %q", got, sent, c.parts, c.sent, s.titles())
				}
			})
		})
	}
}

// TestWithdrawnAnswersAreShownOnce: what is shown to the person alone behind a promise that was
// for all has no nonce either. A help card, which must not be lost, is sent again.
func TestWithdrawnAnswersAreShownOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		question string
		fault    discordtest.Fault
		sent     int
	}{
		"an answer that was taken": {inTrouble, discordtest.Fault{AcceptThenDrop: true}, 1},
		"a card that was lost":     {inDanger, discordtest.Fault{Drop: true}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{handler: slow(2 * time.Second)})
				c.fault.Route = followupRoute
				s.Fail(c.fault)
				s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": c.question, "public": true}})
				s.until("it is there", func() bool { return s.SentCount() == 1 })
				time.Sleep(20 * time.Second)
				s.stop()
				if sent := len(s.CallsOf(followupRoute)); s.SentCount() != 1 || sent != c.sent {
					t.Errorf("%d messages are shown after %d requests, want one after %d", s.SentCount(), sent, c.sent)
				}
			})
		})
	}
}
