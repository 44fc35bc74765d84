package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var embedded embed.FS

// steps are the migrations by file names that begin with their numbers.
var steps, _ = fs.Sub(embedded, "migrations") // fails for names that are no path only

// ours is the file's application_id.
const ours = 0x43616e64

// migrate brings the tables up to date. A file of a newer version is left alone.
func migrate(ctx context.Context, db *sql.DB, steps fs.FS) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, steps,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > newest {
		return errNewer
	}
	if current < newest {
		_, err = p.Up(ctx)
	}
	return err
}

// begun reports whether the file has tables, and returns an error if they are another
// program's. A table of goose's alone is left by a program that ended early.
func begun(ctx context.Context, db *sql.DB) (bool, error) {
	var id, tables int
	err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	if err != nil || id == ours {
		return true, err
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema
		WHERE tbl_name NOT IN ('goose_db_version', 'sqlite_sequence')`).Scan(&tables)
	if err == nil && tables > 0 {
		err = errForeign
	}
	return false, err
}
