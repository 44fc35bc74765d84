package bot

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"candor/faq"
	"candor/faq/text"
	"candor/knowledge"
)

// hugeFiles is a base as large as F26 has it: 2,000 entries of 4 kB with 25 phrasings each,
// 50,000 in all, of words that share a vocabulary, as those of a real base do.
func hugeFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"base.yaml": readFile(t, "testdata/base/base.yaml")}
	random := rand.New(rand.NewPCG(1, 2))
	words := shippedWords(t)
	phrase := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = words[random.IntN(len(words))]
		}
		return strings.Join(all, " ")
	}
	for i := range 2000 {
		var b bytes.Buffer
		fmt.Fprintf(&b, "---\nquestion: What is the %s of number %d?\nasked:\n", phrase(2), i)
		for range 25 {
			fmt.Fprintf(&b, "  - how does %s\n", phrase(5))
		}
		fmt.Fprint(&b, "section: The Oven\nreviewed: 2026-01-02\n---\n")
		for b.Len() < 4000 {
			fmt.Fprintf(&b, "The %s.\n\n", phrase(12))
		}
		files[fmt.Sprintf("entries/huge-%04d.md", i)] = &fstest.MapFile{Data: b.Bytes()}
	}
	return files
}

func readFile(t testing.TB, name string) *fstest.MapFile {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: data}
}

// shippedWords are those of the shipped base: others would have to be corrected, which takes
// longer.
func shippedWords(t testing.TB) []string {
	t.Helper()
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for said := range base.Texts() {
		for _, word := range text.Words(said.Text) {
			known[word] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// processorTime is how long the program has worked, on all processors.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestMeasuredHugeBase (F26) says how long the parts of a reload of a huge base take, and how
// much work they are: other work may keep the machine busy.
func TestMeasuredHugeBase(t *testing.T) {
	if os.Getenv("CANDOR_LONG") == "" {
		t.Skip("it takes half a minute of work: see CANDOR_LONG")
	}
	files := hugeFiles(t)
	live, err := readBase(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	var s source
	var x Examination
	for _, part := range []struct {
		name string
		do   func() error
	}{
		{"read and load", func() (err error) { s, err = readBase(files); return err }},
		{"hold to the detector", func() error {
			faults, _ := review(s.base, live.base)
			t.Logf("%d faults: words at random tell of danger now and then", len(faults))
			return nil
		}},
		{"hold it again", func() error {
			if faults, _ := review(s.base, s.base); len(faults) > 0 {
				return faults
			}
			return nil
		}},
		{"learn, apart", func() (err error) { x, err = Examine(s.files); return err }},
		{"put in use", func() error {
			s.files[LearnedFile] = x.Learned
			s, err := readBase(s.files.fsys())
			if err == nil {
				NewSnapshot(s.base)
			}
			return err
		}},
	} {
		start, worked := time.Now(), processorTime()
		err := part.do()
		t.Logf("%-22s %6d ms, %6d ms of work", part.name, time.Since(start).Milliseconds(), (processorTime() - worked).Milliseconds())
		if err != nil {
			t.Fatalf("%s: %v", part.name, err)
		}
	}
}
