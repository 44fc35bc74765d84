package faq

import (
	"strings"

	"candor/faq/text"
)

// unknown is the term of a word that the base does not have.
const unknown = -1

// A lexicon turns words into terms: a term is a stem, or a group of synonyms
// folded into one. It is made from everything in the base that can be asked.
type lexicon struct {
	term    map[string]int // stem, or "=" and a group's first member, to its number
	names   []string       // the other way round
	surface map[string]int // word as written in the base → term of its stem
	phrases map[string]int // stems of a synonym, joined by spaces → the group's term
	longest int            // words in the longest phrase
	spell   *speller
}

// Reading is how one word of a question was understood.
type Reading struct {
	Word string   // as typed, normalised; several words where a phrase was folded
	As   string   // what it was corrected to, "" if it was not
	Term string   // stem, or "=" and the first member of its synonyms; "" when unknown
	How  WordKind // how the term was found
	term int
}

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

// newLexicon makes the lexicon of a base's phrasings, as words, and synonyms. It
// corrects nothing until its speller is set.
func newLexicon(phrasings [][]string, synonyms [][]string) (lx *lexicon, count map[string]int) {
	lx = &lexicon{
		term:    map[string]int{},
		surface: map[string]int{},
		phrases: map[string]int{},
	}
	count = map[string]int{}
	for _, words := range phrasings {
		lx.learn(words, count)
	}
	for _, group := range synonyms {
		lx.learnGroup(group, count)
	}
	return lx, count
}

// phrasings yields the title and the other phrasings of an entry.
func (e *Entry) phrasings() func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(e.Question) {
			return
		}
		for _, p := range e.Asked {
			if !yield(p) {
				return
			}
		}
	}
}

func (lx *lexicon) learn(words []string, count map[string]int) (stems []string) {
	for _, w := range words {
		id, ok := lx.surface[w]
		if !ok {
			id = lx.intern(text.Stem(w))
			lx.surface[w] = id
		}
		count[w]++
		stems = append(stems, lx.names[id])
	}
	return stems
}

func (lx *lexicon) learnGroup(group []string, count map[string]int) {
	id := lx.intern("=" + group[0])
	for _, member := range group {
		stems := lx.learn(text.Words(member), count)
		key := strings.Join(stems, " ")
		if _, taken := lx.phrases[key]; !taken {
			lx.phrases[key] = id
		}
		lx.longest = max(lx.longest, len(stems))
	}
}

func (lx *lexicon) intern(name string) int {
	id, ok := lx.term[name]
	if !ok {
		id = len(lx.names)
		lx.term[name] = id
		lx.names = append(lx.names, name)
	}
	return id
}

// read understands a question word by word, then folds synonyms.
func (lx *lexicon) read(words []string) []Reading {
	out := make([]Reading, 0, len(words))
	for _, w := range words {
		out = lx.readWord(out, w)
	}
	return lx.fold(out)
}

func (lx *lexicon) readWord(out []Reading, w string) []Reading {
	if r, ok := lx.known(w, WordKnown); ok {
		return append(out, r)
	}
	if c, ok := lx.spell.correct(w); ok {
		r, _ := lx.known(c, WordCorrected)
		r.Word, r.As = w, c
		return append(out, r)
	}
	if a, b, ok := lx.spell.split(w); ok {
		ra, _ := lx.known(a, WordSplit)
		rb, _ := lx.known(b, WordSplit)
		return append(out, ra, rb)
	}
	return append(out, Reading{Word: w, How: WordUnknown, term: unknown})
}

// known looks a word up as it is, then by its stem.
func (lx *lexicon) known(w string, how WordKind) (Reading, bool) {
	id, ok := lx.surface[w]
	if !ok {
		id, ok = lx.term[text.Stem(w)]
	}
	if !ok {
		return Reading{}, false
	}
	return Reading{Word: w, Term: lx.names[id], How: how, term: id}, true
}

// fold replaces every longest run of words that is a synonym by its group.
func (lx *lexicon) fold(in []Reading) []Reading {
	out := in[:0]
	for i := 0; i < len(in); {
		n, id := lx.longestPhrase(in[i:])
		if n == 0 {
			out = append(out, in[i])
			i++
			continue
		}
		folded := Reading{Term: lx.names[id], How: WordSynonym, term: id}
		var typed, as []string
		for _, r := range in[i : i+n] {
			typed = append(typed, r.Word)
			if r.As != "" {
				as = append(as, r.As)
			}
		}
		folded.Word, folded.As = strings.Join(typed, " "), strings.Join(as, " ")
		out = append(out, folded)
		i += n
	}
	return out
}

// longestPhrase returns the length and group of the longest synonym that in
// starts with, 0 if none.
func (lx *lexicon) longestPhrase(in []Reading) (n, id int) {
	var key strings.Builder
	for i, r := range in[:min(len(in), lx.longest)] {
		if r.term == unknown {
			break
		}
		if i > 0 {
			key.WriteByte(' ')
		}
		key.WriteString(r.Term)
		if g, ok := lx.phrases[key.String()]; ok {
			n, id = i+1, g
		}
	}
	return n, id
}
