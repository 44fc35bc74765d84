package discord_test

import (
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// TestLateReady: F08. A gateway that takes half a minute to begin a session is waited for: each
// identify is one of few in a day.
func TestLateReady(t *testing.T) {
	simulated(t, func(t *testing.T) {
		r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
		r.Welcome()
		defer r.run(t)()
		for len(r.Identifies()) == 0 {
			time.Sleep(time.Second)
		}
		time.Sleep(30 * time.Second)
		r.SendRaw(`{"op":0,"t":"READY","s":1,"d":{"session_id":"s","user":{"id":"1"}}}`)
		time.Sleep(2 * time.Minute)
		if n := len(r.Identifies()); n != 1 || r.Links() != 1 {
			t.Errorf("it identified %d times, %d links, want one of each:\n%s", n, r.Links(), &r.log)
		}
	})
}

// TestNeverReady: F08. A gateway that greets and begins no session is asked once in two minutes
// or so.
func TestNeverReady(t *testing.T) {
	simulated(t, func(t *testing.T) {
		r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
		for range 100 {
			r.Welcome()
		}
		defer r.run(t)()
		time.Sleep(time.Hour)
		if n := len(r.Identifies()); n < 20 || n > 40 {
			t.Errorf("it identified %d times in an hour, want about thirty", n)
		}
	})
}
