package telegramtest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// tagEntities maps the tags that Telegram knows to what they stand for.
// https://core.telegram.org/bots/api#html-style
var tagEntities = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji", "tg-time": "date_time",
	"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}

// htmlParser reads Telegram's HTML: no document but a text with tags, in which
// everything that is neither a known tag nor a known entity is either a letter or
// an error.
type htmlParser struct {
	src      string
	at       int // in src
	out      strings.Builder
	offset   int // of out, in UTF-16
	open     []openTag
	entities []Entity
	halves   bool // a reference was to half of a surrogate pair
}

type openTag struct {
	name   string
	arg    string // of the attribute that counts
	offset int
	begin  int // in out
}

// parseHTML returns the text that is shown and its entities. Offsets in errors are
// of bytes.
func parseHTML(src string) (string, []Entity, error) {
	h := &htmlParser{src: src}
	for h.at < len(src) {
		var err error
		switch {
		case strings.HasPrefix(src[h.at:], "</"):
			err = h.end()
		case src[h.at] == '<':
			err = h.start()
		default:
			h.letter()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(h.open); n > 0 {
		return "", nil, htmlError("Can't find end tag corresponding to start tag %q", h.open[n-1].name)
	}
	for i := range h.entities {
		if h.entities[i].Type == "code" {
			h.entities[i].Language = "" // only a pre has one
		}
	}
	slices.SortStableFunc(h.entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	if h.halves {
		return "", nil, htmlError("Text contains invalid Unicode characters after decoding HTML entities")
	}
	return h.out.String(), h.entities, nil
}

// letter takes a character, which may be written as an entity.
func (h *htmlParser) letter() {
	r, size := utf8.DecodeRuneInString(h.src[h.at:])
	if r == '&' {
		if code, n := htmlEntity(h.src[h.at:]); n > 0 {
			r, size = code, n
		}
	}
	h.at += size
	h.halves = h.halves || utf16.IsSurrogate(r)
	if r = cleanRune(r); r >= 0 {
		h.out.WriteRune(r)
		h.offset += max(1, utf16.RuneLen(r))
	}
}

// htmlEntity reads &lt; and its like, for which the semicolon may be missing. n is
// 0 if text begins with none.
func htmlEntity(text string) (r rune, n int) {
	body := text[1:]
	if hex, ok := strings.CutPrefix(body, "#x"); ok {
		return reference(hex, "0123456789abcdefABCDEF", 16, 3)
	}
	if dec, ok := strings.CutPrefix(body, "#"); ok {
		return reference(dec, "0123456789", 10, 2)
	}
	end := strings.IndexFunc(body, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if end < 0 {
		end = len(body)
	}
	r, ok := map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}[body[:end]]
	if !ok {
		return 0, 0
	}
	return r, 1 + end + semicolon(body[end:])
}

// reference reads the digits of a numeric character reference.
func reference(text, digits string, base, head int) (r rune, n int) {
	end := len(text) - len(strings.TrimLeft(text, digits))
	code, err := strconv.ParseInt(text[:end], base, 32)
	if err != nil || code == 0 || code >= 0x10ffff || head+end >= 10 {
		return 0, 0
	}
	return rune(code), head + end + semicolon(text[end:])
}

func semicolon(text string) int {
	if strings.HasPrefix(text, ";") {
		return 1
	}
	return 0
}

// htmlError words an error as Telegram does, which begins in upper case.
func htmlError(format string, args ...any) error {
	return &failure{description: fmt.Sprintf(format, args...)}
}
