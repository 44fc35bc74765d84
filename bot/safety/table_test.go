package safety

import (
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// fullness is how much of a table is taken. Emptier ones are hardly quicker and take more of
// the program's memory.
const fullness = 0.9

// newTable is a table of values, all of so many bytes. The hash 0 is left out: it marks what
// is empty.
func newTable(size int, values map[uint32][]byte) table {
	t := table{size: hashSize + size, homes: uint32(float64(len(values))/fullness) + 1}
	slot := 0
	for _, hash := range slices.Sorted(maps.Keys(values)) {
		if hash == 0 {
			continue
		}
		slot = max(slot, t.home(hash))
		t.slots = append(t.slots, make([]byte, slot*t.size-len(t.slots))...)
		t.slots = binary.LittleEndian.AppendUint32(t.slots, hash)
		t.slots = append(t.slots, values[hash]...)
		slot++
	}
	t.slots = append(t.slots, make([]byte, max(slot+1, int(t.homes))*t.size-len(t.slots))...)
	return t
}

// taken is the number of hashes in a table.
func (t *table) taken() (n int) {
	for at := 0; at < len(t.slots); at += t.size {
		if binary.LittleEndian.Uint32(t.slots[at:]) != 0 {
			n++
		}
	}
	return n
}

// TestTable finds what was put in, and nothing else, the first and the last hash too.
func TestTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 10, 1000} {
		want := map[uint32][]byte{}
		for i := range n {
			hash := rng.Uint32() | 1
			if n == 1000 && i < 20 { // some that crowd behind the end
				hash = ^uint32(0) - uint32(2*i)
			}
			want[hash] = []byte{byte(i), byte(i >> 8), 7}
		}
		made := newTable(3, want)
		table, rest := readTable(append(made.bytes(), 42))
		if len(rest) != 1 || table.taken() != len(want) {
			t.Fatalf("of %d: %d are taken, %d bytes are left", len(want), table.taken(), len(rest))
		}
		for hash, value := range want {
			if got := table.find(hash); !slices.Equal(got, value) {
				t.Errorf("of %d: %08x has %v, want %v", n, hash, got, value)
			}
			if got := table.find(hash ^ 2); got != nil && want[hash^2] == nil {
				t.Errorf("of %d: %08x, which was never put in, has %v", n, hash^2, got)
			}
			if got := table.find(hash - 1); got != nil && got[2] != 0 && want[hash-1] == nil { // all are odd
				t.Errorf("of %d: %08x, which was never put in, has %v", n, hash-1, got)
			}
		}
	}
}
