// Package store keeps what has to outlive the program in one SQLite file: the audit with
// every version of the answers, notes, counters, the questions that people sent to the
// moderators, and the numbers of deliveries.
//
// The store is never on the way of an answer, and nothing that happens to its file ends the
// program or makes it wait for long. It opens the file when it is first needed, and again
// after each trouble, so that it works as soon as the cause is gone. It closes the file when
// it was not needed for a while: between bursts it takes no memory, and nothing lies beside
// the file. What becomes of a file that is gone or damaged stands at [Config].Told.
//
// Confirmed changes outlive kill -9 and a power cut. Programs may share a file: each change
// waits for the others'.
package store

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"candor/bot"
)

// Config says how the store behaves. The zero value is fine.
type Config struct {
	// Told, if there is one, is called with a sentence for the operator when the store
	// begins a new file: at the first start, after the file was deleted, and after it was
	// found damaged; and when it finds another file than it had open before, which another
	// program has begun, say. A damaged file is never deleted but renamed, and the method that
	// found it returns an error. Told must not call the store.
	Told func(sentence string)
	// Idle is after how long without a call the file is closed; 0 stands for 10 seconds.
	Idle time.Duration
}

// idle is long enough for a burst, such as a moderator who looks around, and short enough
// that an hour is spent without the memory that an open file takes.
const idle = 10 * time.Second

// Store is a [bot.Store] in a file.
type Store struct {
	path string
	cfg  Config
	turn turn

	closed atomic.Bool

	// What follows belongs to whom it is the turn of.
	db    *sql.DB     // nil while the file is closed
	info  os.FileInfo // of the file that is open
	known os.FileInfo // of the file when it was closed, nil if it may have been changed since
	stale bool        // the log beside the file may still hold what was deleted
	had   *origin     // of the file that was open last, nil before the first
	rest  *time.Timer

	// Tests have other ones.
	steps fs.FS    // the migrations
	extra []string // PRAGMAs beside those that are always set
}

var _ bot.Store = (*Store)(nil)

// Open returns the store in the file at path. It touches nothing yet, and whatever is wrong
// with path is an error of each method for as long as it is so. The file's folders are made
// if they are missing.
func Open(path string, cfg Config) *Store {
	if cfg.Idle == 0 {
		cfg.Idle = idle
	}
	if cfg.Told == nil {
		cfg.Told = func(string) {}
	}
	s := &Store{path: path, cfg: cfg, turn: newTurn(), steps: steps}
	s.turn.try() // sleep looks at rest
	defer s.turn.leave()
	s.rest = time.AfterFunc(cfg.Idle, s.sleep)
	return s
}

// closeTime is how long Close waits for those that are at work, and for the disk.
const closeTime = 3 * time.Second

// Close ends the store. Methods that are at work end first, and others fail from then on.
// Where the disk does not answer, it returns an error after 3.5 seconds, or at once if that
// is known; the file is closed when the disk answers.
func (s *Store) Close() error {
	s.closed.Store(true)
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	_, err := inTurn(ctx, s, func() (struct{}, error) { return struct{}{}, s.fault(s.shut()) })
	return err
}

// sleep closes the file if nobody needs it. Whoever is at work begins the time anew.
func (s *Store) sleep() {
	c, ok := s.turn.try()
	if !ok {
		return
	}
	defer s.turn.leave()
	defer time.AfterFunc(closeTime, func() { c.stuck.Store(true) }).Stop()
	// What goes wrong here goes wrong again, and is told, when the file is next opened.
	_ = s.shut()
}

// work is what a method does with the file, and what it finds there.
type work[T any] func(ctx context.Context, tx *sql.Tx) (T, error)

var (
	reading = &sql.TxOptions{ReadOnly: true}
	writing = &sql.TxOptions{}
)

// read lets a method read when it is its turn.
func read[T any](ctx context.Context, s *Store, w work[T]) (T, error) {
	return alone(ctx, s, func(db *sql.DB) (T, error) { return within(ctx, db, reading, w) })
}

// write lets a method write when it is its turn, wholly or not at all.
func write[T any](ctx context.Context, s *Store, w work[T]) (T, error) {
	return alone(ctx, s, func(db *sql.DB) (T, error) { return within(ctx, db, writing, w) })
}

// change is write for who finds nothing.
func (s *Store) change(ctx context.Context, w func(context.Context, *sql.Tx) error) error {
	_, err := write(ctx, s, findingNothing(w))
	return err
}

// findingNothing makes work of what finds nothing.
func findingNothing(w func(context.Context, *sql.Tx) error) work[struct{}] {
	return func(ctx context.Context, tx *sql.Tx) (struct{}, error) { return struct{}{}, w(ctx, tx) }
}

// alone lets a method work when it is its turn. After a failure the file is closed: whatever
// was wrong with it, the next method begins afresh.
func alone[T any](ctx context.Context, s *Store, w func(*sql.DB) (T, error)) (T, error) {
	return inTurn(ctx, s, func() (found T, err error) {
		if err := ctx.Err(); err != nil {
			return found, s.ended(err)
		}
		if err = s.ready(ctx); err == nil {
			found, err = w(s.db)
		}
		if err = s.settle(ctx, err); err == nil || err == bot.ErrNotStored {
			s.rest.Reset(s.cfg.Idle)
		}
		if s.closed.Load() { // while this was at work, and maybe stuck
			_ = s.shut()
		}
		return found, err
	})
}

// within does the work in a transaction.
func within[T any](ctx context.Context, db *sql.DB, how *sql.TxOptions, w work[T]) (found T, err error) {
	tx, err := db.BeginTx(ctx, how)
	if err != nil {
		return found, err
	}
	defer tx.Rollback() // does nothing after Commit
	if found, err = w(ctx, tx); err != nil {
		return found, err
	}
	return found, tx.Commit()
}
