package faq_test

import (
	"os"
	"strings"
	"testing"

	"candor/faq"
	"candor/faq/text"
)

// TestDevelopmentSetStandsApart: what the engine and the base are developed against
// shares no four words in a row with any phrasing, or it would only be recited.
func TestDevelopmentSetStandsApart(t *testing.T) {
	b, _ := shippedBase()
	const run = 4
	seen := map[string]string{}
	for i := range b.Entries {
		for _, p := range append([]string{b.Entries[i].Question}, b.Entries[i].Asked...) {
			for _, r := range runs(p, run) {
				seen[r] = p
			}
		}
	}
	in, out := 0, 0
	for _, q := range questionsIn(t, "testdata/development.jsonl") {
		if q.InScope() {
			in++
		} else {
			out++
		}
		for _, r := range runs(q.Text, run) {
			if p, ok := seen[r]; ok {
				t.Errorf("%q shares %q with the phrasing %q", q.Text, r, p)
			}
		}
	}
	if in < 400 || out < 150 {
		t.Errorf("there are %d questions in scope and %d out of it, want at least 400 and 150", in, out)
	}
}

// runs returns every n words in a row of s.
func runs(s string, n int) []string {
	words := text.Words(s)
	var out []string
	for i := 0; i+n <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+n], " "))
	}
	return out
}

func questionsIn(t testing.TB, name string) []faq.Question {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := faq.ReadQuestions(f, name)
	if err != nil {
		t.Fatal(err)
	}
	return questions
}
