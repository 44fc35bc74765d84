package safety

import (
	"encoding/json"
	"strings"
	"testing"
)

// heldOut is a message of testdata/heldout.jsonl: two voices that nothing was learned
// from and no rule was written for.
type heldOut struct{ Text, Tier, Class, Kind string }

func readHeldOut(t testing.TB) []heldOut {
	t.Helper()
	var out []heldOut
	for _, line := range readLines(t, "testdata/heldout.jsonl") {
		var h heldOut
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal("testdata/heldout.jsonl: a line is no JSON") // without the line: nobody is to read it
		}
		out = append(out, h)
	}
	return out
}

// TestHeldOut holds floors a little under what is reached; -v shows that. "Explicit"
// messages say it in so many words, "veiled" ones do not, "hard" ones hold alarming
// words and need no card.
func TestHeldOut(t *testing.T) {
	cards := map[string][2]int{} // by kind: messages, cards
	for _, h := range readHeldOut(t) {
		card := Detect(h.Text).Tier == TierA
		names := []string{h.Tier + " " + h.Kind}
		if h.Tier == "A" && h.Kind == "explicit" {
			names = append(names, h.Class)
		}
		for _, name := range names {
			n := cards[name]
			n[0]++
			if card {
				n[1]++
			}
			cards[name] = n
		}
	}
	for name, want := range map[string]struct{ least, most float64 }{
		"A explicit": {96.5, 100}, "A veiled": {82, 100}, "A pair": {94, 100},
		"B explicit": {0, 27}, "C ordinary": {0, 1}, "C hard": {0, 7.5}, "C pair": {0, 40},
		"suicide": {94, 100}, "self-harm": {94, 100}, "abuse-now": {95, 100}, "assault": {95, 100},
		"therapist-advance": {92, 100}, "minor": {95, 100}, "danger": {96, 100},
		"medical-emergency": {92, 100}, "own-risk-to-child": {90, 100}, "third-party": {92, 100},
	} {
		got := percent(cards[name])
		t.Logf("%-18s %5.1f %% of %d get a card", name, got, cards[name][0])
		if got < want.least || got > want.most {
			t.Errorf("%s: %.1f %% get a card, want %.1f to %.1f", name, got, want.least, want.most)
		}
	}
}

// TestHeldOutStandsApart: no example is a held-out message.
func TestHeldOutStandsApart(t *testing.T) {
	key := func(s string) string { return foreign(strings.ToLower(s)) }
	seen := map[string]bool{}
	for _, e := range readExamples(t) {
		seen[key(e.text)] = true
	}
	for i, h := range readHeldOut(t) {
		if seen[key(h.Text)] {
			t.Errorf("testdata/heldout.jsonl:%d: is an example too", i+1)
		}
	}
}
