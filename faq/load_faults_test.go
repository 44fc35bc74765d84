package faq_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// broken is a change that makes the base of tea wrong: in one of its files old
// becomes new, or all of it when old is empty.
type broken struct{ name, old, new, want string }

func refuse(t *testing.T, file string, tests []broken) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tea()
			text := string(fsys[file].Data)
			if !strings.Contains(text, tt.old) {
				t.Fatalf("%s does not hold %q", file, tt.old)
			}
			if tt.old != "" {
				tt.new = strings.Replace(text, tt.old, tt.new, 1)
			}
			fsys[file].Data = []byte(tt.new)
			wantFaults(t, fsys, tt.want)
		})
	}
}

func wantFaults(t *testing.T, fsys fstest.MapFS, want string) {
	t.Helper()
	_, err := faq.Load(fsys)
	if err == nil {
		t.Fatalf("Load accepts it, want:\n%s", want)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
}

// begins is a fault of a text with that sign in front.
func begins(sign string) string {
	return "a text that begins with " + sign + " has to stand in quotation marks"
}

const (
	openFence = "the front matter that starts here does not end: a line of --- is missing above the answer"
	badFence  = "is not exactly ---, as the line above an answer must be"
)

const twoDocuments = `has "---" or "..." in the middle: what stands below is not read`

// linked ends a fault of checkMentions.
const linked = `which chat programs make a link of: not under "hosts" in base.yaml (or a space is missing)`

func TestLoadRefusesFolder(t *testing.T) {
	file := func(name, text string) func(fstest.MapFS) {
		return func(fsys fstest.MapFS) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	}
	mode := func(name string, m fs.FileMode) func(fstest.MapFS) {
		return func(fsys fstest.MapFS) { fsys[name] = &fstest.MapFile{Mode: m} }
	}
	remove := func(names ...string) func(fstest.MapFS) {
		return func(fsys fstest.MapFS) {
			for _, name := range names {
				delete(fsys, name)
			}
		}
	}
	entries := []string{"entries/brewing.md", "entries/storing.md", "entries/coffee.md"}
	tests := []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"no base.yaml", remove("base.yaml"), "base.yaml: the file is missing"},
		{"no folder of entries", remove(entries...), "entries: the folder cannot be read: file does not exist"},
		{"no entry", func(fsys fstest.MapFS) { remove(entries...)(fsys); file("entries/.keep", "")(fsys) }, "entries: holds no entry"},
		{"base.yaml a folder", func(fsys fstest.MapFS) { remove("base.yaml")(fsys); file("base.yaml/x", "")(fsys) }, "base.yaml: is not a regular file"},
		{"golden.jsonl a pipe", mode("golden.jsonl", fs.ModeNamedPipe), "golden.jsonl: is not a regular file"},
		{"an entry a pipe", mode("entries/milk.md", fs.ModeNamedPipe), "entries/milk.md: is not a regular file"},
		{"an entry a device", mode("entries/milk.md", fs.ModeDevice), "entries/milk.md: is not a regular file"},
		{"an entry a socket", mode("entries/milk.md", fs.ModeSocket), "entries/milk.md: is not a regular file"},
		{"an entry a folder", file("entries/milk.md/x", ""), "entries/milk.md: is not a regular file"},
		{"a folder of entries inside", file("entries/milk/x.md", ""), "entries/milk: is not named ID.md"},
		{"a link to nothing", func(fsys fstest.MapFS) {
			fsys["entries/milk.md"] = &fstest.MapFile{Data: []byte("gone.md"), Mode: fs.ModeSymlink}
		}, "entries/milk.md: cannot be read: file does not exist"},
		{"another ending", file("entries/milk.txt", ""), "entries/milk.txt: is not named ID.md"},
		{"an ending in capitals", file("entries/milk.MD", ""), "entries/milk.MD: is not named ID.md"},
		{"capitals", file("entries/Milk.md", ""), "entries/Milk.md: the name must be at most 40 of a-z, 0-9 and '-', then .md"},
		{"a space", file("entries/hot milk.md", ""), "entries/hot milk.md: the name must be at most 40 of a-z, 0-9 and '-', then .md"},
		{"an accent", file("entries/café.md", ""), "entries/café.md: the name must be at most 40 of a-z, 0-9 and '-', then .md"},
		{"a long name", file("entries/"+strings.Repeat("a", 41)+".md", ""), "entries/" + strings.Repeat("a", 41) + ".md: the name must be at most 40 of a-z, 0-9 and '-', then .md"},
		{"the name that stands for none", file("entries/none.md", ""), "entries/none.md: an entry cannot be named none: that stands for no entry"},
		{"base.yaml too long", file("base.yaml", strings.Repeat("#", faq.MaxFileBytes+1)), "base.yaml: is 65537 bytes long, at most 65536 are allowed"},
		{"an entry too long", file("entries/milk.md", strings.Repeat("a", faq.MaxFileBytes+1)), "entries/milk.md: is 65537 bytes long, at most 65536 are allowed"},
		{"too much in all", func(fsys fstest.MapFS) {
			data := []byte(strings.Repeat("a", faq.MaxFileBytes))
			for i := range faq.MaxTotalBytes/faq.MaxFileBytes + 1 {
				fsys[fmt.Sprintf("entries/x%d.md", i)] = &fstest.MapFile{Data: data}
			}
		}, "entries: the base holds 33621004 bytes, at most 33554432 are allowed"},
		{"too many entries", func(fsys fstest.MapFS) {
			for i := range faq.MaxEntries {
				fsys[fmt.Sprintf("entries/x%d.md", i)] = &fstest.MapFile{}
			}
		}, "entries: holds more than 20000 entries"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tea()
			tt.change(fsys)
			wantFaults(t, fsys, tt.want)
		})
	}
}

// growing is a file system whose files hold more than they say.
type growing struct{ fstest.MapFS }

func (g growing) Open(name string) (fs.File, error) {
	return fstest.MapFS{name: {Data: make([]byte, faq.MaxFileBytes+1)}}.Open(name)
}

func TestLoadRefusesFileThatGrows(t *testing.T) {
	_, err := faq.Load(growing{fstest.MapFS{"base.yaml": {}, "entries/a.md": {}}})
	want := "base.yaml: is longer than 65536 bytes\nentries/a.md: is longer than 65536 bytes"
	if err == nil || err.Error() != want {
		t.Errorf("Load = %v, want:\n%s", err, want)
	}
}

func TestLoadRefusesReplyThatFitsNowhere(t *testing.T) {
	fsys := answering(strings.Repeat("x", 4096))
	fsys["base.yaml"].Data = []byte(strings.NewReplacer(
		"Notes on tea", strings.Repeat("s", 1000), "about tea.", strings.Repeat("d", 990)).Replace(teaBase))
	wantFaults(t, fsys, "entries/storing.md:10: title, answer, source and disclaimer are 6131 characters together, at most 6000 fit")
}

func TestLoadReportsAllFaultsSorted(t *testing.T) {
	fsys := tea()
	replace := func(name, old, new string) {
		fsys[name].Data = []byte(strings.Replace(string(fsys[name].Data), old, new, 1))
	}
	replace("base.yaml", "language: en", "language: de")
	replace("base.yaml", "about tea.", "about tea, @here")
	replace("entries/storing.md", "2026-01-02", "2026-13-02")
	replace("entries/storing.md", "In a closed tin", "# In a closed tin")
	replace("entries/storing.md", "Where do I keep tea?", "Where do I keep tea, @here?")
	replace("entries/brewing.md", "[storing]", "[storing, milk, coffee]")
	replace("entries/coffee.md", "any good", "an\x00y good")
	replace("synonyms.yaml", "cold store", "brew")
	replace("golden.jsonl", `"brewing"`, `"milk"`)
	fsys["entries/Milk.md"] = &fstest.MapFile{}
	wantFaults(t, fsys, strings.Join([]string{
		`base.yaml:2: language must be en or a variant of it: words are read by English rules`,
		`base.yaml:5: disclaimer holds a mention, "@h"`,
		`entries/Milk.md: the name must be at most 40 of a-z, 0-9 and '-', then .md`,
		`entries/brewing.md:9: related: there is no entry "milk"`,
		`entries/coffee.md:6: holds a control character, "\x00"`,
		`entries/storing.md:2: the question holds a mention, "@h"`,
		`entries/storing.md:8: reviewed must be a day such as 2026-11-23, not "2026-13-02"`,
		`entries/storing.md:10: a heading is not in the subset: paragraphs, '- ' lists, bold, italic, links`,
		`golden.jsonl:1: want: there is no entry "milk"`,
		`synonyms.yaml:2: "brew" is in a group already, on line 1`,
	}, "\n"))
}

// TestLoadReportsNoFollowUps holds the faults to their causes: an entry that
// cannot be read is still there for those that name it.
func TestLoadReportsNoFollowUps(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"unreadable entry", "entries/storing.md", "tin\xff", "entries/storing.md:1: is not valid UTF-8"},
		{"entry without front matter", "entries/brewing.md", "tin", "entries/brewing.md:1: must start with front matter between two lines of ---"},
		{"unreadable base.yaml", "base.yaml", "title: '", "base.yaml:1: the ' that opens here is not closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tea()
			fsys[tt.file].Data = []byte(tt.text)
			wantFaults(t, fsys, tt.want)
		})
	}
}

func TestLoadFaultsUnwrap(t *testing.T) {
	fsys := tea()
	fsys["entries/storing.md"].Data = []byte("tin")
	_, err := faq.Load(fsys)
	want := &faq.Fault{File: "entries/storing.md", Line: 1, Msg: "must start with front matter between two lines of ---"}
	var fault *faq.Fault
	if !errors.As(fmt.Errorf("reload: %w", err), &fault) {
		t.Fatalf("no *Fault in %v", err)
	}
	if diff := cmp.Diff(want, fault); diff != "" {
		t.Errorf("the fault (-want +got):\n%s", diff)
	}
	var faults faq.Faults
	if !errors.As(err, &faults) || len(faults) != 1 {
		t.Errorf("no Faults of one in %v", err)
	}
}

func TestLoadStopsAfterAHundredFaults(t *testing.T) {
	fsys := tea()
	for i := range 300 {
		fsys[fmt.Sprintf("entries/x%03d.md", i)] = &fstest.MapFile{Data: []byte("no front matter")}
	}
	_, err := faq.Load(fsys)
	var faults faq.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("Load = %v, want Faults", err)
	}
	if len(faults) != 101 {
		t.Errorf("Load reports %d faults, want 100 and a last one", len(faults))
	}
	last := faq.Fault{File: "entries/x099.md", Msg: "too many faults: the rest was not read"}
	if diff := cmp.Diff(last, *faults[len(faults)-1]); diff != "" {
		t.Errorf("the last fault (-want +got):\n%s", diff)
	}
}

// bulky is a base of entries with 60 kB of phrasings each. The bad ones have a
// day that does not exist.
func bulky(entries int, bad ...int) fstest.MapFS {
	fsys := fstest.MapFS{"base.yaml": tea()["base.yaml"]}
	for i := range entries {
		phrasings := numbered("  - is tea %d of "+fmt.Sprint(i)+" any good\n", 60<<10)
		text := fmt.Sprintf("---\nquestion: Which tea is %d?\nasked:\n%ssection: Keeping\nreviewed: 2026-01-02\n---\nThat one.\n", i, phrasings)
		if slices.Contains(bad, i) {
			text = strings.Replace(text, "2026-01-02", "2026-02-30", 1)
		}
		fsys[fmt.Sprintf("entries/x%03d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestLoadReadsALargeBaseNoFurtherThanItsFault(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	const fault, cut = "reviewed must be a day such as", "the base is large: the rest was not checked"
	tests := []struct {
		name    string
		entries int
		bad     []int
		want    []string
	}{
		{"all of an ordinary base", 30, []int{0, 29}, []string{"entries/x000.md " + fault, "entries/x029.md " + fault}},
		{"the start of a large one", 60, []int{0, 2, 59}, []string{"entries/x000.md " + fault, "entries/x002.md " + fault, "entries/x002.md " + cut}},
		{"a large one to its fault", 60, []int{59}, []string{"entries/x059.md " + fault, "entries/x059.md " + cut}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := faq.Load(bulky(tt.entries, tt.bad...))
			var faults faq.Faults
			if !errors.As(err, &faults) {
				t.Fatalf("Load = %v, want Faults", err)
			}
			var got []string
			for _, f := range faults {
				msg, _, _ := strings.Cut(f.Msg, " 2026-11-23")
				got = append(got, f.File+" "+msg)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Load (-want +got):\n%s", diff)
			}
		})
	}
}
