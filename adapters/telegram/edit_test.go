package telegram_test

import (
	"slices"
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// edits says that a message reads otherwise now.
func (s *stage) edits(update int, in telegramtest.Incoming) {
	in.Edited = s.MessageID(update)
	s.says(in)
}

// TestEditChangesTheAnswer: the earlier answer, once.
func TestEditChangesTheAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	id := s.ask(adaptertest.Question)
	s.sent(1)
	s.settled()
	s.edits(id, telegramtest.Incoming{Text: adaptertest.Related})
	s.until("the answer is changed", func() bool { return s.Sent()[0].Edited == 1 })
	s.edits(id, telegramtest.Incoming{Text: "/privacy"})
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Related)
	if m := s.Sent()[0]; m.Edited != 1 || !slices.Contains(labels(m), adaptertest.Question) {
		t.Errorf("the answer was changed %d times and has the buttons %q", m.Edited, labels(m))
	}
}

func TestEditInAGroup(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	id := s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
	s.sent(1)
	s.settled()
	s.edits(id, telegramtest.Incoming{Text: "/ask " + adaptertest.Related, Chat: group, ChatType: telegramtest.Supergroup})
	s.until("the answer is changed", func() bool { return s.Sent()[0].Edited == 1 })
	s.stop()
	s.wantSent(adaptertest.Related)
}

// TestEditWithoutAnAnswer: what the bot did not answer is not answered later.
func TestEditWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	aside := s.inGroup(telegramtest.Incoming{Text: adaptertest.Question})
	s.settled()
	s.edits(aside, telegramtest.Incoming{Text: "@faq_bot " + adaptertest.Question, Chat: group, ChatType: telegramtest.Supergroup})
	s.ask("/privacy")
	s.sent(1)
	s.settled()
	s.stop()
	s.wantSent("Your privacy")
}

// TestEditOfALongAnswer: one in several messages is not patched; the new one is sent.
func TestEditOfALongAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	id := s.ask(adaptertest.Longer)
	s.sent(2)
	s.settled()
	n := s.SentCount()
	s.edits(id, telegramtest.Incoming{Text: adaptertest.Question})
	if got := title(s.sent(n + 1)); got != adaptertest.Question {
		t.Errorf("the edit got %q, want %q", got, adaptertest.Question)
	}
}

// TestEditThatTellsOfDanger: gets its card once, whether there was an answer or not
// (C35).
func TestEditThatTellsOfDanger(t *testing.T) {
	t.Parallel()
	const danger = "I want to kill myself"
	for name, c := range map[string]struct {
		first telegramtest.Incoming
		sent  int
	}{
		"after an answer":   {telegramtest.Incoming{User: asker, Text: adaptertest.Question}, 1},
		"after none":        {telegramtest.Incoming{User: asker, Text: "/privacy", Age: 20 * 3600e9}, 1},
		"in a group":        {telegramtest.Incoming{Chat: group, ChatType: telegramtest.Supergroup, Text: "@faq_bot " + adaptertest.Question}, 1},
		"of an aside":       {telegramtest.Incoming{Chat: group, ChatType: telegramtest.Supergroup, Text: adaptertest.Question}, 0},
		"of another's card": {telegramtest.Incoming{User: stranger, Text: danger + " now"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			id := s.says(c.first)
			if c.sent > 0 {
				s.sent(c.sent)
			}
			s.settled()
			edit := c.first
			edit.Text, edit.Age = danger, 0
			if c.first.Chat == group {
				edit.Text = "@faq_bot " + danger
			}
			s.edits(id, edit)
			m := s.sent(c.sent + 1)
			s.edits(id, edit)
			s.settled()
			s.stop()
			given := s.core.Given()
			r := given[len(given)-1]
			if r.Kind() != bot.KindHelp {
				t.Fatalf("the core said %s to the edit, want a card", r.Kind())
			}
			if c.first.Chat == group {
				r = r.Public()
			}
			if title(m) != r.Title() || s.SentCount() != c.sent+1 {
				t.Errorf("the edit got %q, want %q once", s.titles(), r.Title())
			}
		})
	}
}

// TestLaterEditThatTellsOfDanger: an answer is changed once, but danger is never overlooked,
// and gets one card.
func TestLaterEditThatTellsOfDanger(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	id := s.says(telegramtest.Incoming{User: asker, Text: adaptertest.Question})
	s.sent(1)
	s.settled()
	before := s.SentCount()
	for _, text := range []string{adaptertest.Related, "I want to kill myself", "I want to kill myself now"} {
		s.says(telegramtest.Incoming{User: asker, Text: text, Edited: s.MessageID(id)})
		s.settled()
	}
	cards := 0
	for _, m := range s.Sent()[before:] {
		if strings.Contains(title(m), "Help") {
			cards++
		}
	}
	if cards != 1 {
		t.Errorf("%d cards were sent, want one", cards)
	}
}
