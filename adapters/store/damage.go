package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// putAside renames a damaged file, so that a new one can begin, and returns the error that
// says so. Info is of the file that was found damaged: if another program has renamed it
// already, nothing is left to do.
func (s *Store) putAside(ctx context.Context, info os.FileInfo, found error) error {
	path, err := filepath.Abs(s.path)
	if err != nil {
		return s.fault(err)
	}
	unlock, err := lock(context.WithoutCancel(ctx), filepath.Dir(path))
	if err != nil {
		return s.fault(err)
	}
	defer unlock()
	now, err := os.Stat(path)
	if err != nil || info == nil || !os.SameFile(now, info) {
		return s.fault(found)
	}
	aside, err := rename(path)
	if err != nil {
		return &Fault{Path: s.path, What: "the file is damaged and cannot be renamed: " + what(err), Err: err}
	}
	sentence := fmt.Sprintf("the file is damaged and is now called %s", filepath.Base(aside))
	s.cfg.Told(s.path + ": " + sentence + "; it may hold questions that people sent, and is deleted in a week")
	return &Fault{Path: s.path, What: sentence, Err: found}
}

const (
	// keepAside is for how long a damaged file is kept: its operator has a week to look at it,
	// and questions that are in it stay no longer beyond their time.
	keepAside  = 7 * 24 * time.Hour
	asideMark  = ".damaged-"
	asideStamp = "20060102T150405"
)

// dropAside deletes damaged files that were put aside too long ago.
func (s *Store) dropAside(now time.Time) error {
	dir := filepath.Dir(s.path)
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, f := range list {
		stamp, ok := strings.CutPrefix(f.Name(), filepath.Base(s.path)+asideMark)
		at, err := time.Parse(asideStamp, stamp[:min(len(asideStamp), len(stamp))])
		if !ok || err != nil || now.Sub(at) < keepAside {
			continue
		}
		if err := os.Remove(filepath.Join(dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// rename gives a damaged file, and the log that belongs to it, a name that no file has.
func rename(path string) (aside string, err error) {
	aside = path + asideMark + time.Now().UTC().Format(asideStamp)
	for n, first := 2, aside; exists(aside) || exists(aside+"-wal"); n++ {
		aside = fmt.Sprintf("%s-%d", first, n)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	// Without its file the log is of no use to the new one, and would harm it.
	if err := os.Rename(path+"-wal", aside+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return aside, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
