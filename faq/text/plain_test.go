package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPlainIsWhatNormalizeLeaves holds the short cut to the long way, on short
// texts over all of ASCII, where it decides.
func TestPlainIsWhatNormalizeLeaves(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	check := func(s string) {
		if plain(s) && normalize(s) != s {
			t.Errorf("plain(%q) though it normalises to %q", s, normalize(s))
		}
	}
	for a := range 256 {
		check(string([]byte{byte(a)}))
		for b := range 256 {
			check(string([]byte{byte(a), byte(b)}))
		}
	}
	for range 20_000 {
		s := make([]byte, rng.IntN(12))
		for i := range s {
			s[i] = "ab' -`?A\n"[rng.IntN(9)]
		}
		check(string(s))
	}
	check(strings.Repeat("a", MaxRunes))
	check(strings.Repeat("a", MaxRunes+1))
}

func TestPlainTakesEverydayQuestions(t *testing.T) {
	for _, s := range []string{"", "how long does it take?", "can't i go alone"} {
		if !plain(s) {
			t.Errorf("plain(%q) = false, want true", s)
		}
	}
	for _, s := range []string{" a", "a ", "a  b", "A", "é", "a\n", strings.Repeat("a", MaxRunes+1)} {
		if plain(s) {
			t.Errorf("plain(%.20q) = true, want false", s)
		}
	}
}
