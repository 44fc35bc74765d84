package faq_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/faq"
)

// shippedFile is a file of the shipped base and what is in it line by line.
type shippedFile struct {
	name  string
	lines []string
}

func shippedText(t *testing.T, name string) shippedFile {
	t.Helper()
	text, err := os.ReadFile("../knowledge/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return shippedFile{name, strings.Split(string(text), "\n")}
}

var relatedForm = regexp.MustCompile(`(?m)^related: \[(.*)\]$`)

// around returns a base for the file: the shipped base.yaml, and the entries that it names,
// as short as can be.
func (f shippedFile) around(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	put("base.yaml", strings.Join(shippedText(t, "base.yaml").lines, "\n"))
	text := strings.Join(f.lines, "\n")
	put("entries/first.md", "---\nquestion: Is this the first?\nasked: []\ncovered: false\nreviewed: 2026-01-02\n---\nThis.\n")
	for _, m := range relatedForm.FindAllStringSubmatch(text, -1) {
		for id := range strings.SplitSeq(m[1], ", ") {
			put("entries/"+id+".md", "---\nquestion: What is a "+strings.ReplaceAll(id, "-", " ")+" exactly?\nasked: []\nsection: What Is Sex Therapy\nreviewed: 2026-01-02\n---\nThis.\n")
		}
	}
	put(f.name, text)
	if _, err := faq.Load(fsys); err != nil {
		t.Fatalf("unbroken: %v", err)
	}
	return fsys
}

// jargon is what means nothing to people who keep answers right and write no programs.
var jargon = regexp.MustCompile(`(?i)(md|yaml):\d+: (.*[^.])?\b(yaml|token|mapping|scalar|node|indicator|anchor|alias|stream|parse|scan|expected|directive)`)

// front is how many lines from which on may be broken: those of YAML.
func (f shippedFile) front() (from, to int) {
	if !strings.HasSuffix(f.name, ".md") {
		return 0, len(f.lines)
	}
	return 1, 1 + slices.Index(f.lines[1:], "---")
}

// firstLine is the first line of the file that Load names, 0 for none.
func firstLine(fsys fstest.MapFS, name string) (line int, all error) {
	_, err := faq.Load(fsys)
	var faults faq.Faults
	if !errors.As(err, &faults) || faults[0].File != name {
		return 0, err
	}
	return faults[0].Line, err
}

// tally counts breakages.
type tally struct {
	made, right int
	byKind      map[string]int // the wrong ones
	samples     []string
}

func (c *tally) count(kind string, right bool, sample func() string) {
	c.made++
	if right {
		c.right++
		return
	}
	c.byKind[kind]++
	if c.byKind[kind] <= 3 {
		c.samples = append(c.samples, sample())
	}
}

// breakLines makes every slip on every so many lines of the file.
func (f shippedFile) breakLines(t *testing.T, every int) *tally {
	fsys := f.around(t)
	from, to := f.front()
	c := &tally{byKind: map[string]int{}}
	for i := from; i < to; i++ {
		m := leadForm.FindStringSubmatch(f.lines[i])
		if m == nil || i > from+6 && m[2] == "- " && i%every != 0 {
			continue
		}
		l := yamlLine{m[1], m[2], m[3], m[2] == "- ", m[1] == ""}
		for _, b := range breakages() {
			text, at, ok := b.apply(l)
			if !ok || text == f.lines[i] {
				continue
			}
			changed := slices.Clone(f.lines)
			changed[i] = text
			fsys[f.name].Data = []byte(strings.Join(changed, "\n"))
			line, err := firstLine(fsys, f.name)
			right := line == i+1+at && !jargon.MatchString(err.Error()) || b.harmless && err == nil
			c.count(b.name, right, func() string {
				said := "accepted"
				if err != nil {
					said, _, _ = strings.Cut(err.Error(), "\n")
				}
				return fmt.Sprintf("%s: %s:%d: %q: %s", b.name, f.name, i+1+at, text, said)
			})
		}
	}
	return c
}

// TestLoadNamesTheLine breaks shipped files as editors do, on each line: the first line that
// is named is the broken one, and what is said of it is in plain words.
func TestLoadNamesTheLine(t *testing.T) {
	every := 5 // of the items of a list, which look much the same
	names := []string{"base.yaml", "synonyms.yaml", "entries/aging.md", "entries/age-limits.md", "entries/about-this-information.md"}
	switch {
	case testing.Short():
		every = 40
	case os.Getenv("CANDOR_EVERY_LINE") != "": // takes a minute
		every = 1
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := shippedText(t, name).breakLines(t, every)
			slices.SortFunc(c.samples, func(a, b string) int { return cmp.Compare(a, b) })
			if c.right != c.made {
				t.Errorf("of %d breakages %d are told with another line first: %v\n%s",
					c.made, c.made-c.right, c.byKind, strings.Join(c.samples, "\n"))
			}
			t.Logf("the line is right of %d of %d breakages", c.right, c.made)
		})
	}
}
