package bot

import (
	"testing"
	"testing/fstest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// This file is inside the package because a reload reviews only what is new.

// TestReviewOfWhatIsNew: what stands in the base in use as well was reviewed before it came
// there, wherever it stands now, but not a phrasing that has become a title.
func TestReviewOfWhatIsNew(t *testing.T) {
	load := func(question, phrasing, answer string) *faq.Base {
		t.Helper()
		file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
		base, err := faq.Load(fstest.MapFS{
			"base.yaml":        file("title: Help\nlanguage: en\nsource: {title: A Book}\ndisclaimer: Ask a baker.\n"),
			"entries/bread.md": file("---\nquestion: " + question + "\nasked: [" + phrasing + "]\nsection: One\nreviewed: 2026-01-02\n---\n" + answer + "\n"),
		})
		if err != nil {
			t.Fatal(err)
		}
		return base
	}
	live := load("How long does it bake?", "will you be sure that everything will be crisp", "You should have known.")
	for name, test := range map[string]struct {
		base *faq.Base
		want []string
	}{
		"nothing":                  {live, nil},
		"an answer of the same":    {load("Why does it bake?", "baking time", "You should have known."), nil},
		"another answer":           {load("How long does it bake?", "baking time", "You should have waited."), []string{"entries/bread.md:7: says \"You should have\": it blames"}},
		"a title that was none":    {load("will you be sure that everything will be crisp", "baking time", "Yes."), []string{"entries/bread.md:2: says \"everything will be\": nobody can promise that"}},
		"a phrasing that was none": {load("How long does it bake?", "I want to kill myself", "Yes."), []string{"entries/bread.md:3: tells of danger (suicide), so it is answered by a help card and never found: see candor explain"}},
	} {
		var got []string
		faults, _ := review(test.base, live)
		for _, f := range faults {
			got = append(got, f.Error())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
