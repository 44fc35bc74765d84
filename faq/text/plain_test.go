package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestShortCuts holds the short cuts to the long way, on short
// texts over all of ASCII, where it decides.
func TestShortCuts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	check := func(s string) {
		want := normalizeAny(s)
		if plain(s) && want != s {
			t.Errorf("plain(%q) though it normalises to %q", s, want)
		}
		if got := normalize(s); got != want {
			t.Errorf("normalize(%q) = %q, want %q", s, got, want)
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
			s[i] = "ab' -`?A\n\t\x00"[rng.IntN(11)]
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

// TestUnfoldsNoMoreThanIsKept counts instead of measuring time: unfolding was
// most of the cost of a text of ligatures.
func TestUnfoldsNoMoreThanIsKept(t *testing.T) {
	tests := []struct {
		name, unit string
		want       int // units kept of MaxRunes
	}{
		{"ligatures of 18 letters", "\ufdfa", (MaxRunes + 17) / 18},
		{"ligatures of two letters", "ﬁ", MaxRunes / 2},
		{"accented letters, which lose their accent", "é", MaxRunes},
		{"vowel signs, which come together again", "\u09cb", MaxRunes},
		{"Hangul, which comes together again", "치", MaxRunes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			end, _ := unfoldable(strings.Repeat(tt.unit, MaxRunes))
			if got := strings.Count(end, tt.unit); got != tt.want {
				t.Errorf("unfoldable keeps %d of %d, want %d", got, MaxRunes, tt.want)
			}
		})
	}
}
