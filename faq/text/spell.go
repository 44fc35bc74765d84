package text

import (
	"cmp"
	"math"
	"slices"
)

// A Speller corrects words to those of a vocabulary by symmetric deletes
// (SymSpell: github.com/wolfgarbe/SymSpell): two words within one edit of each
// other share a form in which each has lost at most one letter. Looking a word
// up costs its own few deletes, whatever the size of the vocabulary. Only the
// first letters' deletes are kept, which finds the same words.
type Speller struct {
	words []string
	count []int32
	total int              // of all counts
	index map[string]int32 // word → its place in words
	near  []nearForm       // sorted
}

// nearForm says that a word has a form.
type nearForm struct {
	form form
	word int32
}

// form is up to prefixLetters bytes of a word, some left out, the first in the
// lowest byte.
type form uint64

const (
	// Shorter words have too many neighbours: "sex" is one edit from "set".
	minCorrected = 4
	// From this length on two edits are tried: a long word stays recognisable.
	// Both from the prototype: one typo then costs 1.1 points of accuracy on
	// CLINC150 instead of 5.4.
	twoEdits = 8
	// Longer ones are not words, and tables are made for this length.
	maxCorrected = 20
	// prefixLetters is SymSpell's default: more than two edits, no more than fit a form.
	prefixLetters = 7
)

// NewSpeller makes a speller of a vocabulary, with how often each word occurs.
func NewSpeller(count map[string]int) *Speller {
	s := &Speller{index: make(map[string]int32, len(count))}
	for w := range count {
		s.words = append(s.words, w)
	}
	slices.Sort(s.words)
	var room []form
	for i, w := range s.words {
		s.index[w] = int32(i)
		s.count = append(s.count, int32(count[w]))
		s.total += count[w]
		if len(w) < minCorrected-1 || len(w) > maxCorrected {
			continue
		}
		room = forms(room[:0], w)
		for _, f := range room {
			s.near = append(s.near, nearForm{f, int32(i)})
		}
	}
	slices.SortFunc(s.near, func(a, b nearForm) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.word, b.word))
	})
	return s
}

// maxEdits is how many edits a word of that length may be from what was meant.
func maxEdits(w string) int {
	if len(w) >= twoEdits {
		return 2
	}
	return 1
}

// forms appends the beginning of w and its forms with up to maxEdits bytes left
// out to out, each once.
func forms(out []form, w string) []form {
	var f form
	for i := range min(len(w), prefixLetters) {
		f |= form(w[i]) << (8 * i)
	}
	out = append(out, f)
	from := 0
	for range maxEdits(w) {
		last := len(out)
		for _, longer := range out[from:last] {
			for i := range prefixLetters {
				if longer>>(8*i) == 0 {
					break
				}
				low := form(1)<<(8*i) - 1
				if shorter := longer&low | longer>>8&^low; !slices.Contains(out, shorter) {
					out = append(out, shorter)
				}
			}
		}
		from = last
	}
	return out
}

// Correct returns the word of the vocabulary that w most likely stands for:
// fewest edits, then the same first letter, then the more frequent, then the
// earlier in the alphabet.
func (s *Speller) Correct(w string) (string, bool) {
	if len(w) < minCorrected || len(w) > maxCorrected || hasDigit(w) {
		return "", false
	}
	var room [64]form
	var best candidate
	for _, f := range forms(room[:0], w) {
		i, _ := slices.BinarySearchFunc(s.near, f, func(n nearForm, f form) int { return cmp.Compare(n.form, f) })
		for ; i < len(s.near) && s.near[i].form == f; i++ {
			v := s.words[s.near[i].word]
			if d := distance(w, v); d <= maxEdits(w) && likelySlip(w, v) {
				c := candidate{v, d, v[0] == w[0], s.count[s.near[i].word]}
				if best.word == "" || c.before(best) {
					best = c
				}
			}
		}
	}
	return best.word, best.word != ""
}

// Slips yields what a word, or the beginning of one, is but for one slip after its first
// letter; nothing for one that is not corrected either.
func Slips(w string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if len(w) < minCorrected || len(w) > maxCorrected || hasDigit(w) || !ascii(w) {
			return
		}
		for i := 1; i < len(w); i++ {
			head, rest := w[:i], w[i+1:]
			if !yield(head+rest) || rest != "" && !yield(head+rest[:1]+w[i:i+1]+rest[1:]) {
				return
			}
			for c := 'a'; c <= 'z'; c++ {
				if !yield(head+string(c)+rest) || !yield(head+string(c)+w[i:]) {
					return
				}
			}
		}
	}
}

// likelySlip reports whether a person who meant v may have typed w. In a short
// word the first letter can be lost, doubled by another or swapped with the second,
// but hardly be another one: "bake" is not a slip of "take".
func likelySlip(w, v string) bool {
	return len(w) >= anyFirst || v[0] == w[0] || v[0] == w[1] || v[1] == w[0]
}

// anyFirst is the length from which on the first letter may be any.
const anyFirst = 7

type candidate struct {
	word      string
	edits     int
	sameFirst bool
	count     int32
}

func (c candidate) before(d candidate) bool {
	if c.edits != d.edits {
		return c.edits < d.edits
	}
	if c.sameFirst != d.sameFirst {
		return c.sameFirst
	}
	return cmp.Or(cmp.Compare(d.count, c.count), cmp.Compare(c.word, d.word)) < 0
}

const (
	// maxRun is the longest run of joined words that is split, in bytes. It bounds the
	// work: every stretch of up to maxCorrected of them is looked up at most once.
	maxRun = 60
	// shortestPart is the least length of a part: "i" and "a" are in every word.
	shortestPart = 2
	// longRun is the length from which a run may be of any number of words. In a
	// shorter one only two are seen, of surePart letters or more: "heritage" is not
	// "her it age".
	longRun  = 10
	surePart = 3
	// leastLikely is how likely the words of a long run must be, as a logarithm, for
	// each letter. In the shipped base "what is sex therapy" is at -1.1, "how much does
	// it cost" at -1.7, "in suffer able" at -1.9.
	leastLikely = -1.75
)

// Split parts a run of joined words of the vocabulary ("sextherapy",
// "whatissextherapy"), in the likeliest way by how often each occurs. It returns nil
// if there is none to be believed.
func (s *Speller) Split(w string) []string {
	if len(w) > maxRun || hasDigit(w) || !ascii(w) {
		return nil
	}
	var likely [maxRun + 1]float64 // the likeliest way to here, as a logarithm
	var last [maxRun + 1]int       // length of the last part on it, 0 if there is no way
	for end := shortestPart; end <= len(w); end++ {
		for n := shortestPart; n <= min(end, maxCorrected); n++ {
			from := end - n
			if from > 0 && last[from] == 0 {
				continue
			}
			count := s.frequency(w[from:end])
			if count == 0 {
				continue
			}
			if p := likely[from] + math.Log(float64(count)/float64(s.total)); last[end] == 0 || p > likely[end] {
				likely[end], last[end] = p, n
			}
		}
	}
	var parts []string
	for end := len(w); last[end] > 0; end -= last[end] {
		parts = append(parts, w[end-last[end]:end])
	}
	slices.Reverse(parts)
	if len(parts) == 2 && min(len(parts[0]), len(parts[1])) >= surePart ||
		len(parts) > 1 && len(w) >= longRun && likely[len(w)] >= leastLikely*float64(len(w)) {
		return parts
	}
	return nil
}

// frequency is how often the base has the word.
func (s *Speller) frequency(w string) int32 {
	if i, ok := s.index[w]; ok {
		return s.count[i]
	}
	return 0
}

func hasDigit(w string) bool {
	for i := range len(w) {
		if '0' <= w[i] && w[i] <= '9' {
			return true
		}
	}
	return false
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment), in bytes. Words are
// at most maxCorrected bytes long.
func distance(a, b string) int {
	var rows [3][maxCorrected + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, up, upup := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(up[j]+1, row[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], upup[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// Squeezed yields a word with drawn-out letters ("soooo") once with each run of
// three or more cut to two, once to one; nothing for a word without such a run, or
// for a wall of letters.
func Squeezed(w string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if len(w) > maxCorrected {
			return
		}
		for most := 2; most > 0; most-- {
			if short := squeeze(w, most); len(short) == len(w) || !yield(short) {
				return
			}
		}
	}
}

// squeeze cuts each run of three or more of a letter to so many. Of digits it cuts
// none: "1000" is another number than "100".
func squeeze(w string, most int) string {
	short := make([]byte, 0, len(w))
	for i := 0; i < len(w); {
		end := i + 1
		for end < len(w) && w[end] == w[i] {
			end++
		}
		kept := end - i
		if kept > 2 && !hasDigit(w[i:end]) {
			kept = most
		}
		short = append(short, w[i:i+kept]...)
		i = end
	}
	return string(short)
}
