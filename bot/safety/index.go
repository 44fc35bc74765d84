package safety

import (
	"encoding/binary"
	"math/bits"
)

// index finds hashes among those that it was made of. They stay where they are: in memory
// they would be a copy of a part of the program's file.
type index struct {
	hashes []byte   // four each, little-endian, rising
	first  []uint32 // by the upper bits of a hash: where such begin; one more at the end
	shift  int      // what leaves the upper bits of a hash
}

// newIndex returns the index of rising hashes. By its upper bits one is known from all others
// but about six: in so few nothing is quicker than to look at each.
func newIndex(hashes []byte) index {
	upper := max(1, bits.Len(uint(len(hashes)/4))-3)
	x := index{hashes, make([]uint32, 1<<upper+1), 32 - upper}
	for i := range x.len() {
		x.first[x.at(i)>>x.shift+1]++
	}
	for i := range 1 << upper {
		x.first[i+1] += x.first[i]
	}
	return x
}

func (x *index) len() int { return len(x.hashes) / 4 }

func (x *index) at(i int) uint32 { return binary.LittleEndian.Uint32(x.hashes[4*i:]) }

// find returns the place of a hash.
func (x *index) find(hash uint32) (at int, ok bool) {
	upper := hash >> x.shift
	for i := int(x.first[upper]); i < int(x.first[upper+1]); i++ {
		if x.at(i) == hash {
			return i, true
		}
	}
	return 0, false
}
