package safety

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"testing"
)

var voices = flag.String("voices", "", "leave out these voices of the examples, learn from the rest, and measure: all, or a number from 0 to 4 for a fifth of them")

// fifths is into how many parts the voices are dealt: learning takes minutes.
const fifths = 5

// fifth is the part that a voice is in, -1 if it is none of the examples'.
func fifth(voice string) int {
	n, err := strconv.Atoi(voice)
	if err != nil {
		return -1
	}
	return n % fifths
}

// TestVoices measures what the constants of detect.go were chosen by: how the detector
// does on voices that it did not learn from.
func TestVoices(t *testing.T) {
	if *voices == "" {
		t.Skip("learning takes minutes: run with -voices all -v to choose constants by")
	}
	all, other := readExamples(t), material(t)
	cards := map[string][2]int{} // by class: messages, cards
	for part := range fifths {
		if *voices != "all" && *voices != fmt.Sprint(part) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return fifth(e.voice) == part })
		m := learn(t, append(rest, other...))
		for _, e := range all {
			if fifth(e.voice) != part {
				continue
			}
			card := examine(m, e.text).finding.Tier == TierA
			for _, name := range []string{e.class.String(), "tier " + string(e.class.Tier()), fmt.Sprintf("voice %2s, tier %s", e.voice, e.class.Tier())} {
				n := cards[name]
				n[0]++
				if card {
					n[1]++
				}
				cards[name] = n
			}
		}
	}
	for _, name := range sortedKeys(cards) {
		t.Logf("%-20s %5.1f %% of %d get a card", name, percent(cards[name]), cards[name][0])
	}
}

func percent(n [2]int) float64 { return 100 * float64(n[1]) / float64(max(1, n[0])) }
