package safety

import (
	"strings"
	"testing"
	"unicode"
)

// maxGrade is the school grade that a card may ask of its reader: about twelve years old.
const maxGrade = 7

// grade is the Flesch-Kincaid grade of paragraphs (Kincaid et al. 1975). Numbers and
// addresses are read off, not read, so they do not count.
func grade(paragraphs []string) float64 {
	var words, sentences, syllable float64
	for _, p := range paragraphs {
		for s := range strings.FieldsFuncSeq(p, func(r rune) bool { return strings.ContainsRune(".?!", r) }) {
			had := words
			for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
				words++
				syllable += float64(syllables(w))
			}
			if words > had {
				sentences++
			}
		}
	}
	return 0.39*words/sentences + 11.8*syllable/words - 15.59
}

// syllables counts those of an English word: groups of vowels, but for a mute e at its
// end.
func syllables(w string) int {
	w = strings.Replace(strings.ToLower(w), "some", "som", 1) // mute in "somebody", too
	n, before := 0, false
	for _, r := range w {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	for _, end := range []string{"e", "es", "ed"} {
		stem, ok := strings.CutSuffix(w, end)
		if !ok || stem == "" || n == 1 || strings.ContainsRune("aeiouy", rune(stem[len(stem)-1])) {
			continue
		}
		switch { // those that are heard: "people", "places", "wanted"
		case end == "e" && strings.HasSuffix(stem, "l") && !strings.ContainsRune("aeiouy", rune(stem[len(stem)-2])):
		case end == "es" && strings.ContainsRune("cgsxzh", rune(stem[len(stem)-1])):
		case end == "ed" && strings.ContainsRune("td", rune(stem[len(stem)-1])):
		default:
			n--
		}
	}
	return max(1, n)
}

func TestSyllables(t *testing.T) {
	for w, want := range map[string]int{
		"a": 1, "the": 1, "call": 1, "somebody": 3, "people": 2, "help": 1, "danger": 2, "emergency": 4, "number": 2, "hurt": 1,
		"places": 2, "wanted": 2, "touched": 1, "make": 1, "makes": 1, "somewhere": 2, "automated": 4, "professional": 4, "you": 1, "answer": 2,
	} {
		if got := syllables(w); got != want {
			t.Errorf("syllables(%q) = %d, want %d", w, got, want)
		}
	}
}

func TestGrade(t *testing.T) {
	tests := []struct {
		name, text string
		least, top float64
	}{
		{"short words in short sentences are easy", "The cat sat on the mat. It was fat.", -3, 1},
		{"plain prose is for the middle grades", "You can stop going to the therapist, and you do not need to say why. If it is safe, keep the messages.", 2, 7},
		{"jargon is not for children", "Practitioners facilitate confidential multidisciplinary psychosocial interventions for individuals experiencing interpersonal victimization.", 15, 60},
		{"numbers do not count", "Call 911, 999, 112 or 000 now.", -4, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if g := grade([]string{tt.text}); g < tt.least || g > tt.top {
				t.Errorf("grade(%q) = %.1f, want %v to %v", tt.text, g, tt.least, tt.top)
			}
		})
	}
}
