package safety

import (
	"strings"
	"testing"
)

// TestMenace: the card of danger is for who is threatened or for who may harm somebody, where
// the message says which.
func TestMenace(t *testing.T) {
	for who, messages := range map[string][]string{
		"threatened": {
			"he's outside my door with a knife", "my family is coming to kill me", "there is a gunman at my door, he has a gun", "my ex has a gun and he's driving to my flat",
			"Someone's breaking into my house right now", "I'm locked in the bathroom and my husband is kicking the door in", "a man is following me home",
			"someone threatens to post my nudes", "my ex posted my nudes", "she stabbed me in the arm, shes still in the kitchen", "he says he will kill us both",
			"i told him it's over and now he's coming with his cousins to kill me",
		},
		"harms": {
			"I'm going to kill him", "I will stab my wife's lover", "tonight i kill my stepfather for what he did", "i have a gun and i'm driving to her house",
			"the voices are telling me to kill my wife", "I'm scared I'll strangle my baby, my hands are already shaking", "I raped my girlfriend last night",
			"i'm gonna beat him to death when he gets home", "I want to hurt someone tonight",
		},
		"neither": {
			"im not safe here right now", "I am in danger", "I'm going to kill him before he kills me", "someone is going to get what's coming to him tonight and I'm the one bringing it",
			"I have bought acid for throwing on that fellow who leaked my wife's video",
		},
	} {
		for _, message := range messages {
			f := Detect(message)
			if f.Class != Danger {
				f.settleAsDanger(message)
			}
			if f.Threatened != (who == "threatened") || f.Harms != (who == "harms") {
				t.Errorf("%q: threatened %v, harms %v, want %s", message, f.Threatened, f.Harms, who)
			}
		}
	}
	for _, message := range []string{"my husband beats me", "I want to kill myself", "how long does it take"} {
		if f := Detect(message); f.Threatened || f.Harms {
			t.Errorf("Detect(%q) = %+v, which is of no danger", message, f)
		}
	}
}

// settleAsDanger is what a message says if it is one of [Danger]: which class it is of is
// tested elsewhere.
func (f *Finding) settleAsDanger(message string) {
	h := listen(sentences(message))
	f.Class = Danger
	f.settle(&h)
}

// TestDangerTexts: each text of danger keeps the rules of a card, and says nothing that is for
// others.
func TestDangerTexts(t *testing.T) {
	for name, test := range map[string]struct {
		f           Finding
		has, hasNot []string
	}{
		"threatened": {Finding{Class: Danger, Threatened: true}, []string{"not your fault", "Go where other people are", "If someone may look"}, []string{"hurt somebody", "go away from them"}},
		"harms":      {Finding{Class: Danger, Harms: true}, []string{"Go away from them", "good step"}, []string{"not your fault", "Go where other people", "domestic", "Domestic"}},
		"unknown":    {Finding{Class: Danger}, []string{"hurt somebody", "Go where other people are"}, []string{"not your fault"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, territory := range everywhere() {
				whole := today.CardOf(test.f, territory)
				for _, c := range []Card{whole, today.ForYoung(whole, test.f, territory), today.ShortCard(test.f, territory, 0), today.ShortCard(test.f, territory, 3)} {
					checkCard(t, c)
					checkDial(t, c.Before[0], territory)
					checkCountry(t, c.Services, territory)
					checkClaims(t, append(c.Before, c.After...), c.Services)
					if n := len(c.Services); n > maxServices+1 || c.Services[n-1] != finderLine {
						t.Errorf("in %q: shows %q", territory, c.Services)
					}
					for _, words := range test.hasNot {
						if strings.Contains(c.Text(), words) {
							t.Errorf("in %q: says %q:\n%s", territory, words, c.Text())
						}
					}
				}
				for _, words := range test.has {
					if !strings.Contains(whole.Text(), words) {
						t.Errorf("in %q: lacks %q:\n%s", territory, words, whole.Text())
					}
				}
			}
		})
	}
	if s := today.CardOf(Finding{Class: Danger, Threatened: true}, "US").Services; !strings.Contains(s[0], "Domestic") || !strings.Contains(s[1], "988") {
		t.Errorf("who is threatened reads %q, want the line against violence first", s)
	}
}
