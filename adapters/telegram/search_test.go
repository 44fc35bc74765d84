package telegram_test

import (
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
)

// finds asks inline, and waits for what is found.
func (s *stage) finds(text string) telegramtest.Inlined {
	s.tb.Helper()
	n := len(s.Inlined())
	s.Inline(asker, text)
	s.until("the inline query is answered", func() bool { return len(s.Inlined()) > n })
	return s.Inlined()[n]
}

// TestInlineIsComplete: each result is a whole answer, with its disclaimer and the way to
// the private chat.
func TestInlineIsComplete(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	for _, query := range []string{adaptertest.Question, "how", "dough", ""} {
		in := s.finds(query)
		if len(in.Results) == 0 || len(in.Results) > 10 {
			t.Fatalf("%q finds %d answers, want 1 to 10", query, len(in.Results))
		}
		for _, r := range in.Results {
			if !strings.HasPrefix(r.Text, r.Title) || !strings.HasSuffix(r.Text, "Urgent help: /crisis") || r.Description == "" {
				t.Errorf("%q finds %q, want a whole answer", query, r.Text)
			}
			if len(r.Buttons) != 1 || r.Buttons[0][0].URL != "https://t.me/faq_bot?start="+r.ID {
				t.Errorf("%q finds %q with the buttons %+v, want the way to the private chat", query, r.ID, r.Buttons)
			}
		}
		if in.Start == "" || in.CacheTime > 300 {
			t.Errorf("%q gets %+v, want a button and a short cache", query, in)
		}
	}
	if first := s.finds(adaptertest.Question).Results[0]; first.ID != "rising" {
		t.Errorf("the question finds %q first, want its answer", first.ID)
	}
	if s.SentCount() != 0 {
		t.Errorf("%d messages were sent for inline queries", s.SentCount())
	}
}

// TestInlineDangerFindsTheDoor: and nothing that others could see.
func TestInlineDangerFindsTheDoor(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	for query, want := range map[string]string{"I want to kill myself": "help-1", "qwxz vbnm": "ask"} {
		in := s.finds(query)
		if len(in.Results) != 0 || in.Button == "" || in.Start != want || !in.Personal || in.CacheTime != 0 {
			t.Errorf("%q finds %+v, want only the button %q, for this person only", query, in, want)
		}
	}
}

// TestInlineTypedOn: queries that Telegram does not wait for any more bother nobody.
func TestInlineTypedOn(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.Fail(telegramtest.Fault{Method: "answerInlineQuery", Status: 400,
		Description: "Bad Request: query is too old and response timeout expired or query ID is invalid"})
	s.Fail(telegramtest.Fault{Method: "answerInlineQuery", Status: 502})
	s.Inline(asker, "dou")
	s.settled()
	s.finds("dough") // its first answer fails
	s.settled()
	s.stop()
	if strings.Contains(s.log.String(), "warn") {
		t.Errorf("the operator is bothered:\n%s", s.log)
	}
}

// TestInlineOff: without a search there is no inline mode.
func TestInlineOff(t *testing.T) {
	t.Parallel()
	s := start(t, setup{config: func(c *telegram.Config) { c.Search = nil }})
	s.Inline(asker, "dough")
	s.settled()
	if n := len(s.CallsOf("answerInlineQuery")); n != 0 {
		t.Errorf("an inline query was answered %d times, want never", n)
	}
}
