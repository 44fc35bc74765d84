package bot_test

import (
	"strings"
	"testing"

	"candor/bot"
)

// TestSearchFindsNothingForDanger: what is found is for others to see. It leads to the
// private chat, where help is.
func TestSearchFindsNothingForDanger(t *testing.T) {
	base, b := shippedBot(t)
	texts := []string{"I want to die", "my husband beats me", "I was raped last night", "/ask I want to die", "how long does it take? I want to die"}
	for _, q := range base.Golden[:50] {
		texts = append(texts, q.Text+" I want to kill myself")
	}
	for _, text := range texts {
		found, otherwise := b.Search(bot.Message{Text: text}, 10)
		if len(found) != 0 || !strings.HasPrefix(otherwise.ID, "help-") {
			t.Errorf("Search(%q) = %d answers, %+v, want none and the way to help", text, len(found), otherwise)
		}
	}
	if r := ask(t, b, "/start help"); r.Kind() != bot.KindHelp {
		t.Errorf("/start help leads to %s %q, want a card", r.Kind(), r.Title())
	}
}

// TestSearchResultsAreComplete: each is a whole answer, of a covered entry, once, with its
// source and its disclaimer, and says how it is opened in private.
func TestSearchResultsAreComplete(t *testing.T) {
	base, b := shippedBot(t)
	texts := []string{"", " ", "how", "how long does it take? does it involve sex?", "therapist", "s", "\xff", "/help", strings.Repeat("how long ", 5000)}
	for _, e := range base.Entries {
		texts = append(texts, e.Question, e.Question[:len(e.Question)/2])
	}
	for _, text := range texts {
		for _, n := range []int{0, 1, 3, 10} {
			found, otherwise := b.Search(bot.Message{Text: text}, n)
			if len(found) > n {
				t.Errorf("Search(%.40q, %d) finds %d", text, n, len(found))
			}
			if otherwise.Label == "" || !startParameter.MatchString(otherwise.ID) {
				t.Errorf("Search(%.40q): otherwise = %+v, want what t.me takes", text, otherwise)
			}
			seen := map[string]bool{}
			for _, r := range found {
				isWhole(t, b, r)
				if seen[r.Entry()] {
					t.Errorf("Search(%.40q) finds %s twice", text, r.Entry())
				}
				seen[r.Entry()] = true
			}
		}
	}
}

// isWhole wants the answer of an entry, as it is given in private.
func isWhole(t *testing.T, b *bot.Bot, r bot.Reply) {
	t.Helper()
	want, err := b.Handle(t.Context(), bot.Message{Choice: r.Entry(), Private: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Kind() != bot.KindAnswer || r.Private() || r.Credit() == "" || r.Confidence() != 1 || len(r.Also()) > 0 {
		t.Errorf("%s %q is no answer for all to see: %+v", r.Kind(), r.Entry(), r)
	}
	if r.Title() != want.Title() || r.Text() != want.Text() || r.Credit() != want.Credit() || r.Disclaimer() != want.Disclaimer() {
		t.Errorf("%q is not what is answered in private", r.Entry())
	}
	if link := r.Link(); link.ID != r.Entry() || link.Label == "" {
		t.Errorf("%q links to %+v, want itself", r.Entry(), link)
	}
}

func TestSearchRanks(t *testing.T) {
	b := breadBot(t)
	for name, test := range map[string]struct {
		text, first string
		least       int
	}{
		"what is asked stands first":         {"rising time", "rising", 1},
		"what is begun is found":             {"how long does dough have to ri", "rising", 1},
		"what may be meant is found":         {"how long", "rising", 2},
		"nothing typed shows topics":         {"", "", 5},
		"nothing but spaces shows topics":    {" \n ", "", 5},
		"what is not covered is not found":   {"gluten free", "-gluten", 0},
		"nothing for what is about no dough": {"xylophone zzz", "none", 0},
	} {
		t.Run(name, func(t *testing.T) {
			found, otherwise := b.Search(bot.Message{Text: test.text}, 5)
			var ids []string
			for _, r := range found {
				ids = append(ids, r.Entry())
			}
			without, isWithout := strings.CutPrefix(test.first, "-")
			switch {
			case len(ids) < test.least, test.first == "none" && len(ids) > 0:
				t.Errorf("Search(%q) finds %v, want at least %d, or none", test.text, ids, test.least)
			case isWithout && strings.Contains(strings.Join(ids, " "), without):
				t.Errorf("Search(%q) finds %v, which is not covered", test.text, ids)
			case !isWithout && test.first != "" && test.first != "none" && ids[0] != test.first:
				t.Errorf("Search(%q) finds %v, want %s first", test.text, ids, test.first)
			}
			if otherwise.ID != "ask" {
				t.Errorf("Search(%q): otherwise = %+v, want to ask in private", test.text, otherwise)
			}
		})
	}
}

// TestSearchCountsNothing: what an inline query said is not counted, and nothing of
// it is kept.
func TestSearchCountsNothing(t *testing.T) {
	b := breadBot(t)
	for range 20 {
		b.Search(bot.Message{Text: "I want to die", User: "1"}, 5)
	}
	if n := b.Findings(); len(n) > 0 {
		t.Errorf("Findings = %v: every letter typed would count", n)
	}
	if r := ask(t, b, "I want to die"); !strings.Contains(r.Text(), "thoughts like these") {
		t.Errorf("the card is a short one, as if it had been shown: %s", r.Text())
	}
}
