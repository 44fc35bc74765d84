package faq

import (
	"cmp"
	"slices"
)

// What is drawn by lot, the order in which phrasings are learned and the folds in which
// they are held out, goes by hashes of the phrasings: one more or less then leaves all
// others in their places. By the phrasings' numbers, each edit of a base drew all of it
// anew, and moved confidences that it had nothing to do with by up to .5.

// hashed is a hash of words: FNV-1a, 64 bits, a blank after each word (Fowler, Noll and
// Vo; draft-eastlake-fnv).
func hashed(words []string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * prime
		}
		h = (h ^ ' ') * prime
	}
	return h
}

// scattered makes of each number another, of numbers side by side some far apart. It is
// SplitMix64 (Steele, Lea and Flood 2014).
func scattered(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// lot is when a sample's turn comes.
type lot struct {
	number uint64
	sample int32
}

// sortLots puts them in the order of their numbers.
func sortLots(lots []lot) {
	slices.SortFunc(lots, func(a, b lot) int {
		if a.number != b.number {
			return cmp.Compare(a.number, b.number)
		}
		return cmp.Compare(a.sample, b.sample)
	})
}

// never is the fold of what is not held out.
const never = -1

// deal says in which fold each sample is held out: near-duplicates together, the others
// of an entry in equal parts. The samples of an entry stand together; its first one, the
// title, and what is near to it are not held out: a title is not how people ask.
func deal(samples []sample, features, folds int) []int {
	first := nearDuplicates(samples, features)
	fold := make([]int, len(samples))
	title := uint64(0)
	var lots []lot
	for i, s := range samples {
		switch {
		case i == 0 || samples[i-1].entry != s.entry:
			title, fold[i] = s.key, never
		case first[i] == i:
			lots = append(lots, lot{scattered(s.key), int32(i)})
		}
		if i+1 == len(samples) || samples[i+1].entry != s.entry {
			dealOut(lots, int(title%uint64(folds)), folds, fold)
			lots = lots[:0]
		}
	}
	for i := range fold {
		fold[i] = fold[first[i]]
	}
	return fold
}

// dealOut deals the lots of an entry to folds in equal parts, the first to the fold from.
// A lot more moves at most one over each border between two parts.
func dealOut(lots []lot, from, folds int, fold []int) {
	sortLots(lots)
	for rank, l := range lots {
		fold[l.sample] = (from + rank*folds/len(lots)) % folds
	}
}
