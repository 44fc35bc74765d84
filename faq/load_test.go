package faq_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestLoad(t *testing.T) {
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	want := &faq.Base{
		Title:      "Tea",
		Language:   "en",
		Source:     faq.Source{Title: "Notes on tea"},
		Disclaimer: "Ask somebody who knows about tea.",
		Thresholds: faq.DefaultThresholds,
		Sections:   []string{"Keeping", "Brewing"},
		Entries: []faq.Entry{{
			ID: "brewing", Question: "How long should tea brew?",
			Asked:   []string{"how many minutes for black tea", "when do I take the leaves out", "must I steep it for long"},
			Answer:  "About **three minutes**, then take the leaves out.\n\n- Longer makes it bitter.\n- More in [the notes](https://example.org/tea.html).",
			Section: "Brewing", Reviewed: day, Related: []faq.ID{"storing"}, Covered: true,
		}, {
			ID: "coffee", Question: "What about coffee?",
			Asked:  []string{"can I make espresso instead", "which grinder is best for beans", "is cappuccino any good"},
			Answer: "The notes are about tea only.", Reviewed: day, Related: []faq.ID{"brewing"},
		}, {
			ID: "storing", Question: "Where do I keep tea?",
			Asked:  []string{"does it belong in the fridge", "which tin is best for storage", "will sunlight spoil it"},
			Answer: "In a closed tin, *dry and dark*.", Section: "Keeping", Reviewed: day, Covered: true,
		}},
		Synonyms: [][]string{{"steep", "brew", "draw"}, {"fridge", "ice box", "cold store"}},
		Golden:   []faq.Question{{Text: "how long must I steep it", Want: []faq.ID{"brewing"}, Line: 1}},
	}
	// TestAnswerBecomesDoc looks at Doc, TestLoadVersion at Version.
	opts := cmp.Options{cmpopts.IgnoreUnexported(faq.Entry{}), cmpopts.IgnoreFields(faq.Entry{}, "Doc"), cmpopts.IgnoreFields(faq.Base{}, "Version")}
	if diff := cmp.Diff(want, load(t, tea()), opts); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
}

// TestLoadAccepts is the other side of the tables of faults: what comes close
// to one and is right.
func TestLoadAccepts(t *testing.T) {
	tests := []struct{ name, file, old, new string }{
		{"thresholds of its own", "base.yaml", "title: Tea", "title: Tea\nthresholds: {answer: 1, suggest: 0.01}"},
		{"a variant of English", "base.yaml", "language: en", "language: en-GB"},
		{"a quoted title", "base.yaml", "title: Tea", `title: "Tea: the \u2018leaf\u2019"`},
		{"no sections", "base.yaml", "sections: [Keeping, Brewing]", "sections: []"},
		{"a title on two lines in quotation marks", "base.yaml", "title: Tea", "title: \"Tea,\n  not coffee: no\""},
		{"a title on two lines without", "base.yaml", "title: Tea", "title: Tea,\n  not\n  coffee"},
		{"a title below its key", "base.yaml", "title: Tea", "title:\n  Tea"},
		{"a title begun by a sign", "base.yaml", "title: Tea", "title: >-  # folded\n  Tea:\n  - not\n  - coffee"},
		{"a key in quotation marks", "base.yaml", "title: Tea", `"title": Tea`},
		{"spaces before a colon", "base.yaml", "title: Tea", "title  : Tea"},
		{"keys in brackets", "base.yaml", "source:\n  title: Notes on tea", "source: {\n  title: 'Notes on tea', # all\n  author: \"It's me\" }"},
		{"a list in brackets on lines", "base.yaml", "[Keeping, Brewing]", "[\n  Keeping,\n  \"Brewing\", # both\n]"},
		{"a list in the column of its key", "base.yaml", "sections: [Keeping, Brewing]", "sections:\n- Keeping\n- Brewing"},
		{"a list far to the right", "base.yaml", "sections: [Keeping, Brewing]", "sections: # two\n        - Keeping\n# and\n        -   Brewing"},
		{"groups below each other", "synonyms.yaml", "- [steep, brew, draw]", "- - steep\n  - brew\n-\n  - stir\n  - whirl"},
		{"an item on two lines", "entries/storing.md", "- will sunlight spoil it", "- will sunlight\n    spoil it"},
		{"a document's start and end", "base.yaml", teaBase, "---\n" + teaBase + "...\n"},
		{"an allowed host in a title", "base.yaml", "title: Tea", "title: Tea at https://example.org/tea.html, or example.org."},
		{"a disclaimer as long as fits", "base.yaml", "about tea.", "about tea " + strings.Repeat("a", 991)},
		{"no synonyms", "synonyms.yaml", "- [steep, brew, draw]\n- [fridge, ice box, cold store]\n", "[]"},
		{"a synonym twice in its group", "synonyms.yaml", "brew, draw", "brew, draw, Steep"},
		{"an empty golden.jsonl", "golden.jsonl", "", ""},
		{"a question that nothing answers", "golden.jsonl", `"brewing"`, `"none"`},
		{"a question with several answers", "golden.jsonl", `"brewing"`, `["brewing", "coffee"]`},
		{"empty lines between questions", "golden.jsonl", `{"question"`, "\n \n" + `{"question"`},
		{"a phrasing twice in an entry", "entries/storing.md", "will sunlight spoil it", "Does it belong in the fridge?"},
		{"no other phrasings", "entries/storing.md", "asked:\n  - does it belong in the fridge\n  - which tin is best for storage\n  - will sunlight spoil it\n", "asked: []\n"},
		{"a question as long as fits", "entries/storing.md", "Where do I keep tea?", "Where " + strings.Repeat("x", 250)},
		{"an answer as long as fits", "entries/storing.md", "In a closed tin, *dry and dark*.", strings.Repeat("x", 4096)},
		{"covered said", "entries/storing.md", "section: Keeping", "section: Keeping\ncovered: true"},
		{"for adults", "entries/storing.md", "section: Keeping", "section: Keeping\nadults: true"},
		{"for everybody", "entries/storing.md", "section: Keeping", "section: Keeping\nadults: false"},
		{"blank lines around the answer", "entries/storing.md", "In a closed", "\n\n\nIn a closed"},
		{"joined emoji", "entries/storing.md", "tin,", "tin 👩‍🌾 ❤️,"},
		{"a tab", "entries/storing.md", "tin,", "tin,\t"},
		{"a small number and an abbreviation", "entries/storing.md", "tin,", "tin of 2.5 l, e.g. this,"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tea()
			text := string(fsys[tt.file].Data)
			if !strings.Contains(text, tt.old) {
				t.Fatalf("%s does not hold %q", tt.file, tt.old)
			}
			fsys[tt.file].Data = []byte(strings.Replace(text, tt.old, tt.new, 1))
			load(t, fsys)
		})
	}
}

// TestLoadAdults: an entry is for everybody unless it says otherwise.
func TestLoadAdults(t *testing.T) {
	fsys := tea()
	text := string(fsys["entries/storing.md"].Data)
	fsys["entries/storing.md"].Data = []byte(strings.Replace(text, "section: Keeping", "section: Keeping\nadults: true", 1))
	for _, e := range load(t, fsys).Entries {
		if want := e.ID == "storing"; e.Adults != want {
			t.Errorf("Adults of %s = %v, want %v", e.ID, e.Adults, want)
		}
	}
}

func TestLoadSameBaseFromOtherForms(t *testing.T) {
	forms := map[string]func(string) string{
		"CRLF":            func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"byte order mark": func(s string) string { return "\ufeff" + s },
		"both":            func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
	}
	want := load(t, tea())
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			fsys := tea()
			for _, f := range fsys {
				f.Data = []byte(form(string(f.Data)))
			}
			opts := cmp.Options{cmpopts.IgnoreUnexported(faq.Entry{}), cmpopts.IgnoreFields(faq.Base{}, "Version")}
			if diff := cmp.Diff(want, load(t, fsys), opts); diff != "" {
				t.Errorf("Load (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadLeavesOtherFilesAlone(t *testing.T) {
	fsys := tea()
	for _, name := range []string{"README.md", "notes/a.md", "entries/.draft.md", ".git/config"} {
		fsys[name] = &fstest.MapFile{Data: []byte("\xff")}
	}
	if got, want := load(t, fsys).Version, load(t, tea()).Version; got != want {
		t.Errorf("Version = %s with other files, want %s as without", got, want)
	}
}

func TestLoadNeedsNeitherSynonymsNorGolden(t *testing.T) {
	fsys := tea()
	delete(fsys, "synonyms.yaml")
	delete(fsys, "golden.jsonl")
	if b := load(t, fsys); len(b.Synonyms)+len(b.Golden) != 0 {
		t.Errorf("Load finds synonyms %v and golden questions %v where there are none", b.Synonyms, b.Golden)
	}
}

func TestLoadVersion(t *testing.T) {
	first := load(t, tea()).Version
	if len(first) != 12 {
		t.Errorf("Version = %q, want 12 digits", first)
	}
	if again := load(t, tea()).Version; again != first {
		t.Errorf("Version = %s and then %s of the same files", first, again)
	}
	for name := range tea() {
		fsys := tea()
		fsys[name].Data = append(fsys[name].Data, '\n')
		if got := load(t, fsys).Version; got == first {
			t.Errorf("Version stays %s when %s changes", got, name)
		}
	}
}

// TestLoadFollowsLinks loads a folder as Kubernetes mounts one: every file is a
// link into a folder whose name starts with dots.
func TestLoadFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	for name, f := range tea() {
		hidden := filepath.Join(dir, "..data", strings.ReplaceAll(name, "/", "_"))
		link := filepath.Join(dir, filepath.FromSlash(name))
		for _, folder := range []string{filepath.Dir(hidden), filepath.Dir(link)} {
			if err := os.MkdirAll(folder, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(hidden, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(hidden, link); err != nil {
			t.Skipf("links cannot be made here: %v", err)
		}
	}
	b, err := faq.Load(os.DirFS(dir))
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	if len(b.Entries) != 3 {
		t.Errorf("Load finds %d entries, want 3", len(b.Entries))
	}
}
