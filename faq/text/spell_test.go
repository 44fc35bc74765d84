package text

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
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
	count := map[string]int{"is": 30, "it": 20, "what": 25, "in": 30, "able": 2, "cos": 1, "mid": 1, "a": 40, "10": 3, "20": 3}
	for w, n := range vocabulary {
		count[w] = n
	}
	s := NewSpeller(count)
	sixty := strings.Repeat("whatis", 10)
	tests := []struct{ name, in, want string }{
		{"two words", "sextherapy", "sex therapy"},
		{"the more frequent pair", "settake", "set take"},
		{"a word and a rest", "sexology", ""},
		{"one word", "therapy", ""},
		{"two long words", "communicationtherapist", "communication therapist"},
		{"several words", "whatissextherapy", "what is sex therapy"},
		{"several words but for a letter", "whatissextherapyx", ""},
		{"several words, one of a letter", "whatisatherapist", ""},
		{"a short run with a word of two letters", "sexbe", ""},
		{"a short run that begins with one", "besex", ""},
		{"a long run of rare words", "cosmidcosmidcosmid", ""},
		{"numbers", "1020102010201020", ""},
		{"letters of another script", "caféwhatiswhat", ""},
		{"as long as a run may be", sixty, strings.Join(strings.Fields(strings.Repeat("what is ", 10)), " ")},
		{"longer", sixty + "is", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(s.Split(tt.in), " "); got != tt.want {
				t.Errorf("Split(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestSplitIsTheLikeliest compares with every way to split words of two letters.
func TestSplitIsTheLikeliest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	count := map[string]int{}
	for range 25 {
		w := randomWord(rng)
		count[w[:min(len(w), 2+rng.IntN(3))]] = 1 + rng.IntN(50)
	}
	s := NewSpeller(count)
	var likeliest func(w string) float64
	likeliest = func(w string) float64 {
		if w == "" {
			return 1
		}
		most := 0.0
		for i := 2; i <= len(w); i++ {
			if n := count[w[:i]]; n > 0 {
				most = max(most, float64(n)/float64(s.total)*likeliest(w[i:]))
			}
		}
		return most
	}
	for range 2000 {
		w := randomWord(rng)
		parts := s.Split(w)
		if parts == nil {
			continue
		}
		p := 1.0
		for _, part := range parts {
			p *= float64(count[part]) / float64(s.total)
		}
		if want := likeliest(w); math.Abs(p-want) > 1e-9*want || strings.Join(parts, "") != w {
			t.Fatalf("Split(%q) = %q, as likely as %g, want %g", w, parts, p, want)
		}
	}
}

// TestSplitIsCheap splits a run at every letter of which a word begins.
func TestSplitIsCheap(t *testing.T) {
	count := map[string]int{}
	for n := 2; n <= maxCorrected; n++ {
		count[strings.Repeat("a", n)] = 1
	}
	s := NewSpeller(count)
	run := strings.Repeat("a", maxRun)
	const runs = 100
	began := time.Now()
	for range runs {
		s.Split(run)
	}
	if took := time.Since(began); took > runs*time.Millisecond { // it takes 30 µs
		t.Errorf("%d times Split of a run of %d letters take %v", runs, maxRun, took)
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

func TestSqueezed(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a run is cut to two, then to one", "soooo", []string{"soo", "so"}},
		{"every run is", "heeeelllp", []string{"heellp", "help"}},
		{"two in a row are no run", "soon", nil},
		{"digits are a number", "1000", nil},
		{"digits beside letters too", "yeees1000", []string{"yees1000", "yes1000"}},
		{"a wall of letters is no word", strings.Repeat("a", maxCorrected+1), nil},
		{"nothing has nothing", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Collect(Squeezed(tt.in)); !slices.Equal(got, tt.want) {
				t.Errorf("Squeezed(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestSlips(t *testing.T) {
	got := map[string]bool{}
	for w := range Slips("therpa") {
		got[w] = true
		if d := distance(w, "therpa"); d > 1 {
			t.Errorf("%q is %d slips away, want at most 1", w, d)
		}
		if w[0] != 't' {
			t.Errorf("%q begins with another letter", w)
		}
	}
	for w := range slips("therpa") { // as TestCorrectMendsEverySlip makes them
		if !got[w] {
			t.Errorf("%q is missing", w)
		}
	}
	for _, w := range []string{"", "sex", "1000", "2nights", "терапия", strings.Repeat("a", maxCorrected+1)} {
		for slip := range Slips(w) {
			t.Errorf("Slips(%q) has %q, want none", w, slip)
			break
		}
	}
}
