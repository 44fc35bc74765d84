package discord

import (
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/discord/discordtest"

	"github.com/rs/zerolog"
)

// TestSilenceIsNoticed: F07, F08. A gateway that answers no heartbeat is left when the next is
// due, and not only when it has said nothing for longer.
func TestSilenceIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 41250 * time.Millisecond
		s := discordtest.New(t, discordtest.InMemory(), discordtest.Heartbeat(interval))
		defer RunOn(t, zerolog.Nop(), s.URL, s.Dial)()
		time.Sleep(5 * time.Minute)
		beats := s.Heartbeats()
		if !passes(interval, func() bool { return s.Heartbeats() > beats }) {
			t.Fatal("no heartbeat comes")
		}
		time.Sleep(time.Second) // its answer is there
		s.Silence()
		began := time.Now()
		noticed := passes(10*time.Minute, func() bool { return len(s.Resumes()) > 0 })
		if took := time.Since(began); !noticed || took < interval || took > 2*interval+time.Second {
			t.Errorf("the silence is noticed after %v, want less than two heartbeats of %v", took, interval)
		}
	})
}

// passes waits for something, not longer than most, and reports whether it came.
func passes(most time.Duration, done func() bool) bool {
	for began := time.Now(); !done(); time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > most {
			return false
		}
	}
	return true
}

// TestInvalidSessionWaits: F08. After op 9 the next session begins within one to five seconds,
// and not always after the same time (docs/topics/gateway#resuming).
func TestInvalidSessionWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := discordtest.New(t, discordtest.InMemory(), discordtest.IdentifyEvery(0, 1000))
		defer RunOn(t, zerolog.Nop(), s.URL, s.Dial)()
		pauses := map[time.Duration]bool{}
		for range 10 {
			time.Sleep(5 * time.Minute) // after a connection that lasted, the next one begins at once
			began, before := time.Now(), len(s.Identifies())
			s.Invalidate(false)
			if !passes(time.Minute, func() bool { return len(s.Identifies()) > before }) {
				t.Fatal("no session is begun")
			}
			took := s.Identifies()[before].At.Sub(began).Round(10 * time.Millisecond)
			if took < time.Second || took > 5500*time.Millisecond {
				t.Errorf("the next session begins after %v, want one to five seconds", took)
			}
			pauses[took] = true
		}
		if len(pauses) < 3 {
			t.Errorf("the pauses are %v, want different ones", pauses)
		}
	})
}
