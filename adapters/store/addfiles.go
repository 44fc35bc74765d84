package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"

	"candor/bot"
)

// addFiles stores the files of a version if it is new. Of one that is stored it brings back
// what was learned, and mends what is damaged.
func addFiles(ctx context.Context, tx *sql.Tx, version string, files bot.Files) error {
	if len(files) == 0 {
		return nil
	}
	parts := cut(files)
	id, err := addVersion(ctx, tx, version, parts)
	if err != nil || id == 0 {
		return err
	}
	if err := takeOut(ctx, tx, id, parts); err != nil {
		return err
	}
	// Nearly always the blob is there and whole, and then nothing is written.
	err = execAll(ctx, tx, parts, func(p part) args { return args{p.hash, p.data} },
		`INSERT INTO blobs (hash, data) VALUES (?, ?)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data WHERE data IS NOT excluded.data`)
	if err != nil {
		return err
	}
	return execAll(ctx, tx, parts, func(p part) args { return args{id, p.path, p.n, p.hash} },
		`INSERT INTO files (version, path, part, blob) VALUES (?, ?, ?, (SELECT id FROM blobs WHERE hash = ?))
		ON CONFLICT (version, path, part) DO UPDATE SET blob = excluded.blob WHERE blob IS NOT excluded.blob`)
}

// addVersion returns the id of a version, new or stored: 0 if that is of other files.
func addVersion(ctx context.Context, tx *sql.Tx, name string, parts []part) (id int64, err error) {
	sealed, learned := sealParts(name, parts, false), sealParts(name, parts, true)
	var before []byte
	err = tx.QueryRowContext(ctx, "SELECT id, seal FROM versions WHERE name = ?", name).Scan(&id, &before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = tx.QueryRowContext(ctx, "INSERT INTO versions (name, used, seal, learned) VALUES (?, 0, ?, ?) RETURNING id",
			name, sealed, learned).Scan(&id)
	case err == nil && !bytes.Equal(before, sealed):
		return 0, nil
	case err == nil && slices.ContainsFunc(parts, part.learned):
		_, err = tx.ExecContext(ctx, "UPDATE versions SET learned = ? WHERE id = ?", learned, id)
	}
	return id, err
}

// takeOut takes what does not belong to a version out of it: that is there after a damage
// only, or if something else was learned.
func takeOut(ctx context.Context, tx *sql.Tx, id int64, parts []part) error {
	stored, err := query(ctx, tx, func(rows *sql.Rows) (p part, err error) {
		err = rows.Scan(&p.path, &p.n)
		return p, err
	}, "SELECT path, part FROM files WHERE version = ?", id)
	if err != nil {
		return err
	}
	learns := slices.ContainsFunc(parts, part.learned)
	type place struct {
		path string
		n    int64
	}
	belongs := map[place]bool{}
	for _, p := range parts {
		belongs[place{p.path, p.n}] = true
	}
	foreign := slices.DeleteFunc(stored, func(p part) bool {
		return belongs[place{p.path, p.n}] || p.learned() && !learns
	})
	return execAll(ctx, tx, foreign, func(p part) args { return args{id, p.path, p.n} },
		"DELETE FROM files WHERE version = ? AND path = ? AND part = ?")
}
