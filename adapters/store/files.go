package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor/bot"
)

// addFiles stores the files of a version if it is new. Of one that is stored it brings back
// what was learned, and mends what is damaged.
func addFiles(ctx context.Context, tx *sql.Tx, version string, files bot.Files) error {
	if len(files) == 0 {
		return nil
	}
	var id int64
	var sealed []byte
	err := tx.QueryRowContext(ctx, "SELECT id, seal FROM versions WHERE name = ?", version).Scan(&id, &sealed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = tx.QueryRowContext(ctx, "INSERT INTO versions (name, used, seal) VALUES (?, 0, ?) RETURNING id",
			version, sealFiles(version, files)).Scan(&id)
	case err == nil && !bytes.Equal(sealed, sealFiles(version, files)):
		return nil // other files under a name that is taken
	}
	if err != nil {
		return err
	}
	return putFiles(ctx, tx, id, files)
}

func putFiles(ctx context.Context, tx *sql.Tx, id int64, files bot.Files) error {
	paths := slices.Sorted(maps.Keys(files))
	// Nearly always the blob is there and whole, and then nothing is written.
	err := execEach(ctx, tx, `INSERT INTO blobs (hash, data) VALUES (?, ?)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data WHERE data IS NOT excluded.data`,
		func(yield func(args) bool) {
			for _, path := range paths {
				hash := sha256.Sum256(files[path])
				if !yield(args{hash[:], notNil(files[path])}) {
					return
				}
			}
		})
	if err != nil {
		return err
	}
	return execEach(ctx, tx, `INSERT INTO files (version, path, blob) VALUES (?, ?, (SELECT id FROM blobs WHERE hash = ?))
		ON CONFLICT (version, path) DO UPDATE SET blob = excluded.blob WHERE blob IS NOT excluded.blob`,
		func(yield func(args) bool) {
			for _, path := range paths {
				hash := sha256.Sum256(files[path])
				if !yield(args{id, path, hash[:]}) {
					return
				}
			}
		})
}

// notNil is data as a value that is not NULL.
func notNil(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}

// sealFiles seals a version but for what is learned, which may be gone.
func sealFiles(version string, files bot.Files) []byte {
	parts := []string{version}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if path != bot.LearnedFile {
			hash := sha256.Sum256(files[path])
			parts = append(parts, path, string(hash[:]))
		}
	}
	return seal(parts...)
}

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
