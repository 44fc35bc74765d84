package telegram_test

import (
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
)

// TestGroupIsAnsweredWhenAddressed: by command, mention or reply, below the message.
func TestGroupIsAnsweredWhenAddressed(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	for i, in := range []telegramtest.Incoming{
		{Text: "/ask " + adaptertest.Question},
		{Text: "/ask@faq_bot " + adaptertest.Question},
		{Text: "@faq_bot " + adaptertest.Question},
		{Text: adaptertest.Question + " @FAQ_Bot"},
		{Text: "rising time", ReplyToBot: true},
		{Text: "@faq_bot rising time", Caption: true},
		{Text: "@faq_bot rising time", ChatType: telegramtest.Supergroup, ReplyToBot: true},
	} {
		id := s.inGroup(in)
		m := s.sent(i + 1)
		if title(m) != adaptertest.Question || m.Chat != group || m.ReplyTo != s.MessageID(id) {
			t.Errorf("%q got %q in %d as a reply to %d, want the answer as a reply to %d", in.Text, title(m), m.Chat, m.ReplyTo, s.MessageID(id))
		}
	}
	s.settled()
	for _, m := range s.core.Asked() {
		if m.Private || strings.Contains(m.Text, "@FAQ_Bot") || strings.HasPrefix(m.Text, "@") {
			t.Errorf("the core was asked %+v, want the words alone, where others read along", m)
		}
	}
}

// TestLetBe: what is not for the bot, or of no person, is not answered.
func TestLetBe(t *testing.T) {
	t.Parallel()
	const q = adaptertest.Question
	s := start(t, setup{before: func(s *telegramtest.Server) { s.Meet(-1_009, telegramtest.Channel) }})
	for _, in := range []telegramtest.Incoming{
		{Text: q},
		{Text: "/ask@other_bot " + q},
		{Text: "/roll " + q},
		{Text: "@faq_bot2 " + q},
		{Text: "me@faq_bot.org " + q},
		{Text: "@faq_bot " + q, FromBot: true, User: 777_111},
		{Text: "@faq_bot " + q, ViaBot: true},
		{Text: "@faq_bot " + q, Forwarded: true},
		{Text: "/ask " + q, Forwarded: true},
		{Text: "@faq_bot " + q, AutoForward: true, SenderChat: -1_009},
		{Text: ""},
		{Caption: true},
	} {
		s.inGroup(in)
	}
	s.Say(telegramtest.Incoming{Chat: -1_009, ChatType: telegramtest.Channel, Text: "@faq_bot " + q})
	s.says(telegramtest.Incoming{User: 777_111, FromBot: true, Text: q})
	s.ask("/privacy")
	s.sent(1)
	s.settled()
	s.stop()
	s.wantSent("Your privacy")
}

// TestNamelessAdministrator: who writes as the group is answered, and can press what is
// offered.
func TestNamelessAdministrator(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, SenderChat: group})
	m := s.sent(1)
	s.press(asker, m, adaptertest.Related)
	if got := title(s.sent(2)); got != adaptertest.Related {
		t.Errorf("the button got %q, want %q", got, adaptertest.Related)
	}
}

func TestTopicOfAForum(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, Thread: 77, IsTopic: true})
	m := s.sent(1)
	if m.Thread != 77 {
		t.Errorf("the answer is in topic %d, want 77", m.Thread)
	}
	s.press(asker, m, adaptertest.Related)
	if m := s.sent(2); m.Thread != 77 || title(m) != adaptertest.Related {
		t.Errorf("the choice's answer is %q in topic %d, want it in 77", title(m), m.Thread)
	}
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, Thread: 5}) // replies, and no topic
	if m := s.sent(3); m.Thread != 0 {
		t.Errorf("the answer is in topic %d, want none", m.Thread)
	}
	s.settled()
	s.stop()
	for _, c := range s.CallsOf("sendMessage") {
		if c.Status != 200 {
			t.Errorf("a message was refused: %v", c.Params)
		}
	}
}

// TestHelpInAGroupIsNeutral: others see a line that gives nothing away, with the way
// into the private chat (C17).
func TestHelpInAGroupIsNeutral(t *testing.T) {
	t.Parallel()
	for name, said := range map[string]string{
		"danger":         "@faq_bot I want to kill myself tonight",
		"trouble":        "@faq_bot I was abused as a child. " + adaptertest.Question,
		"the command":    "/crisis@faq_bot",
		"with a country": "/crisis gb suicide",
		"the link":       "/start help",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			id := s.inGroup(telegramtest.Incoming{Text: said})
			m := s.sent(1)
			s.settled()
			s.stop()
			r := s.core.Given()[0]
			if !r.Private() {
				t.Fatalf("the reply to %q is not private: the test is none", said)
			}
			if m.ReplyTo != s.MessageID(id) || title(m) != r.Public().Title() {
				t.Errorf("the group sees %q as a reply to %d, want the neutral line as a reply to %d", title(m), m.ReplyTo, s.MessageID(id))
			}
			text := strings.ToLower(strings.ReplaceAll(m.Text, r.Disclaimer(), ""))
			for _, word := range []string{"kill", "suicid", "abuse", "danger", "crisis", "988", "dough", "tonight", "child"} {
				if strings.Contains(text, word) {
					t.Errorf("the group sees the word %q in %q", word, text)
				}
			}
			if len(m.Buttons) != 1 || !strings.HasPrefix(m.Buttons[0][0].URL, "https://t.me/faq_bot?start=") || len(m.Entities) > 2 {
				t.Errorf("the buttons are %+v, want one into the private chat", m.Buttons)
			}
			start := strings.TrimPrefix(m.Buttons[0][0].URL, "https://t.me/faq_bot?start=")
			if !strings.HasPrefix(start, "help") && !strings.HasPrefix(start, "see-") {
				t.Errorf("the link starts %q, want help or the answer, by a number", start)
			}
		})
	}
}
