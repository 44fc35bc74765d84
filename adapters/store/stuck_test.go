package store_test

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot"
)

//go:embed migrations/*.sql
var steps embed.FS

// stuckDisk are the migrations on a disk that does not answer until it is released, as a
// system call that never comes back: no context ends it.
type stuckDisk struct {
	fs.FS
	reached, released chan struct{}
	once              sync.Once
}

func newStuckDisk(t *testing.T) *stuckDisk {
	t.Helper()
	files, err := fs.Sub(steps, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	return &stuckDisk{FS: files, reached: make(chan struct{}), released: make(chan struct{})}
}

func (d *stuckDisk) Open(name string) (fs.File, error) {
	d.once.Do(func() { close(d.reached) })
	<-d.released
	return d.FS.Open(name)
}

// ends is a context that ends when the disk is reached.
func (d *stuckDisk) ends(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		<-d.reached
	}()
	return ctx
}

// soon is a bound far above what is waited for, and far below forever.
const soon = 20 * time.Second

// wantStuck wants an error that names the file and what is wrong.
func wantStuck(t *testing.T, what, path string, err error) {
	t.Helper()
	var fault *store.Fault
	if !errors.As(err, &fault) || fault.Path != path || !strings.Contains(err.Error(), "the disk does not answer") {
		t.Errorf("%s: %v, want that the disk of %s does not answer", what, err, path)
	}
}

// whenAnswering reads once the disk answers.
func whenAnswering(t *testing.T, s *store.Store) error {
	t.Helper()
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	for began := time.Now(); time.Since(began) < soon; <-poll.C {
		if _, err := s.Inbox(t.Context()); err == nil || !strings.Contains(err.Error(), "does not answer") {
			return err
		}
	}
	t.Fatal("the store stays stuck")
	return nil
}

// TestDiskStuck: a call that never comes back ends with its context all the same, those
// after it are told at once, Close waits for nobody, and the file is closed once the disk
// answers.
func TestDiskStuck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := store.Open(path, store.Config{})
	disk := newStuckDisk(t)
	s.Migrations(disk)
	began := time.Now()
	_, err := s.Notes(disk.ends(t), "")
	wantStuck(t, "Notes", path, err)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Notes: %v, want that its context was done", err)
	}
	for name, do := range map[string]func() error{
		"Send":   func() error { _, err := s.Send(t.Context(), bot.Sent{Day: "2026-11-26"}); return err },
		"Forget": func() error { return s.Forget(t.Context(), time.Time{}, time.Time{}) },
		"Commit": func() error { return s.Commit(t.Context(), bot.Change{}, bot.Write{}) },
		"Close":  s.Close,
	} {
		wantStuck(t, name, path, do())
	}
	if took := time.Since(began); took > soon {
		t.Errorf("all took %v", took)
	}
	close(disk.released)
	err = whenAnswering(t, s)
	if err == nil || !strings.Contains(err.Error(), "the store is closed") {
		t.Errorf("Inbox after Close: %v, want that the store is closed", err)
	}
	open(t, path) // which another may have now
}

// TestDiskAnswersAgain: what was stuck leaves the store as good as ever.
func TestDiskAnswersAgain(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "candor.db"))
	disk := newStuckDisk(t)
	s.Migrations(disk)
	if _, err := s.Send(disk.ends(t), bot.Sent{Day: "2026-11-26", Text: "given up"}); err == nil {
		t.Fatal("Send on a disk that does not answer has no error")
	}
	close(disk.released)
	if err := whenAnswering(t, s); err != nil {
		t.Fatal(err)
	}
	wantWorking(t, s)
	questions, err := s.Inbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		if q.Text == "given up" {
			t.Error("a question is stored whose sending failed")
		}
	}
}

// TestLateSentence: a store that is too slow says so with its path, and who gave up himself
// gets his own reason.
func TestLateSentence(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	ctx, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	if _, err := s.Notes(ctx, ""); err == nil || err.Error() != path+": it did not answer in time" {
		t.Errorf("Notes: %v", err)
	}
}
