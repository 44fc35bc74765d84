package faq

import (
	"cmp"
	"slices"
	"strings"

	"candor/faq/text"

	"github.com/sahilm/fuzzy"
)

// Completion is an entry that a half-typed question may be going to ask for.
type Completion struct {
	ID       ID
	Question string // the entry's title
}

const (
	// maxPattern is the longest text handed to fuzzy, in characters: it sums scores
	// that grow with the square of a run, and from about 40 letters on they overflow.
	maxPattern = 30
	// maxBegun is how many of the base's words and phrases a half-typed one stands for.
	maxBegun = 256
	// maxPhrase is how many of the last typed words may begin a phrase.
	maxPhrase = 3
	// maxRanked is how many entries are put in order by fuzzy, which looks at each.
	maxRanked = 50
)

// completer finds terms by words that are being typed. It is made with the
// matcher and never changes.
type completer struct {
	known  []typable // the base's words and synonyms, sorted
	titles []string  // by entry, normalised
}

// typable is a word or a phrase of the base, and its term.
type typable struct {
	text string
	term int32
}

func newCompleter(b *Base, lx *lexicon) completer {
	c := completer{titles: make([]string, len(b.Entries))}
	for w, term := range lx.stems {
		c.known = append(c.known, typable{w, term})
	}
	for _, group := range b.Synonyms {
		for _, member := range group {
			c.known = append(c.known, typable{strings.Join(text.Words(member), " "), lx.term[groupName(group)]})
		}
	}
	slices.SortFunc(c.known, func(a, b typable) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.term, b.term))
	})
	for i := range b.Entries {
		c.titles[i] = text.Normalize(b.Entries[i].Question)
	}
	return c
}

// begunBy returns the terms of the words and phrases that typed begins.
func (c completer) begunBy(typed string) []int32 {
	from, _ := slices.BinarySearchFunc(c.known, typed, func(k typable, s string) int { return strings.Compare(k.text, s) })
	var terms []int32
	for _, k := range c.known[from:] {
		if !strings.HasPrefix(k.text, typed) || len(terms) == maxBegun {
			break
		}
		terms = append(terms, k.term)
	}
	return terms
}

// Complete returns at most n covered entries that the half-typed question may be
// going to ask for, the likeliest first. Whole words count with their synonyms and
// corrections, the last one also as the beginning of a word; what is left equal,
// github.com/sahilm/fuzzy orders by how the letters typed run through the title.
// With nothing typed, the first topics are returned.
func (m *Matcher) Complete(prefix string, n int) []Completion {
	words := text.Words(prefix)
	if n <= 0 {
		return nil
	}
	var out []Completion
	if len(words) == 0 {
		topics := m.base.Topics()
		for _, e := range topics[:min(n, len(topics))] {
			out = append(out, Completion{e.ID, e.Question})
		}
		return out
	}
	likely := m.candidates(prefix, words)
	for _, c := range likely[:min(n, len(likely))] {
		e := &m.base.Entries[c.entry]
		out = append(out, Completion{e.ID, e.Question})
	}
	return out
}

// completed is an entry on offer.
type completed struct {
	entry  int32
	points float64 // what the typed words say for it
}

// candidates returns the covered entries that a typed word speaks for, best first.
func (m *Matcher) candidates(prefix string, words []string) []completed {
	sum := make([]float64, len(m.base.Entries))
	most := make([]float64, len(m.base.Entries))
	for _, terms := range m.typedTerms(prefix, words) {
		clear(most)
		for _, term := range terms {
			m.speakFor(term, most)
		}
		for e, points := range most {
			sum[e] += points
		}
	}
	var out []completed
	for e, points := range sum {
		if points > 0 && m.base.Entries[e].Covered {
			out = append(out, completed{entry: int32(e), points: points})
		}
	}
	slices.SortFunc(out, func(a, b completed) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(a.entry, b.entry))
	})
	out = out[:min(len(out), maxRanked)]
	m.rank(out, prefix)
	return out
}

// speakFor raises most to what the term says for each entry, if that is more.
func (m *Matcher) speakFor(term int32, most []float64) {
	id, ok := m.features.terms[term]
	if !ok {
		return
	}
	idf := float64(m.model.idf[id])
	for _, c := range m.model.row(id) {
		most[c.entry] = max(most[c.entry], idf*float64(c.weight))
	}
}

// typedTerms returns, for each typed word, the terms that it may stand for, and
// then those of the words and phrases that the last ones begin.
func (m *Matcher) typedTerms(prefix string, words []string) [][]int32 {
	var r reading
	m.lex.read(&r, words)
	terms := make([][]int32, 0, len(r.terms)+1)
	for _, s := range r.terms {
		if s.term != unknown {
			terms = append(terms, []int32{s.term})
		}
	}
	if strings.HasSuffix(prefix, " ") {
		return terms
	}
	var begun []int32
	for n := min(maxPhrase, len(r.words)); n > 0; n-- {
		begun = append(begun, m.complete.begunBy(lastTyped(r.words, n))...)
	}
	// "cos" is chat for "because", or half of "cost".
	if half := lastLetters(prefix); half != "" && half != words[len(words)-1] {
		begun = append(begun, m.complete.begunBy(half)...)
	}
	return append(terms, begun)
}

// lastLetters returns what follows the last blank, normalised but not spelled out.
func lastLetters(prefix string) string {
	typed := text.Normalize(prefix)
	return typed[strings.LastIndexAny(typed, " \n")+1:]
}

// lastTyped joins the last n words as they are read, but the very last, which is
// half a word, as it was typed.
func lastTyped(words []word, n int) string {
	var b strings.Builder
	for _, w := range words[len(words)-n : len(words)-1] {
		b.WriteString(w.as + " ")
	}
	b.WriteString(words[len(words)-1].typed)
	return b.String()
}

// How much more an entry counts when the typed letters run through its title in
// order, and when its title begins with them: it is then likely being typed.
const (
	throughBonus = 1.5
	beginsBonus  = 4
)

// rank orders candidates, those whose titles fuzzy finds the typed letters in
// first among about equal ones. A title that fuzzy refuses, as it does at the
// first letter out of order, keeps its points.
func (m *Matcher) rank(list []completed, prefix string) {
	titles := make([]string, len(list))
	for i, c := range list {
		titles[i] = m.complete.titles[c.entry]
	}
	typed := text.Normalize(prefix)
	for i := range list {
		if strings.HasPrefix(titles[i], typed) {
			list[i].points *= beginsBonus
		}
	}
	pattern := []rune(typed)
	for _, match := range fuzzy.Find(string(pattern[:min(len(pattern), maxPattern)]), titles) {
		if match.Score > 0 {
			list[match.Index].points *= throughBonus
		}
	}
	slices.SortStableFunc(list, func(a, b completed) int { return cmp.Compare(b.points, a.points) })
}
