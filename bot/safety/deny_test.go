package safety

import (
	"strings"
	"testing"
)

// TestDenied: what is said not to be so gets no card, and hides nothing that is (testdata/denied.txt).
func TestDenied(t *testing.T) {
	tiers := map[string]int{}
	for _, line := range readLines(t, "testdata/denied.txt") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		tier, said, _ := strings.Cut(line, " ")
		tiers[tier]++
		want := Tier(tier)
		if tier == "C" {
			want = TierC
		}
		if f := Detect(said); f.Tier != want {
			t.Errorf("Detect(%q) = %+v, want tier %s", said, f, tier)
		}
	}
	if tiers["A"] < 10 || tiers["B"] < 3 || tiers["C"] < 8 {
		t.Errorf("%v messages, so this holds little", tiers)
	}
}

// TestCounts: a number that counts something is no age.
func TestCounts(t *testing.T) {
	for _, said := range []string{
		"I'm 12 months postpartum", "I'm 14 cm, is that small?", "im 15cm", "I'm 15 years sober", "16 months on testosterone",
		"I'm 12 years younger than my wife", "I'm 16 years older than my husband", "15 kg overweight", "im 14 stone",
		"im 15 minutes away", "I was born in 1975",
	} {
		if f := Detect(said); f.Class == Minor || f.Underage {
			t.Errorf("Detect(%q) = %+v, want no child", said, f)
		}
	}
	for _, said := range []string{"I'm 15 and want to try it", "im 15yo, first time", "I'm 14. he is 30"} {
		if f := Detect(said); f.Class != Minor || !f.Underage {
			t.Errorf("Detect(%q) = %+v, want a child", said, f)
		}
	}
}
