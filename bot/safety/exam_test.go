package safety

import (
	"os"
	"strings"
	"testing"
)

// TestExams: an examination by medical staff is no reason for a card, one with something
// improper in it is (testdata/exams.txt: "-" and "+").
func TestExams(t *testing.T) {
	data, err := os.ReadFile("testdata/exams.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		kind, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		if kind != "+" && kind != "-" {
			continue
		}
		if got := Detect(said); (got.Tier == TierA) != (kind == "+") {
			t.Errorf("Detect(%q) = %+v", said, got)
		}
	}
}
