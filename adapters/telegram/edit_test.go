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

// TestEditBeforeTheAnswerIsSent: it is not lost, however often there is another one: what
// was asked last has the answer in the end.
func TestEditBeforeTheAnswerIsSent(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		edits []string
		want  []string // titles in the end
	}{
		"once":        {[]string{adaptertest.Related}, []string{adaptertest.Related}},
		"twice":       {[]string{adaptertest.Related, "/privacy"}, []string{"Your privacy"}},
		"to the same": {[]string{adaptertest.Question}, []string{adaptertest.Question}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 2})
			id := s.ask(adaptertest.Question)
			for i, text := range test.edits {
				s.until("the core is asked", func() bool { return len(s.core.Asked()) == i+1 })
				s.edits(id, telegramtest.Incoming{Text: text})
			}
			s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1+len(test.edits) })
			if n := s.SentCount(); n != 0 {
				t.Fatalf("%d messages were sent before the edits: the test is none", n)
			}
			s.settled()
			s.edits(id, telegramtest.Incoming{Text: "/about"}) // one too many: the answer stands
			s.settled()
			s.stop()
			s.wantSent(test.want...)
		})
	}
}

// TestDangerBeforeTheAnswerIsSent: the card overtakes it.
func TestDangerBeforeTheAnswerIsSent(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 2})
	id := s.ask(adaptertest.Question)
	s.until("the answer has to wait", func() bool {
		c := s.CallsOf("sendMessage")
		return len(c) == 1 && c[0].Status == 429
	})
	s.edits(id, telegramtest.Incoming{Text: "I want to kill myself"})
	s.sent(2)
	s.settled()
	s.stop()
	if r := s.core.Given()[1]; r.Kind() != bot.KindHelp || title(s.Sent()[0]) != r.Title() {
		t.Errorf("people got %q, want the card first", s.titles())
	}
}

// TestEditAfterAnAnswerThatFailed: what was asked last is answered, in a message of its own.
func TestEditAfterAnAnswerThatFailed(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 2})
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 400, Description: "Bad Request: something new"})
	id := s.ask(adaptertest.Question)
	s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
	s.edits(id, telegramtest.Incoming{Text: adaptertest.Related})
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Related)
}
