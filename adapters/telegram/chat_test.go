package telegram_test

import (
	"strconv"
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
)

// TestGroupMoves: a group becomes a supergroup with another number, while an answer is on
// its way, or before.
func TestGroupMoves(t *testing.T) {
	t.Parallel()
	const small, large = -770_001, -1_007_770_009
	ask := telegramtest.Incoming{Chat: small, ChatType: telegramtest.Group, User: asker, Text: "/ask " + adaptertest.Question}

	t.Run("before the answer", func(t *testing.T) {
		t.Parallel()
		let := make(chan struct{})
		s := start(t, setup{handler: gated("/ask "+adaptertest.Question, let)})
		s.says(ask)
		s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
		s.Migrate(small, large)
		close(let)
		if m := s.sent(1); m.Chat != large || m.ReplyTo != 0 {
			t.Errorf("the answer went to %d as a reply to %d, want it in %d alone: numbers there are of other messages", m.Chat, m.ReplyTo, large)
		}
		s.settled()
	})
	t.Run("by the answer's error", func(t *testing.T) {
		t.Parallel()
		s := start(t, setup{before: func(s *telegramtest.Server) { s.Meet(large, telegramtest.Supergroup) }})
		s.Fail(telegramtest.Fault{Method: "sendMessage", MigrateTo: large})
		s.says(ask)
		if m := s.sent(1); m.Chat != large {
			t.Errorf("the answer went to %d, want %d", m.Chat, large)
		}
		s.says(ask)
		s.sent(2)
		s.settled()
		if n := len(s.CallsOf("sendMessage")); n != 3 {
			t.Errorf("sendMessage was called %d times, want 3: the number is remembered", n)
		}
	})
}

// TestWhoWantsNoMessages: nothing is sent until they write again.
func TestWhoWantsNoMessages(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]func(*stage){
		"blocked":           func(s *stage) { s.Kicked(asker, asker) },
		"blocked, unsaid":   func(s *stage) { s.Refuse(asker, "bot was blocked by the user") },
		"deactivated":       func(s *stage) { s.Refuse(asker, "user is deactivated") },
		"cannot be written": func(s *stage) { s.Refuse(asker, "bot can't initiate conversation with a user") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			let := make(chan struct{})
			s := start(t, setup{handler: gated(adaptertest.Longer, let)})
			s.ask(adaptertest.Longer)
			s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
			refuse(s)
			if name == "blocked" {
				polls := len(s.offsets())
				s.until("the block is known", func() bool { return len(s.offsets()) > polls+1 })
			}
			close(let)
			s.settled()
			if n := len(s.CallsOf("sendMessage")); n > 1 {
				t.Errorf("%d messages were tried, want 1 at most", n)
			}
			if name == "blocked" {
				s.Joined(asker, asker, telegramtest.Private)
			} else {
				s.Refuse(asker, "")
			}
			s.ask(adaptertest.Question)
			s.sent(1)
			s.stop()
			s.wantSent(adaptertest.Question)
			if strings.Contains(s.log.String(), `"error"`) {
				t.Errorf("people who leave are no error:\n%s", s.log)
			}
		})
	}
}

func TestKickedFromAGroup(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
	s.sent(1)
	s.Kicked(group, asker)
	s.settled()
	s.Joined(group, asker, telegramtest.Supergroup)
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
	s.sent(2)
	s.settled()
}

// TestMarkupIsRefused: the same text is sent without it.
func TestMarkupIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 400, Description: "Bad Request: can't parse entities: Unsupported start tag"})
	s.ask(adaptertest.Question)
	m := s.sent(1)
	s.settled()
	if m.HTML != "" || strings.Contains(m.Text, "<b>") || strings.Contains(m.Text, "&amp;") || !strings.Contains(m.Text, "if 1 < 2 & \"3 > 2\"") {
		t.Errorf("without markup it is %q", m.Text)
	}
	if !strings.Contains(m.Text, "https://example.org/how-dough-rises?a=1&b=2") || len(m.Buttons) == 0 {
		t.Errorf("without markup the link or the buttons are gone: %q, %q", m.Text, labels(m))
	}
}

// TestWhatItAnswersIsGone: the message to reply to, or the topic.
func TestWhatItAnswersIsGone(t *testing.T) {
	t.Parallel()
	for name, description := range map[string]string{
		"the message": "Bad Request: message to be replied not found",
		"the topic":   "Bad Request: message thread not found",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 400, Description: description})
			s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, Thread: 77, IsTopic: true})
			s.sent(1)
			s.settled()
			s.stop()
			s.wantSent(adaptertest.Question)
		})
	}
	t.Run("the topic and all in it", func(t *testing.T) {
		t.Parallel()
		let := make(chan struct{})
		s := start(t, setup{handler: gated("/ask "+adaptertest.Question, let)})
		s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, Thread: 77, IsTopic: true})
		s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
		s.CloseTopic(group, 77)
		close(let)
		s.sent(1)
		s.settled()
	})
}

// TestAnswerToChangeIsGone: a page or an edit whose message was deleted comes anew.
func TestAnswerToChangeIsGone(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	id := s.ask(adaptertest.Question)
	m := s.sent(1)
	s.settled()
	tell(t, s.Server, "deleteMessage", map[string][]string{"chat_id": {"5550001234"}, "message_id": {strconv.Itoa(m.MessageID)}})
	s.edits(id, telegramtest.Incoming{Text: adaptertest.Related})
	if got := title(s.sent(2)); got != adaptertest.Related {
		t.Errorf("the edit got %q, want %q", got, adaptertest.Related)
	}
	s.settled()
}

// TestButtonsOfAGroupThatMoved: they stay the asker's, by the number before or now, and
// nobody else's.
func TestButtonsOfAGroupThatMoved(t *testing.T) {
	t.Parallel()
	const small, large, other = -770_004, -1_007_770_012, -1_007_770_013
	for name, test := range map[string]struct {
		chat, user int64
		answered   bool
	}{
		"by the number now":    {large, asker, true},
		"by the number before": {small, asker, true},
		"by somebody else":     {large, stranger, false},
		"in another group":     {other, asker, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{before: func(s *telegramtest.Server) { s.Meet(other, telegramtest.Supergroup) }})
			s.says(telegramtest.Incoming{Chat: small, ChatType: telegramtest.Group, User: asker, Text: "/ask " + adaptertest.Question})
			m := s.sent(1)
			b, _ := m.Button(adaptertest.Related)
			s.Migrate(small, large)
			s.settled()
			s.Press(test.chat, test.user, b.Data, m.MessageID)
			s.until("it is acknowledged", func() bool { return len(s.Answers()) == 1 })
			s.settled()
			s.stop()
			if !test.answered {
				s.wantSent(adaptertest.Question)
				return
			}
			s.wantSent(adaptertest.Question, adaptertest.Related)
			if m := s.Sent()[1]; m.Chat != large {
				t.Errorf("the answer went to %d, want %d", m.Chat, large)
			}
		})
	}
}

// TestMessagesOfAGroupThatMoved: the same numbers are of other messages in the supergroup,
// so a button of one from before changes nothing there.
func TestMessagesOfAGroupThatMoved(t *testing.T) {
	t.Parallel()
	const small, large = -770_005, -1_007_770_014
	for name, test := range map[string]struct {
		tell   func(*stage)
		asides int // so that the bot's message there has the number of the one here
	}{
		"told":           {func(s *stage) { s.Migrate(small, large); s.settled() }, 1},
		"heard by error": {func(s *stage) { s.Fail(telegramtest.Fault{Method: "editMessageText", MigrateTo: large}) }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{})
			say := func(chat int64, kind, text string) {
				s.says(telegramtest.Incoming{Chat: chat, ChatType: kind, User: asker, Text: text})
			}
			say(small, telegramtest.Group, "/privacy")
			s.sent(1)
			say(small, telegramtest.Group, "/topics")
			m := s.sent(2)
			test.tell(s)
			for range test.asides {
				say(large, telegramtest.Supergroup, "no question")
			}
			say(large, telegramtest.Supergroup, "/privacy")
			if other := s.sent(3); other.MessageID != m.MessageID {
				t.Fatalf("the message in the supergroup has the number %d, not %d: the test is none", other.MessageID, m.MessageID)
			}
			s.press(asker, m, "Next page")
			after := s.sent(4)
			s.settled()
			s.stop()
			if title(after) != "Topics" || after.Chat != large {
				t.Errorf("the next page is %q in %d, want it in the supergroup", title(after), after.Chat)
			}
			for _, m := range s.SentTo(large) {
				if m.Edited > 0 {
					t.Errorf("%q was put in another message's place", title(m))
				}
			}
		})
	}
}
