package faq_test

import (
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestEvaluate asks the base of tea, with thresholds that answer only what is
// certain and suggest all else.
func TestEvaluate(t *testing.T) {
	b := load(t, tea())
	b.Thresholds = faq.Thresholds{Answer: 1, Suggest: 1e-9}
	m := faq.NewMatcher(b)
	const (
		brewing = "How long should tea brew?"
		coffee  = "What about coffee?"
		near    = "which tin is best for storage of leaves"
	)
	tests := []struct {
		name     string
		question string
		want     []faq.ID
		in       faq.InScope
		out      faq.OutOfScope
		miss     faq.Outcome // "" for none
		got      []faq.ID
	}{
		{"right", brewing, ids("brewing"), faq.InScope{Total: 1, Right: 1, Top1: 1, Top3: 1}, faq.OutOfScope{}, "", nil},
		{"right by one of several", brewing, ids("storing", "brewing"), faq.InScope{Total: 1, Right: 1, Top1: 1, Top3: 1}, faq.OutOfScope{}, "", nil},
		{"right by an entry that is not covered", coffee, ids("coffee"), faq.InScope{Total: 1, Right: 1, Top1: 1, Top3: 1}, faq.OutOfScope{}, "", nil},
		{"wrong", brewing, ids("storing"), faq.InScope{Total: 1, Wrong: 1}, faq.OutOfScope{}, faq.Wrong, ids("brewing")},
		{"nothing when it says that there is no answer", coffee, ids("storing"), faq.InScope{Total: 1, Nothing: 1}, faq.OutOfScope{}, faq.Unanswered, ids("coffee")},
		{"suggested right", near, ids("storing"), faq.InScope{Total: 1, Suggested: 1, SuggestedRight: 1, Top1: 1, Top3: 1}, faq.OutOfScope{}, faq.SuggestedRight, ids("storing")},
		{"suggested wrong", near, ids("brewing"), faq.InScope{Total: 1, Suggested: 1, Top3: 1}, faq.OutOfScope{}, faq.Suggested, ids("storing")},
		{"nothing", "weather", ids("storing"), faq.InScope{Total: 1, Nothing: 1}, faq.OutOfScope{}, faq.Unanswered, ids()},
		{"out of scope answered", brewing, ids(faq.None), faq.InScope{}, faq.OutOfScope{Total: 1, Answered: 1}, faq.Wrong, ids("brewing")},
		{"out of scope suggested", near, ids(faq.None), faq.InScope{}, faq.OutOfScope{Total: 1, Suggested: 1}, faq.Suggested, ids("storing")},
		{"out of scope told so", coffee, ids(faq.None), faq.InScope{}, faq.OutOfScope{Total: 1, Nothing: 1}, "", nil},
		{"out of scope left", "weather", ids(faq.None), faq.InScope{}, faq.OutOfScope{Total: 1, Nothing: 1}, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := faq.Report{InScope: tt.in, OutOfScope: tt.out, Misses: []faq.Miss{}}
			if tt.miss != "" {
				want.Misses = []faq.Miss{{Question: tt.question, Want: tt.want, Outcome: tt.miss, Got: tt.got}}
			}
			got := faq.Evaluate(m, []faq.Question{{Text: tt.question, Want: tt.want}})
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(faq.Miss{}, "Confidence"),
				cmpopts.IgnoreFields(faq.Report{}, "AUROC", "CalibrationError", "Curve", "Confusions"),
				cmpopts.IgnoreFields(faq.InScope{}, "RightInterval", "WrongInterval")); diff != "" {
				t.Errorf("Evaluate(%q) (-want +got):\n%s", tt.question, diff)
			}
		})
	}
}

func TestEvaluateAddsUp(t *testing.T) {
	b, m := shippedBase()
	r := faq.Evaluate(m, b.Golden)
	in, out := r.InScope, r.OutOfScope
	if in.Total+out.Total != len(b.Golden) {
		t.Errorf("%d questions in scope and %d out of it, want %d together", in.Total, out.Total, len(b.Golden))
	}
	if sum := in.Right + in.Wrong + in.Suggested + in.Nothing; sum != in.Total {
		t.Errorf("the outcomes in scope add up to %d, want %d", sum, in.Total)
	}
	if sum := out.Answered + out.Suggested + out.Nothing; sum != out.Total {
		t.Errorf("the outcomes out of scope add up to %d, want %d", sum, out.Total)
	}
	if want := in.Total - in.Right + out.Total - out.Nothing; len(r.Misses) != want {
		t.Errorf("there are %d misses, want %d", len(r.Misses), want)
	}
	for _, miss := range r.Misses {
		if miss.Confidence < 0 || miss.Confidence > 1 {
			t.Errorf("the confidence of %q is %v, want 0..1", miss.Question, miss.Confidence)
		}
	}
}

func TestEvaluateOfNothing(t *testing.T) {
	_, m := shippedBase()
	want := faq.Report{Confusions: []faq.Confusion{}, Misses: []faq.Miss{}}
	if diff := cmp.Diff(want, faq.Evaluate(m, nil), cmpopts.IgnoreFields(faq.Report{}, "Curve")); diff != "" {
		t.Errorf("Evaluate (-want +got):\n%s", diff)
	}
}

func ids(list ...faq.ID) []faq.ID { return append([]faq.ID{}, list...) }
