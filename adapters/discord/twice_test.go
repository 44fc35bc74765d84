package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

// TestTwoInstances: F18. Who starts the program twice gets one answer to each question, whole,
// and is told.
func TestTwoInstances(t *testing.T) { simulated(t, testTwoInstances) }

func testTwoInstances(t *testing.T) {
	s := start(t, setup{})
	a, err := discord.New(discord.Config{Token: discordtest.Token, API: s.URL}, s.core, s.log.Logger())
	if err != nil {
		t.Fatal(err)
	}
	discord.ConnectBy(a, s.Dial)
	ctx, tell := context.WithCancel(t.Context())
	defer tell()
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	s.until("the other one is there", func() bool { return s.Connected() == 2 })
	s.inServer(adaptertest.Longer)
	s.says(discordtest.Incoming{Text: adaptertest.Question})
	s.ask(adaptertest.Longer)
	s.answered(s.ask(adaptertest.Question))
	s.settled()
	s.until("the operator is told", func() bool { return strings.Contains(s.log.String(), "is another Candor running?") })
	tell()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run = %v", err)
		}
	case <-time.After(patience):
		t.Fatal("Run does not end")
	}
	s.stop()
	if got, want := len(s.Sent()), 3+1+3+1+1; got != want {
		t.Errorf("%d parts are shown, want %d: %q", got, want, s.titles())
	}
}
