package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"candor/bot"
)

// Files implements [bot.Ledger].
func (s *Store) Files(ctx context.Context, version string) (bot.Files, error) {
	files, err := read(ctx, s, func(ctx context.Context, tx *sql.Tx) (bot.Files, error) {
		v, err := find(ctx, tx, version)
		if err != nil {
			return nil, err
		}
		return readFiles(ctx, tx, v)
	})
	if err != nil {
		return nil, err
	}
	return files, nil
}

// stored is a version as it is stored.
type stored struct {
	id            int64
	name          string
	seal, learned []byte
}

func scanStored(rows *sql.Rows) (v stored, err error) {
	err = rows.Scan(&v.id, &v.name, &v.seal, &v.learned)
	return v, err
}

// find returns the version that the first letters stand for.
func find(ctx context.Context, tx *sql.Tx, first string) (stored, error) {
	next, err := query(ctx, tx, scanStored,
		"SELECT id, name, seal, learned FROM versions WHERE name >= ? ORDER BY name LIMIT 2", first)
	if err != nil {
		return stored{}, err
	}
	found := slices.DeleteFunc(next, func(v stored) bool { return !strings.HasPrefix(v.name, first) })
	if first == "" || len(found) == 0 || len(found) > 1 && found[0].name != first {
		return stored{}, bot.ErrNotStored
	}
	return found[0], nil
}

// readFiles returns the files of a version if they are those that were stored.
func readFiles(ctx context.Context, tx *sql.Tx, v stored) (bot.Files, error) {
	files := bot.Files{}
	parts, err := query(ctx, tx, func(rows *sql.Rows) (p part, err error) {
		if err := rows.Scan(&p.path, &p.n, &p.hash, &p.data); err != nil {
			return p, err
		}
		if !p.whole() {
			p.hash = nil // breaks the seal
		}
		files[p.path] = append(files[p.path], p.data...)
		p.data = nil
		return p, nil
	}, `SELECT path, part, hash, data FROM files JOIN blobs ON blobs.id = files.blob
		WHERE version = ? ORDER BY path, part`, v.id)
	if err == nil && !bytes.Equal(v.seal, sealParts(v.name, parts, false)) {
		err = errVersion(v.name)
	}
	if !bytes.Equal(v.learned, sealParts(v.name, parts, true)) {
		delete(files, bot.LearnedFile) // it can be learned anew, and nothing is the worse for it
	}
	return files, err
}

// errVersion says that one version is damaged. The rest of the store is as good as before,
// so the file stays; the version is mended when it is next loaded.
func errVersion(name string) error { return fmt.Errorf("version %.40q is damaged", name) }
