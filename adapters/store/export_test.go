package store

import (
	"context"
	"database/sql"
	"io/fs"
)

// Extra sets PRAGMAs on each connection that is opened from now on.
func (s *Store) Extra(pragmas ...string) { s.extra = pragmas }

// Migrations lets the store know other migrations.
func (s *Store) Migrations(steps fs.FS) { s.steps = steps }

// Sleep closes the file, as after some time without a call.
func (s *Store) Sleep() { s.sleep() }

// Pragma returns the value of a PRAGMA in the open file.
func (s *Store) Pragma(ctx context.Context, name string) (string, error) {
	return alone(ctx, s, func(db *sql.DB) (value string, err error) {
		err = db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&value)
		return value, err
	})
}
