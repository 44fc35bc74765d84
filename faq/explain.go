package faq

import (
	"cmp"
	"slices"
	"strings"

	"candor/faq/text"
)

// Explanation says how a question was read and why it found what it found.
type Explanation struct {
	Read   string // the part of the question that the result rests on, normalised
	Words  []Reading
	Known  float64 // share of the question that the base knows, 0..1
	Result Result
	Parts  []Part // what spoke for the best match, then what spoke against it
}

// Reading is how a word of a question was understood, or a run of words that is a
// synonym.
type Reading struct {
	Word string   // as typed, normalised
	As   string   // what it was corrected to, "" if it was not
	Term string   // stem, or "=" and the first member of its synonyms; "" when unknown
	How  WordKind // how the term was found
}

// Part is what one feature of the question said for the best match.
type Part struct {
	Feature string  // a term, two side by side (^ and $ are the question's ends), or letters
	Block   string  // terms, pairs or letters
	Points  float64 // its part of the score
	Rival   float64 // its part of the second match's score
}

// Explain does what Match does and tells how. The words and parts are those of the
// reading that the first match rests on: the whole question, or a part of it.
func (m *Matcher) Explain(question string) Explanation {
	var s scratch
	o, also := m.understand(&s, question)
	words := slices.Clone(o.words)
	j := m.judge(&s, words)
	x := Explanation{
		Read:   strings.Join(words, " "),
		Words:  m.readings(&s.reading),
		Known:  j.known,
		Result: m.result(o, also),
	}
	keys := m.features.keys()
	for _, c := range j.vector {
		part := Part{Feature: m.featureName(keys[c.id]), Block: extractors[c.block].name}
		if len(j.ranking) > 0 {
			part.Points = float64(c.x) * m.model.points(c.id, j.ranking[0].entry)
		}
		if len(j.ranking) > 1 {
			part.Rival = float64(c.x) * m.model.points(c.id, j.ranking[1].entry)
		}
		if part.Points != 0 || part.Rival != 0 {
			x.Parts = append(x.Parts, part)
		}
	}
	slices.SortStableFunc(x.Parts, func(a, b Part) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(b.Rival, a.Rival), strings.Compare(a.Feature, b.Feature))
	})
	return x
}

// readings makes a reading presentable.
func (m *Matcher) readings(r *reading) []Reading {
	out := make([]Reading, len(r.terms))
	for i, s := range r.terms {
		out[i] = Reading{How: WordKnown, Term: m.termName(s.term)}
		var typed, as []string
		for _, w := range r.words[s.from:s.to] {
			typed = append(typed, w.typed)
			if w.how != WordKnown {
				out[i].How = w.how
			}
			if w.as != w.typed {
				as = append(as, w.as)
			}
		}
		out[i].Word, out[i].As = strings.Join(typed, " "), strings.Join(as, " ")
		if strings.HasPrefix(out[i].Term, "=") {
			out[i].How = WordSynonym
		}
	}
	return out
}

func (m *Matcher) termName(term int32) string {
	switch term {
	case startTerm:
		return "^"
	case endTerm:
		return "$"
	case unknown:
		return ""
	}
	return m.lex.names[term]
}

// featureName names a feature as people can read it.
func (m *Matcher) featureName(key featureKey) string {
	switch key.kind {
	case kindTerm:
		return m.termName(key.a)
	case kindHint:
		return "~" + english().name(key.a)
	case kindPair:
		return m.termName(key.a) + " " + m.termName(key.b)
	default:
		three := string([]byte{byte(key.a >> 16), byte(key.a >> 8), byte(key.a)})
		return strings.ToValidUTF8(strings.ReplaceAll(three, " ", "_"), "\ufffd") // they are bytes
	}
}

// Closest returns the entry's phrasing that shares most words with the question.
func (m *Matcher) Closest(id ID, question string) string {
	e, ok := m.base.Entry(id)
	if !ok {
		return ""
	}
	asked := text.Words(question)
	best, bestShare := "", -1.0
	for p := range e.phrasings() {
		words := text.Words(p)
		common := 0
		for _, w := range words {
			if slices.Contains(asked, w) {
				common++
			}
		}
		if share := float64(common) / float64(max(1, len(words)+len(asked))); share > bestShare {
			best, bestShare = p, share
		}
	}
	return best
}
