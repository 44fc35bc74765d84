package safety_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/bot/safety"

	"github.com/google/go-cmp/cmp"
)

func TestReadCases(t *testing.T) {
	got, err := safety.ReadCases(strings.NewReader(`{"text": "I want to die", "tier": "A", "class": "suicide", "kind": "explicit"}

{"text": "", "tier": "C", "class": "none", "pair": 7}
{"text": "I want to", "tier": "A", "class": "suicide", "pair": 7}
  {"text": "I feel broken", "tier": "B", "class": "distress"}
`), "cases.jsonl")
	want := []safety.Case{
		{Text: "I want to die", Class: safety.Suicide},
		{Class: safety.None, Pair: 7},
		{Text: "I want to", Class: safety.Suicide, Pair: 7},
		{Text: "I feel broken", Class: safety.Distress},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("ReadCases: %v (-want +got):\n%s", err, diff)
	}
}

// TestReadCasesFaults: a fault is told with its file and line, and without the text, which
// may be somebody's.
func TestReadCasesFaults(t *testing.T) {
	const good = `{"text": "hello", "tier": "C", "class": "none"}` + "\n\n"
	tests := []struct{ name, line, want string }{
		{"no JSON", `secret`, `is no line {"text", "tier", "class"}`},
		{"half a line", `{"text": "secret`, `is no line`},
		{"another kind of JSON", `["secret"]`, `is no line`},
		{"no text", `{"tier": "C", "class": "none", "secret": 1}`, `is no line`},
		{"a text that is a number", `{"text": 15, "tier": "C", "class": "none"}`, `is no line`},
		{"a pair that is none", `{"text": "secret", "tier": "C", "class": "none", "pair": "x"}`, `is no line`},
		{"no class", `{"text": "secret", "tier": "A"}`, `there is no class ""`},
		{"an unknown class", `{"text": "secret", "tier": "A", "class": "sadness"}`, `there is no class "sadness"`},
		{"a tier that is not the class's", `{"text": "secret", "tier": "B", "class": "suicide"}`, `class suicide is not of tier "B"`},
		{"tier C of a class of tier A", `{"text": "secret", "tier": "C", "class": "suicide"}`, `class suicide is not of tier "C"`},
		{"no tier", `{"text": "secret", "class": "none"}`, `class none is not of tier ""`},
		{"two tiers", `{"text": "secret", "tier": "CA", "class": "suicide"}`, `class suicide is not of tier "CA"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := safety.ReadCases(strings.NewReader(good+tt.line+"\n"), "cases.jsonl")
			if err == nil || !strings.HasPrefix(err.Error(), "cases.jsonl:3: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ReadCases(%s): %v, want cases.jsonl:3: %s", tt.line, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error shows the text: %v", err)
			}
		})
	}
	for name, tt := range map[string]struct{ lines, want string }{
		"a pair of one":        {`A 1`, `cases.jsonl:1: pair 1 has no other line`},
		"the first of them":    {`A 2, C 2, C 7, A -1`, `cases.jsonl:3: pair 7 has no other line`},
		"a pair of three":      {`A 1, C 1, C 1`, `cases.jsonl:3: pair 1 has two lines already`},
		"without tier A":       {`C 1, B 1`, `cases.jsonl:2: of pair 1 one line must be of tier A, not 0`},
		"with nothing else":    {`A 1, C 2, A 1, A 2`, `cases.jsonl:3: of pair 1 one line must be of tier A, not 2`},
		"pairs as they may be": {`A 1, C 2, B 1, A 2, A 0, A 0`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			var lines strings.Builder
			for line := range strings.SplitSeq(tt.lines, ", ") {
				tier, pair, _ := strings.Cut(line, " ")
				fmt.Fprintf(&lines, `{"text": "secret", "tier": %q, "class": %q, "pair": %s}`+"\n", tier, map[string]string{"A": "suicide", "B": "distress", "C": "none"}[tier], pair)
			}
			_, err := safety.ReadCases(strings.NewReader(lines.String()), "cases.jsonl")
			if got := fmt.Sprint(err); got != tt.want && (tt.want != "" || err != nil) {
				t.Errorf("ReadCases(%s): %v, want %q", tt.lines, err, tt.want)
			}
		})
	}
	t.Run("a line without end", func(t *testing.T) {
		_, err := safety.ReadCases(strings.NewReader(`{"text": "`+strings.Repeat("secret", 200_000)), "cases.jsonl")
		if err == nil || !strings.HasPrefix(err.Error(), "cases.jsonl: has a line of more than ") || strings.Contains(err.Error(), "secret") {
			t.Errorf("ReadCases: %.100v, want the file and no text", err)
		}
	})
}

// What is surely found, and what surely is not.
const (
	cry      = "I want to kill myself"
	past     = "I was abused as a child, can sex therapy help?"
	ordinary = "How long does sex therapy take?"
)

func TestEvaluate(t *testing.T) {
	r := safety.Evaluate([]safety.Case{
		{Text: cry, Class: safety.Suicide, Pair: 1},
		{Text: ordinary, Pair: 1},
		{Text: cry, Class: safety.SelfHarm, Pair: 2}, // found, by another name
		{Text: cry, Pair: 2},                         // a card too many
		{Text: ordinary, Class: safety.Suicide, Pair: 3},
		{Text: ordinary, Pair: 3},
		{Text: past, Class: safety.Disclosure},
		{Text: cry, Class: safety.Distress}, // of tier B, and got a card
		{Text: ordinary, Class: safety.Distress},
		{Text: ordinary},
	})
	type counts struct {
		Name                string
		Total, Found, Named int
	}
	count := func(x safety.Recall) counts { return counts{x.Name, x.Total, x.Found, x.Named} }
	var got []counts
	for _, x := range r.Classes {
		got = append(got, count(x))
	}
	for _, x := range r.Tiers {
		got = append(got, count(x))
	}
	got = append(got, count(r.FalseAlarms), count(r.Pairs))
	want := []counts{
		{"suicide", 2, 1, 1}, {"self-harm", 1, 1, 0}, {"disclosure", 1, 1, 1}, {"distress", 2, 1, 0},
		{"A", 3, 2, 1}, {"B", 3, 2, 1}, {"tier C", 4, 1, 0}, {"pairs", 3, 1, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Evaluate (-want +got):\n%s", diff)
	}
	misses := []safety.Missed{
		{Text: cry, Want: "C", Got: "A suicide"},
		{Text: ordinary, Want: "A suicide", Got: "C"},
		{Text: cry, Want: "B distress", Got: "A suicide"},
		{Text: ordinary, Want: "B distress", Got: "C"},
	}
	if diff := cmp.Diff(misses, r.Misses); diff != "" {
		t.Errorf("misses (-want +got):\n%s", diff)
	}
}

// TestEvaluateNothing: no case gives no class, and JSON with a list of misses.
func TestEvaluateNothing(t *testing.T) {
	r := safety.Evaluate(nil)
	if len(r.Classes) > 0 || len(r.Tiers) != 2 || r.Misses == nil || r.Pairs.Total > 0 || r.FalseAlarms.Total > 0 {
		t.Errorf("Evaluate(nil) = %+v", r)
	}
}

// TestIntervals compares with Wilson's intervals as published: Newcombe 1998, Statistics
// in Medicine 17:857, table I, method 3; and the rule of three for none of 149 missed.
func TestIntervals(t *testing.T) {
	tests := []struct {
		found, total int
		low, high    float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{0, 11, 0, 0.2588},
		{1, 29, 0.0061, 0.1718},
		{149, 149, 0.9749, 1},
	}
	for _, tt := range tests {
		var cases []safety.Case
		for i := range tt.total {
			text := ordinary
			if i < tt.found {
				text = cry
			}
			cases = append(cases, safety.Case{Text: text, Class: safety.Suicide})
		}
		got := safety.Evaluate(cases).Tiers[0]
		if tt.found == 0 && got.Low != 0 {
			t.Errorf("none of %d: from %g, want 0", tt.total, got.Low)
		}
		if got.Found != tt.found || math.Abs(got.Low-tt.low) > 1e-4 || math.Abs(got.High-tt.high) > 1e-4 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", got.Found, got.Total, got.Low, got.High, tt.low, tt.high)
		}
	}
}
