package faq_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/faq"
)

// TestStability edits the shipped base and looks at the questions that have nothing to do
// with the edit: those that neither want the edited entry nor find it. Their confidence
// must hardly move, or else what a moderator is shown of an edit is not what it does. Run
// it with -v for the figures, and with CANDOR_LONG=1 for those of thirty edits of a kind.
func TestStability(t *testing.T) {
	if testing.Short() {
		t.Skip("learns the shipped base a dozen times")
	}
	b, m := shippedBase()
	edits := 4
	if os.Getenv("CANDOR_LONG") != "" {
		edits = 30
	}
	// The bounds are a few times what was reached. Where each edit draws all lots anew, it
	// moves 110 questions and more that far, and changes 20 outcomes and more.
	for _, tt := range []struct {
		kind           string
		edit           func(b *faq.Base, i int, rng *rand.Rand)
		far, outcomes  int     // questions an edit, at most
		hundredth, all float64 // the 99th percentile of the changes and their mean, at most
	}{
		{"a phrasing more", addPhrasing, 1, 2, 0.01, 0.001},
		{"a phrasing less", removePhrasing, 1, 2, 0.01, 0.001},
		{"an entry less", removeEntry, 15, 20, 0.06, 0.008},
	} {
		t.Run(tt.kind, func(t *testing.T) {
			s := measureEdits(t, b, m, edits, tt.edit)
			if s.far() > tt.far*edits || s.outcomes > tt.outcomes*edits || s.percentile(99) > tt.hundredth || s.mean() > tt.all {
				t.Errorf("%d edits moved the confidence in %v, want at most %d, %d, %.3f, %.4f", edits, s, tt.far*edits, tt.outcomes*edits, tt.hundredth, tt.all)
			}
		})
	}
}

// measureEdits compares what m, the matcher of b, answers with what matchers of edited
// bases do, on the golden and the development questions.
func measureEdits(t *testing.T, b *faq.Base, m *faq.Matcher, edits int, edit func(*faq.Base, int, *rand.Rand)) *shifts {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 6))
	golden, development := new(shifts), new(shifts)
	for range edits {
		i := rng.IntN(len(b.Entries))
		edited := *b
		edited.Learned, edited.Entries = nil, slices.Clone(b.Entries)
		edit(&edited, i, rng)
		after := faq.NewMatcher(&edited)
		golden.compare(m, after, b.Golden, b.Entries[i].ID)
		development.compare(m, after, questionsIn(t, "testdata/development.jsonl"), b.Entries[i].ID)
	}
	t.Logf("golden: %v", golden)
	t.Logf("development: %v", development)
	return &shifts{slices.Concat(golden.moved, development.moved), golden.outcomes + development.outcomes}
}

// addPhrasing adds the first half of a phrasing joined to the second half of another: it
// says nothing that the entry does not say.
func addPhrasing(b *faq.Base, i int, rng *rand.Rand) {
	asked := b.Entries[i].Asked
	at := rng.IntN(len(asked))
	first, second := strings.Fields(asked[at]), strings.Fields(asked[rng.IntN(len(asked))])
	words := slices.Concat(first[:(len(first)+1)/2], second[len(second)/2:])
	b.Entries[i] = reworded(b.Entries[i], slices.Insert(slices.Clone(asked), at, strings.Join(words, " ")))
}

func removePhrasing(b *faq.Base, i int, rng *rand.Rand) {
	at := rng.IntN(len(b.Entries[i].Asked))
	b.Entries[i] = reworded(b.Entries[i], slices.Delete(slices.Clone(b.Entries[i].Asked), at, at+1))
}

// removeEntry is also, the other way round, a new entry.
func removeEntry(b *faq.Base, i int, _ *rand.Rand) { b.Entries = slices.Delete(b.Entries, i, i+1) }

// reworded is the entry with other phrasings, without the words that Load cut the old
// ones into.
func reworded(e faq.Entry, asked []string) faq.Entry {
	return faq.Entry{ID: e.ID, Question: e.Question, Asked: asked, Related: e.Related, Covered: e.Covered}
}

// shifts are what edits did to questions that have nothing to do with them.
type shifts struct {
	moved    []float64 // by how much the confidence in the best match changed, 0..1
	outcomes int       // questions with another verdict or another answer
}

func (s *shifts) compare(before, after *faq.Matcher, questions []faq.Question, entry faq.ID) {
	for _, q := range questions {
		was, is := before.Match(q.Text), after.Match(q.Text)
		if slices.Contains(q.Want, entry) || best(was).ID == entry || best(is).ID == entry {
			continue
		}
		s.moved = append(s.moved, math.Abs(best(is).Confidence-best(was).Confidence))
		if is.Verdict != was.Verdict || is.Verdict == faq.Answer && best(is).ID != best(was).ID {
			s.outcomes++
		}
	}
}

// best is the first match, or that of nothing.
func best(r faq.Result) faq.Match {
	if len(r.Matches) == 0 {
		return faq.Match{}
	}
	return r.Matches[0]
}

// far counts the changes by more than .05.
func (s *shifts) far() int {
	n := 0
	for _, x := range s.moved {
		if x > 0.05 {
			n++
		}
	}
	return n
}

func (s *shifts) mean() float64 {
	sum := 0.0
	for _, x := range s.moved {
		sum += x
	}
	return sum / float64(len(s.moved))
}

func (s *shifts) percentile(p int) float64 {
	return slices.Sorted(slices.Values(s.moved))[(len(s.moved)-1)*p/100]
}

func (s *shifts) String() string {
	return fmt.Sprintf("%d questions by more than .05, %d outcomes, 99th percentile %.3f, mean %.4f, largest %.3f, of %d",
		s.far(), s.outcomes, s.percentile(99), s.mean(), s.percentile(100), len(s.moved))
}
