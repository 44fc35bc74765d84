package store

import (
	"context"
	"database/sql"

	"candor/bot"
)

// AddCounts implements [bot.Tally].
func (s *Store) AddCounts(ctx context.Context, counts []bot.Count) error {
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return execAll(ctx, tx, counts, func(c bot.Count) args { return args{c.Day, c.Name, c.Entry, c.Version, c.N} },
			`INSERT INTO counts (day, name, entry, version, n) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (day, name, entry, version) DO UPDATE SET n = n + excluded.n`)
	})
}

// Counts implements [bot.Tally].
func (s *Store) Counts(ctx context.Context, since string) ([]bot.Count, error) {
	return read(ctx, s, func(ctx context.Context, tx *sql.Tx) ([]bot.Count, error) {
		return query(ctx, tx, scanCount, `SELECT day, name, entry, version, n FROM counts
			WHERE day >= ? ORDER BY day, name, entry, version`, since)
	})
}

func scanCount(rows *sql.Rows) (c bot.Count, err error) {
	err = rows.Scan(&c.Day, &c.Name, &c.Entry, &c.Version, &c.N)
	return c, err
}
