package faq_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"candor/faq"
)

// locked is a base whose learned.bin cannot be read.
type locked struct{ fstest.MapFS }

func (l locked) ReadFile(name string) ([]byte, error) {
	if name == faq.LearnedFile {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

// TestLoadWithUselessLearned: what only saves time never makes a base unusable.
func TestLoadWithUselessLearned(t *testing.T) {
	with := func(learned *fstest.MapFile) fstest.MapFS {
		fsys := tea()
		fsys[faq.LearnedFile] = learned
		return fsys
	}
	tests := []struct {
		name string
		fsys fs.FS
		want string // Msg of LearnedFault, "" for none
	}{
		{"none", tea(), ""},
		{"of another base", with(&fstest.MapFile{Data: []byte("candor learned 0\n")}), ""},
		{"empty", with(&fstest.MapFile{}), "is empty"},
		{"a folder", with(&fstest.MapFile{Mode: fs.ModeDir}), "is not a regular file"},
		{"one that may not be read", locked{with(&fstest.MapFile{Data: []byte("x")})}, "cannot be read: permission denied"},
		{"too long", tooLong(t), "is 268435457 bytes long, at most 268435456 are read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := faq.Load(tt.fsys)
			if err != nil {
				t.Fatalf("Load: %v", err)
			}
			got := ""
			if b.LearnedFault != nil {
				got = b.LearnedFault.Msg
			}
			if got != tt.want {
				t.Errorf("LearnedFault = %q, want %q", got, tt.want)
			}
			m := faq.NewMatcher(b)
			if m.Recalled() {
				t.Error("the matcher knows from learned.bin what is not in it")
			}
			if r := m.Match("How long should tea brew?"); r.Verdict != faq.Answer {
				t.Errorf("the verdict on a title is %v, want an answer", r.Verdict)
			}
		})
	}
}

// tooLong is a base whose learned.bin has a byte too many.
func tooLong(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, tea()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, faq.LearnedFile)
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, faq.MaxLearnedBytes+1); err != nil { // most file systems keep only its length
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

func TestLoadAnewLeavesLearnedAlone(t *testing.T) {
	fsys := tea()
	fsys[faq.LearnedFile] = &fstest.MapFile{Data: faq.NewMatcher(load(t, tea())).Learned()}
	b, err := faq.LoadAnew(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if b.Learned != nil || b.LearnedFault != nil || faq.NewMatcher(b).Recalled() {
		t.Errorf("LoadAnew read learned.bin: %d bytes, fault %v", len(b.Learned), b.LearnedFault)
	}
	if !faq.NewMatcher(load(t, fsys)).Recalled() {
		t.Error("Load did not read learned.bin")
	}
}
