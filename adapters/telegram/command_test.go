package telegram_test

import (
	"slices"
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// TestCommands: each gets its information, in private and in a group.
func TestCommands(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	titles := map[string]string{
		"/start":                           "Hello",
		"/start rising":                    adaptertest.Question,
		"/start ask":                       "Hello",
		"/help":                            "How to ask",
		"/ask " + adaptertest.Question:     adaptertest.Question,
		"/topics":                          "Topics",
		"/privacy":                         "Your privacy",
		"/about":                           "About me",
		"/version":                         "Version",
		"/PRIVACY":                         "Your privacy",
		"/help@faq_bot":                    "How to ask",
		"/ask@FAQ_bot " + adaptertest.Long: adaptertest.Long,
	}
	n := 0
	for said, want := range titles {
		s.ask(said)
		n++
		if got := title(s.sent(n)); got != want {
			t.Errorf("%s in private got %q, want %q", said, got, want)
		}
		s.inGroup(telegramtest.Incoming{Text: said})
		n++
		if got := title(s.sent(n)); got != want {
			t.Errorf("%s in a group got %q, want %q", said, got, want)
		}
	}
	s.settled()
}

// TestHelpIsADoor: /crisis and the link that a group gets show where help is, in private.
func TestHelpIsADoor(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	for i, said := range []string{"/crisis", "/start help", "/crisis gb"} {
		s.ask(said)
		s.sent(i + 1)
		if kind := s.core.Given()[i].Kind(); kind != bot.KindHelp {
			t.Errorf("%s gets %s, want a help card", said, kind)
		}
		if got := s.Sent()[i].Text; !strings.Contains(got, "findahelpline.com") && !strings.Contains(got, "116 123") {
			t.Errorf("%s shows no help: %s", said, got)
		}
	}
}

func TestFreeWordsAreAnsweredInPrivate(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask("what is the rising time?")
	m := s.sent(1)
	if m.Chat != asker || m.ReplyTo != 0 || title(m) != adaptertest.Question {
		t.Errorf("the answer is %+v, want one in the private chat", m)
	}
	if got, want := labels(m), []string{adaptertest.Related, "How do I store bread, which is called 面包 in Chinese and パン in Japanese?",
		"This helped", "This did not help"}; !slices.Equal(got, want) {
		t.Errorf("the buttons are %q, want %q", got, want)
	}
	s.says(telegramtest.Incoming{Text: "rising time", Caption: true})
	if got := title(s.sent(2)); got != adaptertest.Question {
		t.Errorf("a photo's caption got %q, want its answer", got)
	}
	s.says(telegramtest.Incoming{Caption: true})
	if got := title(s.sent(3)); got != "How to ask" {
		t.Errorf("a photo without words got %q, want how to ask", got)
	}
	s.says(telegramtest.Incoming{Text: "rising time", Forwarded: true})
	if got := title(s.sent(4)); got != adaptertest.Question {
		t.Errorf("what was forwarded in private got %q, want its answer", got)
	}
}

// TestTopicsAreTurnedInPlace: a page takes the place of the one before.
func TestTopicsAreTurnedInPlace(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask("/topics")
	first := s.sent(1)
	if len(first.Buttons) != 9 { // eight topics, and the next page
		t.Fatalf("the first page has the buttons %q", labels(first))
	}
	s.press(asker, first, "Next page")
	s.until("the page is turned", func() bool { return s.Sent()[0].Edited == 1 })
	second := s.Sent()[0]
	if len(second.Buttons) != adaptertest.Topics-8+1 || !second.NoPreview {
		t.Errorf("the second page has the buttons %q", labels(second))
	}
	s.press(asker, second, "Previous page")
	s.until("the page is turned back", func() bool { return s.Sent()[0].Edited == 2 })
	s.press(asker, s.Sent()[0], "Next page")
	s.press(asker, first, "Next page") // twice in a hurry: the second changes nothing
	s.until("both are acknowledged", func() bool { return len(s.Answers()) == 4 })
	s.settled()
	s.press(asker, s.Sent()[0], "Which flour is best for baguettes?")
	s.sent(2)
	s.settled()
	s.stop()
	s.wantSent("Topics", "Which flour is best for baguettes?")
}

// TestProfileIsSetOnce: commands and descriptions are told to Telegram, and not again.
func TestProfileIsSetOnce(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	done := func() bool {
		return s.Text("short_description", "") != "" && s.Text("description", "") != "" && len(s.Commands(telegramtest.Scope{}, "")) > 0
	}
	s.until("the profile is set", done)
	s.stop()
	var names []string
	for _, c := range s.Commands(telegramtest.Scope{}, "") {
		names = append(names, c.Command)
	}
	if want := []string{"ask", "topics", "help", "crisis", "privacy", "about", "version"}; !slices.Equal(names, want) {
		t.Errorf("the commands are %q, want %q", names, want)
	}
	if p := s.bot.Profile(); s.Text("short_description", "") != p.Short || s.Text("description", "") != p.Description {
		t.Errorf("the profile is not the core's")
	}
	again := run(t, s.Server, setup{url: s.URL, beside: s})
	again.until("the profile is looked at", func() bool {
		return len(s.CallsOf("getMyCommands")) == 2 && len(s.CallsOf("getMyDescription")) == 2 && len(s.CallsOf("getMyShortDescription")) == 2
	})
	again.stop()
	for _, method := range []string{"setMyCommands", "setMyDescription", "setMyShortDescription"} {
		if n := len(s.CallsOf(method)); n != 1 {
			t.Errorf("%s was called %d times in two starts, want once", method, n)
		}
	}
}

// TestProfileIsNoCondition: a bot that cannot introduce itself answers all the same.
func TestProfileIsNoCondition(t *testing.T) {
	t.Parallel()
	s := start(t, setup{before: func(s *telegramtest.Server) {
		for _, method := range []string{"getMyCommands", "getMyDescription", "setMyShortDescription"} {
			s.Fail(telegramtest.Fault{Method: method, Status: 429, RetryAfter: 3600, Times: -1})
		}
	}})
	s.ask(adaptertest.Question)
	s.sent(1)
	s.stop()
	s.wantSent(adaptertest.Question)
}
