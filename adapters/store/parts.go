package store

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"

	"candor/bot"
)

// partBytes is how much of a file is stored in one piece: SQLite holds a piece in memory
// twice while it is written.
const partBytes = 64 << 10

// part is a part of a file.
type part struct {
	path string
	n    int64 // its place in the file, from 0 on
	hash []byte
	data []byte
}

// cut returns the parts of files in the order of paths and places. Each file has one.
func cut(files bot.Files) (parts []part) {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		rest := files[path]
		for n := int64(0); n == 0 || len(rest) > 0; n++ {
			data := rest[:min(len(rest), partBytes)]
			rest = rest[len(data):]
			if data == nil {
				data = []byte{} // nil is NULL to the driver
			}
			hash := sha256.Sum256(data)
			parts = append(parts, part{path, n, hash[:], data})
		}
	}
	return parts
}

// whole reports whether the data is what was stored.
func (p part) whole() bool {
	hash := sha256.Sum256(p.data)
	return bytes.Equal(hash[:], p.hash)
}

// learned reports whether the part is of what is learned, which a version can do without.
func (p part) learned() bool { return p.path == bot.LearnedFile }

// sealParts seals the parts of a version, in their order, that are of what is learned or
// those that are not.
func sealParts(version string, parts []part, learned bool) []byte {
	sealed := []string{version}
	for _, p := range parts {
		if p.learned() == learned {
			sealed = append(sealed, p.path, strconv.FormatInt(p.n, 10), string(p.hash))
		}
	}
	return seal(sealed...)
}
