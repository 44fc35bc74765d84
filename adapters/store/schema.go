package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ours is the file's application_id.
const ours = 0x43616e64

// migrate brings the tables up to date, and reports whether there were none. A file of
// another program, or of a newer version of this one, is left alone.
func migrate(ctx context.Context, db *sql.DB) (fresh bool, err error) {
	if fresh, err = whose(ctx, db); err != nil {
		return false, err
	}
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return false, err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, steps,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return false, err
	}
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return false, err
	}
	if current > newest {
		return false, errNewer
	}
	if current < newest {
		_, err = p.Up(ctx)
	}
	return fresh, err
}

// whose reports whether the file has no tables yet, and returns an error if it is another
// program's. A table of goose's alone is left by a program that ended early.
func whose(ctx context.Context, db *sql.DB) (fresh bool, err error) {
	var id, tables int
	err = db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	if err != nil || id == ours {
		return false, err
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema
		WHERE tbl_name NOT IN ('goose_db_version', 'sqlite_sequence')`).Scan(&tables)
	if err == nil && tables > 0 {
		err = errForeign
	}
	return true, err
}
