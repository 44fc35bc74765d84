package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot/bottest"
)

// told returns a store that keeps what it tells.
func told(t *testing.T, path string) (*store.Store, *[]string) {
	t.Helper()
	var sentences []string
	s := store.Open(path, store.Config{Told: func(sentence string) { sentences = append(sentences, sentence) }})
	t.Cleanup(func() { must(t, s.Close()) })
	return s, &sentences
}

func wantTold(t *testing.T, sentences []string, want ...string) {
	t.Helper()
	if len(sentences) != len(want) {
		t.Fatalf("told %q, want %q", sentences, want)
	}
	for i := range want {
		if !strings.Contains(sentences[i], want[i]) {
			t.Errorf("told %q, want %q", sentences[i], want[i])
		}
	}
}

const begun = "a new store has begun"

// filled makes a file with something of everything in it and returns its bytes.
func filled(t *testing.T, path string) []byte {
	t.Helper()
	s := store.Open(path, store.Config{})
	for range 3 { // the first round stores what the second reads
		for method, call := range bottest.Calls(t.Context(), s) {
			if err := call(); err != nil && method != "Files" && method != "Drop" {
				t.Fatalf("%s: %v", method, err)
			}
		}
	}
	must(t, s.Close())
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// TestDamaged: a damaged file is found by whichever method comes first, is kept as it is
// under another name, and a new one begins.
func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(data []byte) []byte{
		"a text":             func([]byte) []byte { return bytes.Repeat([]byte("Dear diary, today I began. "), 200) },
		"a few letters":      func([]byte) []byte { return []byte("hello") },
		"noughts":            func(data []byte) []byte { return make([]byte, len(data)) },
		"cut in a page":      func(data []byte) []byte { return data[:len(data)-1000] },
		"cut to half":        func(data []byte) []byte { return data[:len(data)/2/4096*4096] },
		"cut in the header":  func(data []byte) []byte { return data[:50] },
		"header overwritten": func(data []byte) []byte { return append(make([]byte, 40), data[40:]...) },
		"pages overwritten": func(data []byte) []byte {
			out := bytes.Clone(data)
			copy(out[4096:], bytes.Repeat([]byte{0xa5}, len(data)-8192))
			return out
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "candor.db")
			bad := damage(filled(t, path))
			must(t, os.WriteFile(path, bad, 0o600))
			s, sentences := told(t, path)
			_, err := s.Notes(t.Context(), "")
			var fault *store.Fault
			if !errors.As(err, &fault) || !strings.HasPrefix(err.Error(), path+": the file is damaged and is now called candor.db.damaged-") {
				t.Fatalf("Notes: %v", err)
			}
			wantWorking(t, s)
			wantTold(t, *sentences, "is now called", begun)
			wantAside(t, path, bad)
		})
	}
}

// wantAside looks for the one file that was put aside.
func wantAside(t *testing.T, path string, want []byte) {
	t.Helper()
	names, err := filepath.Glob(path + ".damaged-????????T??????")
	must(t, err)
	if len(names) != 1 {
		t.Fatalf("put aside: %q", names)
	}
	got, err := os.ReadFile(names[0])
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Error("the damaged file was changed")
	}
}

// TestDamagedTwice: two files that are found damaged in one second are both kept.
func TestDamagedTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s, _ := told(t, path)
	for range 3 {
		must(t, os.WriteFile(path, []byte("no store"), 0o600))
		if _, err := s.Notes(t.Context(), ""); err == nil {
			t.Fatal("Notes: no error")
		}
	}
	wantWorking(t, s)
	names, err := filepath.Glob(path + ".damaged-*")
	must(t, err)
	if len(names) != 3 {
		t.Errorf("put aside: %q", names)
	}
}

// TestDamagedWithLog: while another program has the file open, its log lies beside it, and
// goes with it.
func TestDamagedWithLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	bad := filled(t, path)
	change(t, raw(t, path), "INSERT INTO counts VALUES ('', '', '', '', 1)")
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	copy(bad[2*4096:], bytes.Repeat([]byte{0xa5}, len(bad)-3*4096))
	must(t, os.WriteFile(path, bad, 0o600))
	s, sentences := told(t, path)
	if _, err := s.Notes(t.Context(), ""); err == nil {
		t.Fatal("Notes: no error")
	}
	logs, err := filepath.Glob(path + ".damaged-*-wal")
	must(t, err)
	if len(logs) != 1 {
		t.Fatalf("logs put aside: %q", logs)
	}
	if got, err := os.ReadFile(logs[0]); err != nil || !bytes.HasPrefix(got, log) {
		t.Errorf("the log was changed, %v", err)
	}
	wantWorking(t, s)
	wantTold(t, *sentences, "is now called", begun)
}

// TestDamagedWhileOpen overwrites the file under a store that has it open.
func TestDamagedWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	filled(t, path)
	s, sentences := told(t, path)
	wantWorking(t, s)
	must(t, os.WriteFile(path, bytes.Repeat([]byte("no store "), 10_000), 0o600))
	// Some of it is in memory still, so that methods may succeed for a while.
	_, err := s.Notes(t.Context(), "")
	if err == nil {
		s.Sleep()
		_, err = s.Notes(t.Context(), "")
	}
	if err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("Notes: %v", err)
	}
	wantWorking(t, s)
	wantTold(t, *sentences, "is now called", begun)
}

// TestEmptyFile is a file that somebody made, or cut: a store begins in it.
func TestEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	must(t, os.WriteFile(path, nil, 0o600))
	s, sentences := told(t, path)
	wantWorking(t, s)
	wantTold(t, *sentences, begun)
}

// TestGone: file and folder may go at any time; the store begins anew.
func TestGone(t *testing.T) {
	for name, remove := range map[string]func(path string) error{
		"the file":          os.Remove,
		"the folder":        func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"the folder, moved": func(path string) error { return os.Rename(filepath.Dir(path), filepath.Dir(path)+".away") },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "data", "candor.db")
			s, sentences := told(t, path)
			wantWorking(t, s)
			must(t, remove(path))
			if history, err := s.History(t.Context(), 9); err != nil || len(history) > 0 {
				t.Errorf("History: %d lines, %v", len(history), err)
			}
			wantWorking(t, s)
			wantTold(t, *sentences, begun, begun)
		})
	}
}

// TestReplaced: a backup that is put in place of the file counts at once.
func TestReplaced(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "candor.db"), filepath.Join(dir, "backup.db")
	filled(t, backup)
	s, sentences := told(t, path)
	wantWorking(t, s)
	must(t, os.Rename(backup, path))
	notes, err := s.Notes(t.Context(), "")
	if err != nil || notes["called"] != "1" {
		t.Errorf("Notes = %v, %v", notes, err)
	}
	wantWorking(t, s)
	s.Sleep()
	wantWorking(t, s)
	wantTold(t, *sentences, begun, "another store has taken the place")
}

// TestAsideGoes: what was put aside is deleted in a week, with its log, and nothing else.
func TestAsideGoes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "candor.db")
	old, late := time.Now().UTC().AddDate(0, 0, -8), time.Now().UTC().AddDate(0, 0, -6)
	const form = "20060102T150405"
	gone := []string{"candor.db.damaged-" + old.Format(form), "candor.db.damaged-" + old.Format(form) + "-wal", "candor.db.damaged-" + old.Format(form) + "-2"}
	stays := []string{"candor.db.damaged-" + late.Format(form), "candor.db.damaged-", "candor.db.damaged-1", "other.db.damaged-" + old.Format(form), "candor.db." + old.Format(form)}
	for _, name := range append(gone, stays...) {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
	}
	s, _ := told(t, path)
	must(t, s.Forget(t.Context(), bottest.At, bottest.At))
	for i, name := range append(gone, stays...) {
		if _, err := os.Stat(filepath.Join(dir, name)); (err != nil) != (i < len(gone)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
