package store

import (
	"context"
	"database/sql"
)

// args are the values of a statement's parameters.
type args = []any

// query returns the rows of a query as scan reads them.
func query[T any](ctx context.Context, tx *sql.Tx, scan func(*sql.Rows) (T, error), text string, values ...any) (all []T, err error) {
	rows, err := tx.QueryContext(ctx, text, values...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// execAll executes a statement with the values of each of some things.
func execAll[T any](ctx context.Context, tx *sql.Tx, all []T, values func(T) args, text string) error {
	stmt, err := tx.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, one := range all {
		if _, err := stmt.ExecContext(ctx, values(one)...); err != nil {
			return err
		}
	}
	return nil
}

// scanInt64 reads a row of one number.
func scanInt64(rows *sql.Rows) (n int64, err error) {
	err = rows.Scan(&n)
	return n, err
}
