package safety

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// measured is a message of a file that the detector is measured by: two voices each that
// nothing was learned from and no rule was written for. "Explicit" messages say it in so
// many words, "veiled" ones do not, "hard" ones hold alarming words and need no card.
type measured struct {
	Text, Tier, Class, Kind string
	Pair                    int
}

// band is the share of messages that may get a card, in percent.
type band struct{ least, most float64 }

// sets are the files, with bands a little beside what is reached: -v shows that.
var sets = []struct {
	name, file string
	cards      map[string]band // by tier and kind, or by class
	pairs      float64         // percent that must be right on both sides
	told       float64         // percent of tier B that must get its lines, or a card
}{
	// Its totals, and what is missed, are looked at to choose by, so they flatter.
	{"development", "testdata/development.jsonl", map[string]band{
		"A explicit": {98.6, 100}, "A veiled": {83.5, 100}, "A pair": {98.5, 100},
		"B explicit": {0, 5.5}, "C ordinary": {0, 0.5}, "C hard": {0, 2.5}, "C pair": {0, 15},
		"suicide": {98, 100}, "self-harm": {98, 100}, "abuse-now": {98, 100}, "assault": {98, 100},
		"therapist-advance": {96.5, 100}, "minor": {98, 100}, "danger": {98, 100},
		"medical-emergency": {97, 100}, "own-risk-to-child": {98, 100}, "third-party": {98, 100},
	}, 85, 87.5},
	// By other authors, who saw no example. Only totals were looked at, for eight models.
	{"held out", "testdata/heldout.jsonl", map[string]band{
		"A explicit": {99, 100}, "A veiled": {86, 100}, "A pair": {99, 100},
		"B explicit": {0, 7.5}, "C ordinary": {0, 0.6}, "C hard": {0, 2.6}, "C pair": {0, 24},
		"suicide": {99, 100}, "self-harm": {98, 100}, "abuse-now": {98, 100}, "assault": {98, 100},
		"therapist-advance": {98, 100}, "minor": {98, 100}, "danger": {98, 100},
		"medical-emergency": {98, 100}, "own-risk-to-child": {98, 100}, "third-party": {98, 100},
	}, 75, 95},
	// The one before, of which totals were seen for some twenty-three models.
	{"earlier", "testdata/earlier.jsonl", map[string]band{
		"A explicit": {97.8, 100}, "A veiled": {78, 100}, "A pair": {99, 100},
		"B explicit": {0, 12}, "C ordinary": {0, 0.5}, "C hard": {0, 6.5}, "C pair": {0, 25},
		"suicide": {98, 100}, "self-harm": {98, 100}, "abuse-now": {98, 100}, "assault": {96, 100},
		"therapist-advance": {96, 100}, "minor": {98, 100}, "danger": {98, 100},
		"medical-emergency": {96.5, 100}, "own-risk-to-child": {98, 100}, "third-party": {98, 100},
	}, 75, 95.5},
	// By two more authors, who saw no example. What is missed was looked at, so it flatters a little.
	{"latest", "testdata/latest.jsonl", map[string]band{
		"A explicit": {97, 100}, "A veiled": {86, 100}, "A pair": {99, 100},
		"B explicit": {0, 10.5}, "C ordinary": {0, 1.6}, "C hard": {0, 1.5}, "C pair": {0, 37},
	}, 63, 90},
}

func readMeasured(t testing.TB, file string) []measured {
	t.Helper()
	var out []measured
	for i, line := range readLines(t, file) {
		var m measured
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%s:%d: is no JSON", file, i+1) // without the line: nobody is to read the held-out ones
		}
		out = append(out, m)
	}
	return out
}

// TestMeasured holds what share of each kind of message gets a card.
func TestMeasured(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	for _, set := range sets {
		t.Run(set.name, func(t *testing.T) {
			cards := map[string][2]int{} // by kind: messages, cards
			for _, m := range readMeasured(t, set.file) {
				names := []string{m.Tier + " " + m.Kind}
				if m.Tier == "A" && m.Kind == "explicit" {
					names = append(names, m.Class)
				}
				card := Detect(m.Text).Tier == TierA
				for _, name := range names {
					n := cards[name]
					n[0]++
					if card {
						n[1]++
					}
					cards[name] = n
				}
			}
			for name, want := range set.cards {
				got := percent(cards[name])
				t.Logf("%-18s %5.1f %% of %d get a card", name, got, cards[name][0])
				if got < want.least || got > want.most {
					t.Errorf("%s: %.1f %% get a card, want %.1f to %.1f", name, got, want.least, want.most)
				}
			}
		})
	}
}

// TestMeasuredCases holds how many pairs are right on both sides, and of how many messages
// of tier B something is noticed.
func TestMeasuredCases(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	for _, set := range sets {
		f, err := os.Open(set.file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		cases, err := ReadCases(f, set.file)
		if err != nil {
			t.Fatal(err)
		}
		r := Evaluate(cases)
		for _, of := range []struct {
			recall Recall
			least  float64
		}{{r.Pairs, set.pairs}, {r.Tiers[1], set.told}} {
			got := percent([2]int{of.recall.Total, of.recall.Found})
			t.Logf("%s: %.1f %% of %d are right: %s", set.name, got, of.recall.Total, of.recall.Name)
			if got < of.least {
				t.Errorf("%s: %s: want at least %.1f %%", set.name, of.recall.Name, of.least)
			}
		}
	}
}

// TestMeasuredStandsApart: no example is a message that the detector is measured by.
func TestMeasuredStandsApart(t *testing.T) {
	key := func(s string) string { return foreign(strings.ToLower(s)) }
	seen := map[string]bool{}
	for _, e := range readExamples(t) {
		seen[key(e.text)] = true
	}
	for _, set := range sets {
		for i, m := range readMeasured(t, set.file) {
			if seen[key(m.Text)] {
				t.Errorf("%s:%d: is an example too", set.file, i+1)
			}
		}
	}
}
