package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"candor/bot"
)

// Files implements [bot.Ledger].
func (s *Store) Files(ctx context.Context, version string) (files bot.Files, err error) {
	err = s.do(ctx, reading, func(ctx context.Context, tx *sql.Tx) error {
		v, err := find(ctx, tx, version)
		if err != nil {
			return err
		}
		files, err = readFiles(ctx, tx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return files, nil
}

// stored is a version as it is stored.
type stored struct {
	id   int64
	name string
	seal []byte
}

func scanStored(rows *sql.Rows) (v stored, err error) {
	err = rows.Scan(&v.id, &v.name, &v.seal)
	return v, err
}

// find returns the version that the first letters stand for.
func find(ctx context.Context, tx *sql.Tx, first string) (stored, error) {
	next, err := query(ctx, tx, scanStored,
		"SELECT id, name, seal FROM versions WHERE name >= ? ORDER BY name LIMIT 2", first)
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
	_, err := query(ctx, tx, func(rows *sql.Rows) (struct{}, error) {
		var path string
		var hash, data []byte
		if err := rows.Scan(&path, &hash, &data); err != nil {
			return struct{}{}, err
		}
		if sum := sha256.Sum256(data); !bytes.Equal(sum[:], hash) {
			return struct{}{}, errVersion(v.name)
		}
		files[path] = data
		return struct{}{}, nil
	}, `SELECT path, hash, data FROM files JOIN blobs ON blobs.id = files.blob WHERE version = ? ORDER BY path`, v.id)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(v.seal, sealFiles(v.name, files)) {
		return nil, errVersion(v.name)
	}
	return files, nil
}

// errVersion says that one version is damaged. The rest of the store is as good as before,
// so the file stays; the version is mended when it is next loaded.
func errVersion(name string) error { return fmt.Errorf("version %.40q is damaged", name) }
