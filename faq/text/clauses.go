package text

import (
	"slices"
	"strings"
)

// Sentences returns the words of each sentence of s: what full stops, question
// and exclamation marks, semicolons and line breaks part. As with Words, only the
// last MaxWords words are read. Sentences without a word are left out.
func Sentences(s string) [][]string {
	return lastWords(cut(Normalize(s), sentenceEnds))
}

// AllSentences is Sentences without a limit of words, for a text that is normalised
// already, piece by piece if it is a long one.
func AllSentences(normalized string) [][]string {
	return slices.DeleteFunc(cut(normalized, sentenceEnds), func(part []string) bool { return len(part) == 0 })
}

// SeveralSentences reports whether s may hold more than one sentence. It is quick:
// most questions are one.
func SeveralSentences(s string) bool {
	if !ascii(s) {
		s = Normalize(s) // which makes plain ends of "？" and "…"
	}
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
	out := make([][]string, 0, 4)
	words := make([]string, 0, 32)
	for s != "" {
		end := border(s, borders)
		had := len(words)
		words = appendAll(words, s[:end])
		out = append(out, words[had:len(words):len(words)])
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

// lastWords drops empty parts, and all before the last MaxWords words.
func lastWords(parts [][]string) [][]string {
	kept, room := len(parts), MaxWords
	for kept > 0 && room > 0 {
		kept--
		if extra := len(parts[kept]) - room; extra > 0 {
			parts[kept] = parts[kept][extra:]
		}
		room -= len(parts[kept])
	}
	return slices.DeleteFunc(parts[kept:], func(part []string) bool { return len(part) == 0 })
}
