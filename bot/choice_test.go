package bot_test

import (
	"testing"
	"unicode/utf16"

	"candor/bot"
)

// TestChoicesOfTheShippedBase: whatever a reply offers fits a platform's button,
// can be told from the others, and leads somewhere.
func TestChoicesOfTheShippedBase(t *testing.T) {
	oneAtATime(t)
	base, b := shippedBot(t)
	messages := []bot.Message{
		{Text: "hello"}, {Text: "/help"}, {Text: "/topics"}, {Text: "/unknown"}, {Text: "/about"}, {Text: "why"}, {Choice: "gone"}, {Text: "/crisis"}, {Text: "I want to die"}, {Text: "my therapist kissed me. how do I find a good therapist?"}, {Text: "quarterly tax return"},
	}
	for _, e := range base.Entries {
		messages = append(messages, bot.Message{Choice: string(e.ID)})
	}
	for _, q := range base.Golden {
		messages = append(messages, bot.Message{Text: q.Text})
	}
	tried := map[string]bool{}
	for len(messages) > 0 { // grows by every choice that a reply offers
		m := messages[0]
		messages = messages[1:]
		r, err := b.Handle(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		checkReply(t, m, r)
		for _, c := range r.Choices() {
			if !tried[c.ID] {
				tried[c.ID] = true
				messages = append(messages, bot.Message{Choice: c.ID})
			}
		}
	}
}

func checkReply(t *testing.T, m bot.Message, r bot.Reply) {
	t.Helper()
	if m.Choice != "" && m.Choice != "gone" && r.Title() == "There is no such choice" {
		t.Errorf("the choice %q leads nowhere", m.Choice)
	}
	if n := len(utf16.Encode([]rune(r.Title()))); n == 0 || n > 256 {
		t.Errorf("the title %q has %d UTF-16 units, want 1 to 256", r.Title(), n)
	}
	ids, labels := map[string]bool{}, map[string]bool{}
	for _, c := range r.Choices() {
		if c.ID == "" || len(c.ID) > 40 {
			t.Errorf("the choice ID %q has %d bytes, want 1 to 40", c.ID, len(c.ID))
		}
		if c.Label == "" {
			t.Errorf("the choice %q has no label", c.ID)
		}
		if ids[c.ID] || labels[c.Label] || c.ID == m.Choice {
			t.Errorf("%q: the choice %+v is offered twice, or leads to where it is offered", m.Text+m.Choice, c)
		}
		ids[c.ID], labels[c.Label] = true, true
	}
}
