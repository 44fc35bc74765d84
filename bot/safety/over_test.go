package safety

import (
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
