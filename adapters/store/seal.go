package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
)

// seal is a short sum of strings. SQLite notices damage to the order of its pages, but not
// to the text in them.
func seal(parts ...string) []byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return h.Sum(nil)[:8] // one damage in 2⁶⁴ goes unnoticed
}

// unbroken returns an error if the parts are not those that were sealed.
func unbroken(sealed []byte, parts ...string) error {
	if !bytes.Equal(sealed, seal(parts...)) {
		return errDamaged
	}
	return nil
}
