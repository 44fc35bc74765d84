package telegram_test

import (
	"slices"
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// TestForgedButtons: H06. Whatever did not come from this bot's button for this person in
// this chat is acknowledged, without a word, and changes nothing.
func TestForgedButtons(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
	m := s.sent(1)
	b, _ := m.Button(adaptertest.Related)
	other := s.says(telegramtest.Incoming{User: stranger, Text: adaptertest.Question})
	mine := s.sent(2)
	s.settled()
	asked := len(s.core.Asked())
	presses := []int{
		s.Press(group, stranger, b.Data, m.MessageID),                 // a stranger
		s.Press(stranger, stranger, b.Data, mine.MessageID),           // another chat
		s.Press(asker, asker, b.Data, 1),                              // the asker, elsewhere
		s.Press(group, asker, b.Data[:len(b.Data)-1], m.MessageID),    // a part of it
		s.Press(group, asker, b.Data+"x", m.MessageID),                // more of it
		s.Press(group, asker, "2"+b.Data[1:], m.MessageID),            // another version
		s.Press(group, asker, "kneading", m.MessageID),                // no code
		s.Press(group, asker, "1AAAAAAAAAAAAkneading", m.MessageID),   // a guessed one
		s.Press(group, asker, "/reload", m.MessageID),                 // a command
		s.Press(group, asker, "-", m.MessageID),                       // the one that does nothing
		s.Press(group, asker, strings.Repeat("1", 64), m.MessageID),   // as long as it may be
		s.Press(group, asker, strings.Repeat("1", 5000), m.MessageID), // longer
		s.Press(group, asker, strings.Replace(b.Data, "kneading", "storing", 1), m.MessageID),
		s.PressInline(asker, b.Data, "inline-77"), // below a message that was sent inline
		s.Press(group, asker, "1\x00\xff\u202e"+b.Data, m.MessageID),
	}
	s.until("all are acknowledged", func() bool { return len(s.Answers()) >= len(presses) })
	s.settled()
	s.stop()
	for _, a := range s.Answers() {
		if a.Text != "" || a.Alert || a.URL != "" || !slices.Contains(presses, a.UpdateID) {
			t.Errorf("a button was answered by %+v, want nothing", a)
		}
	}
	if n := len(s.core.Asked()); n != asked || s.SentCount() != 2 || other == 0 {
		t.Errorf("the core was asked %d times more, and %d messages are sent, want 0 and 2", n-asked, s.SentCount())
	}
}

// TestButtonsOutliveARestart: their key comes from the token.
func TestButtonsOutliveARestart(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	s.stop()
	again := run(t, s.Server, setup{url: s.URL, beside: s})
	again.press(asker, m, adaptertest.Related)
	again.sent(2)
	b, _ := m.Button(adaptertest.Related)
	again.Press(asker, asker, b.Data, 999_999) // below a message that cannot be seen any more
	again.until("it is acknowledged", func() bool { return len(again.Answers()) == 2 })
	again.settled()
	again.stop()
	if got := s.titles(); got[1] != adaptertest.Related {
		t.Errorf("people got %q", got)
	}
}

// TestVoteCountsOnce: the buttons give way to thanks, and who presses again votes for
// nothing.
func TestVoteCountsOnce(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	for range 3 {
		s.press(asker, m, "This helped")
	}
	s.press(asker, m, "This did not help")
	s.until("all are acknowledged", func() bool { return len(s.Answers()) == 4 })
	s.settled()
	s.stop()
	if v := s.bot.Votes()["rising"]; v.Helpful != 1 || v.Unhelpful != 0 {
		t.Errorf("the votes are %+v, want one that it helped", v)
	}
	after := s.Sent()[0]
	if got := labels(after); !slices.Contains(got, "Thank you") || slices.Contains(got, "This helped") || !slices.Contains(got, adaptertest.Related) {
		t.Errorf("the buttons are %q, want thanks in the place of the votes", got)
	}
	if s.SentCount() != 1 || after.Text != m.Text {
		t.Errorf("people got %q, want the answer as it was", s.titles())
	}
}

// TestVotesOfOthersDoNotCount: in a group only the asker votes.
func TestVotesOfOthersDoNotCount(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
	m := s.sent(1)
	s.press(stranger, m, "This did not help")
	s.press(asker, m, "This helped")
	s.until("both are acknowledged", func() bool { return len(s.Answers()) == 2 })
	s.settled()
	if v := s.bot.Votes()["rising"]; v.Helpful != 1 || v.Unhelpful != 0 {
		t.Errorf("the votes are %+v, want the asker's", v)
	}
}

// TestButtonIsAcknowledgedAtOnce: also while the chat is stuck.
func TestButtonIsAcknowledgedAtOnce(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	s := start(t, setup{handler: gated(adaptertest.Long, let)})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	s.ask(adaptertest.Long)
	s.until("the chat is stuck", func() bool { return len(s.core.Asked()) == 2 })
	s.press(asker, m, adaptertest.Related)
	s.until("it is acknowledged", func() bool { return len(s.Answers()) == 1 })
	if n := s.SentCount(); n != 1 {
		t.Errorf("%d messages were sent, want 1: the chat is not stuck, the test is none", n)
	}
	close(let)
	s.sent(3)
}

// TestOldButtonIsNoMatter: Telegram does not take the acknowledgement any more.
func TestOldButtonIsNoMatter(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	s.Fail(telegramtest.Fault{Method: "answerCallbackQuery", Status: 400,
		Description: "Bad Request: query is too old and response timeout expired or query ID is invalid"})
	s.press(asker, m, adaptertest.Related)
	s.sent(2)
	s.settled()
	s.stop()
	if strings.Contains(s.log.String(), "warn") || strings.Contains(s.log.String(), "error") {
		t.Errorf("the operator is bothered:\n%s", s.log)
	}
}

// TestButtonsPressedTooFast: each press is acknowledged, so that no button turns for ever; that
// it was too fast is told, as to those who write, once.
func TestButtonsPressedTooFast(t *testing.T) {
	t.Parallel()
	s := start(t, setup{handler: bot.RateLimit(bot.Limit{PerSecond: 0.0001, Burst: 1, People: 100}, nil)(adaptertest.Core())})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	for range 5 {
		s.press(asker, m, adaptertest.Related)
	}
	s.until("all are acknowledged", func() bool { return len(s.Answers()) >= 5 })
	s.settled()
	s.stop()
	told := 0
	for _, m := range s.SentTo(asker) {
		if strings.Contains(m.Text, "You are writing faster than I answer") {
			told++
		}
	}
	if told != 1 || len(s.Answers()) != 5 {
		t.Errorf("%d presses are acknowledged, and it is told %d times, want 5 and once", len(s.Answers()), told)
	}
}
