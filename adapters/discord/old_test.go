package discord_test

import (
	"bytes"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// TestOldMessages: F09. What was asked more than a day ago is not answered, if it comes now;
// but who tells of danger gets the card, and what is of today an answer.
func TestOldMessages(t *testing.T) { simulated(t, testOldMessages) }

func testOldMessages(t *testing.T) {
	s := start(t, setup{})
	s.inServer(adaptertest.Question) // is of now
	s.sent(1)
	const old = 25 * time.Hour
	for _, text := range []string{adaptertest.Question, "/topics", "hi"} {
		s.says(discordtest.Incoming{Guild: server, Text: text, Mentions: true, Age: old})
		s.says(discordtest.Incoming{Text: text, Age: old})
	}
	s.settled()
	s.says(discordtest.Incoming{Text: inDanger, Age: old})
	card := s.sent(3)
	s.says(discordtest.Incoming{Guild: server, Text: inDanger, Mentions: true, Age: old})
	s.sent(4)
	s.says(discordtest.Incoming{Guild: server, Text: adaptertest.Related, Mentions: true, Age: 23 * time.Hour})
	s.sent(5)
	s.settled()
	s.stop()
	if card.Channel != s.DM(asker) {
		t.Errorf("the card is in %s", card.Channel)
	}
	s.wantSent(adaptertest.Question, "Your privacy", title(card), "Let us talk in private", adaptertest.Related, "Your privacy")
}

// TestOldInteractions: F09. The same, though Discord takes no answer to them: what would be
// shown is seen in the request.
func TestOldInteractions(t *testing.T) { simulated(t, testOldInteractions) }

func testOldInteractions(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.ask(adaptertest.Question)) // is of now
	b, _ := m.Button(adaptertest.Related)
	const old = 25 * time.Hour
	command := func(name, question string) {
		s.command(discordtest.Command{Guild: server, Name: name, Options: map[string]any{"question": question}, Age: old})
	}
	tried := func() int {
		n := 0
		for _, c := range s.CallsOf(callbackRoute)[1:] {
			if bytes.Contains(c.Body, []byte(`"title"`)) {
				n++
			}
		}
		return n
	}
	command("ask", adaptertest.Question)
	s.Ask(discordtest.Command{Guild: server, Name: "topics", Age: old})
	s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "how"}, Age: old})
	s.press(asker, m, adaptertest.Related)
	// The button is of now, and commands are acknowledged.
	s.until("all have come", func() bool { return s.SentCount() == 2 && len(s.CallsOf(callbackRoute)) == 4 })
	if n := tried(); n != 1 {
		t.Errorf("%d answers were tried beside the first, want that of the button %q alone: %s", n, b.Label, calls(s.Server))
	}
	command("ask", inDanger)
	s.until("the card is tried", func() bool { return tried() == 2 })
	s.Ask(discordtest.Command{Guild: server, Name: "crisis", Age: old})
	s.until("the helplines are tried", func() bool { return tried() == 3 })
	s.settled()
	s.stop()
}
