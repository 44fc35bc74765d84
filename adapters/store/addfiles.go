package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"candor/bot"
)

// addFiles stores the files of a version if it is new. Of one that is stored it brings back
// what was learned, and mends what is damaged.
func addFiles(ctx context.Context, tx *sql.Tx, version string, files bot.Files) error {
	if len(files) == 0 {
		return nil
	}
	id, err := addVersion(ctx, tx, version, sealFiles(version, files))
	if err != nil || id == 0 {
		return err
	}
	if err := takeOut(ctx, tx, id, files); err != nil {
		return err
	}
	// Nearly always the blob is there and whole, and then nothing is written.
	err = execEach(ctx, tx, `INSERT INTO blobs (hash, data) VALUES (?, ?)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data WHERE data IS NOT excluded.data`,
		func(yield func(args) bool) {
			eachFile(files, func(_ string, hash, data []byte) bool { return yield(args{hash, data}) })
		})
	if err != nil {
		return err
	}
	return execEach(ctx, tx, `INSERT INTO files (version, path, blob) VALUES (?, ?, (SELECT id FROM blobs WHERE hash = ?))
		ON CONFLICT (version, path) DO UPDATE SET blob = excluded.blob WHERE blob IS NOT excluded.blob`,
		func(yield func(args) bool) {
			eachFile(files, func(path string, hash, _ []byte) bool { return yield(args{id, path, hash}) })
		})
}

// eachFile goes through files in the order of their paths, until do returns false.
func eachFile(files bot.Files, do func(path string, hash, data []byte) bool) {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		hash := sha256.Sum256(files[path])
		data := files[path]
		if data == nil {
			data = []byte{} // nil is NULL to the driver
		}
		if !do(path, hash[:], data) {
			return
		}
	}
}

// addVersion returns the id of a version, new or stored: 0 if that is of other files.
func addVersion(ctx context.Context, tx *sql.Tx, name string, sealed []byte) (id int64, err error) {
	var before []byte
	err = tx.QueryRowContext(ctx, "SELECT id, seal FROM versions WHERE name = ?", name).Scan(&id, &before)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, "INSERT INTO versions (name, used, seal) VALUES (?, 0, ?) RETURNING id", name, sealed).Scan(&id)
		return id, err
	}
	if !bytes.Equal(before, sealed) {
		return 0, err
	}
	return id, err
}

// takeOut takes files out of a version that do not belong to it.
func takeOut(ctx context.Context, tx *sql.Tx, id int64, files bot.Files) error {
	paths, err := query(ctx, tx, func(rows *sql.Rows) (path string, err error) {
		err = rows.Scan(&path)
		return path, err
	}, "SELECT path FROM files WHERE version = ?", id)
	if err != nil {
		return err
	}
	return execEach(ctx, tx, "DELETE FROM files WHERE version = ? AND path = ?", func(yield func(args) bool) {
		for _, path := range paths {
			if _, ok := files[path]; !ok && path != bot.LearnedFile && !yield(args{id, path}) {
				return
			}
		}
	})
}

// sealFiles seals a version but for what is learned, which may be gone.
func sealFiles(version string, files bot.Files) []byte {
	parts := []string{version}
	eachFile(files, func(path string, hash, _ []byte) bool {
		if path != bot.LearnedFile {
			parts = append(parts, path, string(hash))
		}
		return true
	})
	return seal(parts...)
}
