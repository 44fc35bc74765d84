package safety

import (
	"os"
	"strings"
	"testing"
)

// ages reads testdata/ages.txt: "+" before a message of somebody who is under 18, "-" before
// another.
func ages(t *testing.T) map[string]bool {
	data, err := os.ReadFile("testdata/ages.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if said, ok := strings.CutPrefix(line, "+ "); ok {
			out[strings.TrimSpace(said)] = true
		} else if said, ok := strings.CutPrefix(line, "- "); ok {
			out[strings.TrimSpace(said)] = false
		}
	}
	return out
}

func TestUnderage(t *testing.T) {
	for said, want := range ages(t) {
		if got := underage(sentences(said)); got != want {
			t.Errorf("underage(%q) = %v", said, got)
		}
	}
}
