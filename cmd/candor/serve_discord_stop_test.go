package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// serveDiscord starts the program as a bot on Discord alone, and waits until it is there.
func serveDiscord(t *testing.T, d *discordtest.Server) *program {
	t.Helper()
	p := launch(t, []string{"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + d.URL})
	if err := d.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	return p
}

// TestDiscordStopped (F11): at a hundred questions a second, if the machine can, what was taken in hand is answered
// before the program ends, whole and once.
func TestDiscordStopped(t *testing.T) {
	const waiting = 100 // at most: a slow machine is to answer them before the end
	d := newDiscord(t)
	p := serveDiscord(t, d)
	ctx, enough := context.WithCancel(t.Context())
	defer enough()
	asked := make(chan int, 1)
	go func() {
		ticker := time.NewTicker(10 * time.Millisecond)
		defer ticker.Stop()
		for n := 0; ; {
			select {
			case <-ctx.Done():
				asked <- n
				return
			case <-ticker.C:
				if n-d.SentCount() >= waiting {
					continue
				}
				n++
				d.Ask(discordtest.Command{
					Guild: discordtest.GuildID(0), User: fmt.Sprint(200000000000010000 + n), Name: "ask",
					Options: map[string]any{"question": sayings[0].text},
				})
			}
		}
	}()
	if err := d.WaitSent(within(t, long), 50); err != nil {
		t.Fatal(err)
	}
	p.stop()
	took := p.ends(0, 10*time.Second)
	enough()
	shown := map[string]int{}
	for _, m := range d.Sent() {
		shown[m.Interaction]++
		if m.Embeds[0].Title != sayings[0].title || m.Embeds[0].Footer == nil {
			t.Errorf("somebody got %q", m.Embeds[0].Title)
		}
	}
	for id, n := range shown {
		if n != 1 {
			t.Errorf("interaction %s got %d answers", id, n)
		}
	}
	t.Logf("ended after %v; %d were asked until then and later, %d answered", took, <-asked, len(shown))
}

// TestDiscordStoppedTwice (F11): a Discord that takes messages and says nothing holds the
// program up for ten seconds, and not once somebody asks again.
func TestDiscordStoppedTwice(t *testing.T) {
	waits(t)
	for _, times := range []int{1, 2} {
		t.Run(fmt.Sprint(times), func(t *testing.T) {
			d := discordtest.New(t)
			p := serveDiscord(t, d)
			const route = "POST /channels/{channel_id}/messages"
			d.Fail(discordtest.Fault{Route: route, Times: -1, Hang: true})
			d.Say(discordtest.Incoming{Text: sayings[0].text})
			if err := d.Wait(within(t, long), func(d *discordtest.Server) bool { return len(d.CallsOf(route)) > 0 }); err != nil {
				t.Fatal(err)
			}
			p.stop()
			if times == 1 {
				t.Logf("ended after %v", p.ends(0, 11*time.Second))
				return
			}
			p.says("so far") // it has heard, and waits for the reply in hand
			p.stopAgain()
		})
	}
}
