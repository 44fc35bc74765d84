package faq_test

import (
	"math"
	"strings"
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestExplainReadsWords(t *testing.T) {
	fsys := tea()
	fsys["entries/storing.md"].Data = []byte(strings.Replace(teaStoring, "- will sunlight spoil it", "- will sunlight spoil it\n  - temperature of the container", 1))
	m := faq.NewMatcher(load(t, fsys))
	known := func(word, term string) faq.Reading { return faq.Reading{Word: word, Term: term, How: faq.WordKnown} }
	corrected := func(word, as, term string) faq.Reading {
		return faq.Reading{Word: word, As: as, Term: term, How: faq.WordCorrected}
	}
	synonym := func(words, group string) faq.Reading {
		return faq.Reading{Word: words, Term: "=" + group, How: faq.WordSynonym}
	}
	tests := []struct {
		name, question string
		want           []faq.Reading
	}{
		{"words of the base are known", "keep the tea", []faq.Reading{known("keep", "keep"), known("the", "the"), known("tea", "tea")}},
		{"other endings are known", "minute spoiled", []faq.Reading{known("minute", "minut"), known("spoiled", "spoil")}},
		{"words of no phrasing are not", "lisbon", []faq.Reading{{Word: "lisbon", How: faq.WordUnknown}}},
		{"a missing letter is mended", "sunligt", []faq.Reading{corrected("sunligt", "sunlight", "sunlight")}},
		{"a letter too many is mended", "sunllight", []faq.Reading{corrected("sunllight", "sunlight", "sunlight")}},
		{"a wrong letter is mended", "sunlihht", []faq.Reading{corrected("sunlihht", "sunlight", "sunlight")}},
		{"two letters swapped are mended", "belnog", []faq.Reading{corrected("belnog", "belong", "belong")}},
		{"two slips in a long word are mended", "tempreture", []faq.Reading{corrected("tempreture", "temperature", "temperatur")}},
		{"two slips in a short word are not", "bellnog", []faq.Reading{{Word: "bellnog", How: faq.WordUnknown}}},
		{"another first letter of a short word is not", "meep", []faq.Reading{{Word: "meep", How: faq.WordUnknown}}},
		{"short words are not mended", "tnn", []faq.Reading{{Word: "tnn", How: faq.WordUnknown}}},
		{"digits are not mended", "sunl1ght", []faq.Reading{{Word: "sunl1ght", How: faq.WordUnknown}}},
		{"drawn-out letters are shortened", "keeeep theeee", []faq.Reading{
			{Word: "keeeep", As: "keep", Term: "keep", How: faq.WordCorrected}, {Word: "theeee", As: "the", Term: "the", How: faq.WordCorrected},
		}},
		{"joined words are parted", "greentea blacktea", []faq.Reading{
			{Word: "greentea", How: faq.WordUnknown},
			{Word: "black", Term: "black", How: faq.WordSplit}, {Word: "tea", Term: "tea", How: faq.WordSplit},
		}},
		{"a synonym is its group", "drawing", []faq.Reading{synonym("drawing", "steep")}},
		{"a synonym of the base's words is its group", "brew", []faq.Reading{synonym("brew", "steep")}},
		{"a synonym of several words is one", "in the ice boxes", []faq.Reading{known("in", "in"), known("the", "the"), synonym("ice boxes", "fridge")}},
		{"a synonym with a slip is mended and folded", "cold stoer", []faq.Reading{{Word: "cold stoer", As: "store", Term: "=fridge", How: faq.WordSynonym}}},
		{"half a synonym is none", "cold tea", []faq.Reading{known("cold", "cold"), known("tea", "tea")}},
		{"contractions are spelled out", "don't keep", []faq.Reading{known("do", "do"), {Word: "not", How: faq.WordUnknown}, known("keep", "keep")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, m.Explain(tt.question).Words, cmpopts.IgnoreUnexported(faq.Reading{})); diff != "" {
				t.Errorf("Explain(%q).Words (-want +got):\n%s", tt.question, diff)
			}
		})
	}
}

func TestExplainAgreesWithMatch(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	b, m := shippedBase()
	for _, q := range b.Golden {
		x := m.Explain(q.Text)
		if diff := cmp.Diff(m.Match(q.Text), x.Result); diff != "" {
			t.Errorf("Explain(%q).Result (-Match +Explain):\n%s", q.Text, diff)
		}
		if x.Known < 0 || x.Known > 1 {
			t.Errorf("Explain(%q).Known = %v, want 0..1", q.Text, x.Known)
		}
		for i := 1; i < len(x.Parts); i++ {
			if x.Parts[i-1].Points < x.Parts[i].Points {
				t.Errorf("Explain(%q).Parts = %+v, want the strongest first", q.Text, x.Parts)
				break
			}
		}
	}
}

// TestExplainPartsAddUp holds the explanation to the score that it explains.
func TestExplainPartsAddUp(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	b, m := shippedBase()
	for _, q := range b.Golden {
		x := m.Explain(q.Text)
		if len(x.Result.Matches) == 0 || x.Result.Matches[0].Why.Exact {
			continue
		}
		sum := 0.0
		for _, p := range x.Parts {
			sum += p.Points
		}
		if score := x.Result.Matches[0].Why.Score; math.Abs(sum-score) > 1e-6*max(1, score) {
			t.Errorf("the parts of %q add up to %v, want the score %v", q.Text, sum, score)
		}
	}
}

func TestExplainOfNothing(t *testing.T) {
	_, m := shippedBase()
	want := faq.Explanation{Words: []faq.Reading{}}
	if diff := cmp.Diff(want, m.Explain("?!")); diff != "" {
		t.Errorf("Explain (-want +got):\n%s", diff)
	}
}

func TestClosest(t *testing.T) {
	m := faq.NewMatcher(load(t, tea()))
	tests := []struct {
		name     string
		id       faq.ID
		question string
		want     string
	}{
		{"the phrasing with most words in common", "brewing", "how many minutes", "how many minutes for black tea"},
		{"the title when it is closest", "brewing", "how long should it brew", "How long should tea brew?"},
		{"the title when nothing is shared", "storing", "weather", "Where do I keep tea?"},
		{"nothing of an entry that does not exist", "milk", "how long", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := m.Closest(tt.id, tt.question); got != tt.want {
				t.Errorf("Closest(%s, %q) = %q, want %q", tt.id, tt.question, got, tt.want)
			}
		})
	}
}
