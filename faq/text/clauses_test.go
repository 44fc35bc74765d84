package text

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// parts reads a table's expectation: parts between bars, words between spaces.
func parts(s string) [][]string {
	var out [][]string
	for part := range strings.SplitSeq(s, "|") {
		if words := strings.Fields(part); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

func TestSentences(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing has none", "", ""},
		{"punctuation has none", "?! ... ;", ""},
		{"one is one", "How long does it take", "how long does it take"},
		{"one with its end is one", "How long does it take?!", "how long does it take"},
		{"ends part", "It hurts. Is that normal? Help! I worry; a lot", "it hurts | is that normal | help | i worry | a lot"},
		{"several marks part once", "What?! No... yes", "what | no | yes"},
		{"lines are sentences", "how long\nhow much\r\n\nwhere", "how long | how much | where"},
		{"an end without a space parts a question", "how long?how much", "how long | how much"},
		{"a point in a number does not part", "is 2.5 mg enough", "is 2 5 mg enough"},
		{"a point in a name does not part", "is example.org yours", "is example org yours"},
		{"commas and brackets do not part", "well, is it (really) safe: yes", "well is it really safe yes"},
		{"full-width ends part", "how long？how much。where！", "how long | how much。where"},
		{"an ellipsis parts", "it hurts… what now", "it hurts | what now"},
		{"words are spelled out", "I can't. Why r u here", "i can not | why are you here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// The ideographic full stop is no end here, but no letter either.
			want := parts(strings.ReplaceAll(tt.want, "。", " "))
			if diff := cmp.Diff(want, Sentences(tt.in), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestClauses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing has none", "", ""},
		{"punctuation has none", ",, () :", ""},
		{"one is one", "how long does it take", "how long does it take"},
		{"sentences are clauses", "It hurts. Is that normal?", "it hurts | is that normal"},
		{"commas part", "my wife, who is 40, left", "my wife | who is 40 | left"},
		{"brackets and quotation part", `is it (really) "safe" [or not]`, "is it | really | safe | not"},
		{"a colon parts", "one thing: does it hurt", "one thing | does it hurt"},
		{"joining words part and go", "I am old and tired but does it help because I hope so", "i am old | tired | does it help | i hope"},
		{"chat for a joining word parts", "it hurts cuz i ran", "it hurts | i ran"},
		{"a point, comma or colon in a number does not part", "2.5 or 1,000 at 10:30", "2 5 | 1 000 at 10 30"},
		{"a slash in a word does not part", "is ED/impotence curable", "is ed impotence curable"},
		{"only joining words have none", "and so or but", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(parts(tt.want), Clauses(tt.in), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Clauses(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestSeveralSentences(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"nothing holds none", "", false},
		{"one without an end", "how long does it take", false},
		{"one with an end", "how long does it take?", false},
		{"one with many ends and blanks", "how long does it take?! ... \n", false},
		{"two", "how long? how much?", true},
		{"two lines", "how long\nhow much", true},
		{"two parted by a full-width mark", "how long？how much", true},
		{"two parted by an ellipsis", "it hurts… what now", true},
		{"two parted by a line separator", "how long\u2028how much", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := SeveralSentences(tt.in); got != tt.want {
				t.Errorf("SeveralSentences(%q) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

// TestClausesKeepTheLastWords holds Sentences and Clauses to what Words keeps of a
// long text: its end, also when that is one long sentence.
func TestClausesKeepTheLastWords(t *testing.T) {
	tests := []struct {
		name, in string
		counts   []int // words of each part
	}{
		{"as many as are read stay", strings.Repeat("story ", MaxWords), []int{MaxWords}},
		{"one long sentence loses its beginning", strings.Repeat("story ", 500), []int{MaxWords}},
		{"the last sentence stays whole", strings.Repeat("story ", 500) + ". does it help", []int{MaxWords - 3, 3}},
		{"first sentences go", strings.Repeat("a long story. ", 500), slices.Concat([]int{1}, slices.Repeat([]int{3}, MaxWords/3))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for what, got := range map[string][][]string{"Sentences": Sentences(tt.in), "Clauses": Clauses(tt.in)} {
				var counts []int
				for _, part := range got {
					counts = append(counts, len(part))
				}
				if diff := cmp.Diff(tt.counts, counts); diff != "" {
					t.Errorf("words of %s (-want +got):\n%s", what, diff)
				}
			}
		})
	}
}

// FuzzClauses holds parts to the words that they are parts of: in the same order,
// none that the text lacks, and never more than are read.
func FuzzClauses(f *testing.F) {
	for _, s := range []string{
		"", "how long? how much?", "I am 2.5, and (so) what: it's n't. ok", "a？b…c\u2028d\u202e", "\xff.\xfe", "'.' a'.b",
		strings.Repeat("story ", 100), strings.Repeat("can't, and ", 100), strings.Repeat("?a", 100),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := appendAll(nil, Normalize(s))
		sentences := Sentences(s)
		for what, got := range map[string][][]string{"Sentences": sentences, "Clauses": Clauses(s)} {
			flat := slices.Concat(got...)
			if !subsequence(flat, words) {
				t.Errorf("%s(%+q) = %q, want words of %q in their order", what, s, got, words)
			}
			if len(flat) > MaxWords {
				t.Errorf("%s(%+q) has %d words, want at most %d", what, s, len(flat), MaxWords)
			}
			if slices.ContainsFunc(got, func(part []string) bool { return len(part) == 0 }) {
				t.Errorf("%s(%+q) = %q, want no empty part", what, s, got)
			}
		}
		if want := Words(s); len(want) > 0 || len(sentences) > 0 {
			if diff := cmp.Diff(want, slices.Concat(sentences...)); diff != "" {
				t.Errorf("the words of Sentences(%+q) are not Words (-Words +Sentences):\n%s", s, diff)
			}
		}
		if len(sentences) > 1 && !SeveralSentences(s) {
			t.Errorf("SeveralSentences(%+q) = false though there are %q", s, sentences)
		}
	})
}

func subsequence(some, all []string) bool {
	for _, w := range some {
		i := slices.Index(all, w)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}
