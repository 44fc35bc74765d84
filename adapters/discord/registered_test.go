package discord_test

import (
	"context"
	"testing"
	"time"

	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

// TestSameCommandsAreLeft: a bot that starts again looks at the commands, everywhere and at home,
// and registers them only if they are others.
func TestSameCommandsAreLeft(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{config: func(c *discord.Config) { c.Home = server }})
		time.Sleep(20 * time.Second)
		s.stop()
		puts := func() (n int) {
			for _, c := range s.Calls() {
				if c.Method == "PUT" {
					n++
				}
			}
			return n
		}
		for _, c := range []struct {
			name   string
			change func()
			more   int
		}{
			{"the same", func() {}, 0},
			{"others everywhere", func() { s.Register("", `[{"name":"faq","description":"old"}]`) }, 1},
			{"others at home", func() { s.Register(server, `[]`) }, 1},
		} {
			before, looks := puts(), len(s.CallsOf("GET /applications/{application_id}/commands"))
			c.change()
			s.runAgain(t, 20*time.Second)
			if got := puts() - before; got != c.more || len(s.CallsOf("GET /applications/{application_id}/commands")) == looks {
				t.Errorf("%s: commands are registered %d times, want %d, after a look", c.name, got, c.more)
			}
		}
	})
}

// runAgain runs another bot on the server of a stage, which has ended, for a while.
func (s *stage) runAgain(t *testing.T, d time.Duration) {
	t.Helper()
	a, err := discord.New(discord.Config{Token: discordtest.Token, API: s.URL, Home: server}, s.core, s.log.Logger())
	if err != nil {
		t.Fatal(err)
	}
	discord.ConnectBy(a, s.Dial)
	ctx, stop := context.WithTimeout(t.Context(), d)
	defer stop()
	if err := a.Run(ctx); err != nil {
		t.Errorf("Run = %v", err)
	}
}
