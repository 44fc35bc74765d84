package faq_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const teaBase = `title: Tea
language: en
source:
  title: Notes on tea
disclaimer: Ask somebody who knows about tea.
hosts: [example.org]
sections: [Keeping, Brewing]
`

const teaBrewing = `---
question: How long should tea brew?
asked:
  - how many minutes for black tea
  - when do I take the leaves out
  - must I steep it for long
section: Brewing
reviewed: 2026-01-02
related: [storing]
---
About **three minutes**, then take the leaves out.

- Longer makes it bitter.
- More in [the notes](https://example.org/tea.html).
`

const teaStoring = `---
question: Where do I keep tea?
asked:
  - does it belong in the fridge
  - which tin is best for storage
  - will sunlight spoil it
section: Keeping
reviewed: 2026-01-02
---
In a closed tin, *dry and dark*.
`

const teaCoffee = `---
question: What about coffee?
asked:
  - can I make espresso instead
  - which grinder is best for beans
  - is cappuccino any good
covered: false
reviewed: 2026-01-02
related: [brewing]
---
The notes are about tea only.
`

// tea returns the files of a small base that is right; tests change them.
func tea() fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"base.yaml":          teaBase,
		"entries/brewing.md": teaBrewing,
		"entries/storing.md": teaStoring,
		"entries/coffee.md":  teaCoffee,
		"synonyms.yaml":      "- [steep, brew, draw]\n- [fridge, ice box, cold store]\n",
		"golden.jsonl":       `{"question": "how long must I steep it", "want": "brewing"}` + "\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(t testing.TB, fsys fstest.MapFS) *faq.Base {
	t.Helper()
	b, err := faq.Load(fsys)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return b
}

func TestBaseEntry(t *testing.T) {
	b := load(t, tea())
	for _, id := range []faq.ID{"brewing", "coffee", "storing"} {
		if e, ok := b.Entry(id); !ok || e.ID != id {
			t.Errorf("Entry(%q) = %v, %v, want that entry", id, e, ok)
		}
	}
	for _, id := range []faq.ID{"", "a", "milk", "zzz", faq.None} {
		if e, ok := b.Entry(id); ok {
			t.Errorf("Entry(%q) = %v, want none", id, e)
		}
	}
}

func TestBaseTopics(t *testing.T) {
	fsys := tea()
	fsys["entries/airing.md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(
		"How long should tea brew?", "Does tea need air?", "how many minutes for black tea", "must the lid be open",
		"when do I take the leaves out", "can it breathe", "must I steep it for long", "is fresh air good",
	).Replace(teaBrewing))}
	var got []faq.ID
	for _, e := range load(t, fsys).Topics() {
		got = append(got, e.ID)
	}
	// The sections' order first, then the titles'; what is not covered is no topic.
	if diff := cmp.Diff([]faq.ID{"storing", "airing", "brewing"}, got); diff != "" {
		t.Errorf("Topics (-want +got):\n%s", diff)
	}
}

func TestSourceString(t *testing.T) {
	tests := []struct {
		name string
		in   faq.Source
		want string
	}{
		{"title alone", faq.Source{Title: "Notes"}, `"Notes"`},
		{"with author", faq.Source{Title: "Notes", Author: "Author"}, `"Notes" by Author`},
		{"with publisher", faq.Source{Title: "Notes", Publisher: "House"}, `"Notes" (House)`},
		{"with both", faq.Source{Title: "Notes", Author: "Author", Publisher: "House"}, `"Notes" by Author (House)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.String(); got != tt.want {
				t.Errorf("String() = %s, want %s", got, tt.want)
			}
		})
	}
}
