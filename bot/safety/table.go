package safety

import "encoding/binary"

// table finds what belongs to a hash, mostly with one look into memory. It stays a part of the
// program's file: a copy takes as much memory again.
type table struct {
	size  int    // of a slot, in bytes
	homes uint32 // slots that a hash may belong to; some more behind them take what is left over
	slots []byte // rising hashes, little-endian, each with its value; no hash stands before its home, and the slot after the last is empty
}

// hashSize is the part of a slot before its value, in bytes.
const hashSize = 4

// home is the first slot that a hash may be in.
func (t *table) home(hash uint32) int { return int(uint64(hash) * uint64(t.homes) >> 32) }

// find returns the value of a hash, nil if there is none. An empty slot is one of the hash 0,
// whose value says nothing.
func (t *table) find(hash uint32) []byte {
	for at := t.home(hash) * t.size; at < len(t.slots); at += t.size {
		slot := t.slots[at : at+t.size]
		switch found := binary.LittleEndian.Uint32(slot); {
		case found == hash:
			return slot[hashSize:]
		case found > hash || found == 0:
			return nil
		}
	}
	return nil
}

// The file: bytes of a value, homes, slots, then those; little-endian.

func (t *table) bytes() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(t.size-hashSize))
	b = binary.LittleEndian.AppendUint32(b, t.homes)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(t.slots)/t.size))
	return append(b, t.slots...)
}

// readTable reads what bytes wrote, and returns what is behind it.
func readTable(b []byte) (table, []byte) {
	t := table{size: hashSize + int(binary.LittleEndian.Uint32(b)), homes: binary.LittleEndian.Uint32(b[4:])}
	n := int(binary.LittleEndian.Uint32(b[8:])) * t.size
	t.slots = b[12 : 12+n]
	return t, b[12+n:]
}
