package faq_test

import (
	"strings"
	"testing"
	"time"

	"candor/faq"
)

func TestWordsRunTogether(t *testing.T) {
	_, m := shippedBase()
	for question, want := range map[string]faq.ID{
		"whatissextherapy":                "what-is-sex-therapy",
		"whatis sex therapy":              "what-is-sex-therapy",
		"d o e s i t i n v o l v e s e x": "does-it-involve-sex",
		"so, howmuchdoesitcost?":          "cost-and-insurance",
	} {
		r := m.Match(question)
		if len(r.Matches) == 0 || r.Matches[0].ID != want {
			t.Errorf("Match(%q) = %+v, want %s first", question, r.Matches, want)
		}
	}
}

// TestWordsRunTogetherAreCheap asks as many of the longest runs as a question holds.
func TestWordsRunTogetherAreCheap(t *testing.T) {
	_, m := shippedBase()
	question := strings.Repeat(strings.Repeat("isit", 15)+" ", 64)
	took := time.Hour
	for range 3 {
		began := time.Now()
		m.Match(question)
		took = min(took, time.Since(began))
	}
	if took > 250*time.Millisecond { // it takes about 10 ms, ten times as long under the race detector
		t.Errorf("Match takes %v", took)
	}
}
