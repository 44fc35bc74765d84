package safety

import (
	"strings"
	"testing"
)

// TestWithoutEchoes: what is said again, word for word, is read once.
func TestWithoutEchoes(t *testing.T) {
	const long = "one day we all went out to see the old mill"
	for in, want := range map[string]string{
		"":                                  "",
		"yes we do. yes we do":              "yes we do|yes we do", // too short to look
		strings.Repeat("well. ", 20):        "well",                // a sentence again and again
		strings.Repeat(long+" ", 5):         long,                  // without an end
		strings.Repeat(long+", ", 5):        long,                  //
		long + ". so " + long + " and more": long + "|so and more", // in another sentence
		strings.Repeat("no ", 30):           "no",                  // one word
		long + ", my wife and i. " + long + ", my husband beats me":                    long + " my wife and i|my husband beats me", // one word of it is in the same run
		"i do not want to be with him any more. i do not want to be with her any more": "i do not want to be with him any more|i do not want to be with her any more",
	} {
		var got []string
		for _, s := range withoutEchoes(sentences(in)) {
			got = append(got, joined(s))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}
