package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
)

// origin tells a file from those that were at the path before. A file system may give a new
// file the place of one that was deleted, so that the place alone does not.
type origin struct {
	place os.FileInfo
	sign  int32 // made by chance when the store began; 0 in files of older versions of Candor
}

func (o *origin) same(p *origin) bool { return o.sign == p.sign && os.SameFile(o.place, p.place) }

// sign gives a store that begins its sign, in a number of the file's header that SQLite leaves
// to programs (sqlite.org/pragma.html#pragma_user_version).
func sign(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", 1+rand.Int32N(1<<31-1)))
	return err
}

// compare tells if the store has begun, or is another than the one that was open last: in
// that case another program may have begun it.
func (s *Store) compare(ctx context.Context, old bool) error {
	now := &origin{place: s.info}
	if err := s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now.sign); err != nil {
		return err
	}
	before := s.had
	s.had = now
	switch {
	case !old:
		s.cfg.Told(s.path + ": a new store has begun")
	case before != nil && !before.same(now):
		s.cfg.Told(s.path + ": another store has taken the place of the one before")
	}
	return nil
}
