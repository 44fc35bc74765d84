package store

import (
	"context"
	"database/sql"
)

// erase does work that deletes questions. Nothing of their texts stays in the file, or
// beside it.
func (s *Store) erase(ctx context.Context, w func(context.Context, *sql.Tx) error) error {
	_, err := alone(ctx, s, func(db *sql.DB) (struct{}, error) {
		none, err := within(ctx, db, writing, findingNothing(w))
		if err != nil {
			return none, err
		}
		s.stale = true
		// It is deleted now, so that the end of ctx is no reason to leave its traces.
		s.wipe(context.WithoutCancel(ctx))
		return none, nil
	})
	return err
}

// deleteQuestions deletes the questions of which a condition is true, and returns how many
// those were.
func deleteQuestions(ctx context.Context, tx *sql.Tx, statement string, value any) (int64, error) {
	result, err := tx.ExecContext(ctx, statement, value)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	return n, rewrite(ctx, tx)
}

// rewrite writes the inbox anew. SQLite overwrites what is deleted, but not the copies that
// it left behind in other places when it moved rows from page to page; all pages of a table
// that is cleared are overwritten whole.
func rewrite(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{
		"INSERT INTO inbox_spare (n, day, text) SELECT n, day, text FROM inbox ORDER BY n",
		"DELETE FROM inbox", // without a condition: that is what clears it
		"INSERT INTO inbox (n, day, text) SELECT n, day, text FROM inbox_spare ORDER BY n",
		"DELETE FROM inbox_spare",
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// wipe empties the log beside the file, in which what was deleted may still stand. Where
// that cannot be done, because another program reads or the disk is full, it is left for
// the next method, which does not fail for it.
func (s *Store) wipe(ctx context.Context) {
	if !s.stale {
		return
	}
	var busy, pages, moved int
	err := s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	s.stale = err != nil || busy != 0
}
