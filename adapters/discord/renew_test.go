package discord

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
)

// TestSessionsAreCountedAgain: what Discord says later is what is left, without what is on its
// way meanwhile.
func TestSessionsAreCountedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := func(left int) discordgo.SessionInformation {
			return discordgo.SessionInformation{Total: 1000, Remaining: left, ResetAfter: int(time.Hour.Milliseconds()), MaxConcurrency: 1}
		}
		ids := newIdentifying(said(100), 1)
		done, err := ids.wait(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		ids.renew(said(2)) // of which one is on its way
		ids.renew(discordgo.SessionInformation{})
		done(true)
		began := time.Now()
		for n, want := range []time.Duration{identifySpacing, time.Hour} {
			done, err := ids.wait(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := time.Since(began); got != want {
				t.Errorf("identify %d is let after %v, want %v", n+1, got, want)
			}
			done(true)
		}
	})
}

// TestSessionsOfOtherShards: the day's own count, and the space between two, outlive a change of
// shards.
func TestSessionsOfOtherShards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ids := newIdentifying(discordgo.SessionInformation{}, 1)
		began := time.Now()
		for n := range identifyPerDay + 1 {
			if n == identifyPerDay-1 {
				ids = ids.next(discordgo.SessionInformation{MaxConcurrency: 4}, 4)
			}
			done, err := ids.wait(t.Context(), n%4)
			if err != nil {
				t.Fatal(err)
			}
			if got := time.Since(began); n == identifyPerDay-1 && got != (identifyPerDay-1)*identifySpacing {
				t.Errorf("after the change one is let after %v", got)
			}
			done(true)
		}
		if got := time.Since(began); got != 24*time.Hour {
			t.Errorf("%d sessions are begun in %v, want a day", identifyPerDay+1, got)
		}
	})
}
