package safety

import (
	"os"
	"strings"
	"testing"
)

// TestFacts: sentences say who did what, to whom and when (testdata/facts.txt).
func TestFacts(t *testing.T) {
	data, err := os.ReadFile("testdata/facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]int{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, said, _ := strings.Cut(line[1:], " ")
		if counted[name]++; factNames[name] == 0 {
			t.Errorf("%q: there is no such fact", line)
		}
		if got := says(said, name); got != (line[0] == '+') {
			t.Errorf("%q says %s: %v", said, name, got)
		}
	}
	if len(counted) != 5 {
		t.Errorf("%v, want five facts", counted)
	}
}

// says reports whether a message says a fact, as it is used.
func says(message, name string) bool {
	h := listen(sentences(message))
	switch f := factNames[name]; f {
	case suffered:
		return h.harmed() != nil
	case past:
		return h.has(past) || h.has(youth) && h.has(grown)
	default:
		return h.has(f)
	}
}
