package faq_test

import (
	"slices"
	"testing"

	"candor/faq"
)

// TestDoubt: with doubt a question gets no more than without, and confidences keep their
// order.
func TestDoubt(t *testing.T) {
	b, m := shippedBase()
	counts := map[string]int{}
	for _, q := range b.Golden {
		plain := m.Match(q.Text)
		before := slices.Clone(plain.Matches)
		doubted := m.Doubt(plain)
		if !slices.EqualFunc(before, plain.Matches, func(a, b faq.Match) bool { return a.ID == b.ID && a.Confidence == b.Confidence }) {
			t.Fatalf("%q: Doubt has changed what it was given", q.Text)
		}
		counts[plain.Verdict.String()+" "+doubted.Verdict.String()]++
		if doubted.Verdict > plain.Verdict && plain.Verdict != faq.Nothing {
			t.Errorf("%q: %s with doubt, %s without", q.Text, doubted.Verdict, plain.Verdict)
		}
		for i, match := range doubted.Matches {
			if i > 0 && match.Confidence > doubted.Matches[i-1].Confidence || match.Confidence > plain.Matches[0].Confidence && len(plain.Also) == 0 {
				t.Errorf("%q: confidence %f of match %d is higher than another or than without doubt", q.Text, match.Confidence, i)
			}
		}
		if doubted.Verdict == faq.Answer && doubted.Matches[0].Confidence < b.Thresholds.Answer {
			t.Errorf("%q: answered at %f", q.Text, doubted.Matches[0].Confidence)
		}
	}
	for _, outcome := range []string{"answer answer", "answer suggest", "answer nothing", "suggest suggest", "suggest nothing", "nothing nothing"} {
		if counts[outcome] == 0 {
			t.Errorf("no question becomes %q: %v", outcome, counts)
		}
	}
	for _, e := range b.Entries {
		if r := m.Doubt(m.Match(e.Question)); r.Verdict != faq.Answer || r.Matches[0].ID != e.ID {
			t.Errorf("%q, a title: %s", e.Question, r.Verdict)
		}
	}
	if r := m.Doubt(faq.Result{}); r.Verdict != faq.Nothing || r.Matches != nil {
		t.Errorf("Doubt(nothing) = %+v", r)
	}
}

// TestDoubtOfSeveral: of several answers those stay that are sure.
func TestDoubtOfSeveral(t *testing.T) {
	b, m := shippedBase()
	first, second := b.Entries[0].ID, b.Entries[1].ID
	of := func(a, also float64) faq.Result {
		return m.Doubt(faq.Result{Verdict: faq.Answer, Matches: []faq.Match{{ID: first, Confidence: a}}, Also: []faq.Match{{ID: second, Confidence: also}}})
	}
	for name, test := range map[string]struct {
		a, also float64
		want    []faq.ID
	}{
		"both":       {1, 0.99, []faq.ID{first, second}},
		"the first":  {0.99, 0.8, []faq.ID{first}},
		"the second": {0.8, 1, []faq.ID{second}},
		"none":       {0.8, 0.9, nil},
	} {
		r := of(test.a, test.also)
		var got []faq.ID
		if r.Verdict == faq.Answer {
			for _, match := range append(r.Matches, r.Also...) {
				got = append(got, match.ID)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: answered with %v, want %v", name, got, test.want)
		}
	}
}
