package text

import (
	"slices"
	"strings"
	"testing"
)

func TestReal(t *testing.T) {
	for w, want := range map[string]bool{"cough": true, "penguins": true, "therapsit": false, "": false, "#": false} {
		if got := Real(w); got != want {
			t.Errorf("Real(%q) = %v, want %v", w, got, want)
		}
	}
}

// TestRealWordsAreReal: what is yielded is what is known.
func TestRealWordsAreReal(t *testing.T) {
	n := 0
	for w := range RealWords() {
		n++
		if !Real(w) {
			t.Errorf("Real(%q) = false, want true", w)
		}
	}
	if n < 5000 {
		t.Errorf("%d words, want all", n)
	}
}

// TestRealWords: each stands once and as Words gives it.
func TestRealWords(t *testing.T) {
	_, list, _ := strings.Cut(realWordList, "\n")
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		if !slices.Equal(Words(w), []string{w}) {
			t.Errorf("%q is read as %q", w, Words(w))
		}
		if seen[w] {
			t.Errorf("%q stands twice", w)
		}
		seen[w] = true
	}
	if len(seen) < 5000 {
		t.Errorf("there are %d words, want thousands", len(seen))
	}
}
