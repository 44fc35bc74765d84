package bot_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"
)

func TestShippedBaseIsReviewed(t *testing.T) {
	oneAtATime(t)
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		t.Fatal(err)
	}
	faults, doubts := bot.Review(base)
	for _, f := range append(faults, doubts...) {
		t.Error(f)
	}
}

func TestReviewNamesThePlace(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	base, err := faq.Load(fstest.MapFS{
		"base.yaml": file("title: Help\nlanguage: en\nsource: {title: A Book}\ndisclaimer: You will be fine.\n"),
		"entries/grief.md": file("---\nquestion: I feel low. What then?\nasked:\n  - what if I feel sad\n  - I want to kill myself\n" +
			"section: One\nreviewed: 2026-01-02\n---\nHe committed suicide. I want to die. I believe you.\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	language, _ := bot.ReviewLanguage(base)
	danger, _ := bot.ReviewDanger(base)
	tests := []struct {
		name   string
		faults faq.Faults
		want   []string // beginnings
	}{
		{"language", language, []string{
			`entries/grief.md:9: says "committed suicide"`, `entries/grief.md:9: says "I believe you"`, `base.yaml: the disclaimer says "You will be fine"`}},
		{"danger", danger, []string{"entries/grief.md:5: tells of danger (suicide)", "entries/grief.md:9: tells of danger ("}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if len(tt.faults) != len(tt.want) {
				t.Fatalf("faults:\n%v\nwant %d", tt.faults, len(tt.want))
			}
			for i, want := range tt.want {
				if got := tt.faults[i].Error(); !strings.HasPrefix(got, want) {
					t.Errorf("fault %d is %q, want it to begin with %q", i, got, want)
				}
			}
		})
	}
}
