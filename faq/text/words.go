package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWords is how many words of a text are read: its last ones. A question is
// 8 words long at the median and 28 at most in CLINC150, so this is room for a
// short story before it.
const MaxWords = 64

// Words splits s into its words, normalised, with contractions and chat
// spellings spelled out ("can't" → "can", "not"; "u" → "you"). Of more than
// MaxWords words the last are returned. Words of a text that holds none are an
// empty slice.
func Words(s string) []string { return AppendWords(make([]string, 0, 16), s) }

// AppendWords appends what Words returns to words, which it may grow.
func AppendWords(words []string, s string) []string {
	had := len(words)
	words = appendAll(words, Normalize(s))
	if extra := len(words) - had - MaxWords; extra > 0 {
		words = append(words[:had], words[had+extra:]...)
	}
	return words
}

// spacedOut is the least number of single letters in a row that spell a word
// ("s e x"), rather than stand for words ("r u").
const spacedOut = 3

// appendAll appends the words of a normalised text, in Latin letters where they are
// meant. Letters typed with spaces between them, as people do to get past filters, are
// put together.
func appendAll(words []string, rest string) []string {
	rest = latin(rest)
	letters := len(words) // where a run of single letters at the end began
	for rest != "" {
		start := strings.IndexFunc(rest, isWord)
		if start < 0 {
			break
		}
		if strings.Trim(rest[:start], " ") != "" { // not letters apart, but a list of them
			words = joinLetters(words, letters)
			letters = len(words)
		}
		var w string
		w, rest = next(rest[start:])
		if len(w) == 1 && 'a' <= w[0] && w[0] <= 'z' {
			words = append(words, w)
			continue
		}
		words = appendWord(joinLetters(words, letters), w)
		letters = len(words)
	}
	return joinLetters(words, letters)
}

// joinLetters makes one word of the single letters from words[from] on, or, if
// they are few, what each stands for.
func joinLetters(words []string, from int) []string {
	run := words[from:]
	if len(run) >= spacedOut {
		return append(words[:from], strings.Join(run, ""))
	}
	var few [spacedOut]string
	copy(few[:], run)
	words = words[:from]
	for _, w := range few[:len(run)] {
		words = appendWord(words, w)
	}
	return words
}

// next cuts the word off s that s begins with. Apostrophes inside a word belong to
// it.
func next(s string) (word, rest string) {
	end := len(s)
	for i, r := range s {
		if isWord(r) || r == '\'' && apostrophe(s, i) {
			continue
		}
		end = i
		break
	}
	return s[:end], s[end:]
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r)
}

// apostrophe reports whether the apostrophe at s[i] joins two letters.
func apostrophe(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i+1:])
	return i > 0 && isWord(r)
}

// appendWord adds w to words, spelled out.
func appendWord(words []string, w string) []string {
	if full, ok := spelledOut[w]; ok {
		return append(words, full...)
	}
	head, tail, ok := strings.Cut(w, "'")
	if !ok {
		return append(words, w)
	}
	if tail == "t" && len(head) > 1 && strings.HasSuffix(head, "n") {
		return append(words, head[:len(head)-1], "not")
	}
	if full, ok := endings[tail]; ok {
		words = append(words, head)
		if full != "" {
			words = append(words, full)
		}
		return words
	}
	return append(words, strings.ReplaceAll(w, "'", ""))
}
