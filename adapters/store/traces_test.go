package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

// TestNoTraces sends and drops questions of all lengths, so that SQLite moves rows about as
// it likes, and looks for each that was dropped in all bytes of all files.
func TestNoTraces(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "candor.db"))
	random := rand.New(rand.NewPCG(1, 10)) // with this seed, a store that does not rewrite its inbox leaves traces
	live := map[int64]string{}
	var order []int64
	for i := range 200 {
		if random.IntN(2) == 0 || len(order) == 0 {
			mark := fmt.Sprintf("MARK%06dEND", i)
			n := send(t, s, strings.Repeat(mark, 1+random.IntN(40)+800*(1/(1+random.IntN(10)))))
			live[n], order = mark, append(order, n)
			continue
		}
		at := random.IntN(len(order))
		n := order[at]
		order = append(order[:at], order[at+1:]...)
		if err := s.Drop(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		noTrace(t, dir, live[n])
	}
	if err := s.Forget(t.Context(), bottest.At, bottest.At.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	noTrace(t, dir, "MARK")
}

func send(t *testing.T, s *store.Store, text string) int64 {
	t.Helper()
	n, err := s.Send(t.Context(), bot.Sent{Day: "2026-11-26", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func noTrace(t *testing.T, dir, mark string) {
	t.Helper()
	for name, data := range filesIn(t, dir) {
		if bytes.Contains(data, []byte(mark)) {
			t.Fatalf("%s still has %s", name, mark)
		}
	}
}

// filesIn returns the bytes of all files in a folder.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = data
	}
	return files
}

// TestTracesAreFound: the search above sees a question that is there.
func TestTracesAreFound(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "candor.db"))
	send(t, s, "MARK")
	found := 0
	for _, data := range filesIn(t, dir) {
		found += bytes.Count(data, []byte("MARK"))
	}
	if found == 0 {
		t.Error("a question that is stored is in no file")
	}
}

// TestNoTracesLater: where the log cannot be emptied because somebody reads, the next
// method does it.
func TestNoTracesLater(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "candor.db")
	s := open(t, path)
	n := send(t, s, "MARK")
	reader := raw(t, path)
	tx, err := reader.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.QueryRow("SELECT count(*) FROM inbox").Scan(new(int)); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := s.Drop(t.Context(), n); err != nil {
		t.Fatalf("Drop while somebody reads: %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("Drop took %v", took)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Inbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	noTrace(t, dir, "MARK")
}

// TestNoTracesAfterKill: a program may end between deleting a question and emptying the log.
func TestNoTracesAfterKill(t *testing.T) {
	dir, later := t.TempDir(), t.TempDir()
	s := open(t, filepath.Join(dir, "candor.db"))
	send(t, s, "MARK")
	change(t, raw(t, filepath.Join(dir, "candor.db")), "PRAGMA secure_delete = ON; DELETE FROM inbox")
	found := 0
	for name, data := range filesIn(t, dir) {
		found += bytes.Count(data, []byte("MARK"))
		must(t, os.WriteFile(filepath.Join(later, name), data, 0o600))
	}
	if found == 0 {
		t.Fatal("the log was emptied before")
	}
	inbox, err := open(t, filepath.Join(later, "candor.db")).Inbox(t.Context())
	if err != nil || len(inbox) > 0 {
		t.Fatalf("Inbox: %v, %v", inbox, err)
	}
	noTrace(t, later, "MARK")
}
