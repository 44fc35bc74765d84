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

// appendAll appends the words of a normalised text.
func appendAll(words []string, rest string) []string {
	for rest != "" {
		var w string
		if w, rest = next(rest); w != "" {
			words = appendWord(words, w)
		}
	}
	return words
}

// next cuts the first word off s. Apostrophes inside a word belong to it.
func next(s string) (word, rest string) {
	start := strings.IndexFunc(s, isWord)
	if start < 0 {
		return "", ""
	}
	s = s[start:]
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
