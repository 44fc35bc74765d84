package faq

import (
	"slices"
	"testing"
)

// said makes a sample of numbered terms.
func said(entry int32, terms ...int32) sample {
	s := sample{entry: entry}
	for _, id := range terms {
		s.counts = append(s.counts, count{id: id, n: 1, block: blockTerm})
	}
	return s
}

func TestNearDuplicates(t *testing.T) {
	tests := []struct {
		name    string
		samples []sample
		want    []int
	}{
		{"none of none", nil, []int{}},
		{"equal ones are together", []sample{said(0, 1, 2), said(0, 1, 2)}, []int{0, 0}},
		{"other order is no difference", []sample{said(0, 1, 2), said(0, 2, 1)}, []int{0, 0}},
		{"one word of five more is near", []sample{said(0, 1, 2, 3, 4), said(0, 1, 2, 3, 4, 5)}, []int{0, 0}},
		{"one word of two more is not", []sample{said(0, 1), said(0, 1, 2)}, []int{0, 1}},
		{"another word of four is not", []sample{said(0, 1, 2, 3, 4), said(0, 1, 2, 3, 5)}, []int{0, 1}},
		{"another word of five is", []sample{said(0, 1, 2, 3, 4, 5), said(0, 1, 2, 3, 4, 6)}, []int{0, 0}},
		{"nearness goes on from one to the next", []sample{said(0, 1, 2, 3, 4, 5), said(0, 1, 2, 3, 4, 6), said(0, 1, 2, 3, 7, 6)}, []int{0, 0, 0}},
		{"equal ones apart are together", []sample{said(0, 1), said(0, 2), said(0, 1)}, []int{0, 1, 0}},
		{"equal ones of two entries are apart", []sample{said(0, 1), said(0, 2), said(1, 1), said(1, 2)}, []int{0, 1, 2, 3}},
		{"without words nothing is near", []sample{said(0), said(0)}, []int{0, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := nearDuplicates(tt.samples, 10); !slices.Equal(got, tt.want) {
				t.Errorf("nearDuplicates = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestLikenessIgnoresOtherBlocks(t *testing.T) {
	a, b := said(0, 1), said(0, 2)
	for _, other := range []block{blockPair, blockLetter} {
		a.counts = append(a.counts, count{id: 9, n: 1, block: other})
		b.counts = append(b.counts, count{id: 9, n: 1, block: other})
	}
	alike := newLikeness(10)
	alike.to(a)
	if got := alike.cosine(b); got != 0 {
		t.Errorf("the cosine of texts without a term in common is %v, want 0", got)
	}
}
