package faq

import "math"

// nearEnough is the cosine of two phrasings' terms from which one gives the other
// away. From the prototype.
const nearEnough = 0.8

// nearDuplicates numbers, within each entry, the groups of phrasings that say
// nearly the same in the same words. The samples of an entry stand together.
func nearDuplicates(samples []sample, entries int) []int {
	group := make([]int, len(samples))
	next := make([]int, entries)
	for i, s := range samples {
		group[i] = -1
		for k := i - 1; k >= 0 && samples[k].entry == s.entry && group[i] < 0; k-- {
			if termCosine(s.counts, samples[k].counts) >= nearEnough {
				group[i] = group[k]
			}
		}
		if group[i] < 0 {
			group[i] = next[s.entry]
			next[s.entry]++
		}
	}
	return group
}

// termCosine is the cosine between two texts' sets of terms, 0..1.
func termCosine(a, b []count) float64 {
	terms := func(counts []count) []count { // they stand first
		n := 0
		for n < len(counts) && counts[n].block == blockTerm {
			n++
		}
		return counts[:n]
	}
	a, b = terms(a), terms(b)
	common := 0
	for _, x := range a {
		for _, y := range b {
			if x.id == y.id {
				common++
				break
			}
		}
	}
	return float64(common) / math.Sqrt(float64(max(1, len(a)*len(b))))
}
