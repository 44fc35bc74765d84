package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"candor/bot"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Fault is a trouble of the store. Its sentence names the file and says what is wrong.
type Fault struct {
	Path string // of the file
	What string // what is wrong with it: "the disk is full"
	Err  error  // the cause, for programs; not in the sentence
}

func (f *Fault) Error() string { return f.Path + ": " + f.What }

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Err }

var (
	errClosed  = errors.New("the store is closed")
	errNoFile  = errors.New("there is something else than a file, or beside it")
	errDamaged = errors.New("the file is damaged")
	errForeign = errors.New("the file belongs to another program; name another file for the store")
	errNewer   = errors.New("the file was written by a newer version of Candor; use that, or name another file")
	errLocked  = errors.New("another program is using the file")
	errUnnamed = errors.New("the version of the files has no name")
	errNoDay   = errors.New("the question has no day")
)

// settle closes the file after a failure, puts it aside if it is damaged, and says in a
// sentence what is wrong.
func (s *Store) settle(ctx context.Context, err error) error {
	if err == nil || err == bot.ErrNotStored {
		return err
	}
	info := s.info
	_ = s.shut() // the first failure is the one that matters
	if ended := ctx.Err(); ended != nil && !damaged(err) {
		return s.ended(ended)
	}
	s.known = nil
	if damaged(err) {
		return s.putAside(ctx, info, err)
	}
	return s.fault(err)
}

// fault puts an error into a sentence.
func (s *Store) fault(err error) error {
	if err == nil {
		return nil
	}
	return &Fault{Path: s.path, What: what(err), Err: err}
}

// what says what is wrong, in words that hold nothing of the store's inside.
func what(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "it did not answer in time"
	}
	var trouble *sqlite.Error
	if errors.As(err, &trouble) {
		if words, ok := codes[trouble.Code()&0xff]; ok {
			return words
		}
		return fmt.Sprintf("the database reports error %d", trouble.Code())
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error()
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// codes say what SQLite's result codes mean (sqlite.org/rescode.html).
var codes = map[int]string{
	lib.SQLITE_ERROR:      "the tables in it are not those of a store",
	lib.SQLITE_PERM:       "it may not be read or written",
	lib.SQLITE_BUSY:       errLocked.Error(),
	lib.SQLITE_LOCKED:     errLocked.Error(),
	lib.SQLITE_PROTOCOL:   errLocked.Error(),
	lib.SQLITE_NOMEM:      "there is not enough memory",
	lib.SQLITE_READONLY:   "it cannot be written",
	lib.SQLITE_IOERR:      "the disk failed to read or write it",
	lib.SQLITE_CORRUPT:    errDamaged.Error(),
	lib.SQLITE_NOTADB:     errDamaged.Error(),
	lib.SQLITE_FULL:       "the disk is full",
	lib.SQLITE_CANTOPEN:   "it, or a file beside it, cannot be opened",
	lib.SQLITE_TOOBIG:     "something is too big to be stored",
	lib.SQLITE_CONSTRAINT: "something cannot be stored: a number is too big",
}

// damaged reports whether the error says that the file's bytes are not what was written.
func damaged(err error) bool {
	var trouble *sqlite.Error
	if errors.As(err, &trouble) {
		code := trouble.Code() & 0xff
		return code == lib.SQLITE_CORRUPT || code == lib.SQLITE_NOTADB
	}
	return errors.Is(err, errDamaged)
}
