package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

// inside are words of the store's inside, which no sentence may have.
var inside = regexp.MustCompile(`(?i)sql|pragma|constraint|inbox|goose|insert|begin|malformed|errno|\(\d+\)`)

// wantFailing calls every method: each must fail soon, in a sentence that names the file
// and says what is wrong.
func wantFailing(t *testing.T, s *store.Store, path, what string) {
	t.Helper()
	for method, call := range bottest.Calls(t.Context(), s) {
		start := time.Now()
		err := call()
		var fault *store.Fault
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v, want a Fault", method, err)
			continue
		}
		said, ok := strings.CutPrefix(err.Error(), path+": ")
		if !ok || inside.MatchString(said) || !strings.Contains(said, what) {
			t.Errorf("%s: %q, want %q", method, err, path+": … "+what)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %v", method, took)
		}
	}
}

// wantWorking writes and reads.
func wantWorking(t *testing.T, s *store.Store) {
	t.Helper()
	c := bot.Change{Version: "works", Action: "load", Time: bottest.At}
	if err := s.Commit(t.Context(), c, bot.Write{Files: bot.Files{"a": []byte("A")}}); err != nil {
		t.Fatalf("Commit: %v", err)
	}
	if _, err := s.Files(t.Context(), "works"); err != nil {
		t.Fatalf("Files: %v", err)
	}
	send(t, s, "works")
}

// TestInTheWay puts things at the path that are no file, and takes them away again.
func TestInTheWay(t *testing.T) {
	for _, test := range []struct {
		name, what string
		put        func(t *testing.T, path string)
	}{
		{"a folder", "something else than a file", func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }},
		{"a folder for the log", "something else than a file", func(t *testing.T, path string) { must(t, os.Mkdir(path+"-wal", 0o700)) }},
		{"a link to nothing", "no such file", func(t *testing.T, path string) { must(t, os.Symlink(path+".nowhere", path)) }},
		{"a link to itself", "too many levels", func(t *testing.T, path string) { must(t, os.Symlink(path, path)) }},
		{"a file for a folder", "not a directory", func(t *testing.T, path string) {
			must(t, os.Remove(filepath.Dir(path)))
			must(t, os.WriteFile(filepath.Dir(path), nil, 0o600))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			must(t, os.Mkdir(dir, 0o700))
			path := filepath.Join(dir, "candor.db")
			test.put(t, path)
			s := open(t, path)
			wantFailing(t, s, path, test.what)
			must(t, os.RemoveAll(dir))
			wantWorking(t, s)
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestBadPath: a name that cannot be is an error, not a panic.
func TestBadPath(t *testing.T) {
	for _, path := range []string{"a\x00b", filepath.Join(t.TempDir(), strings.Repeat("long", 100))} {
		s := open(t, path)
		wantFailing(t, s, path, "")
	}
}

// TestOddNames: no character of the path has a meaning.
func TestOddNames(t *testing.T) {
	for _, name := range []string{"a b", "a?mode=memory", "a#b", "a%20b", "100%", "é", ":memory:", "file:x", "a;b'\"", "-x", "\xff"} {
		dir := filepath.Join(t.TempDir(), name)
		path := filepath.Join(dir, name)
		s := open(t, path)
		wantWorking(t, s)
		must(t, s.Close())
		if files := filesIn(t, dir); len(files) != 1 || len(files[name]) == 0 {
			t.Errorf("%q: %d files", name, len(files))
		}
	}
}

// TestModes: what people sent is for the owner's eyes.
func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	s := open(t, filepath.Join(dir, "candor.db"))
	wantWorking(t, s)
	for name, want := range map[string]os.FileMode{
		"": os.ModeDir | 0o700, "..": os.ModeDir | 0o700,
		"candor.db": 0o600, "candor.db-wal": 0o600, "candor.db-shm": 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode() != want {
			t.Errorf("mode of %q = %v, want %v", name, info.Mode(), want)
		}
	}
}

// TestTouchesNothing: to open a store is free, and so is to close it.
func TestTouchesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := store.Open(filepath.Join(dir, "candor.db"), store.Config{})
	must(t, s.Close())
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder: %v", err)
	}
}

// TestCloseWithout: where the folder is gone there is nothing left to close.
func TestCloseWithout(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := open(t, filepath.Join(dir, "candor.db"))
	wantWorking(t, s)
	must(t, os.RemoveAll(dir))
	must(t, s.Close())
}

func TestClosed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	wantWorking(t, s)
	must(t, s.Close())
	must(t, s.Close())
	wantFailing(t, s, path, "the store is closed")
}

// TestHeld: while another program holds the file, methods that write wait for some time
// only, and no longer than their context; they work when it lets go.
func TestHeld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	wantWorking(t, s)
	other := raw(t, path)
	conn, err := other.Conn(t.Context())
	must(t, err)
	_, err = conn.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	must(t, err)

	start := time.Now()
	_, err = s.Send(t.Context(), bot.Sent{Day: "2026-11-26"})
	var fault *store.Fault
	if !errors.As(err, &fault) || fault.What != "another program is using the file" {
		t.Errorf("Send: %v", err)
	}
	if took := time.Since(start); took < time.Second || took > 20*time.Second {
		t.Errorf("Send took %v", took)
	}
	if _, err := s.Inbox(t.Context()); err != nil {
		t.Errorf("Inbox while another program writes: %v", err)
	}
	wantEndsWithContext(t, s)
	_, err = conn.ExecContext(t.Context(), "ROLLBACK")
	must(t, err)
	must(t, conn.Close())
	wantWorking(t, s)
}

func wantEndsWithContext(t *testing.T, s *store.Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := s.Send(ctx, bot.Sent{Day: "2026-11-26"})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Send with 50 ms: %v", err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("Send with 50 ms took %v", took)
	}
}
