package safety

import (
	"slices"
	"strings"
	"unicode/utf8"

	"candor/faq/text"
)

// closeUp puts letters together that stand one blank apart where words stand several:
// "k i l l   m e". It is for a text whose blanks have not collapsed yet.
func closeUp(s string) string {
	if !strings.Contains(s, "  ") {
		return s
	}
	words := strings.Split(s, "  ")
	for i, w := range words {
		letters := strings.Fields(w)
		if len(letters) > 1 && !slices.ContainsFunc(letters, func(l string) bool { return utf8.RuneCountInString(l) > 1 }) {
			words[i] = strings.Join(letters, "")
		}
	}
	return strings.Join(words, "  ")
}

// leastSpaced is the least number of single letters in a row that make words.
const leastSpaced = 3

// together puts letters together that were set apart ("k i l l", "k.i.l.l"), and parts
// the words that come of it.
func together(s string) string {
	var out strings.Builder
	kept := 0
	for i := 0; i < len(s); {
		n, letters := spaced(s[i:])
		if len(letters) >= leastSpaced {
			if words, ok := lexicon().part(letters); ok {
				out.WriteString(s[kept:i])
				out.WriteString(words)
				kept = i + n
			}
		}
		i += max(1, n)
		for i < len(s) && single(s[i]) && single(s[i-1]) { // the rest of a longer word
			i++
		}
	}
	if kept == 0 {
		return s
	}
	return out.String() + s[kept:]
}

// spaced reads single letters with a blank or a sign between each two at the beginning
// of s, of which n is the length.
func spaced(s string) (n int, letters string) {
	var out []byte
	for n < len(s) && single(s[n]) && (n+1 == len(s) || !single(s[n+1]) && s[n+1] < utf8.RuneSelf) {
		if s[n] != '\'' {
			out = append(out, s[n])
		}
		n++
		if n+1 >= len(s) || strings.IndexByte(" .-_*/", s[n]) < 0 || !single(s[n+1]) || n+2 < len(s) && single(s[n+2]) {
			break
		}
		n++
	}
	return n, string(out)
}

func single(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '\'' }

// part parts letters into words, everyday ones first; ok reports that most letters belong
// to some.
func (l *wordList) part(letters string) (words string, ok bool) {
	first := l.cheapest(letters)
	stray := 0
	var out []string
	for to := len(letters); to > 0; {
		from := to
		for from > 0 && first[from] < 0 {
			from--
		}
		stray += to - from
		if from == to {
			from = first[to]
		}
		out = append(out, letters[from:to])
		to = from
	}
	slices.Reverse(out)
	return strings.Join(out, " "), 2*stray < len(letters)
}

// cheapest returns where the word begins that ends at each place, in the cheapest way to
// part letters; -1 for a letter of no word. A word's hash grows letter by letter, so no
// word is read twice.
func (l *wordList) cheapest(letters string) (first []int) {
	cost := make([]int, len(letters)+1)
	first = make([]int, len(letters)+1)
	for i := range cost {
		cost[i] = i * costStray
	}
	costs := l.costs()
	for from := range len(letters) {
		if c := cost[from] + costStray; c <= cost[from+1] {
			cost[from+1], first[from+1] = c, -1
		}
		hash, number, begun := hashWord(""), true, 0
		for to := from + 1; to <= min(len(letters), from+longestWord); to++ {
			hash = hashLetter(hash, letters[to-1])
			number = number && letters[to-1] <= '9'
			c := costs[hash]
			switch {
			case c == costBegun:
				begun, c = costWord, costWord
			case number:
				c = costPlain
			case c == 0:
				c = begun
			}
			if c > 0 && cost[from]+c < cost[to] {
				cost[to], first[to] = cost[from]+c, from
			}
		}
	}
	return first
}

// What a word costs, by how likely it is, and a letter that belongs to none.
const (
	costPlain   = 3
	costWord    = 4
	costBegun   = -1 // the beginning of words that all are some
	costStray   = 5
	longestWord = 14
)

// wordCosts are the costs of words by their hashes.
func (l *wordList) wordCosts() map[uint32]int {
	m := map[uint32]int{}
	for w := range text.RealWords() {
		m[hashWord(w)] = costWord
	}
	for w := range l.concepts {
		m[hashWord(w)] = costWord
	}
	for _, p := range l.begin {
		m[hashWord(p.start)] = costBegun
	}
	for w := range plainWords {
		m[hashWord(w)] = costPlain
	}
	return m
}
