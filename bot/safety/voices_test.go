package safety

import (
	"flag"
	"fmt"
	"slices"
	"testing"
)

var voices = flag.String("voices", "", "leave out these voices of the examples, learn from the rest, and measure: all, or numbers")

// TestVoices measures what the constants of detect.go were chosen by: how the detector
// does on a voice that it did not learn from.
func TestVoices(t *testing.T) {
	if *voices == "" {
		t.Skip("learning takes seconds: run with -voices all -v to choose constants by")
	}
	all, other := readExamples(t), material(t)
	for voice := range 20 {
		v := fmt.Sprint(voice)
		if *voices != "all" && *voices != v {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.voice == v })
		if len(rest) == len(all) {
			continue
		}
		m := learnLinear(append(rest, other...))
		var tally [4][2]int // by tier: messages, cards; the last: of A, those that a rule meets too
		for _, e := range all {
			if e.voice != v {
				continue
			}
			i := map[Tier]int{TierA: 0, TierB: 1, TierC: 2}[e.class.Tier()]
			x := examine(m, e.text)
			tally[i][0]++
			if x.finding.Tier == TierA {
				tally[i][1]++
			}
			if i == 0 {
				tally[3][0]++
				if x.met.alarming != nil {
					tally[3][1]++
				}
			}
		}
		t.Logf("voice %2s: cards for A %.1f, B %.1f, C %.1f %%; a rule meets %.1f %% of A", v,
			percent(tally[0]), percent(tally[1]), percent(tally[2]), percent(tally[3]))
	}
}

func percent(n [2]int) float64 { return 100 * float64(n[1]) / float64(max(1, n[0])) }
