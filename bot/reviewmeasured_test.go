package bot

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"candor/bot/safety"
	"candor/faq"
)

// TestMeasuredReview says how long the review of 2,000 new entries takes, whose answers are
// as long as the shipped ones, and how long the older parts of it do alone: words that are
// banned, and the detector on whole texts. The limit is far above: other work may keep the
// machine busy.
func TestMeasuredReview(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, where nothing is measured")
	}
	b := manyEntries(t, 2000)
	review(b, b) // what is read once
	detectOld := func() {
		for text := range b.Texts() {
			safety.Detect(text.Text)
		}
	}
	detectOld()
	took := func(part string, do func()) time.Duration {
		start := time.Now()
		do()
		d := time.Since(start)
		t.Logf("%-24s %v", part, d.Round(time.Millisecond))
		return d
	}
	old := took("banned words", func() {
		for text := range b.Texts() {
			if text.Kind != faq.Phrasing {
				safety.Lint(text.Text)
			}
		}
	}) + took("detector on whole texts", detectOld)
	language := took("language", func() { reviewLanguage(b, nil) })
	danger := took("danger", func() { reviewDanger(b, nil) })
	t.Logf("now %.1f times of what it was", float64(language+danger)/float64(old))
	if language+danger > 2*time.Minute {
		t.Errorf("the review takes %v", language+danger)
	}
}

// manyEntries is a base of so many entries with the answers of the shipped ones in turn.
func manyEntries(t *testing.T, n int) *faq.Base {
	t.Helper()
	entries := shipped(t).base.Entries
	fsys := fstest.MapFS{"base.yaml": {Data: []byte("title: Help\nlanguage: en\nsource: {title: A Book}\ndisclaimer: Ask a baker.\nhosts: [findahelpline.com]\n")}}
	for i := range n {
		answer := entries[i%len(entries)].Answer
		fsys[fmt.Sprintf("entries/e%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\nquestion: What is the answer of number %d?\nasked: [tell me number %d, which is %d]\nsection: One\nreviewed: 2026-01-02\n---\n%s\n", i, i, i, answer)}
	}
	b, err := faq.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
