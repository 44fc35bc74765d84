package safety

import "strings"

// leastJoined is the least number of words joined by their capitals that are parted
// where no hash sign says that they are words: two are mostly a name ("YouTube").
const leastJoined = 3

// disjoin parts words that are joined in a hashtag ("#iwanttodie") or by capitals
// ("IWantToDie"), in a text that still has its capitals.
func disjoin(s string) string {
	if !mayJoin(s) {
		return s
	}
	var out strings.Builder
	for s != "" {
		start := indexFunc(s, letterASCII)
		end := start + indexFunc(s[start:], func(r rune) bool { return !letterASCII(r) })
		out.WriteString(s[:start])
		out.WriteString(disjoinWord(s[start:end], strings.HasSuffix(s[:start], "#")))
		s = s[end:]
	}
	return out.String()
}

// mayJoin reports whether a text has a hash sign, or a capital behind a small letter.
func mayJoin(s string) bool {
	for i := range len(s) {
		if s[i] == '#' || i > 0 && capital(s[i]) && 'a' <= s[i-1] && s[i-1] <= 'z' {
			return true
		}
	}
	return false
}

func capital(c byte) bool     { return 'A' <= c && c <= 'Z' }
func letterASCII(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// disjoinWord is disjoin of one word. Whatever is not wholly parted into known words
// stays: a name, or one of capitals set at random.
func disjoinWord(w string, tag bool) string {
	if !tag && !mayJoin(w) || lexicon().known(strings.ToLower(w)) {
		return w
	}
	if words := byCapitals(w); knownAll(words) && (tag && len(words) > 1 || len(words) >= leastJoined) {
		return strings.Join(words, " ")
	}
	if words, ok := lexicon().part(strings.ToLower(w)); tag && ok && knownAll(strings.Fields(words)) {
		return words
	}
	return w
}

// byCapitals cuts a word where a capital follows a small letter or comes before one.
func byCapitals(w string) (words []string) {
	from := 0
	for i := 1; i < len(w); i++ {
		if capital(w[i]) && (!capital(w[i-1]) || i+1 < len(w) && !capital(w[i+1])) {
			words = append(words, w[from:i])
			from = i
		}
	}
	return append(words, w[from:])
}

func knownAll(words []string) bool {
	for _, w := range words {
		if !lexicon().known(strings.ToLower(w)) {
			return false
		}
	}
	return true
}
