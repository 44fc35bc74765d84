package faq_test

import (
	"math"
	"testing"

	"candor/faq"
)

func FuzzLoad(f *testing.F) {
	golden := `{"question": "how long", "want": ["brewing", "none"]}`
	f.Add(teaStoring, teaBase, golden)
	f.Add(storing("[a](https://example.org) **b *c***\n\n- d\\\n  e\n"), teaBase, golden)
	f.Add(storing("> [a]: b\n1. `x` <b> &amp;"), "title: [&a *a, !b c]\n---\n", `{"want": null}`)
	f.Add("---\n---", "{}", "[]")
	f.Add(storing("[[![a](b \"c*_`<d>"), teaBase+"thresholds: {answer: 1, suggest: 1e-9}\nhosts: []\n", golden)
	f.Add(storing("evil.\\example @\u202ea"), "\ufeff"+teaBase+"...\n", "\n"+golden+"\r\n{}")
	f.Fuzz(func(t *testing.T, entry, base, golden string) {
		fsys := tea()
		fsys["entries/storing.md"].Data = []byte(entry)
		fsys["base.yaml"].Data = []byte(base)
		fsys["golden.jsonl"].Data = []byte(golden)
		b, err := faq.Load(fsys)
		if err != nil {
			if b != nil {
				t.Error("Load returns a base with its faults")
			}
			return
		}
		m := faq.NewMatcher(b)
		for _, question := range []string{"", "how long", entry, b.Entries[0].Question} {
			checkResult(t, b, m.Match(question))
		}
		for i := range b.Entries {
			b.Entries[i].Doc.Text()
		}
		faq.Evaluate(m, b.Golden)
	})
}

// checkResult holds a result to what is promised of every one.
func checkResult(t *testing.T, b *faq.Base, r faq.Result) {
	t.Helper()
	if (len(r.Matches) == 0) && r.Verdict != faq.Nothing {
		t.Errorf("the verdict is %v without a match", r.Verdict)
	}
	if len(r.Matches) > 5 {
		t.Errorf("there are %d matches, want at most 5", len(r.Matches))
	}
	last := 1.0
	seen := map[faq.ID]bool{}
	for _, m := range r.Matches {
		if _, ok := b.Entry(m.ID); !ok || seen[m.ID] {
			t.Errorf("the match %q is no entry or there twice", m.ID)
		}
		seen[m.ID] = true
		if math.IsNaN(m.Confidence) || m.Confidence < 0 || m.Confidence > last {
			t.Errorf("the confidence in %s is %v after %v, want it to fall from 1 to 0", m.ID, m.Confidence, last)
		}
		last = m.Confidence
		for what, x := range map[string]float64{"share": m.Why.Share, "coverage": m.Why.Coverage} {
			// Sums of squares may miss 1 by their rounding.
			if math.IsNaN(x) || x < 0 || x > 1+1e-9 {
				t.Errorf("the %s of %s is %v, want 0..1", what, m.ID, x)
			}
		}
		if math.IsNaN(m.Why.Score) || math.IsInf(m.Why.Score, 0) || m.Why.Score < 0 {
			t.Errorf("the score of %s is %v, want it finite and from 0", m.ID, m.Why.Score)
		}
	}
}
