package faq_test

import (
	"fmt"
	"testing/fstest"

	"candor/faq"
)

// exampleFiles is a base in the form that os.DirFS gives of a folder.
var exampleFiles = fstest.MapFS{
	"base.yaml": {Data: []byte(`title: Tea
language: en
source: {title: Notes on tea}
disclaimer: Ask somebody who knows about tea.
`)},
	"entries/brewing.md": {Data: []byte(`---
question: How long should tea brew?
asked: [how many minutes for black tea, when do I take the leaves out]
section: Brewing
reviewed: 2026-01-02
---
About **three minutes**.
`)},
	"entries/storing.md": {Data: []byte(`---
question: Where do I keep tea?
asked: [does it belong in the fridge, which tin is best]
section: Keeping
reviewed: 2026-01-02
---
In a closed tin.
`)},
}

func ExampleLoad() {
	base, err := faq.Load(exampleFiles)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range base.Topics() {
		fmt.Printf("%s: %s\n", e.ID, e.Question)
	}
	// Output:
	// brewing: How long should tea brew?
	// storing: Where do I keep tea?
}

func ExampleLoad_faults() {
	_, err := faq.Load(fstest.MapFS{
		"base.yaml": exampleFiles["base.yaml"],
		"entries/brewing.md": {Data: []byte(`---
question: How long should tea brew?
asked: []
section: Brewing
reviewed: today
---
# Three minutes
`)},
	})
	fmt.Println(err)
	// Output:
	// entries/brewing.md:5: reviewed must be a day such as 2026-11-23, not "today"
	// entries/brewing.md:7: a heading is not in the subset: paragraphs, '- ' lists, bold, italic, links
}

func ExampleMatcher_Match() {
	base, err := faq.Load(exampleFiles)
	if err != nil {
		fmt.Println(err)
		return
	}
	result := faq.NewMatcher(base).Match("When do I take the leaves out?")
	if result.Verdict == faq.Answer {
		entry, _ := base.Entry(result.Matches[0].ID)
		fmt.Println(entry.Doc.Text())
	}
	// Output: About three minutes.
}
