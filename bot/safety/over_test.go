package safety

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestOver: what is over gets no card, what may not be gets one (testdata/over.txt).
func TestOver(t *testing.T) {
	data, err := os.ReadFile("testdata/over.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		tier, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		if tier != "A" && tier != "B" {
			continue
		}
		n++
		if f := Detect(said); f.Tier != Tier(tier) || f.Tier == TierB && f.Class != Disclosure {
			t.Errorf("Detect(%q) = %+v, want tier %s", said, f, tier)
		}
	}
	if n < 60 {
		t.Errorf("%d messages, so this holds little", n)
	}
}

// TestOverInLongMessage: of a message of which not all is listened to, nothing is over.
func TestOverInLongMessage(t *testing.T) {
	const said = "I was gang raped in prison. It is ten years. "
	for words, want := range map[int]bool{0: true, 3 * mostHeard: false} {
		message := said
		for i := range words / 4 {
			message += fmt.Sprintf("The q%c%c%c was mild. ", 'a'+i/676%26, 'a'+i/26%26, 'a'+i%26)
		}
		x := examine(classifier(), message)
		if over := x.over != nil; over != want || (x.finding.Tier == TierB) != want {
			t.Errorf("before %d words it is over: %v, tier %q", words, over, x.finding.Tier)
		}
	}
}

// TestOnlyDated: a year alone makes nothing a disclosure.
func TestOnlyDated(t *testing.T) {
	for _, said := range []string{"I was born in Leeds in 1984", "In 1999 a film about rape came out", "My wife and I met in 2004", "We bought the bed in 1998"} {
		if f := Detect(said); f.Tier != TierC {
			t.Errorf("Detect(%q) = %+v, want nothing", said, f)
		}
	}
}
