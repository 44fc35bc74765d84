package safety

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAmongOthers: danger is seen beside ordinary questions, too, and so many ordinary
// questions are no danger. The messages are those of the development set, each among one,
// two, four or eight of its ordinary ones; in lines of their own, after commas, or with
// nothing between.
func TestAmongOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	all := readMeasured(t, "testdata/development.jsonl")
	var ordinary []string
	for _, m := range all {
		if m.Tier == "C" && m.Kind == "ordinary" {
			ordinary = append(ordinary, m.Text)
		}
	}
	for _, set := range []struct {
		others                           int
		with                             string
		explicit, veiled, ordinary, hard float64 // percent with a card: at least, at least, at most, at most
	}{
		{1, "\n", 97, 71.5, 0.5, 2},
		{2, "\n", 96.5, 69, 0.5, 2},
		{4, "\n", 96.5, 69.5, 0.5, 2},
		{8, "\n", 95.5, 67, 0.5, 2},
		{1, ", ", 92.5, 60.5, 0.5, 2},
		{3, ", ", 88, 47, 0.5, 2},
		{1, " ", 92, 59.5, 0.5, 2},
		{3, " ", 87, 46, 0.5, 2},
	} {
		t.Run(fmt.Sprintf("%d with %q", set.others, set.with), func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			cards := map[string][2]int{}
			for _, m := range all {
				if m.Kind == "pair" {
					continue
				}
				n := cards[m.Tier+" "+m.Kind]
				n[0]++
				if Detect(among(m.Text, ordinary, set.others, set.with, random)).Tier == TierA {
					n[1]++
				}
				cards[m.Tier+" "+m.Kind] = n
			}
			for kind, want := range map[string]band{
				"A explicit": {set.explicit, 100}, "A veiled": {set.veiled, 100}, "C ordinary": {0, set.ordinary}, "C hard": {0, set.hard},
			} {
				got := percent(cards[kind])
				t.Logf("%-10s %5.1f %% of %d get a card", kind, got, cards[kind][0])
				if got < want.least || got > want.most {
					t.Errorf("%s: %.1f %% get a card, want %.1f to %.1f", kind, got, want.least, want.most)
				}
			}
		})
	}
}

// among puts a message among so many others, in any order. If no line ends between them,
// there is no other sign of an end either, as people write who are in a hurry.
func among(message string, others []string, n int, with string, random *rand.Rand) string {
	said := []string{message}
	for range n {
		other := others[random.IntN(len(others))]
		if random.IntN(2) == 0 {
			said = append(said, other)
		} else {
			said = append([]string{other}, said...)
		}
	}
	out := strings.Join(said, with)
	if with != "\n" {
		out = strings.ToLower(strings.NewReplacer(".", "", "?", "", "!", "", ";", "").Replace(out))
	}
	return out
}
