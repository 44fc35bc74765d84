package safety

import "math/bits"

// index finds hashes among those that it was made of.
type index struct {
	hashes []uint32 // rising
	first  []uint32 // by the upper bits of a hash: where such begin; one more at the end
	shift  int      // what leaves the upper bits of a hash
}

// newIndex returns the index of rising hashes. By its upper bits one is known from all others
// but about six: in so few nothing is quicker than to look at each.
func newIndex(hashes []uint32) index {
	upper := max(1, bits.Len(uint(len(hashes)))-3)
	x := index{hashes, make([]uint32, 1<<upper+1), 32 - upper}
	for _, h := range hashes {
		x.first[h>>x.shift+1]++
	}
	for i := range 1 << upper {
		x.first[i+1] += x.first[i]
	}
	return x
}

// find returns the place of a hash.
func (x *index) find(hash uint32) (at int, ok bool) {
	from, to := x.first[hash>>x.shift], x.first[hash>>x.shift+1]
	for i, h := range x.hashes[from:to] {
		if h == hash {
			return int(from) + i, true
		}
	}
	return 0, false
}
