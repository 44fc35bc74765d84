package faq_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

func TestReadQuestions(t *testing.T) {
	const text = `{"question": "how long", "want": "duration"}

{"want": ["cost", "duration"], "question": "is it \"dear\""}` + "\r\n" + `{"question": "weather", "want": "none"}`
	want := []faq.Question{
		{Text: "how long", Want: []faq.ID{"duration"}, Line: 1},
		{Text: `is it "dear"`, Want: []faq.ID{"cost", "duration"}, Line: 3},
		{Text: "weather", Want: []faq.ID{faq.None}, Line: 4},
	}
	got, err := faq.ReadQuestions(strings.NewReader("\ufeff"+text), "q.jsonl") // as Windows programs write it
	if err != nil {
		t.Fatalf("ReadQuestions: %v", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ReadQuestions (-want +got):\n%s", diff)
	}
	for i, inScope := range []bool{true, true, false} {
		if got[i].InScope() != inScope {
			t.Errorf("%q.InScope() = %v, want %v", got[i].Text, !inScope, inScope)
		}
	}
}

// TestReadQuestionsFaults adds to TestLoadRefusesGolden what a file of a base
// cannot hold.
func TestReadQuestionsFaults(t *testing.T) {
	const good = `{"question": "how long", "want": "duration"}` + "\n"
	tests := []struct {
		name string
		in   io.Reader
		want string
	}{
		{"every broken line is named", strings.NewReader("\n{}\n" + good + "x\n"),
			"q.jsonl:2: question is missing or empty\nq.jsonl:4: not a JSON object {\"question\": …, \"want\": …}"},
		{"a line without end", strings.NewReader(good + strings.Repeat("a", 1<<20)), "q.jsonl:2: the line is longer than 65536 bytes"},
		{"a reader that fails", io.MultiReader(strings.NewReader(good), iotest.ErrReader(errors.New("disk gone"))), "q.jsonl:2: disk gone"},
		{"a byte order mark inside", strings.NewReader(good + "\ufeff" + good), `q.jsonl:2: holds an invisible character, "\ufeff"`},
		{"invalid UTF-8", strings.NewReader("{\"question\": \"\xff\", \"want\": \"a\"}"), "q.jsonl:1: is not valid UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := faq.ReadQuestions(tt.in, "q.jsonl")
			if err == nil || err.Error() != tt.want || got != nil {
				t.Errorf("ReadQuestions = %v, %v, want the faults\n%s", got, err, tt.want)
			}
			var fault *faq.Fault
			if !errors.As(err, &fault) {
				t.Errorf("no *Fault in %v", err)
			}
		})
	}
}

func TestReadQuestionsStopsAfterAHundredFaults(t *testing.T) {
	_, err := faq.ReadQuestions(strings.NewReader(strings.Repeat("{}\n", 100_000)), "q.jsonl")
	var faults faq.Faults
	if !errors.As(err, &faults) || len(faults) != 100 {
		t.Errorf("ReadQuestions reports %d faults, want 100", len(faults))
	}
}
