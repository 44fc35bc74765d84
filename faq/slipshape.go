package faq

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is what a line looks like.
type shape struct {
	kind   kind
	indent int    // spaces in front
	body   string // without the spaces around
	rest   string // behind the dash or the colon
	space  string // what is wrong with the space in front, "" if nothing
	dash   bool   // of words: they look like an item with a slip
	loose  bool   // of a key: no word that is a name
}

// kind is what kind of line it is.
type kind int

const (
	nothing kind = iota // or a comment
	words
	item
	key
	marker // of the start or the end of a document
)

// shapeOf takes a line to pieces.
func shapeOf(line string) shape {
	body := strings.TrimLeftFunc(line, unicode.IsSpace)
	front := line[:len(line)-len(body)]
	s := shape{body: strings.TrimRight(body, " \t"), indent: len(front) - len(strings.TrimLeft(front, " "))}
	switch {
	case s.body == "" || s.body[0] == '#':
		return s
	case strings.ContainsRune(front, '\t'):
		s.space = slipTab
	case s.indent < len(front):
		s.space = slipSpace
	}
	if front == "" && (s.body == "---" || s.body == "..." || strings.HasPrefix(s.body, "--- ")) {
		s.kind = marker
		return s
	}
	if rest, ok := strings.CutPrefix(s.body, "-"); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
		s.kind, s.rest = item, strings.TrimLeft(rest, " \t")
		return s
	}
	first, _ := utf8.DecodeRuneInString(s.body)
	s.kind, s.dash = words, strings.ContainsRune("-–—•·*", first)
	if c := s.body[0]; c == '"' || c == '\'' || c == '[' || c == '{' || s.dash {
		return s
	}
	return s.asKey()
}

// asKey is the shape of a key's line, if it is one.
func (s shape) asKey() shape {
	for i := 0; i < len(s.body); i++ {
		switch c := s.body[i]; {
		case c == ':' && (i+1 == len(s.body) || s.body[i+1] == ' ' || s.body[i+1] == '\t'):
			s.kind, s.rest = key, strings.TrimLeft(s.body[i+1:], " \t")
			return s
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			s.loose = true
		}
	}
	return s
}
