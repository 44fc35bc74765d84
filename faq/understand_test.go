package faq_test

import (
	"strings"
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// kitchen is a base of several covered entries and one that is not, none with
// words of another.
func kitchen() *faq.Base {
	entry := func(id faq.ID, covered bool, phrasings ...string) faq.Entry {
		return faq.Entry{ID: id, Question: phrasings[0], Asked: phrasings[1:], Covered: covered}
	}
	return &faq.Base{Thresholds: faq.DefaultThresholds, Entries: []faq.Entry{
		entry("bread", true, "Why does dough rise?", "yeast makes bubbles how", "will my loaf grow"),
		entry("eggs", true, "How long do eggs boil?", "soft yolk minutes", "when is an egg hard"),
		entry("knives", true, "Which stone sharpens knives?", "my blade is blunt", "sharpening angle for steel"),
		entry("rice", true, "Must rice be washed?", "rinse basmati first", "starch on the grain"),
		entry("wine", false, "Which wine goes with fish?", "red or white for salmon", "pairing bottles"),
	}}
}

func TestTwoQuestionsGetTwoAnswers(t *testing.T) {
	m := faq.NewMatcher(kitchen())
	tests := []struct {
		name, question string
		first          faq.ID
		also           []faq.ID
	}{
		{"one question", "How long do eggs boil?", "eggs", nil},
		{"two, in their order", "Must rice be washed? How long do eggs boil?", "rice", []faq.ID{"eggs"}},
		{"two, the other way round", "How long do eggs boil? Must rice be washed?", "eggs", []faq.ID{"rice"}},
		{"two on two lines", "must rice be washed\nhow long do eggs boil", "rice", []faq.ID{"eggs"}},
		{"two with courtesies", "Hello there! Must rice be washed please? And also, thanks! How long do eggs boil?", "rice", []faq.ID{"eggs"}},
		{"three", "Must rice be washed? How long do eggs boil? Why does dough rise?", "rice", []faq.ID{"eggs", "bread"}},
		{"four are three", "Must rice be washed? How long do eggs boil? Why does dough rise? Which stone sharpens knives?", "rice", []faq.ID{"eggs", "bread"}},
		{"the same twice is one", "How long do eggs boil? When is an egg hard?", "eggs", nil},
		{"the same twice and another", "How long do eggs boil? When is an egg hard? Must rice be washed?", "eggs", []faq.ID{"rice"}},
		{"a statement beside a question is none", "My oven is old and green. How long do eggs boil?", "eggs", nil},
		{"half a thought beside a question is none", "Eggs. Must rice be washed?", "rice", nil},
		{"what is not covered answers nothing beside others", "Must rice be washed? Which wine goes with fish? How long do eggs boil?", "rice", []faq.ID{"eggs"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := m.Match(tt.question)
			if len(r.Matches) == 0 || r.Matches[0].ID != tt.first {
				t.Fatalf("Match(%q).Matches = %+v, want %s first", tt.question, r.Matches, tt.first)
			}
			var also []faq.ID
			for _, match := range r.Also {
				also = append(also, match.ID)
			}
			if diff := cmp.Diff(tt.also, also); diff != "" {
				t.Errorf("Match(%q).Also (-want +got):\n%s", tt.question, diff)
			}
			if len(tt.also) > 0 && r.Verdict != faq.Answer {
				t.Errorf("Match(%q).Verdict = %v, want %v", tt.question, r.Verdict, faq.Answer)
			}
		})
	}
}

func TestFillerIsTrimmed(t *testing.T) {
	m := faq.NewMatcher(kitchen())
	for name, question := range map[string]string{
		"before":           "um hello, so quick question: how long do eggs boil",
		"after":            "how long do eggs boil please, thanks",
		"around":           "Good morning everyone! Sorry, stupid question maybe... how long do eggs boil? Thank you",
		"none":             "how long do eggs boil",
		"only chat spelli": "lol how long do eggs boil thx",
	} {
		t.Run(name, func(t *testing.T) {
			r := m.Match(question)
			if r.Verdict != faq.Answer || r.Matches[0].ID != "eggs" {
				t.Fatalf("Match(%q) = %+v, want eggs as the answer", question, r)
			}
			if x := m.Explain(question); x.Result.Matches[0].Why.Exact && x.Read != "how long do eggs boil" {
				t.Errorf("Explain(%q).Read = %q, want the phrasing", question, x.Read)
			}
		})
	}
}

// TestExactPhrasingInsideIsCertain puts a phrasing among words that leave the
// whole unsure, where trimming finds it.
func TestExactPhrasingInsideIsCertain(t *testing.T) {
	b := kitchen()
	b.Thresholds = faq.Thresholds{Answer: 1, Suggest: 0.5} // only what is certain
	r := faq.NewMatcher(b).Match("Dear all, sorry, just quick random question: how long do eggs boil? Thanks anyway")
	if r.Verdict != faq.Answer || !r.Matches[0].Why.Exact {
		t.Errorf("the verdict is %v on %+v, want an exact answer", r.Verdict, r.Matches)
	}
}

const ramble = "yesterday my neighbour came over with a basket from the market because her cousin was visiting from the coast, " +
	"we talked about the weather and the old bridge, "

func TestLongStoryEndsWithItsQuestion(t *testing.T) {
	m := faq.NewMatcher(kitchen())
	for name, story := range map[string]string{
		"a story":              ramble + "my blade is blunt",
		"as one of sentences":  strings.ReplaceAll(ramble, ",", ".") + "My blade is blunt?",
		"longer than is read":  strings.Repeat(ramble, 10) + "my blade is blunt",
		"a wall without stops": strings.NewReplacer(",", "", "because", "when", " and ", " with ").Replace(strings.Repeat(ramble, 10)) + ", my blade is blunt",
	} {
		t.Run(name, func(t *testing.T) {
			x := m.Explain(story)
			if len(x.Result.Matches) == 0 || x.Result.Matches[0].ID != "knives" {
				t.Fatalf("Match = %+v, want knives first", x.Result)
			}
			if x.Read != "my blade is blunt" {
				t.Errorf("it rests on %q, want the question", x.Read)
			}
			best := x.Result.Matches[0] // a sentence by itself is a question; a clause is torn from its sentence
			if x.Result.Verdict == faq.Nothing || !best.Why.Exact && best.Confidence > 0.7 {
				t.Errorf("Match = %+v, want it trusted, but a clause less than a question by itself", x.Result)
			}
		})
	}
}

// TestStoryBeforeATitle: what people tell before their question, of things that the
// base knows under other subjects, does not cover the question up.
func TestStoryBeforeATitle(t *testing.T) {
	b, m := shippedBase()
	for _, story := range []string{
		"We are both on low wages, I drive a bus and she cleans offices at night. The car needs new brakes. ",
		"We moved house in March, the dog got ill and my mother came to stay for two months. ",
	} {
		for _, e := range b.Topics() {
			if r := m.Match(story + e.Question); r.Verdict != faq.Answer || r.Matches[0].ID != e.ID {
				t.Errorf("Match(a story, then %q) = %v, want answer %s", e.Question, r.Verdict, e.ID)
			}
		}
	}
}

func TestSeveralQuestionsOfTheShippedBase(t *testing.T) {
	_, m := shippedBase()
	for question, want := range map[string][]faq.ID{
		"What is sex therapy? How long does it take?":                   {"what-is-sex-therapy", "duration"},
		"What is sensate focus and how long does sex therapy take?":     {"sensate-focus", "duration"},
		"Does sex therapy involve sex? What is the capital of Spain?":   {"does-it-involve-sex"},
		"How long does sex therapy take? What dose of viagra is right?": {"duration"},
	} {
		r := m.Match(question)
		var got []faq.ID
		if r.Verdict == faq.Answer {
			got = append(got, r.Matches[0].ID)
		}
		for _, match := range r.Also {
			got = append(got, match.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Match(%q) answers (-want +got):\n%s", question, diff)
		}
	}
}

// TestTooCloseIsAChoice asks what two entries have nearly the same words for. How
// sure the matcher is of the pair does not matter: it cannot tell them apart.
func TestTooCloseIsAChoice(t *testing.T) {
	b := kitchen()
	b.Entries = append(b.Entries,
		faq.Entry{ID: "zest-lemon", Question: "How is lemon peel grated?", Asked: []string{"which grater for lemon zest"}, Covered: true},
		faq.Entry{ID: "zest-orange", Question: "How is orange peel grated?", Asked: []string{"which grater for orange zest"}, Covered: true},
	)
	b.Thresholds = faq.Thresholds{Answer: 1e-6, Suggest: 1e-9}
	m := faq.NewMatcher(b)
	for _, question := range []string{"how is peel grated", "which grater for zest"} {
		r := m.Match(question)
		if r.Verdict != faq.Suggest || !tooClose(r) {
			t.Errorf("Match(%q) = %+v, want both kinds of zest as choices", question, r)
		}
		if got := m.Suggestions(r); len(got) < 2 || !strings.HasPrefix(string(got[0]), "zest-") || !strings.HasPrefix(string(got[1]), "zest-") {
			t.Errorf("Suggestions of %q = %v, want both kinds of zest first", question, got)
		}
	}
	if r := m.Match("which grater for orange zest please"); r.Verdict != faq.Answer || r.Matches[0].ID != "zest-orange" {
		t.Errorf("Match of the orange = %+v, want it answered", r)
	}
}
