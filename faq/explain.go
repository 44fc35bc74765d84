package faq

import (
	"cmp"
	"slices"
	"strings"

	"candor/faq/text"
)

// Explanation says how a question was read and why it found what it found.
type Explanation struct {
	Words  []Reading
	Known  float64 // share of the question that the base knows, 0..1
	Result Result
	Parts  []Part // what spoke for the best match, then what spoke against it
}

// Part is what one feature of the question said for the best match.
type Part struct {
	Feature string  // a term, or two side by side; ^ and $ are the question's ends
	Points  float64 // its part of the score
	Rival   float64 // its part of the second match's score
}

// Explain does what Match does and tells how.
func (m *Matcher) Explain(question string) Explanation {
	readings := m.lex.read(text.Words(question))
	j := m.model.judge(m.features.count(terms(readings), false))
	x := Explanation{Words: readings, Known: j.known, Result: m.Match(question)}
	for _, c := range j.vector {
		part := Part{Feature: m.featureName(m.features.names[c.id])}
		if len(j.ranking) > 0 {
			part.Points = c.x * m.model.weight(c.id, j.ranking[0].entry)
		}
		if len(j.ranking) > 1 {
			part.Rival = c.x * m.model.weight(c.id, j.ranking[1].entry)
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

// featureName names a feature as people can read it.
func (m *Matcher) featureName(f feature) string {
	name := func(t int) string {
		switch t {
		case start:
			return "^"
		case end:
			return "$"
		case unknown:
			return "?"
		}
		return m.lex.names[t]
	}
	if f.b == alone {
		return name(f.a)
	}
	return name(f.a) + " " + name(f.b)
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
