package faq

import (
	"strings"
	"testing"

	"candor/faq/text"
)

// TestEnglishGroups holds english.txt to what a group is: at least two phrases
// that differ as the engine reads them, none of them in another group.
func TestEnglishGroups(t *testing.T) {
	home := map[string]int{}
	line := 0
	for group := range strings.Lines(englishGroups) {
		line++
		if strings.HasPrefix(group, "#") {
			continue
		}
		members := map[string]bool{}
		for member := range strings.SplitSeq(strings.TrimSuffix(group, "\n"), ",") {
			key := stemmed(member)
			if key == "" {
				t.Errorf("english.txt:%d: the member %q has no word", line, member)
				continue
			}
			members[key] = true
			if first, ok := home[key]; ok && first != line {
				t.Errorf("english.txt:%d: %q stands in line %d too", line, member, first)
			}
			home[key] = line
		}
		if len(members) < 2 {
			t.Errorf("english.txt:%d: %q is read as one phrase, want two or more", line, strings.TrimSpace(group))
		}
	}
}

func stemmed(phrase string) string {
	words := text.Words(phrase)
	for i, w := range words {
		words[i] = text.Stem(w)
	}
	return strings.Join(words, " ")
}

func TestEnglishKnowsItsWords(t *testing.T) {
	g := english()
	for phrase, group := range g.group {
		if stems := strings.Fields(phrase); len(stems) > int(g.opens[stems[0]]) {
			t.Errorf("%q has %d words, but the longest phrase with its first is said to have %d", phrase, len(stems), g.opens[stems[0]])
		}
		if g.name(group) == "" {
			t.Errorf("the group of %q has no name", phrase)
		}
	}
	for w, stem := range g.stems {
		if text.Stem(w) != stem {
			t.Errorf("the stem of %q is %q, want %q", w, stem, text.Stem(w))
		}
	}
}

func TestNewEnglish(t *testing.T) {
	g := newEnglish("# a comment\nbegin, start up\nstop, start up\n, ?!\n")
	tests := []struct {
		name, phrase string
		want         string // name of the group, "" for none
	}{
		{"a word is in its group", "begin", "begin"},
		{"another ending is too", "beginning", "begin"},
		{"a phrase is in the first group that has it", "start up", "begin"},
		{"half a phrase is in none", "start", ""},
		{"a comment is no group", "comment", ""},
		{"nothing is in none", "?!", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if n, ok := g.group[stemmed(tt.phrase)]; ok {
				got = g.name(n)
			}
			if got != tt.want {
				t.Errorf("the group of %q is %q, want %q", tt.phrase, got, tt.want)
			}
		})
	}
}

// TestEnglishComesAfterTheBase looks words up that both know, or only one.
func TestEnglishComesAfterTheBase(t *testing.T) {
	b := &Base{Thresholds: DefaultThresholds, Synonyms: [][]string{{"halt", "kettle"}}, Entries: []Entry{
		{ID: "a", Question: "commence stap slowly", Covered: true},
		{ID: "b", Question: "delate the tin", Covered: true},
	}}
	m, _ := prepare(b)
	tests := []struct {
		name, typed string
		want        word // but for its term's number
		term        string
	}{
		{"a word that both know is the base's", "commence", word{typed: "commence", as: "commence", stem: "commenc", how: WordKnown}, "commenc"},
		{"a word of the base is not taken for everyday English", "stap", word{typed: "stap", as: "stap", stem: "stap", how: WordKnown}, "stap"},
		{"a word of everyday English is no slip of one of the base", "delete", word{typed: "delete", as: "delete", stem: "delet", how: WordUnknown}, ""},
		{"a word that neither knows may be", "delatte", word{typed: "delatte", as: "delate", stem: "delat", how: WordCorrected}, "delat"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r reading
			m.lex.read(&r, text.Words(tt.typed))
			if len(r.words) != 1 {
				t.Fatalf("%q is read as %d words, want 1", tt.typed, len(r.words))
			}
			if got := m.termName(r.words[0].term); got != tt.term {
				t.Errorf("the term of %q is %q, want %q", tt.typed, got, tt.term)
			}
			r.words[0].term = 0
			if r.words[0] != tt.want {
				t.Errorf("%q is read as %+v, want %+v", tt.typed, r.words[0], tt.want)
			}
		})
	}
	t.Run("synonyms of the base fold before everyday English is seen beside them", func(t *testing.T) {
		var r reading
		m.lex.read(&r, text.Words("halt"))
		if got := m.termName(r.terms[0].term); got != "=halt" {
			t.Errorf("the term is %q, want the base's group =halt", got)
		}
		if len(r.hints) != 1 || english().name(r.hints[0]) != "stop" {
			t.Errorf("the hints are %v, want the group of stop beside it", r.hints)
		}
	})
}
