package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// panicking is a core that cannot take one question, nor one choice.
func panicking(core bot.Handler) bot.Handler {
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if strings.Contains(m.Text, "nobody can take") || m.Choice == "storing" {
			panic(m.Text)
		}
		return core.Handle(ctx, m)
	})
}

// TestIdleEndsAtOnce.
func TestIdleEndsAtOnce(t *testing.T) { simulated(t, testIdleEndsAtOnce) }

func testIdleEndsAtOnce(t *testing.T) {
	s := start(t, setup{})
	began := time.Now()
	s.stop()
	if took := time.Since(began); took > time.Second {
		t.Errorf("Run took %v to end with nothing in hand, want a second at most", took)
	}
}

// TestDrain: what is in hand is answered before Run ends, however it was asked; what waits
// for the platform is not waited for too long.
func TestDrain(t *testing.T) { simulated(t, testDrain) }

func testDrain(t *testing.T) {
	h, came, let := gated()
	s := start(t, setup{handler: h})
	s.inServer(adaptertest.Question)
	s.says(discordtest.Incoming{Text: adaptertest.Question})
	s.ask(adaptertest.Question)
	id := s.ask(adaptertest.Longer)
	for range 4 {
		<-came
	}
	s.answered(id) // deferred
	s.tell()
	close(let)
	began := time.Now()
	s.stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("Run took %v to end", took)
	}
	last := 0
	for _, m := range s.Sent() {
		if m.Embeds[0].Footer != nil {
			last++
		}
	}
	if last != 4 {
		t.Errorf("%d whole replies, want 4: %q", last, s.titles())
	}
}

// TestHangingPlatformDoesNotHoldTheEnd.
func TestHangingPlatformDoesNotHoldTheEnd(t *testing.T) {
	simulated(t, testHangingPlatformDoesNotHoldTheEnd)
}

func testHangingPlatformDoesNotHoldTheEnd(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, Times: -1, Hang: true})
	s.inServer(adaptertest.Question)
	s.until("it was tried", func() bool { return len(s.CallsOf(messageRoute)) > 0 })
	began := time.Now()
	s.stop()
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("Run took %v to end, want ten seconds at most", took)
	}
}
