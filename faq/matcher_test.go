package faq_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// shippedBase is the knowledge base that the program ships with, and a matcher
// of it. Both are made once: nothing changes them.
var shippedBase = sync.OnceValues(func() (*faq.Base, *faq.Matcher) {
	b, err := faq.Load(os.DirFS("../knowledge"))
	if err != nil {
		panic(err)
	}
	return b, faq.NewMatcher(b)
})

func TestMatchExactPhrasingIsCertain(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	b, m := shippedBase()
	for _, e := range b.Entries {
		for _, phrasing := range append([]string{e.Question}, e.Asked...) {
			want := faq.Result{Verdict: faq.Answer, Matches: []faq.Match{{
				ID: e.ID, Confidence: 1, Why: faq.Reasons{Exact: true, Score: 1, Share: 1, Coverage: 1},
			}}}
			for _, typed := range []string{phrasing, strings.ToUpper(phrasing), "  " + phrasing + " ?!"} {
				if diff := cmp.Diff(want, m.Match(typed)); diff != "" {
					t.Errorf("Match(%q) (-want +got):\n%s", typed, diff)
				}
			}
		}
	}
}

func TestMatchFindsNothing(t *testing.T) {
	_, m := shippedBase()
	for name, question := range map[string]string{
		"nothing":             "",
		"blanks":              " \n\t ",
		"punctuation":         "?!... --- ''",
		"emoji":               "🍆💦",
		"invisible":           "\u200b\u202e\x00",
		"invalid UTF-8":       "\xff\xfe",
		"chat filler":         "lol tbh omg",
		"words of no base":    "xqzvk wrtplk bbqqx",
		"another script":      "что такое терапия",
		"a wall of letters":   strings.Repeat("a", 10_000),
		"a wall of digits":    strings.Repeat("1234567890 ", 500),
		"nothing but accents": strings.Repeat("\u0301", 5_000),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(faq.Result{}, m.Match(question)); diff != "" {
				t.Errorf("Match(%.40q) (-want +got):\n%s", question, diff)
			}
		})
	}
}

func TestMatchIsDeterministic(t *testing.T) {
	b, m := shippedBase()
	again, err := faq.Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	other := faq.NewMatcher(again)
	for _, q := range b.Golden {
		if diff := cmp.Diff(m.Match(q.Text), other.Match(q.Text)); diff != "" {
			t.Errorf("Match(%q) of two matchers of the same base (-one +other):\n%s", q.Text, diff)
		}
	}
}

func TestMatchKeepsItsPromises(t *testing.T) {
	b, m := shippedBase()
	for _, q := range b.Golden {
		r := m.Match(q.Text)
		checkResult(t, b, r)
		checkSuggestions(t, b, m, r)
		checkVerdict(t, b, m, r)
	}
}

func checkSuggestions(t *testing.T, b *faq.Base, m *faq.Matcher, r faq.Result) {
	t.Helper()
	got := m.Suggestions(r)
	if len(got) > 3 {
		t.Errorf("there are %d suggestions, want at most 3", len(got))
	}
	for _, id := range got {
		if e, ok := b.Entry(id); !ok || !e.Covered {
			t.Errorf("%s is suggested: no entry or not covered", id)
		}
	}
}

func checkVerdict(t *testing.T, b *faq.Base, m *faq.Matcher, r faq.Result) {
	t.Helper()
	want := faq.Nothing
	if len(r.Matches) > 0 {
		switch top := r.Matches[0].Confidence; {
		case top >= b.Thresholds.Answer && !tooClose(r):
			want = faq.Answer
		case top >= b.Thresholds.Suggest && len(m.Suggestions(r)) > 0:
			want = faq.Suggest
		}
	}
	if r.Verdict != want {
		t.Errorf("the verdict is %v on %+v, want %v", r.Verdict, r.Matches, want)
	}
}

// tooClose reports whether the second match is so near the first that both are
// choices.
func tooClose(r faq.Result) bool {
	return len(r.Matches) > 1 && r.Matches[1].Why.Share >= 0.6*r.Matches[0].Why.Share
}

func TestMatchReadsHostileFormsAlike(t *testing.T) {
	_, m := shippedBase()
	const clean = "does the therapist touch you"
	want := m.Match(clean)
	for _, typed := range []string{
		"DOES THE THERAPIST TOUCH YOU",
		"ｄｏｅｓ ｔｈｅ ｔｈｅｒａｐｉｓｔ ｔｏｕｃｈ ｙｏｕ",
		"does the ther\u200bapist to\u00aduch you",
		"\u202edoes the therapist touch you\u202c",
		"dôes thé thérapist tóuch yöu" + strings.Repeat("\u0336", 5_000),
		"does the 𝐭𝐡𝐞𝐫𝐚𝐩𝐢𝐬𝐭 touch u???",
	} {
		if diff := cmp.Diff(want, m.Match(typed)); diff != "" {
			t.Errorf("Match(%.60q) differs from %q (-want +got):\n%s", typed, clean, diff)
		}
	}
}

func TestSuggestions(t *testing.T) {
	fsys := tea()
	b := load(t, fsys)
	m := faq.NewMatcher(b)
	tests := []struct {
		name    string
		matches []faq.Match
		want    []faq.ID
	}{
		{"none without matches", nil, nil},
		{"those near the best", matches("brewing", 0.4, "storing", 0.041), []faq.ID{"brewing", "storing"}},
		{"none far behind the best", matches("brewing", 0.4, "storing", 0.039), []faq.ID{"brewing"}},
		{"none that is not covered, but what is related to it", matches("coffee", 0.4, "storing", 0.3), []faq.ID{"storing", "brewing"}},
		{"none unlikely to be meant", matches("coffee", 0.1), nil},
		{"none that does not exist", matches("milk", 0.4, "brewing", 0.3), []faq.ID{"brewing"}},
		{"at most three", matches("brewing", 0.4, "storing", 0.3, "brewing", 0.2, "storing", 0.1), []faq.ID{"brewing", "storing", "brewing"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, m.Suggestions(faq.Result{Verdict: faq.Suggest, Matches: tt.matches})); diff != "" {
				t.Errorf("Suggestions (-want +got):\n%s", diff)
			}
		})
	}
}

// matches takes IDs and their confidences by turns.
func matches(pairs ...any) []faq.Match {
	var out []faq.Match
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, faq.Match{ID: faq.ID(pairs[i].(string)), Confidence: pairs[i+1].(float64)})
	}
	return out
}

func TestNewMatcherOfSmallBase(t *testing.T) {
	entry := func(id faq.ID, question string, asked ...string) faq.Entry {
		return faq.Entry{ID: id, Question: question, Asked: asked, Covered: true}
	}
	bases := map[string][]faq.Entry{
		"one phrasing":             {entry("a", "where do I keep tea")},
		"one entry":                {entry("a", "where do I keep tea", "which tin", "in the fridge")},
		"one phrasing each":        {entry("a", "where do I keep tea"), entry("b", "how long does it brew")},
		"all phrasings equal":      {entry("a", "tea", "Tea", "tea!", "TEA", "tea", "tea"), entry("b", "coffee", "coffee", "coffee")},
		"equal across the entries": {entry("a", "tea"), entry("b", "tea"), entry("c", "tea")},
		"phrasings without words":  {entry("a", "", "?!", "lol")},
		"six entries, one word":    {entry("a", "tea"), entry("b", "tin"), entry("c", "cup"), entry("d", "pot"), entry("e", "jug"), entry("f", "mug")},
		"no entry":                 {},
	}
	for name, entries := range bases {
		t.Run(name, func(t *testing.T) {
			b := &faq.Base{Entries: entries, Thresholds: faq.DefaultThresholds}
			m := faq.NewMatcher(b)
			for _, question := range []string{"", "tea", "where is my tin", "weather in town", "tae", "teatin"} {
				checkResult(t, b, m.Match(question))
			}
		})
	}
}

func TestMatcherIsSafeForConcurrentUse(t *testing.T) {
	b, m := shippedBase()
	questions := b.Golden[:60]
	if raceEnabled { // some ten times as slow, and it sees as much with fewer
		questions = questions[:20]
	}
	want := make([]faq.Result, len(questions))
	for i, q := range questions {
		want[i] = m.Match(q.Text)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, q := range questions {
				if diff := cmp.Diff(want[i], m.Match(q.Text)); diff != "" {
					t.Errorf("Match(%q) beside others (-alone +beside):\n%s", q.Text, diff)
				}
				m.Explain(q.Text)
			}
		})
	}
	wg.Wait()
}

func TestVerdictString(t *testing.T) {
	for verdict, want := range map[faq.Verdict]string{faq.Nothing: "nothing", faq.Suggest: "suggest", faq.Answer: "answer"} {
		if got := verdict.String(); got != want {
			t.Errorf("Verdict(%d).String() = %q, want %q", verdict, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	b, m := shippedBase()
	for _, q := range b.Golden[:20] {
		f.Add(q.Text)
	}
	f.Add("")
	f.Add("sextherapy viagrra can't n't 6-8 ＥＤ\u202e\x00\xff")
	f.Add(strings.Repeat("therapy ", 200))
	f.Fuzz(func(t *testing.T, question string) {
		r := m.Match(question)
		checkResult(t, b, r)
		checkSuggestions(t, b, m, r)
		checkVerdict(t, b, m, r)
		if diff := cmp.Diff(r, m.Match(question)); diff != "" {
			t.Errorf("Match(%q) twice (-first +second):\n%s", question, diff)
		}
		if diff := cmp.Diff(r, m.Explain(question).Result); diff != "" {
			t.Errorf("Explain(%q) differs from Match (-Match +Explain):\n%s", question, diff)
		}
		for _, match := range r.Matches {
			if m.Closest(match.ID, question) == "" {
				t.Errorf("Closest(%s, %q) is empty", match.ID, question)
			}
		}
	})
}
