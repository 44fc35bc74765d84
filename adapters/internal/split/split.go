// Package split cuts a text into parts that a platform takes: between paragraphs where
// that is possible, else between sentences, else between words, and inside a word only
// between what people see as characters.
package split

import (
	"strings"
	"unicode/utf8"

	"candor/bot"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Limit is how much a part may hold.
type Limit struct {
	Units int              // in a part
	Size  func(string) int // units of a text: platforms count differently
	Block int              // units that a block takes beside its text: its mark and what parts it from the next
}

// Runes counts characters as Telegram does: code points.
func Runes(s string) int { return utf8.RuneCountInString(s) }

// Doc cuts doc into parts within the limit. Joined, the parts are the text again. A block
// that fits a part is never cut, so what must be whole is a block of its own.
func Doc(doc bot.Doc, l Limit) []bot.Doc {
	var parts []bot.Doc
	var part bot.Doc
	used := 0
	for _, block := range doc {
		for _, b := range l.cut(block) {
			n := l.size(b)
			if len(part) > 0 && used+n > l.Units {
				parts, part, used = append(parts, part), nil, 0
			}
			part, used = append(part, b), used+n
		}
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

func (l Limit) size(b bot.Block) int {
	n := l.Block
	for _, s := range b.Spans {
		n += l.Size(s.Text)
	}
	return n
}

// cut returns the block, or pieces of it if it is too long for a part.
func (l Limit) cut(b bot.Block) []bot.Block {
	if l.size(b) <= l.Units {
		return []bot.Block{b}
	}
	var text strings.Builder
	for _, s := range b.Spans {
		text.WriteString(s.Text)
	}
	var out []bot.Block
	spans := b.Spans
	for _, piece := range l.pieces(text.String()) {
		block := bot.Block{Bullet: b.Bullet && len(out) == 0}
		block.Spans, spans = take(spans, len(piece))
		out = append(out, block)
	}
	return out
}

// take cuts spans after n bytes of text.
func take(spans []bot.Span, n int) (head, tail []bot.Span) {
	for i, s := range spans {
		if n < len(s.Text) {
			rest := append([]bot.Span{s}, spans[i+1:]...)
			rest[0].Text = s.Text[n:]
			if s.Text = s.Text[:n]; n > 0 {
				head = append(head, s)
			}
			return head, rest
		}
		head, n = append(head, s), n-len(s.Text)
	}
	return head, nil
}

// pieces cuts a text that is too long for a part.
func (l Limit) pieces(s string) []string {
	most := max(1, l.Units-l.Block)
	var out []string
	for s != "" {
		n := l.end(s, most)
		out, s = append(out, s[:n]), s[n:]
	}
	return out
}

// end is where the first piece of s ends, in bytes.
func (l Limit) end(s string, most int) int {
	used, at, sentence, word := 0, 0, 0, 0
	for g := graphemes.FromString(s); g.Next(); {
		c := g.Value()
		n := l.Size(c)
		if used+n > most {
			break
		}
		used, at = used+n, at+len(c)
		switch {
		case c != " " && c != "\n":
		case at > 1 && strings.ContainsAny(s[at-2:at-1], ".!?\n"):
			sentence, word = at, at
		default:
			word = at
		}
	}
	switch {
	case at == len(s):
		return at
	case sentence > at/2:
		return sentence
	case word > at/2:
		return word
	case at > 0:
		return at
	}
	return l.runes(s, most) // one character of many marks
}

// runes is end for a text whose first character is itself too long.
func (l Limit) runes(s string, most int) int {
	used := 0
	for at, r := range s {
		n := l.Size(string(r))
		if used+n > most && at > 0 {
			return at
		}
		used += n
	}
	return len(s)
}
