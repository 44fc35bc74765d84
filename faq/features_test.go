package faq

import (
	"slices"
	"testing"

	"candor/faq/text"

	"github.com/google/go-cmp/cmp"
)

// TestExtractors reads one text by each block. The base knows "red tea", "tea pot"
// and "please halt", and that a pot and a jug are one.
func TestExtractors(t *testing.T) {
	b := &Base{Synonyms: [][]string{{"pot", "jug"}}, Entries: []Entry{
		{ID: "a", Question: "red tea", Asked: []string{"tea pot"}},
		{ID: "b", Question: "please halt"},
	}}
	tests := []struct {
		name, text string
		want       map[string][]string // block → features, "?" for unknown ones together
	}{
		{"known words", "red tea", map[string][]string{
			"terms": {"red", "tea"}, "pairs": {"^ red", "red tea", "tea $"},
			"letters": {"_re", "red", "ed_", "_te", "tea", "ea_"},
		}},
		{"a synonym is its group", "tea jug", map[string][]string{
			"terms": {"tea", "=pot"}, "pairs": {"^ tea", "tea =pot", "=pot $"}, "letters": {"_te", "tea", "ea_", "?"},
		}},
		{"everyday English is a term beside the word", "cease", map[string][]string{
			"terms": {"?", "~stop"}, "pairs": {}, "letters": {"?", "eas", "ase", "se_"},
		}},
		{"everyday English that the base lacks is nothing", "delete tea", map[string][]string{
			"terms": {"?", "tea"}, "pairs": {"tea $"}, "letters": {"?", "_te", "tea", "ea_"},
		}},
		{"unknown words are counted together, but in no pair", "xqz tea vvv", map[string][]string{
			"terms": {"?", "tea"}, "pairs": {}, "letters": {"?", "_te", "tea", "ea_"},
		}},
		{"pairs have an order", "tea red", map[string][]string{
			"terms": {"tea", "red"}, "pairs": {"^ tea"}, "letters": {"_te", "tea", "ea_", "_re", "red", "ed_"},
		}},
		{"a repeated word is one feature", "tea tea", map[string][]string{
			"terms": {"tea"}, "pairs": {"^ tea", "tea $"}, "letters": {"_te", "tea", "ea_"},
		}},
		{"a letter is a word", "a", map[string][]string{"terms": {"?"}, "pairs": {}, "letters": {"?"}}},
		{"nothing has nothing", "", map[string][]string{"terms": {}, "pairs": {}, "letters": {}}},
	}
	m, _ := prepare(b)
	m.lex.spell = nil // corrections are not the point
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, m.extracted(tt.text)); diff != "" {
				t.Errorf("features of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// extracted names the features of a text by block.
func (m *Matcher) extracted(s string) map[string][]string {
	var r reading
	var c counter
	m.lex.read(&r, text.Words(s))
	m.features.count(&c, &r)
	keys := m.features.keys()
	out := map[string][]string{}
	for _, x := range extractors {
		out[x.name] = []string{}
	}
	for _, f := range c.counts {
		name := "?"
		if f.id != unknown {
			name = m.featureName(keys[f.id])
		}
		out[extractors[f.block].name] = append(out[extractors[f.block].name], name)
	}
	return out
}

func TestCountCounts(t *testing.T) {
	m, _ := prepare(&Base{Entries: []Entry{{ID: "a", Question: "red tea"}}})
	var r reading
	var c counter
	m.lex.read(&r, text.Words("tea xqz red tea wrv tea"))
	m.features.count(&c, &r)
	got := map[string]int32{}
	for _, f := range c.counts {
		if f.block == blockTerm && f.id == unknown {
			got["?"] = f.n
		} else if f.block == blockTerm {
			got[m.featureName(m.features.keys()[f.id])] = f.n
		}
	}
	if diff := cmp.Diff(map[string]int32{"tea": 3, "red": 1, "?": 2}, got); diff != "" {
		t.Errorf("counts of terms (-want +got):\n%s", diff)
	}
}

// TestCountLearnsOnlyWhenTold keeps questions from changing the table that all
// share.
func TestCountLearnsOnlyWhenTold(t *testing.T) {
	m, _ := prepare(&Base{Entries: []Entry{{ID: "a", Question: "red tea"}}})
	before := len(m.features.block)
	m.extracted("green coffee in a cup, please cease")
	if after := len(m.features.block); after != before {
		t.Errorf("reading a question leaves %d features, want %d as before", after, before)
	}
}

// TestFeaturesAreNumberedByBlock holds the numbers to the names: each has one, of
// its own block.
func TestFeaturesAreNumberedByBlock(t *testing.T) {
	m, samples := prepare(&Base{Synonyms: [][]string{{"pot", "jug"}}, Entries: []Entry{
		{ID: "a", Question: "please halt the red tea"}, {ID: "b", Question: "чай в jug"},
	}})
	keys, named := m.features.keys(), map[featureKey]bool{}
	seen := map[block]int{}
	for id, b := range m.features.block {
		if name := m.featureName(keys[id]); name == "" || named[keys[id]] {
			t.Errorf("feature %d of the %s has no name of its own but %q", id, extractors[b].name, name)
		}
		named[keys[id]] = true
		seen[b]++
	}
	for b := range blocks {
		if seen[b] == 0 {
			t.Errorf("no feature is of the %s", extractors[b].name)
		}
	}
	for _, s := range samples {
		if !slices.IsSortedFunc(s.counts, func(x, y count) int { return int(x.block) - int(y.block) }) {
			t.Errorf("the features of a phrasing are not in the order of the blocks: %v", s.counts)
		}
	}
}
