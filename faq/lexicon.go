package faq

import (
	"strings"

	"candor/faq/text"
)

// unknown is the number of what the base does not have: a term, a feature.
const unknown int32 = -1

// WordKind says how a word was found.
type WordKind string

// How a word can be found.
const (
	WordKnown     WordKind = "known"
	WordCorrected WordKind = "corrected"
	WordSplit     WordKind = "split"
	WordSynonym   WordKind = "synonym"
	WordUnknown   WordKind = "unknown"
)

// word is one word of a text, looked up.
type word struct {
	typed string // normalised
	as    string // what it is read as: typed, or what that was corrected to
	stem  string
	term  int32 // of the stem
	how   WordKind
}

// span is a run of words that counts as one term: a word, or a synonym.
type span struct {
	term     int32
	from, to int // words[from:to]
}

// reading is a text as the base understands it.
type reading struct {
	words []word
	terms []span  // the words, synonyms of the base folded
	hints []int32 // groups of everyday English among the words
}

// A lexicon turns words into terms: a term is a stem, or a group of synonyms
// folded into one. It is made from everything in the base that can be asked.
type lexicon struct {
	term    map[string]int32 // stem, or "=" and a group's first member, to its number
	names   []string         // the other way round
	stems   map[string]int32 // word as written in the base → term of its stem
	phrases map[string]int32 // stems of a synonym, joined by spaces → the group's term
	opens   []opening        // by term
	spell   *text.Speller
}

// opening says how many words the longest phrase has that a term begins, 0 if it
// begins none: most words need not be looked for among the phrases at all, which
// is a seventh of the time that a question takes.
type opening struct{ synonym, everyday uint8 }

// newLexicon makes the lexicon of a base's phrasings, as words, and synonyms. It
// corrects nothing until its speller is set.
func newLexicon(phrasings []phrasing, synonyms [][]string) (lx *lexicon, count map[string]int) {
	lx = &lexicon{term: map[string]int32{}, stems: map[string]int32{}, phrases: map[string]int32{}}
	count = map[string]int{}
	for _, p := range phrasings {
		lx.learn(p.words, count)
	}
	for _, group := range synonyms {
		id := lx.intern(groupName(group))
		for _, member := range group {
			stems := lx.learn(text.Words(member), count)
			key := strings.Join(stems, " ")
			if _, taken := lx.phrases[key]; !taken && key != "" {
				lx.phrases[key] = id
			}
		}
	}
	lx.findOpenings()
	return lx, count
}

// findOpenings fills opens.
func (lx *lexicon) findOpenings() {
	lx.opens = make([]opening, len(lx.names))
	for phrase := range lx.phrases {
		first, _, _ := strings.Cut(phrase, " ")
		o := &lx.opens[lx.term[first]]
		o.synonym = max(o.synonym, phraseLength(phrase))
	}
	for id, name := range lx.names {
		lx.opens[id].everyday = english().opens[name]
	}
}

// phraseLength is how many words a phrase has. No phrase has more words than are
// read.
func phraseLength(phrase string) uint8 {
	return uint8(min(text.MaxWords, 1+strings.Count(phrase, " ")))
}

// openingOf says what phrases a word may begin.
func (lx *lexicon) openingOf(w *word) opening {
	if w.term != unknown {
		return lx.opens[w.term]
	}
	return opening{everyday: english().opens[w.stem]}
}

// groupName names the term of a group of synonyms.
func groupName(group []string) string { return "=" + text.Normalize(group[0]) }

// learn gives every word a term and returns the stems.
func (lx *lexicon) learn(words []string, count map[string]int) (stems []string) {
	for _, w := range words {
		id, ok := lx.stems[w]
		if !ok {
			id = lx.intern(text.Stem(w))
			lx.stems[w] = id
		}
		count[w]++
		stems = append(stems, lx.names[id])
	}
	return stems
}

func (lx *lexicon) intern(name string) int32 {
	id, ok := lx.term[name]
	if !ok {
		id = int32(len(lx.names))
		lx.term[name] = id
		lx.names = append(lx.names, name)
	}
	return id
}

// read understands a text, reusing the memory of r.
func (lx *lexicon) read(r *reading, words []string) {
	r.words, r.terms, r.hints = r.words[:0], r.terms[:0], r.hints[:0]
	for _, w := range words {
		r.words = lx.look(r.words, w)
	}
	lx.fold(r)
	lx.hint(r)
}

// look appends what a word is: known, by itself or by its stem; a slip of a known
// one; several known ones run together; or unknown.
func (lx *lexicon) look(out []word, w string) []word {
	if id, ok := lx.stems[w]; ok {
		return append(out, word{w, w, lx.names[id], id, WordKnown})
	}
	stem, real := english().stems[w]
	if !real {
		stem = text.Stem(w)
	}
	if id, ok := lx.term[stem]; ok {
		return append(out, word{w, w, stem, id, WordKnown})
	}
	if real || lx.spell == nil || text.Real(w) {
		if c, ok := lx.otherSpelling(w); ok {
			id := lx.stems[c]
			return append(out, word{w, c, lx.names[id], id, WordCorrected})
		}
		return append(out, word{w, w, stem, unknown, WordUnknown})
	}
	for c := range text.Squeezed(w) {
		if id, ok := lx.stems[c]; ok {
			return append(out, word{w, c, lx.names[id], id, WordCorrected})
		}
	}
	if c, ok := lx.spell.Correct(w); ok {
		id := lx.stems[c]
		return append(out, word{w, c, lx.names[id], id, WordCorrected})
	}
	if parts := lx.spell.Split(w); parts != nil {
		for _, part := range parts {
			id := lx.stems[part]
			out = append(out, word{part, part, lx.names[id], id, WordSplit})
		}
		return out
	}
	return append(out, word{w, w, stem, unknown, WordUnknown})
}

// otherSpelling returns the base's word of which a real one is the British or American
// spelling, or another form: a letter more or less, or s for z. "Cancelled" is
// "canceled", but "boxer" is not "boner".
func (lx *lexicon) otherSpelling(w string) (string, bool) {
	if lx.spell == nil || len(w) < leastVariant {
		return "", false
	}
	c, ok := lx.spell.Correct(w)
	if !ok || c[0] != w[0] {
		return "", false
	}
	if len(c) == len(w) {
		return c, strings.ReplaceAll(c, "z", "s") == strings.ReplaceAll(w, "z", "s")
	}
	return c, max(len(c), len(w))-min(len(c), len(w)) == 1
}

// leastVariant is the length from which on a word may be another spelling: shorter ones
// are words of their own ("cost", "coast").
const leastVariant = 7

// fold makes a term of every word, and one of every longest run of words that is
// a synonym.
func (lx *lexicon) fold(r *reading) {
	for i := 0; i < len(r.words); {
		n, id := longestRun(r.words[i:], lx.phrases, lx.openingOf(&r.words[i]).synonym)
		if n == 0 {
			n, id = 1, r.words[i].term
		}
		r.terms = append(r.terms, span{id, i, i + n})
		i += n
	}
}

// hint finds the groups of everyday English in a text.
func (lx *lexicon) hint(r *reading) {
	for i := 0; i < len(r.words); {
		n, id := longestRun(r.words[i:], english().group, lx.openingOf(&r.words[i]).everyday)
		if n > 0 {
			r.hints = append(r.hints, id)
		}
		i += max(n, 1)
	}
}

// longestRun returns the length and number of the longest phrase of at most so
// many words that words start with, 0 if there is none.
func longestRun(words []word, phrases map[string]int32, most uint8) (n int, id int32) {
	var room [96]byte
	key := room[:0]
	for i, w := range words[:min(len(words), int(most))] {
		if i > 0 {
			key = append(key, ' ')
		}
		key = append(key, w.stem...)
		if p, ok := phrases[string(key)]; ok {
			n, id = i+1, p
		}
	}
	return n, id
}
