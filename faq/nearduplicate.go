package faq

import "math"

// nearEnough is the cosine of two phrasings' terms from which one gives the other
// away. From the prototype.
const nearEnough = 0.8

// nearDuplicates groups, within each entry, the phrasings that say nearly the same in the
// same words. It returns for each the first one of its group. The samples of an entry
// stand together.
func nearDuplicates(samples []sample, features int) []int {
	group := make([]int, len(samples))
	alike := newLikeness(features)
	for i, s := range samples {
		alike.to(s)
		group[i] = -1
		for k := i - 1; k >= 0 && samples[k].entry == s.entry && group[i] < 0; k-- {
			if alike.atLeast(nearEnough, samples[k]) {
				group[i] = group[k]
			}
		}
		if group[i] < 0 {
			group[i] = i
		}
	}
	return group
}

// likeness compares samples of one base by the cosine between their sets of terms,
// one with many.
type likeness struct {
	terms int
	has   []int32 // by feature: the turn of the sample that had it last
	turn  int32
}

func newLikeness(features int) *likeness { return &likeness{has: make([]int32, features)} }

// to sets the sample to compare others with.
func (l *likeness) to(s sample) {
	l.turn++
	terms := s.terms()
	l.terms = len(terms)
	for _, c := range terms {
		l.has[c.id] = l.turn
	}
}

// cosine is between 0 and 1.
func (l *likeness) cosine(s sample) float64 {
	terms, common := s.terms(), 0
	for _, c := range terms {
		if l.has[c.id] == l.turn {
			common++
		}
	}
	return float64(common) / math.Sqrt(float64(max(1, l.terms*len(terms))))
}

// atLeast reports whether the cosine is that much. Most pairs differ too much in
// length to be looked at.
func (l *likeness) atLeast(much float64, s sample) bool {
	n := len(s.terms())
	shorter, longer := float64(min(n, l.terms)), float64(max(n, l.terms))
	return shorter >= much*much*longer && l.cosine(s) >= much
}

// terms are the sample's terms; they stand first.
func (s sample) terms() []count {
	n := 0
	for n < len(s.counts) && s.counts[n].block == blockTerm {
		n++
	}
	return s.counts[:n]
}
