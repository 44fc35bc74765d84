package adaptertest

import (
	"slices"
	"strings"

	"candor/bot"
)

// talk is what happens when nothing goes wrong.
var talk = map[string]func(*scene){
	"a question is answered":                answered,
	"what is not for the bot is let be":     ignored,
	"what is for the bot is heard":          addressed,
	"a choice is followed":                  pressed,
	"a long answer comes whole, in parts":   long,
	"what comes again is answered once":     redelivered,
	"a choice that comes again counts once": pressedTwice,
}

func answered(s *scene) {
	s.begin(nil)
	s.says(Private, Question)
	s.replies(1)
	s.end()
	s.wantReplies(Question)
	m := s.core.Asked()[0]
	if m.Text != Question || m.Choice != "" || !m.Private {
		s.Errorf("the core was asked %+v, want the question, in private", m)
	}
	if m.Platform == "" || m.ID == "" || m.Chat == "" || m.User == "" || m.Time.IsZero() {
		s.Errorf("the core was asked %+v, want platform, number, chat, user and time", m)
	}
}

func ignored(s *scene) {
	s.begin(nil)
	s.says(Own, Question)
	s.says(OwnGroup, Question)
	s.says(Aside, Question)
	s.says(Group, Related)
	s.says(Private, Related)
	s.replies(2)
	s.end()
	s.wantReplies(Related, Related)
	if asked := s.core.Asked(); len(asked) != 2 {
		s.Errorf("the core was asked %d times, want twice: %+v", len(asked), asked)
	}
}

func addressed(s *scene) {
	s.begin(nil)
	s.says(Group, Question)
	s.replies(1)
	s.end()
	s.wantReplies(Question)
	m := s.core.Asked()[0]
	if m.Private {
		s.Errorf("the core was told that others do not read along: %+v", m)
	}
	if !strings.Contains(m.Text, Question) || strings.Contains(m.Text, "@") {
		s.Errorf("the core was asked %q, want the question without the bot's name", m.Text)
	}
}

func pressed(s *scene) {
	s.begin(nil)
	s.says(Private, Question)
	s.replies(1)
	s.on.Press(Related)
	s.until("the choice is answered", func() bool { return s.sees(Related) })
	s.end()
	m := s.core.Asked()[1]
	if m.Choice != "kneading" || m.User != s.core.Asked()[0].User || m.Chat != s.core.Asked()[0].Chat {
		s.Errorf("the core was asked %+v, want the choice, by the same person in the same chat", m)
	}
}

func pressedTwice(s *scene) {
	s.begin(nil)
	s.says(Private, Question)
	s.replies(1)
	event := s.on.Press(Related)
	s.until("the choice is answered", func() bool { return s.sees(Related) })
	s.on.Redeliver(event)
	s.says(Private, Question)
	s.until("the last question is answered", func() bool { return len(s.core.Given()) >= 3 && s.lastIs(Question) })
	s.end()
	if asked := s.core.Asked(); len(asked) != 3 {
		s.Errorf("the core was asked %d times, want 3: %+v", len(asked), asked)
	}
}

func long(s *scene) {
	s.begin(nil)
	s.says(Private, Longer)
	s.replies(1)
	s.end()
	parts := replies(s.on.Shown(), s.core)[0]
	r := s.core.Given()[0]
	if len(parts) < 2 || s.on.Fits(r.Title()+r.Text()) {
		s.Fatalf("the answer came in %d messages, want several: the test is none", len(parts))
	}
	if got, want := whole(parts), Whole(r); got != want {
		s.Errorf("the parts together are\n%s\nwant\n%s", got, want)
	}
	for _, m := range parts[:len(parts)-1] {
		if len(m.Labels) > 0 {
			s.Errorf("a part before the last has choices: %q", m.Labels)
		}
	}
}

func redelivered(s *scene) {
	s.begin(nil)
	event := s.says(Private, Question)
	s.replies(1)
	s.on.Redeliver(event)
	s.on.Redeliver(event)
	s.says(Private, Related)
	s.replies(2)
	s.end()
	s.wantReplies(Question, Related)
}

// wantReplies checks that the replies are those, by their titles, each as the core said it.
func (s *scene) wantReplies(titles ...string) {
	s.Helper()
	var got []string
	for _, parts := range replies(s.on.Shown(), s.core) {
		i := slices.IndexFunc(s.core.all(), func(r bot.Reply) bool { return whole(parts) == Whole(r) || whole(parts) == Whole(r.Public()) })
		if i < 0 {
			s.Errorf("this is no reply of the core's, or not all of it: %s", whole(parts))
			continue
		}
		got = append(got, parts[0].title())
	}
	slices.Sort(got) // chats are answered side by side
	slices.Sort(titles)
	if !slices.Equal(got, titles) {
		s.Errorf("people got %q, want %q", got, titles)
	}
}

// title is the first line.
func (m Shown) title() string {
	first, _, _ := strings.Cut(strings.TrimSpace(m.Text), "\n")
	return strings.TrimSpace(first)
}

// sees reports whether a reply with the title is shown.
func (s *scene) sees(title string) bool {
	return slices.ContainsFunc(s.on.Shown(), func(m Shown) bool { return m.title() == title })
}

// lastIs reports whether the last message has the title.
func (s *scene) lastIs(title string) bool {
	shown := s.on.Shown()
	return len(shown) > 0 && shown[len(shown)-1].title() == title
}
