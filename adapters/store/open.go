package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// patience is how long a change waits for another program's.
const patience = 2 * time.Second

// pragmas are set on each connection.
var pragmas = []string{
	"busy_timeout(2000)", // patience
	"journal_mode(WAL)",
	"synchronous(FULL)",  // what is confirmed outlives a power cut
	"secure_delete(ON)",  // what is deleted is overwritten
	"temp_store(MEMORY)", // nothing of a question gets into a file of its own
	"cache_size(-256)",   // KiB: nothing is read often
	"mmap_size(0)",
	"wal_autocheckpoint(256)",    // pages: on a full disk the log is what takes room
	"journal_size_limit(262144)", // bytes: what is left of the log after a large change
}

// ready sees to it that the file is open, and that it is the one at the path.
func (s *Store) ready(ctx context.Context) error {
	if s.closed.Load() {
		return errClosed
	}
	if s.db != nil && !s.there() {
		// Nothing of the file that was open can be saved: it has no name any more.
		_ = s.shut()
		s.known = nil
	}
	if s.db == nil {
		if err := s.open(ctx); err != nil {
			return err
		}
	}
	s.wipe(ctx)
	return nil
}

// there reports whether the file at the path is the one that is open.
func (s *Store) there() bool {
	info, err := os.Stat(s.path)
	return err == nil && os.SameFile(info, s.info)
}

// open opens the file, which it makes or brings up to date if need be. Another program that
// wants to do the same waits.
func (s *Store) open(ctx context.Context) error {
	path, err := filepath.Abs(s.path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	unlock, err := lock(ctx, filepath.Dir(path))
	if err != nil {
		return err
	}
	defer unlock()
	if err := create(path); err != nil {
		return err
	}
	if s.info, err = os.Stat(path); err != nil {
		return err
	}
	if s.db, err = sql.Open("sqlite", dsn(path, s.extra)); err != nil {
		return err
	}
	s.db.SetMaxOpenConns(1)
	return s.prepare(ctx)
}

// prepare makes the file that was opened fit for use.
func (s *Store) prepare(ctx context.Context) error {
	old, err := begun(ctx, s.db)
	if err != nil {
		return err
	}
	if !s.sound() {
		if err := check(ctx, s.db); err != nil {
			return err
		}
	}
	if !old {
		if err := sign(ctx, s.db); err != nil {
			return err
		}
	}
	if err := migrate(ctx, s.db, s.steps); err != nil {
		return err
	}
	s.stale = true // the program may have ended before it could wipe
	return s.compare(ctx, old)
}

// create makes an empty file for the owner alone if there is none, and looks whether one
// that is there can be used.
func create(path string) error {
	if err := onlyFiles(path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return access(path)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// onlyFiles returns an error if there is something else than files at the path and where
// SQLite's files go: to open a pipe could take forever.
func onlyFiles(path string) error {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		info, err := os.Stat(path + end)
		if err == nil && !info.Mode().IsRegular() {
			return &fs.PathError{Op: "open", Path: path + end, Err: errNoFile}
		}
	}
	return nil
}

// dsn names the file for the driver.
func dsn(path string, extra []string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	query := url.Values{"_pragma": append(append([]string{}, pragmas...), extra...), "_txlock": {"immediate"}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query.Encode()
}

// sound reports whether the file is as the store left it.
func (s *Store) sound() bool {
	return s.known != nil && os.SameFile(s.known, s.info) &&
		s.known.Size() == s.info.Size() && s.known.ModTime().Equal(s.info.ModTime())
}

// check returns an error if the file is damaged. It costs a few milliseconds a megabyte.
func check(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return errDamaged
	}
	return nil
}

// shut closes the file.
func (s *Store) shut() error {
	s.rest.Stop()
	if s.db == nil {
		return nil
	}
	err := s.db.Close()
	s.db, s.info, s.known = nil, nil, nil
	if info, gone := os.Stat(s.path); err == nil && gone == nil {
		s.known = info
	}
	return err
}
