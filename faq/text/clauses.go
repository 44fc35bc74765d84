package text

import "strings"

// Sentences returns the words of each sentence of s: what full stops, question
// and exclamation marks, semicolons and line breaks part. As with Words, only the
// last MaxWords words are read. Sentences without a word are left out.
func Sentences(s string) [][]string {
	return lastWords(cut(Normalize(s), sentenceEnds))
}

// SeveralSentences reports whether s may hold more than one sentence. It is quick:
// most questions are one.
func SeveralSentences(s string) bool {
	i := strings.IndexAny(s, sentenceEnds)
	return i >= 0 && strings.TrimRight(s[i:], sentenceEnds+" ") != ""
}

const sentenceEnds = ".!?;\n"

// Clauses returns the words of each clause of s: of each part of a sentence that
// a comma, a colon, a dash in spaces, brackets or a joining word parts.
func Clauses(s string) [][]string {
	var out [][]string
	for _, part := range cut(Normalize(s), sentenceEnds+",:()[]\"/") {
		from := 0
		for i, w := range part {
			if joins[w] {
				out = append(out, part[from:i])
				from = i + 1
			}
		}
		out = append(out, part[from:])
	}
	return lastWords(out)
}

// joins are words that begin a new thought.
var joins = map[string]bool{
	"and": true, "but": true, "because": true, "so": true, "or": true, "since": true, "though": true, "although": true,
}

// cut splits a normalised text at border characters and each part into words. A
// full stop or a colon inside a number or a name is no border.
func cut(s, borders string) [][]string {
	var out [][]string
	for s != "" {
		end := border(s, borders)
		out = append(out, appendAll(nil, s[:end]))
		s = s[min(end+1, len(s)):]
	}
	return out
}

func border(s, borders string) int {
	for i := range len(s) {
		if strings.IndexByte(borders, s[i]) < 0 {
			continue
		}
		last := i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\n' || strings.IndexByte(".!?", s[i+1]) >= 0
		if last || strings.IndexByte(".:/,", s[i]) < 0 {
			return i
		}
	}
	return len(s)
}

// lastWords drops empty parts, and the first ones once MaxWords words are had.
func lastWords(parts [][]string) [][]string {
	kept, words := len(parts), 0
	for kept > 0 && words+len(parts[kept-1]) <= MaxWords {
		kept--
		words += len(parts[kept])
	}
	var out [][]string
	for _, part := range parts[kept:] {
		if len(part) > 0 {
			out = append(out, part)
		}
	}
	return out
}
