package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// osa is optimal string alignment by its definition, with the whole table.
func osa(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replace := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestDistance(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       int
	}{
		{"equal", "therapy", "therapy", 0},
		{"nothing and something", "", "tea", 3},
		{"insertion", "therapy", "theerapy", 1},
		{"deletion", "therapy", "thrapy", 1},
		{"replacement", "therapy", "thetapy", 1},
		{"swap", "therapy", "therayp", 1},
		{"swap with a letter between is more", "ca", "abc", 3},
		{"nothing in common", "abc", "xyz", 3},
		{"as long as words get", strings.Repeat("a", maxCorrected), strings.Repeat("b", maxCorrected), maxCorrected},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := distance(tt.a, tt.b); got != tt.want {
				t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

func TestDistanceOfRandomWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a, b := randomWord(rng), randomWord(rng)
		got := distance(a, b)
		if back := distance(b, a); back != got {
			t.Fatalf("distance(%q, %q) = %d but the other way %d", a, b, got, back)
		}
		if want := osa(a, b); got != want {
			t.Fatalf("distance(%q, %q) = %d, want %d", a, b, got, want)
		}
	}
}

// randomWord draws from few letters, so that two words are often close.
func randomWord(rng *rand.Rand) string {
	w := make([]byte, rng.IntN(maxCorrected+1))
	for i := range w {
		w[i] = "abcd"[rng.IntN(4)]
	}
	return string(w)
}

var vocabulary = map[string]int{
	"therapy": 9, "therapist": 7, "session": 5, "sessions": 4, "medicine": 3, "insurance": 2, "partner": 6,
	"tablet": 2, "tables": 2, "couple": 3, "trauma": 1, "sex": 9, "set": 1, "take": 5, "cost": 4, "café": 1,
	"communication": 1, "psychotherapeutically": 1, "lasting": 1, "casting": 8, "be": 9,
}

// TestCorrectMendsEverySlip makes every single slip after a word's first letter.
func TestCorrectMendsEverySlip(t *testing.T) {
	s := NewSpeller(vocabulary)
	for w := range vocabulary {
		for slip := range slips(w) {
			if len(slip) < minCorrected || max(len(w), len(slip)) > maxCorrected || vocabulary[slip] > 0 {
				continue
			}
			got, ok := s.Correct(slip)
			if !ok || distance(got, slip) != 1 {
				t.Errorf("correct(%q) = %q, %v, want a word one edit away, such as %q", slip, got, ok, w)
			}
		}
	}
}

// slips yields what w becomes by one slip that leaves its first letter alone.
func slips(w string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 1; i < len(w); i++ {
			more := []string{w[:i] + w[i+1:], w[:i] + "q" + w[i:], w[:i] + "q" + w[i+1:]}
			if i+1 < len(w) && w[i] != w[i+1] {
				more = append(more, w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:])
			}
			for _, slip := range more {
				if !yield(slip) {
					return
				}
			}
		}
	}
}

func TestCorrect(t *testing.T) {
	s := NewSpeller(vocabulary)
	tests := []struct{ name, in, want string }{
		{"fewest edits win", "sesions", "sessions"},
		{"then the same first letter", "lcasting", "lasting"},
		{"then the more frequent", "sessionz", "session"},
		{"then the earlier in the alphabet", "tablex", "tables"},
		{"two slips in a long word", "medecin", ""},
		{"two slips in a word just long enough", "sassionz", "session"},
		{"two slips in a longer word", "medecinne", "medicine"},
		{"the wrong first letter of a long word", "yherapy", "therapy"},
		{"the wrong first letter of a short word", "bake", ""},
		{"too short", "sxe", ""},
		{"too long", "psychotherapeuticalli", ""},
		{"with a digit", "therap1st", ""},
		{"nothing near", "hydrangea", ""},
		{"nothing", "", ""},
		{"another script", "терапия", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := s.Correct(tt.in)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("correct(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	s := NewSpeller(vocabulary)
	tests := []struct{ name, in, a, b string }{
		{"two words", "sextherapy", "sex", "therapy"},
		{"the more frequent pair", "settake", "set", "take"},
		{"a word and a rest", "sexology", "", ""},
		{"a rest of two letters", "sexbe", "", ""},
		{"a start of two letters", "besex", "", ""},
		{"too long", "communicationtherapist", "", ""},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b, ok := s.Split(tt.in)
			if a != tt.a || b != tt.b || ok != (tt.a != "") {
				t.Errorf("split(%q) = %q, %q, %v, want %q, %q", tt.in, a, b, ok, tt.a, tt.b)
			}
		})
	}
}

func TestForms(t *testing.T) {
	tests := []struct {
		name, word string
		want       []string
	}{
		{"one letter of a short word", "abc", []string{"ab", "abc", "ac", "bc"}},
		{"equal ones once", "aab", []string{"aa", "aab", "ab"}},
		{"two letters of the beginning of a long word", "aaaaaaaaaa", []string{"aaaaa", "aaaaaa", "aaaaaaa"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range forms(nil, tt.word) {
				var letters []byte
				for ; f > 0; f >>= 8 {
					letters = append(letters, byte(f))
				}
				got = append(got, string(letters))
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("forms(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
}
