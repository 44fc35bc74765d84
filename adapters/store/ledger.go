package store

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"candor/bot"
)

// Commit implements [bot.Ledger].
func (s *Store) Commit(ctx context.Context, c bot.Change, with bot.Write) error {
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if c.Version == "" && len(with.Files) > 0 {
			return errUnnamed
		}
		n, err := addLine(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := addFiles(ctx, tx, c.Version, with.Files); err != nil {
			return err
		}
		if err := use(ctx, tx, c.Version, n); err != nil {
			return err
		}
		return setNotes(ctx, tx, with.Notes)
	})
}

// addLine adds a line to the audit and returns its number.
func addLine(ctx context.Context, tx *sql.Tx, c bot.Change) (n int64, err error) {
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(n), 0) + 1 FROM audit").Scan(&c.N); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO audit (n, time, platform, id, action, version, before, detail, seal)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.N, c.Time.Unix(), c.By.Platform, c.By.ID, c.Action, c.Version, c.Before, c.Detail, seal(parts(c)...))
	return c.N, err
}

// parts are what is sealed of a line.
func parts(c bot.Change) []string {
	return []string{
		strconv.FormatInt(c.N, 10), strconv.FormatInt(c.Time.Unix(), 10),
		c.By.Platform, c.By.ID, c.Action, c.Version, c.Before, c.Detail,
	}
}

// History implements [bot.Ledger].
func (s *Store) History(ctx context.Context, n int) ([]bot.Change, error) {
	return s.audit(ctx, n, "")
}

// Versions implements [bot.Ledger].
func (s *Store) Versions(ctx context.Context, n int) ([]bot.Change, error) {
	return s.audit(ctx, n, "WHERE version <> before")
}

func (s *Store) audit(ctx context.Context, n int, which string) ([]bot.Change, error) {
	return read(ctx, s, func(ctx context.Context, tx *sql.Tx) ([]bot.Change, error) {
		return query(ctx, tx, scanLine, `SELECT n, time, platform, id, action, version, before, detail, seal
			FROM audit `+which+` ORDER BY n DESC LIMIT ?`, max(n, 0))
	})
}

func scanLine(rows *sql.Rows) (c bot.Change, err error) {
	var seconds int64
	var sealed []byte
	if err := rows.Scan(&c.N, &seconds, &c.By.Platform, &c.By.ID, &c.Action, &c.Version, &c.Before, &c.Detail, &sealed); err != nil {
		return c, err
	}
	c.Time = time.Unix(seconds, 0).UTC()
	return c, unbroken(sealed, parts(c)...)
}
