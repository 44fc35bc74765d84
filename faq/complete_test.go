package faq_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// checkCompletions holds completions to what is promised of all: at most n, of
// entries that are covered, each once, with its title.
func checkCompletions(t *testing.T, b *faq.Base, got []faq.Completion, n int) {
	t.Helper()
	if len(got) > n {
		t.Errorf("there are %d completions, want at most %d", len(got), n)
	}
	seen := map[faq.ID]bool{}
	for _, c := range got {
		e, ok := b.Entry(c.ID)
		switch {
		case !ok || !e.Covered:
			t.Errorf("%s is offered: no entry or not covered", c.ID)
		case e.Question != c.Question:
			t.Errorf("%s is offered as %q, want %q", c.ID, c.Question, e.Question)
		case seen[c.ID]:
			t.Errorf("%s is offered twice", c.ID)
		}
		seen[c.ID] = true
	}
}

func TestCompleteBeginsTitles(t *testing.T) {
	b, m := shippedBase()
	for _, e := range b.Topics() {
		title := []rune(e.Question)
		for _, share := range []int{50, 75, 100} {
			prefix := string(title[:len(title)*share/100])
			got := m.Complete(prefix, 5)
			checkCompletions(t, b, got, 5)
			if !slices.ContainsFunc(got, func(c faq.Completion) bool { return c.ID == e.ID }) {
				t.Errorf("Complete(%q, 5) = %v, want %s among them", prefix, got, e.ID)
			}
			if share == 100 && got[0].ID != e.ID {
				t.Errorf("Complete of the title %q begins with %s, want %s", prefix, got[0].ID, e.ID)
			}
		}
	}
}

func TestComplete(t *testing.T) {
	b := kitchen()
	b.Synonyms = [][]string{{"boil", "simmer gently", "bubble away"}, {"wash", "cleanse"}}
	b.Entries[0].Asked = append(b.Entries[0].Asked, "what does flour cost", "costly yeast")
	m := faq.NewMatcher(b)
	tests := []struct {
		name, prefix string
		n            int
		want         []faq.ID
	}{
		{"a title's beginning", "how long do", 1, []faq.ID{"eggs"}},
		{"half a word", "kni", 5, []faq.ID{"knives"}},
		{"half a word of another phrasing", "basm", 5, []faq.ID{"rice"}},
		{"one letter", "k", 5, []faq.ID{"knives"}},
		{"another ending", "sharpened", 5, []faq.ID{"knives"}},
		{"capitals and accents", "KNÍ", 5, []faq.ID{"knives"}},
		{"a synonym", "simmer gently", 5, []faq.ID{"eggs"}},
		{"half a synonym of two words", "bubble aw", 1, []faq.ID{"eggs"}},
		{"half a synonym of one word", "clean", 5, []faq.ID{"rice"}},
		{"a whole word with a slip", "shaprens ", 5, []faq.ID{"knives"}},
		{"a slip in an earlier word", "yaest bub", 5, []faq.ID{"bread", "eggs"}},
		{"words in another order", "washed rice", 1, []faq.ID{"rice"}},
		{"half a word that is chat for another", "cos", 5, []faq.ID{"bread"}},
		{"half a word after a word", "dough ri", 1, []faq.ID{"bread"}},
		{"what is not covered", "which wine goes with fish", 5, []faq.ID{"knives"}}, // by "which"
		{"a word that only what is not covered has", "salmon", 5, nil},
		{"unknown letters", "zzzz", 5, nil},
		{"none of none", "how", 0, nil},
		{"none of fewer", "how", -1, nil},
		{"nothing typed gives topics", "", 2, []faq.ID{"eggs", "rice"}},
		{"punctuation is nothing typed", " ?! ", 2, []faq.ID{"eggs", "rice"}},
		{"all topics", "", 1000, []faq.ID{"eggs", "rice", "knives", "bread"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []faq.ID
			for _, c := range m.Complete(tt.prefix, tt.n) {
				got = append(got, c.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Complete(%q, %d) (-want +got):\n%s", tt.prefix, tt.n, diff)
			}
		})
	}
}

// TestCompleteOfLongPattern types what makes fuzzy's scores overflow: 100 letters
// in a row that a title has.
func TestCompleteOfLongPattern(t *testing.T) {
	run := strings.Repeat("abcdefghij ", 12)
	b := &faq.Base{Thresholds: faq.DefaultThresholds, Entries: []faq.Entry{
		{ID: "long", Question: run + "where", Covered: true},
		{ID: "other", Question: "abcdefghij is another thing", Covered: true},
		{ID: "same", Question: strings.Repeat("a", 200), Covered: true},
	}}
	m := faq.NewMatcher(b)
	for _, n := range []int{30, 31, 40, 64, 100, len(run)} {
		if got := m.Complete(run[:n], 3); len(got) == 0 || got[0].ID != "long" {
			t.Errorf("Complete of %d letters of a title = %v, want it first", n, got)
		}
		if got := m.Complete(strings.Repeat("a", n), 3); len(got) == 0 || got[0].ID != "same" {
			t.Errorf("Complete of %d equal letters = %v, want the title of such first", n, got)
		}
	}
}

func TestCompleteOfHostileText(t *testing.T) {
	b, m := shippedBase()
	for name, prefix := range map[string]string{
		"invalid UTF-8":       "\xff\xfethe\x80",
		"control characters":  "the\x00\x1b[31m",
		"direction marks":     "\u202ehow much",
		"accents without end": "e" + strings.Repeat("\u0301", 10_000),
		"a wall of letters":   strings.Repeat("a", 100_000),
		"a wall of words":     strings.Repeat("how much ", 10_000),
		"separators":          strings.Repeat("_-/\\ ", 1000),
		"emoji":               "🍆💦 how",
		"another script":      "что такое",
		"ligatures":           "ﬁ ﷺ",
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			checkCompletions(t, b, m.Complete(prefix, 5), 5)
			if took := time.Since(began); took > time.Second {
				t.Errorf("Complete takes %v", took)
			}
		})
	}
}

func FuzzComplete(f *testing.F) {
	b, m := shippedBase()
	for _, s := range []string{"", "how", "how much ", "sessio", "viagra cos", "u", "im", "can't", strings.Repeat("a", 100), "ﷺ", "\xff\u202e\x00", "l'", "a.b:c/d"} {
		f.Add(s, 5)
	}
	f.Add("the", 1000)
	f.Add("the", -1)
	f.Fuzz(func(t *testing.T, prefix string, n int) {
		got := m.Complete(prefix, n)
		checkCompletions(t, b, got, max(0, n))
		if diff := cmp.Diff(got, m.Complete(prefix, n)); diff != "" {
			t.Errorf("Complete(%q, %d) twice (-first +second):\n%s", prefix, n, diff)
		}
		if n > 1 && n < 1000 {
			if fewer := m.Complete(prefix, n-1); !slices.Equal(fewer, got[:min(len(got), n-1)]) {
				t.Errorf("Complete(%q, %d) = %v does not begin with the %v of %d", prefix, n, got, fewer, n-1)
			}
		}
	})
}

// BenchmarkComplete types questions letter by letter against a base of 2,000
// entries and reports how long the slowest takes: people wait for each.
func BenchmarkComplete(b *testing.B) {
	base := crossed(realPhrasings(b), 2000, 10)
	m := faq.NewMatcher(base)
	var typed []string
	for i := 0; i < len(base.Entries); i += 20 {
		q := base.Entries[i].Asked[i%9]
		for n := range min(len(q), 40) {
			typed = append(typed, q[:n+1])
		}
	}
	b.ReportAllocs()
	took := make([]time.Duration, 0, len(typed))
	i := 0
	for b.Loop() {
		began := time.Now()
		m.Complete(typed[i%len(typed)], 5)
		took = append(took, time.Since(began))
		i++
	}
	reportTail(b, took)
}

// reportTail reports the median and the slowest hundredth, in microseconds.
func reportTail(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for name, share := range map[string]float64{"p50-µs": 0.5, "p99-µs": 0.99} {
		b.ReportMetric(float64(took[int(share*float64(len(took)-1))].Nanoseconds())/1000, name)
	}
}

// realPhrasings are the phrasings of the shipped base.
func realPhrasings(b *testing.B) []string {
	base, _ := shippedBase()
	var out []string
	for _, e := range base.Entries {
		out = append(append(out, e.Question), e.Asked...)
	}
	return out
}

// crossed makes a base whose phrasings are the first half of one and the second
// half of another: as many as are asked for, and of the words that people use.
func crossed(phrasings []string, entries, each int) *faq.Base {
	b := &faq.Base{Thresholds: faq.DefaultThresholds}
	for i := range entries {
		e := faq.Entry{ID: faq.ID(fmt.Sprintf("e%05d", i)), Covered: true}
		head := strings.Fields(phrasings[i*7%len(phrasings)])
		for j := range each {
			tail := strings.Fields(phrasings[(i*31+j*17+i/len(phrasings))%len(phrasings)])
			p := strings.Join(append(slices.Clone(head[:(len(head)+1)/2]), tail[len(tail)/2:]...), " ")
			if j == 0 {
				e.Question = p
			} else {
				e.Asked = append(e.Asked, p)
			}
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}
