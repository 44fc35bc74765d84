package adaptertest

import (
	"slices"
	"strings"
)

const (
	inDanger  = "I want to kill myself"                // tier A
	inTrouble = "I was abused as a child. " + Question // tier B
)

// privacy is what others may not see.
var privacy = map[string]func(*scene){
	"a help card goes to the person":         card,
	"a help card is shown to nobody else":    cardInGroup,
	"lines of support are for the person":    supportInGroup,
	"after a card questions are answered on": afterCard,
}

func card(s *scene) {
	s.begin(nil)
	s.says(Private, inDanger)
	s.replies(1)
	s.end()
	s.wantReplies(s.core.Given()[0].Title())
	if s.on.Shown()[0].Public {
		s.Errorf("others see the card")
	}
}

func cardInGroup(s *scene) {
	s.begin(nil)
	s.says(Group, inDanger)
	s.replies(1)
	s.end()
	s.wantNeutral(inDanger)
}

func supportInGroup(s *scene) {
	s.begin(nil)
	s.says(Group, inTrouble)
	s.replies(1)
	s.end()
	s.wantNeutral(inTrouble)
}

// wantNeutral checks that what everybody sees, if anything, gives nothing away.
func (s *scene) wantNeutral(said string) {
	s.Helper()
	r := s.core.Given()[0]
	if !r.Private() {
		s.Fatalf("the reply to %q is not private: the test is none", said)
	}
	seen := slices.DeleteFunc(s.on.Shown(), func(m Shown) bool { return !m.Public })
	for _, m := range seen {
		if whole([]Shown{m}) != Whole(r.Public()) {
			s.Errorf("everybody sees %q, want %q", m.Text, Whole(r.Public()))
		}
		if !slices.Contains(m.Labels, r.Public().Link().Label) {
			s.Errorf("there is no way into the private chat: %q", m.Labels)
		}
		rest := strings.ToLower(strings.ReplaceAll(whole([]Shown{m}), Squeeze(r.Disclaimer()), ""))
		for _, word := range []string{"kill", "suicid", "abuse", "danger", "crisis", "988", "help is", "dough"} {
			if strings.Contains(rest, word) {
				s.Errorf("everybody sees the word %q", word)
			}
		}
	}
}

func afterCard(s *scene) {
	s.begin(nil)
	s.says(Private, inDanger)
	s.replies(1)
	s.says(Private, Question)
	s.replies(2)
	s.says(Private, inDanger)
	s.replies(3)
	s.end()
	given := s.core.Given()
	s.wantReplies(given[0].Title(), Question, given[2].Title())
}
