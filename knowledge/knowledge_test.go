package knowledge_test

import (
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/faq"
	"candor/faq/text"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

// topics are the entries that the article answers and every shipped base must
// have: their IDs are published.
var topics = []faq.ID{
	"does-it-involve-sex", "what-is-sex-therapy", "goal", "who-provides", "common-reasons", "low-desire",
	"erectile-dysfunction", "painful-sex", "orgasm-difficulty", "compulsive-behavior", "sexual-trauma",
	"relationship-problems", "first-session", "sessions", "techniques", "therapist-questions",
	"non-sexual-exercises", "education", "sensate-focus", "homework", "cbt-mindfulness", "issue-type",
	"talk-therapy", "medical-interventions", "duration", "partners", "without-partner", "communication-skills",
	"medication", "hormones", "ed-medication", "vaginismus", "mind-body", "cost-and-insurance",
	"personalised-treatment", "effectiveness", "find-therapist", "difference-from-other-therapy",
	"about-this-information",
}

func load(t *testing.T) *faq.Base {
	t.Helper()
	b, err := faq.Load(knowledge.Files)
	if err != nil {
		t.Fatalf("the shipped base is broken:\n%v", err)
	}
	return b
}

// TestEmbedHoldsTheFolder catches a file that the embed pattern leaves out.
func TestEmbedHoldsTheFolder(t *testing.T) {
	b, err := faq.Load(os.DirFS("."))
	if err != nil {
		t.Fatalf("the folder is broken:\n%v", err)
	}
	if got := load(t).Version; got != b.Version {
		t.Errorf("the embedded base is %s, the folder %s: want them the same", got, b.Version)
	}
	if _, err := fs.Stat(knowledge.Files, "golden.jsonl"); err != nil {
		t.Error(err)
	}
}

func TestTopicsAreCovered(t *testing.T) {
	b := load(t)
	for _, id := range topics {
		if e, ok := b.Entry(id); !ok || !e.Covered {
			t.Errorf("the entry %s is missing or not covered", id)
		}
	}
}

func TestNearTopicsAreNotCovered(t *testing.T) {
	n := 0
	for _, e := range load(t).Entries {
		if !e.Covered {
			n++
		}
	}
	if n < 30 {
		t.Errorf("%d entries say that the article does not answer them, want at least 30: without them near topics get wrong answers", n)
	}
}

func TestEntriesHavePhrasings(t *testing.T) {
	for _, e := range load(t).Entries {
		least := 8
		if e.Covered {
			least = 20 // where matching stops getting much better by more
		}
		if len(e.Asked) < least {
			t.Errorf("%s has %d phrasings beside its title, want at least %d", e.ID, len(e.Asked), least)
		}
	}
}

func TestEntriesLeadOn(t *testing.T) {
	for _, e := range load(t).Entries {
		if slices.Contains([]faq.ID{"something-else", "everyday-tasks", "other-fields"}, e.ID) {
			continue // nothing here is related to them
		}
		if n := len(e.Related); n < 1 || n > 5 {
			t.Errorf("%s has %d related entries, want 1 to 5", e.ID, n)
		}
	}
}

// TestPhrasingsAreNotVariants refuses phrasings of an entry that nearly repeat
// one another: the matcher would then find itself better than it is, and take
// its own confidence for more than it is worth.
func TestPhrasingsAreNotVariants(t *testing.T) {
	const most, short = 0.9, 5
	for _, e := range load(t).Entries {
		phrasings := append([]string{e.Question}, e.Asked...)
		said, sets := make([][]string, len(phrasings)), make([][]string, len(phrasings))
		for i, a := range phrasings {
			said[i] = text.Words(a)
			sets[i] = slices.Compact(slices.Sorted(slices.Values(said[i])))
			for j, b := range phrasings[:i] {
				if min(len(said[i]), len(said[j])) < short {
					continue
				}
				if c := cosine(sets[i], sets[j]); c >= most {
					t.Errorf("%s: %q and %q are nearly the same (%.2f)", e.ID, b, a, c)
				}
			}
		}
	}
}

// cosine is that of the angle between two sets of words, each in order.
func cosine(a, b []string) float64 {
	common, n := 0.0, float64(len(a)*len(b))
	for len(a) > 0 && len(b) > 0 {
		switch strings.Compare(a[0], b[0]) {
		case -1:
			a = a[1:]
		case 1:
			b = b[1:]
		default:
			common++
			a, b = a[1:], b[1:]
		}
	}
	return common / math.Sqrt(n)
}

func TestGolden(t *testing.T) {
	b := load(t)
	if len(b.Golden) < 200 {
		t.Errorf("golden.jsonl has %d questions, want at least 200", len(b.Golden))
	}
	phrasings := map[string]faq.ID{}
	for _, e := range b.Entries {
		for _, p := range append([]string{e.Question}, e.Asked...) {
			phrasings[words(p)] = e.ID
		}
	}
	seen, wanted := map[string]bool{}, map[faq.ID]bool{}
	for _, q := range b.Golden {
		if id, ok := phrasings[words(q.Text)]; ok {
			t.Errorf("the golden question %q is a phrasing of %s: it measures nothing", q.Text, id)
		}
		if seen[words(q.Text)] {
			t.Errorf("the golden question %q stands there twice", q.Text)
		}
		seen[words(q.Text)] = true
		for _, id := range q.Want {
			wanted[id] = true
		}
	}
	for _, id := range append([]faq.ID{faq.None}, topics...) {
		if !wanted[id] {
			t.Errorf("no golden question wants %s", id)
		}
	}
}

func words(s string) string { return strings.Join(text.Words(s), " ") }

func TestSynonyms(t *testing.T) {
	if n := len(load(t).Synonyms); n < 80 {
		t.Errorf("synonyms.yaml has %d groups, want at least 80", n)
	}
}

func TestBase(t *testing.T) {
	b := load(t)
	want := faq.Source{Title: "Does Sex Therapy Involve Sex?", Author: "Dr. Azhar Qureshi", Publisher: "Therapy Helpers"}
	if diff := cmp.Diff(want, b.Source); diff != "" {
		t.Errorf("the source (-want +got):\n%s", diff)
	}
	if !strings.Contains(b.Disclaimer, "licensed professional") {
		t.Errorf("the disclaimer %q does not send people to a licensed professional", b.Disclaimer)
	}
	used := map[string]bool{}
	for _, e := range b.Entries {
		used[e.Section] = true
	}
	for _, s := range b.Sections {
		if !used[s] {
			t.Errorf("no entry rests on the section %q", s)
		}
	}
}
