package faq

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
)

// fingerprint hashes every byte of a matcher that answers rest on.
func fingerprint(t *testing.T, m *Matcher) string {
	t.Helper()
	h := sha256.New()
	h.Write(m.Learned())
	for _, k := range m.complete.known {
		fmt.Fprintln(h, k.text, k.term)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// shipped is the shipped base, to be learned anew.
func shipped(t testing.TB) *Base {
	t.Helper()
	b, err := Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	b.Learned = nil
	return b
}

// TestSameBaseSameModel builds matchers one after another and beside each other:
// neither the order of a map nor that of goroutines may show in a single byte.
func TestSameBaseSameModel(t *testing.T) {
	bases := map[string]*Base{
		"many entries": numberedBase(manyEntries+44, 2),
		"one entry":    numberedBase(1, 3),
		"no entry":     {Thresholds: DefaultThresholds},
	}
	if !testing.Short() { // long under the race detector, which sees the same goroutines with the others
		bases["the shipped base"] = shipped(t)
	}
	for name, b := range bases {
		t.Run(name, func(t *testing.T) {
			want := fingerprint(t, NewMatcher(b))
			if got := fingerprint(t, NewMatcher(b)); got != want {
				t.Errorf("the second model is %s, want %s as the first", got, want)
			}
			var beside [2]*Matcher
			var wg sync.WaitGroup
			for i := range beside {
				wg.Go(func() { beside[i] = NewMatcher(b) })
			}
			wg.Wait()
			for _, m := range beside {
				if got := fingerprint(t, m); got != want {
					t.Errorf("a model built beside another is %s, want %s", got, want)
				}
			}
		})
	}
}

// numberedBase makes a base whose entries have a word of their own and share the
// others.
func numberedBase(entries, phrasings int) *Base {
	b := &Base{Thresholds: DefaultThresholds}
	for i := range entries {
		own := numberWord(i)
		e := Entry{ID: ID(fmt.Sprintf("e%05d", i)), Question: "what is " + own, Covered: true}
		for j := range phrasings - 1 {
			e.Asked = append(e.Asked, fmt.Sprintf("tell me about the %s %s please", own, numberWord(1e6+j)))
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

// numberWord spells a number in letters, no two of which are one slip apart: each
// digit is a syllable, said twice.
func numberWord(n int) string {
	var b strings.Builder
	for _, digit := range fmt.Sprintf("%03d", n) {
		syllable := [...]string{"ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru"}[digit-'0']
		b.WriteString(syllable + syllable)
	}
	return b.String()
}

func TestTableIsInOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	m := NewMatcher(shipped(t))
	if len(m.model.first) != len(m.features.block)+1 || int(m.model.first[len(m.features.block)]) != len(m.model.table) {
		t.Fatalf("%d rows end at %d, want a row for each of %d features and all of the table of %d",
			len(m.model.first)-1, m.model.first[len(m.model.first)-1], len(m.features.block), len(m.model.table))
	}
	for id := range m.features.block {
		last := int32(-1)
		for _, c := range m.model.row(int32(id)) {
			if c.entry <= last || int(c.entry) >= m.model.entries {
				t.Fatalf("row %d has entry %d after %d, want them to rise to %d", id, c.entry, last, m.model.entries-1)
			}
			last = c.entry
			if w := float64(c.weight); math.IsNaN(w) || math.IsInf(w, 0) {
				t.Fatalf("row %d says %v for entry %d", id, w, c.entry)
			}
		}
	}
}

func TestModelKnowsWhatPhrasingsHave(t *testing.T) {
	b := &Base{Thresholds: DefaultThresholds, Entries: []Entry{
		{ID: "a", Question: "red tea"}, {ID: "b", Question: "green tea"}, {ID: "c", Question: "coffee"},
	}}
	m := NewMatcher(b)
	tests := []struct {
		name, stem string
		entries    []bool
	}{
		{"a word of one entry", "red", []bool{true, false, false}},
		{"a word of two", "tea", []bool{true, true, false}},
		{"a word of the last", "coffe", []bool{false, false, true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, ok := m.features.terms[m.lex.term[tt.stem]]
			if !ok {
				t.Fatalf("%q is no feature", tt.stem)
			}
			for e, want := range tt.entries {
				if got := m.model.has(id, int32(e)); got != want {
					t.Errorf("has(%q, %d) = %v, want %v", tt.stem, e, got, want)
				}
				if points := m.model.points(id, int32(e)); points > 0 != want {
					t.Errorf("points(%q, %d) = %v, want them above 0: %v", tt.stem, e, points, want)
				}
			}
		})
	}
}

// TestManyEntries builds a base of the kind that leaves entries out of sight while
// it learns, and finds its phrasings.
func TestManyEntries(t *testing.T) {
	b := numberedBase(2*manyEntries, 4)
	m := NewMatcher(b)
	for i := range b.Entries {
		e := &b.Entries[i]
		own := numberWord(i)
		for _, question := range []string{e.Question, e.Asked[2], "please explain this " + own + " to me", own} {
			r := m.Match(question)
			if len(r.Matches) == 0 || r.Matches[0].ID != e.ID {
				t.Fatalf("Match(%q) = %+v, want %s first", question, r, e.ID)
			}
		}
	}
}

func TestTrainLearnsWhatTellsEntriesApart(t *testing.T) {
	m := NewMatcher(numberedBase(20, 5))
	weight := func(word string, entry int32) float64 {
		return m.model.points(m.features.terms[m.lex.stems[word]], entry)
	}
	if own, shared := weight(numberWord(7), 7), weight("about", 7); own <= shared {
		t.Errorf("an entry's own word weighs %.2f, a word of all %.2f, want the first more", own, shared)
	}
}
