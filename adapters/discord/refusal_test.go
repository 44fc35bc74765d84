package discord_test

import (
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// limited lets nobody ask more than once, whatever the time.
func limited() bot.Handler {
	return bot.RateLimit(bot.Limit{PerSecond: 0.0001, Burst: 1, People: 100}, nil)(adaptertest.Core())
}

// TestRefusedEachTime: Discord shows who uses a command or a button that an answer is awaited,
// so each refusal is told, to the person alone, and takes no other message's place. Messages
// are refused once.
func TestRefusedEachTime(t *testing.T) { simulated(t, testRefusedEachTime) }

func testRefusedEachTime(t *testing.T) {
	s := start(t, setup{handler: limited()})
	shown := s.answered(s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Question, "public": true}}))
	topics := s.answered(s.command(discordtest.Command{User: stranger, Name: "topics"}))
	target := s.Say(discordtest.Incoming{Guild: server, User: "200000000000000077", Text: adaptertest.Question})
	for name, use := range map[string]func() string{
		"the message command": func() string {
			return s.UseMessage(discordtest.Command{Guild: server, Name: bot.LabelAnswerThis, Target: target})
		},
		"a question for all": func() string {
			return s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Question, "public": true}})
		},
		"a question that was offered": func() string {
			return s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "=kneading"}})
		},
		"another command":         func() string { return s.command(discordtest.Command{Guild: server, Name: "privacy"}) },
		"a button":                func() string { return s.press(asker, shown, adaptertest.Related) },
		"a button to turn a page": func() string { return s.press(stranger, topics, "Next page") },
	} {
		for range 3 {
			id := use()
			m := s.answered(id)
			if a, _ := s.Answer(id); a.Type != 4 || !m.Ephemeral || !strings.Contains(m.Text(), "You are writing faster than I answer") {
				t.Errorf("%s is answered by type %d, for one alone %v: %q", name, a.Type, m.Ephemeral, m.Text())
			}
		}
	}
	s.stop()
	for _, m := range []discordtest.Message{shown, topics} {
		if now, _ := s.Message(m.ID); now.Deleted || now.Edited > 0 || now.Text() != m.Text() {
			t.Errorf("a refusal changed a message to %+v", now)
		}
	}
}

// TestRefusedOnceInMessages: whoever floods a channel gets it filled by no refusals.
func TestRefusedOnceInMessages(t *testing.T) { simulated(t, testRefusedOnceInMessages) }

func testRefusedOnceInMessages(t *testing.T) {
	s := start(t, setup{handler: limited()})
	for range 4 {
		s.inServer(adaptertest.Question)
	}
	s.settled()
	s.stop()
	refused := 0
	for _, m := range s.Sent() {
		if strings.Contains(m.Text(), "You are writing faster than I answer") {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d refusals, want one; people got %q", refused, s.titles())
	}
}
