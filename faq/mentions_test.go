package faq

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestQuickLooksMissNothing: where an expression finds something, the look that goes before it,
// because it takes far less, does as well. This file is inside the package because both are.
func TestQuickLooksMissNothing(t *testing.T) {
	pieces := []string{"a", "B", "7", ".", "。", "．", "｡", "-", "/", ":", "://", "@", "＠", "<", "#", "_", " ", "\n", "é", "漢", "\u0301", "tel", "mailto", "http", "co", "\xff"}
	random := rand.New(rand.NewPCG(1, 2))
	found := [3]int{}
	for range 300_000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		s := b.String()
		for i, look := range []struct {
			found, quick bool
		}{
			{address.MatchString(s), mayHoldAddress(s)},
			{call.MatchString(s), strings.Contains(s, ":")},
			{mention.MatchString(s), strings.ContainsAny(s, "@＠<")},
		} {
			if look.found {
				found[i]++
			}
			if look.found && !look.quick {
				t.Fatalf("%q: expression %d finds what the quick look does not", s, i)
			}
		}
	}
	for i, n := range found {
		if n < 1000 {
			t.Errorf("expression %d found something in %d texts only", i, n)
		}
	}
}

// TestMayHoldAddress: prose holds none.
func TestMayHoldAddress(t *testing.T) {
	for s, want := range map[string]bool{
		"It takes time. It does.": false, "3.5 hours": false, "e.g. bread": true, "example.org": true, "例。中": true,
		"see https://1.2.3.4": true, "": false, ".": false, "a.": false, "a..b": true,
	} {
		if got := mayHoldAddress(s); got != want {
			t.Errorf("mayHoldAddress(%q) = %v", s, got)
		}
	}
}
