package store

import (
	"context"
	"database/sql"
)

// erase does work that deletes something of which nothing may stay behind.
func (s *Store) erase(ctx context.Context, w work) error {
	return s.alone(ctx, func(db *sql.DB) error {
		if err := within(ctx, db, writing, w); err != nil {
			return err
		}
		s.stale = true
		// It is deleted now, so that the end of ctx is no reason to leave its traces.
		return s.wipe(context.WithoutCancel(ctx))
	})
}

// wipe empties the log beside the file, in which what was deleted may still stand: in the
// file itself it is overwritten. While another program reads, which takes it no time, this
// cannot be done and is left for the next method.
func (s *Store) wipe(ctx context.Context) error {
	if !s.stale {
		return nil
	}
	var busy, pages, moved int
	err := s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	s.stale = err != nil || busy != 0
	return err
}
