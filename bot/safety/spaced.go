package safety

import (
	"slices"
	"strings"
	"unicode/utf8"
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
	cost := make([]int, len(letters)+1)
	first := make([]int, len(letters)+1) // of the word that ends there; -1 for a letter of none
	for to := 1; to <= len(letters); to++ {
		cost[to], first[to] = cost[to-1]+costStray, -1
		for from := max(0, to-longestWord); from < to; from++ {
			if c := l.cost(letters[from:to]); c > 0 && cost[from]+c < cost[to] {
				cost[to], first[to] = cost[from]+c, from
			}
		}
	}
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

// What a word costs, by how likely it is, and a letter that belongs to none.
const (
	costPlain   = 3
	costWord    = 4
	costStray   = 5
	longestWord = 14
)

// cost is 0 for what is no word.
func (l *wordList) cost(w string) int {
	switch {
	case plainWords[w], w[0] <= '9' && strings.Trim(w, "0123456789") == "":
		return costPlain
	case l.real(w):
		return costWord
	}
	return 0
}
