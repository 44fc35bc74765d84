package faq

import (
	"iter"
	"slices"
)

// A block is a kind of feature. Each block of a text's vector is brought to its
// own length before the blocks are put together, so that one with many features
// does not drown the others.
type block uint8

// The blocks, in the order of extractors.
const (
	blockTerm   block = iota // stems, groups of synonyms, groups of everyday English
	blockPair                // two terms side by side, and the first and the last
	blockLetter              // three letters of a word, its ends included
	blocks
)

// extractors is the list of what is read out of a text. Another one joins by a
// row here.
//
// The weights were chosen on the validation sets of CLINC150, BANKING77 and
// HWU64 among .4, .5, .6, .7, 1; differences below 0.5 points of accuracy are
// noise there. Tried and left out, none better by more than that: letters in
// fours and fives, pairs with a gap, pairs in any order.
var extractors = [blocks]struct {
	name    string
	weight  float64 // length of the block in a vector that is wholly known
	unknown bool    // whether unknown features lengthen the block, and so lower every score
	extract func(t *featureTable, r *reading, c *counter)
}{
	blockTerm:   {"terms", 1, true, extractTerms},
	blockPair:   {"pairs", 0.6, false, extractPairs},
	blockLetter: {"letters", 0.7, true, extractLetters},
}

// featureTable numbers every feature of the base's phrasings.
type featureTable struct {
	terms   map[int32]int32
	hints   map[int32]int32
	pairs   map[[2]int32]int32
	letters letterTable
	block   []block // of each feature
}

// letterTable numbers three letters. Those of plain words, nearly all, have their
// place in an array: that takes a third of what a map does.
type letterTable struct {
	plain []int32 // by plainLetters, unknown where there is none
	rest  map[[3]byte]int32
}

const letterKinds = 1 + 26 // a blank, a to z

// all yields every three letters that have a number.
func (l *letterTable) all() iter.Seq2[[3]byte, int32] {
	return func(yield func([3]byte, int32) bool) {
		const letters = " abcdefghijklmnopqrstuvwxyz"
		for place, id := range l.plain {
			three := [3]byte{letters[place/letterKinds/letterKinds], letters[place/letterKinds%letterKinds], letters[place%letterKinds]}
			if id != unknown && !yield(three, id) {
				return
			}
		}
		for three, id := range l.rest {
			if !yield(three, id) {
				return
			}
		}
	}
}

// plainLetters is the place of three plain letters.
func plainLetters(three [3]byte) (place int, ok bool) {
	for _, c := range three {
		switch {
		case 'a' <= c && c <= 'z':
			place = place*letterKinds + int(c-'a'+1)
		case c == ' ':
			place *= letterKinds
		default:
			return 0, false
		}
	}
	return place, true
}

func newFeatureTable() *featureTable {
	return &featureTable{
		terms: map[int32]int32{},
		hints: map[int32]int32{},
		pairs: map[[2]int32]int32{},
		letters: letterTable{
			plain: slices.Repeat([]int32{unknown}, letterKinds*letterKinds*letterKinds),
			rest:  map[[3]byte]int32{},
		},
	}
}

// featureKind says what a feature is made of.
type featureKind byte

const (
	kindTerm featureKind = iota
	kindHint
	kindPair
	kindLetters
)

// featureKey is what a feature stands for: a term, a hint, two terms or, in a, three
// letters.
type featureKey struct {
	kind featureKind
	a, b int32
}

// keys lists what every feature stands for, by number.
func (t *featureTable) keys() []featureKey {
	keys := make([]featureKey, len(t.block))
	for term, id := range t.terms {
		keys[id] = featureKey{kind: kindTerm, a: term}
	}
	for group, id := range t.hints {
		keys[id] = featureKey{kind: kindHint, a: group}
	}
	for pair, id := range t.pairs {
		keys[id] = featureKey{kind: kindPair, a: pair[0], b: pair[1]}
	}
	for three, id := range t.letters.all() {
		keys[id] = featureKey{kind: kindLetters, a: int32(three[0])<<16 | int32(three[1])<<8 | int32(three[2])}
	}
	return keys
}

// put gives a feature the next number, and reports whether it is new and of a
// known kind.
func (t *featureTable) put(key featureKey) bool {
	had := len(t.block)
	switch key.kind {
	case kindTerm:
		lookup(t, t.terms, blockTerm, key.a, true)
	case kindHint:
		lookup(t, t.hints, blockTerm, key.a, true)
	case kindPair:
		lookup(t, t.pairs, blockPair, [2]int32{key.a, key.b}, true)
	case kindLetters:
		t.lookupLetters([3]byte{byte(key.a >> 16), byte(key.a >> 8), byte(key.a)}, true)
	}
	return len(t.block) > had
}

// lookup returns the number of key in one of the table's maps, unknown if it has
// none; with learn it gets one.
func lookup[K comparable](t *featureTable, m map[K]int32, b block, key K, learn bool) int32 {
	id, ok := m[key]
	if ok {
		return id
	}
	if !learn {
		return unknown
	}
	id = t.number(b)
	m[key] = id
	return id
}

// number gives a new feature its number.
func (t *featureTable) number(b block) int32 {
	t.block = append(t.block, b)
	return int32(len(t.block) - 1)
}

// lookupLetters is lookup for three letters.
func (t *featureTable) lookupLetters(three [3]byte, learn bool) int32 {
	place, ok := plainLetters(three)
	if !ok {
		return lookup(t, t.letters.rest, blockLetter, three, learn)
	}
	id := &t.letters.plain[place]
	if *id == unknown && learn {
		*id = t.number(blockLetter)
	}
	return *id
}

// count is a feature and how often a text has it.
type count struct {
	id    int32 // number of the feature, unknown if the base lacks it
	n     int32
	block block
}

// counter collects a text's features.
type counter struct {
	counts []count
	block  block
	first  int  // where the block begins in counts
	lacks  bool // whether the block's unknown features count
	learn  bool // whether new features get a number
}

func (c *counter) add(id int32) {
	for i := c.first; i < len(c.counts); i++ {
		if c.counts[i].id == id {
			c.counts[i].n++
			return
		}
	}
	if id != unknown || c.lacks {
		c.counts = append(c.counts, count{id, 1, c.block})
	}
}

// count replaces c.counts by the features of a text, block by block in the order
// of their first appearance, so that sums over them never depend on the order of
// a map. A block's unknown features are counted together.
func (t *featureTable) count(c *counter, r *reading) {
	c.counts = c.counts[:0]
	for c.block = range blocks {
		c.first, c.lacks = len(c.counts), extractors[c.block].unknown
		extractors[c.block].extract(t, r, c)
	}
}

func extractTerms(t *featureTable, r *reading, c *counter) {
	for _, s := range r.terms {
		if s.term == unknown {
			c.add(unknown)
		} else {
			c.add(lookup(t, t.terms, blockTerm, s.term, c.learn))
		}
	}
	for _, group := range r.hints {
		// A group that the base lacks is no unknown word.
		if id := lookup(t, t.hints, blockTerm, group, c.learn); id != unknown {
			c.add(id)
		}
	}
}

// Stand-ins for the term before the first and after the last.
const (
	startTerm int32 = -2
	endTerm   int32 = -3
)

func extractPairs(t *featureTable, r *reading, c *counter) {
	prev := startTerm
	for _, s := range r.terms {
		c.add(lookup(t, t.pairs, blockPair, [2]int32{prev, s.term}, c.learn))
		prev = s.term
	}
	if len(r.terms) > 0 {
		c.add(lookup(t, t.pairs, blockPair, [2]int32{prev, endTerm}, c.learn))
	}
}

func extractLetters(t *featureTable, r *reading, c *counter) {
	for _, w := range r.words {
		three := [3]byte{0, 0, ' '}
		for i := range len(w.as) + 1 {
			letter := byte(' ')
			if i < len(w.as) {
				letter = w.as[i]
			}
			three = [3]byte{three[1], three[2], letter}
			if i > 0 {
				c.add(t.lookupLetters(three, c.learn))
			}
		}
	}
}
