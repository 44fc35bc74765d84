package bot

import (
	"maps"
	"testing"
	"testing/fstest"
)

// TestUnchanged: whatever of a base's files becomes another is noticed; what is not of the
// base is not.
func TestUnchanged(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	const salt = "---\nquestion: How much salt?\nasked: [salt]\nsection: Dough\nreviewed: 2026-01-02\n---\nTen grams.\n"
	whole := fstest.MapFS{
		"base.yaml":       file("title: Bread\nlanguage: en\nsource: {title: The First Loaf}\ndisclaimer: Ask a baker.\n"),
		"entries/salt.md": file(salt),
		"learned.bin":     file("what was learned"),
	}
	for name, test := range map[string]struct {
		change func(fstest.MapFS)
		want   bool
	}{
		"nothing":             {func(fstest.MapFS) {}, true},
		"what was learned":    {func(m fstest.MapFS) { m["learned.bin"] = file("more") }, true},
		"an editor's file":    {func(m fstest.MapFS) { m["entries/.salt.md.swp"] = file("x") }, true},
		"a text, as long":     {func(m fstest.MapFS) { m["entries/salt.md"] = file(salt[:len(salt)-2] + "!\n") }, false},
		"a text, longer":      {func(m fstest.MapFS) { m["entries/salt.md"] = file(salt + "More.\n") }, false},
		"an entry more":       {func(m fstest.MapFS) { m["entries/rye.md"] = file(salt) }, false},
		"an entry less":       {func(m fstest.MapFS) { delete(m, "entries/salt.md") }, false},
		"a file there was no": {func(m fstest.MapFS) { m["golden.jsonl"] = file("") }, false},
		"a file gone":         {func(m fstest.MapFS) { delete(m, "base.yaml") }, false},
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(whole)
			r := newRecorder(files)
			if _, err := r.base(); err != nil {
				t.Fatal(err)
			}
			test.change(files)
			if got := r.unchanged(); got != test.want {
				t.Errorf("unchanged = %v, want %v", got, test.want)
			}
		})
	}
}
