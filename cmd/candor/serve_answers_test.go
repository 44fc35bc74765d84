package main

import (
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// onDiscord is the environment of a bot of the server's.
func onDiscord(s *discordtest.Server) []string {
	return []string{"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + s.URL}
}

// TestServeOnDiscord: the program logs in, registers its commands, and answers a command,
// a mention, a private message, a button and the command of a message.
func TestServeOnDiscord(t *testing.T) {
	s := newDiscord(t)
	p := launch(t, onDiscord(s))
	ctx := within(t, long)
	if err := s.Wait(ctx, func(s *discordtest.Server) bool { return s.Connected() > 0 && len(s.Commands()) > 0 }); err != nil {
		t.Fatalf("%v; it printed\n%s", err, p.out)
	}
	guild := discordtest.GuildID(0)
	shows := func(what, interaction, title string, alone bool) string {
		t.Helper()
		a, err := s.WaitAnswer(ctx, interaction)
		if err != nil {
			t.Fatalf("%s: %v; it printed\n%s", what, err, p.out)
		}
		m, _ := s.Message(a.Message)
		if !strings.Contains(m.Text(), title) || m.Ephemeral != alone || !strings.Contains(m.Text(), "licensed professional") {
			t.Errorf("%s: shows %q, alone %v; want %q and the disclaimer, alone %v", what, m.Text(), m.Ephemeral, title, alone)
		}
		return m.ID
	}
	asked := shows("/ask", s.Ask(discordtest.Command{Guild: guild, Name: "ask", Options: map[string]any{"question": "how long does it take"}}), "How long does sex therapy take?", true)
	shows("public /ask", s.Ask(discordtest.Command{Guild: guild, Name: "ask", Options: map[string]any{"question": "how long does it take", "public": true}}), "How long", false)
	m, _ := s.Message(asked)
	button := m.Buttons()[0]
	shows("button", s.Press(discordtest.Ann, asked, button.CustomID), button.Label, true)
	before := s.SentCount()
	said := s.Say(discordtest.Incoming{Guild: guild, Text: "do i have to get naked", Mentions: true})
	s.Say(discordtest.Incoming{Text: "what is sensate focus"})
	if err := s.WaitSent(ctx, before+2); err != nil {
		t.Fatalf("mention and private message: %v; it printed\n%s", err, p.out)
	}
	shows("Answer this", s.UseMessage(discordtest.Command{Guild: guild, User: "300000000000000001", Name: "Answer this", Target: said}), "Does sex therapy involve sex?", true)
	p.stop()
	p.ends(0, 10*time.Second)
}
