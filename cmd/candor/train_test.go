package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/faq"
)

func TestKeepRefusesWhatIsTooLong(t *testing.T) {
	name := filepath.Join(t.TempDir(), faq.LearnedFile)
	if err := keep(name, []byte("learned")); err != nil {
		t.Fatal(err)
	}
	err := keep(name, make([]byte, faq.MaxLearnedBytes+1))
	if want := name + ": what was learned is 268435457 bytes long, of which at most 268435456 would be read: it is not written"; err == nil || err.Error() != want {
		t.Errorf("keep = %v, want %q", err, want)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "learned" {
		t.Errorf("the file before holds %q, %v, want it as it was", b, err)
	}
	files, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v, want one file", files, err)
	}
}

func TestTrainReplacesWhatIsTooLong(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/base")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, faq.LearnedFile)
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, faq.MaxLearnedBytes+1); err != nil {
		t.Fatal(err)
	}
	var out, errOut strings.Builder
	if code := run([]string{"train", dir}, nil, &out, &errOut); code != 0 || errOut.String() != "" {
		t.Fatalf("train exits %d: %s", code, errOut.String())
	}
	base, err := knowledgeDir(dir).load()
	if err != nil {
		t.Fatal(err)
	}
	if !faq.NewMatcher(base).Recalled() {
		t.Error("what train wrote is not used")
	}
}
