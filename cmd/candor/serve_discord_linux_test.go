package main

import (
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

// serveBoth starts the program as a bot on both platforms, and waits until it is there.
func serveBoth(t *testing.T, s *telegramtest.Server, d *discordtest.Server, args ...string) *program {
	t.Helper()
	return launch(t, []string{
		"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + s.URL,
		"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + d.URL,
	}, append([]string{"--telegram-per-second=0"}, args...)...)
}

// TestBothPlatforms: one program answers on both, and ends by one signal.
func TestBothPlatforms(t *testing.T) {
	s, d := telegramtest.New(t), newDiscord(t)
	p := serveBoth(t, s, d)
	if err := d.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	s.Say(telegramtest.Incoming{User: firstPerson, Text: sayings[0].text})
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	d.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": sayings[0].text}})
	d.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: sayings[0].text, User: "200000000000000002", Mentions: true})
	d.Say(discordtest.Incoming{Text: sayings[0].text, User: "200000000000000003"})
	if err := d.WaitSent(within(t, long), 3); err != nil {
		t.Fatal(err)
	}
	for _, m := range d.Sent() {
		if m.Embeds[0].Title != sayings[0].title || m.Ephemeral != (m.Interaction != "") {
			t.Errorf("got %q, for one %v", m.Embeds[0].Title, m.Ephemeral)
		}
	}
	p.stop()
	p.ends(0, 10*time.Second)
}

// TestOneWrongToken does not stop the other platform; two do.
func TestOneWrongToken(t *testing.T) {
	s, d := telegramtest.New(t), newDiscord(t)
	d.SetToken("another.token")
	p := serveBoth(t, s, d)
	p.says("discord: the token is not valid")
	s.Say(telegramtest.Incoming{User: firstPerson, Text: sayings[0].text})
	if err := s.WaitDone(within(t, long)); err != nil || s.SentCount() != 1 {
		t.Errorf("on Telegram %d replies, %v", s.SentCount(), err)
	}
	p.stop()
	p.ends(0, 10*time.Second)
	p = launch(t, []string{"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + d.URL})
	p.ends(1, long) // the start is part of it
}
