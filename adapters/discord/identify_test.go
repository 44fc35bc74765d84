package discord

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
)

// TestSessionsThatAreLeft: what Discord says is left for today is used and no more, until it
// is renewed; a session that was not asked for costs none.
func TestSessionsThatAreLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ids := newIdentifying(discordgo.SessionInformation{Total: 1000, Remaining: 2, ResetAfter: int(time.Hour.Milliseconds()), MaxConcurrency: 1}, 1)
		began := time.Now()
		for n, want := range []time.Duration{0, identifySpacing, identifySpacing, time.Hour, time.Hour + identifySpacing} {
			done, err := ids.wait(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := time.Since(began); got != want {
				t.Errorf("identify %d is let after %v, want %v", n+1, got, want)
			}
			done(n != 1) // the second one is not sent
		}
	})
}

// TestSessionsOfManyGroups: groups that come together do not share one session.
func TestSessionsOfManyGroups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ids := newIdentifying(discordgo.SessionInformation{Total: 1000, Remaining: 1, ResetAfter: int(time.Minute.Milliseconds()), MaxConcurrency: 2}, 2)
		began := time.Now()
		times := make(chan time.Duration, 2)
		for shard := range 2 {
			go func() {
				if _, err := ids.wait(t.Context(), shard); err == nil {
					times <- time.Since(began)
				}
			}()
		}
		if a, b := <-times, <-times; a != 0 || b != time.Minute {
			t.Errorf("shards are let after %v and %v, want at once and after a minute", a, b)
		}
	})
}

// TestSessionsOfWhichNothingIsSaid: an older API says nothing of a limit.
func TestSessionsOfWhichNothingIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ids := newIdentifying(discordgo.SessionInformation{}, 1)
		began := time.Now()
		for range identifyPerDay + 1 {
			done, err := ids.wait(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			done(true)
		}
		if got := time.Since(began); got != 24*time.Hour {
			t.Errorf("%d sessions are begun in %v, want a day", identifyPerDay+1, got)
		}
	})
}
