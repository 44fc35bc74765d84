package text

import (
	"strings"
	"unicode/utf8"
)

// Sentences returns the words of each sentence of s: what full stops, question
// and exclamation marks, semicolons and line breaks part. As with Words, only the
// last MaxWords words are read. Sentences without a word are left out.
func Sentences(s string) [][]string {
	return lastWords(cut(Normalize(s), sentenceEnds))
}

// SeveralSentences reports whether s may hold more than one sentence. It is quick:
// most questions are one.
func SeveralSentences(s string) bool {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
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
	var out [][]string
	for _, part := range parts[kept:] {
		if len(part) > 0 {
			out = append(out, part)
		}
	}
	return out
}
