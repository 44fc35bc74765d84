package bot

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"candor/faq"
	"candor/knowledge"
)

// This file is inside the package because it measures the parts of a reload.

// emptyStore knows nothing and takes everything.
type emptyStore struct{ Store }

func (emptyStore) Notes(context.Context, string) (map[string]string, error) { return nil, nil }
func (emptyStore) History(context.Context, int) ([]Change, error)           { return nil, nil }
func (emptyStore) Commit(context.Context, Change, Write) error              { return nil }

func (emptyStore) Send(context.Context, Sent) (int64, error) { return 1, nil }

// edited is the shipped base in a folder, with a phrasing more.
func edited(t testing.TB) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, knowledge.Files); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "entries", "porn.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Replace(data, []byte("asked:\n"), []byte("asked:\n  - too many clips on his phone\n"), 1)
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

// TestMeasuredReload says how long a reload of the shipped base takes, and its parts. The
// limits are far above: other work may keep the machine busy.
func TestMeasuredReload(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, where nothing is measured")
	}
	fsys := edited(t)
	_, d, err := Start(t.Context(), DeskConfig{Embedded: knowledge.Files, Folder: func() (fs.FS, error) { return fsys, nil }, Store: emptyStore{}}, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	d.bot.Use(shipped(t)) // so that the folder is a change
	live := d.bot.live.Load()
	took := func(part string, do func()) {
		start := time.Now()
		do()
		t.Logf("%-28s %v", part, time.Since(start).Round(time.Millisecond))
	}
	var s source
	took("read once", func() { s, err = readBase(fsys) })
	took("read until it is the same", func() { s, err = d.read(t.Context()) })
	if err != nil {
		t.Fatal(err)
	}
	took("review", func() { review(s.base, live.base) })
	var x Examination
	took("examine", func() { x, err = Examine(s.files) })
	if err != nil {
		t.Fatal(err)
	}
	took("compare", func() { compare(live.Snapshot, s.base, x) })

	start := time.Now()
	said, err := d.ReloadNow(t.Context(), Moderator{Platform: "test"})
	whole := time.Since(start)
	t.Logf("%-28s %v: %s %v", "the whole", whole.Round(time.Millisecond), said, err)
	var faults faq.Faults // that the phrasing costs golden questions is no matter here
	if err != nil && (!errors.As(err, &faults) || faults[0].File != "golden.jsonl") || whole > 5*time.Minute {
		t.Errorf("ReloadNow = %q, %v after %v", said, err, whole)
	}
}
