package faq_test

import (
	"strings"
	"testing"

	"candor/faq"
)

// TestNoWordsAreNoPhrasing: a label of signs alone has no words, and neither has a
// question of signs alone, which does not make the one a phrasing of the other.
func TestNoWordsAreNoPhrasing(t *testing.T) {
	questions, err := faq.ReadQuestions(strings.NewReader(`{"text": "where is the tea", "label": "_"}
{"text": "??", "label": "tins"}
{"text": "which tin is it", "label": "tins"}`), "train.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	m := faq.NewMatcher(faq.FromQuestions(questions))
	for _, q := range []string{"", "!!", "_", "👍"} {
		if r := m.Match(q); len(r.Matches) > 0 {
			t.Errorf("Match(%q) = %+v, want nothing", q, r)
		}
		if x := m.Explain(q); len(x.Result.Matches) > 0 {
			t.Errorf("Explain(%q) = %+v, want nothing", q, x)
		}
	}
	if r := m.Match("where is the tea"); len(r.Matches) == 0 || r.Matches[0].ID != "_" {
		t.Errorf("Match of a phrasing = %+v, want the entry _", r)
	}
}
