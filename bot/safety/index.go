package safety

import "slices"

// index finds hashes among those that it was made of.
type index struct {
	hashes []uint32 // rising
	first  []uint32 // by the upper bits of a hash: where such begin; one more at the end
}

// upperBits is by how many bits of its hash something is looked up at once.
const upperBits = 12

// newIndex returns the index of rising hashes.
func newIndex(hashes []uint32) index {
	x := index{hashes, make([]uint32, 1<<upperBits+1)}
	for _, h := range hashes {
		x.first[h>>(32-upperBits)+1]++
	}
	for i := range 1 << upperBits {
		x.first[i+1] += x.first[i]
	}
	return x
}

// find returns the place of a hash.
func (x *index) find(hash uint32) (at int, ok bool) {
	from, to := x.first[hash>>(32-upperBits)], x.first[hash>>(32-upperBits)+1]
	i, ok := slices.BinarySearch(x.hashes[from:to], hash)
	return int(from) + i, ok
}
