package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxRunes is how many characters of a text are read: Telegram's limit for one
// message (core.telegram.org/bots/api#message), the longest that any platform
// hands over. Of a longer text the end is kept, because a long story has its
// question there.
const MaxRunes = 4096

// Normalize returns s in lower case, without accents, marks, invisible and
// control characters, with compatibility forms (full-width, mathematical,
// ligatures, letters in boxes, those of flags in a row) unfolded and white space collapsed; a line break stays as '\n'.
// Invalid UTF-8 counts as white space. The result is valid UTF-8 of at most
// MaxRunes runes, and Normalize leaves it as it is.
func Normalize(s string) string {
	if plain(s) {
		return s
	}
	return normalize(s)
}

// normalize is Normalize without the short cut.
func normalize(s string) string {
	if len(s) <= MaxRunes && ascii(s) {
		return visibleASCII(s)
	}
	return normalizeAny(s)
}

// normalizeAny is Normalize without any short cut.
func normalizeAny(s string) string {
	// Marks go before decomposition: a few letters under thousands of marks
	// are then a few letters, whatever their number.
	s, unfolds := unfoldable(visible(s, MaxRunes))
	if unfolds {
		s = norm.NFKD.String(s)
		s = visible(s, len(s))
	}
	// Recomposed, because some comes apart that has no marks to drop.
	// NFC puts U+034F between more than 30 spacing marks in a row.
	s = strings.ReplaceAll(norm.NFC.String(s), "\u034f", "")
	return unflag(strings.TrimSpace(tail(s, MaxRunes)))
}

// plain reports whether s is what Normalize makes of it, for the most common
// case: short ASCII without capitals, controls or doubled spaces.
func plain(s string) bool {
	if len(s) > MaxRunes {
		return false
	}
	space := true // so that a leading space counts as doubled
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || 'A' <= c && c <= 'Z' || c == '`' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// visible lower-cases s, drops marks and invisible characters, straightens
// quotation marks and dashes and collapses white space. It returns the last n
// runes of that, and reads s from its end so that no more is read than they take.
func visible(s string, n int) string {
	n = min(n, len(s))
	kept := make([]rune, n)
	gap := rune(0) // white space seen before the character last kept
	for s != "" && n > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		r = fold(r)
		switch {
		case r == dropped:
		case r == '\n':
			gap = '\n'
		case r == ' ' && gap == '\n': // a line break outdoes the spaces around it
		case r == ' ':
			gap = ' '
		default:
			if gap != 0 && n < len(kept) {
				n--
				kept[n] = gap
			}
			gap = 0
			if n > 0 {
				n--
				kept[n] = r
			}
		}
	}
	return string(kept[n:])
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// visibleASCII is visible for plain letters, as nearly every question has: in one
// pass over bytes, a sixth of the time.
func visibleASCII(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	gap := rune(0)
	for i := range len(s) {
		switch r := foldASCII(rune(s[i])); {
		case r == dropped:
		case r == '\n':
			gap = '\n'
		case r == ' ' && gap == '\n':
		case r == ' ':
			gap = ' '
		default:
			if gap != 0 && out.Len() > 0 {
				out.WriteByte(byte(gap))
			}
			gap = 0
			out.WriteByte(byte(r))
		}
	}
	return out.String()
}

// unfoldable returns the end of s that unfolds to MaxRunes runes, for one
// ligature may stand for 18 letters, and whether anything in it unfolds at all.
// What comes together again when it is recomposed counts as one; syllables of
// Hangul need not come apart for that.
func unfoldable(s string) (end string, unfolds bool) {
	i := len(s)
	for n := 0; i > 0 && n < MaxRunes; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if size == 1 {
			continue
		}
		d := norm.NFKD.PropertiesString(s[i:]).Decomposition()
		unfolds = unfolds || d != nil
		if d == nil || norm.NFC.PropertiesString(s[i:]).Decomposition() != nil {
			continue
		}
		n-- // in its place what it unfolds to
		for _, r := range string(d) {
			if fold(r) != dropped {
				n++
			}
		}
	}
	return s[i:], unfolds
}

// dropped stands for a character that leaves nothing behind.
const dropped = rune(-1)

// fold maps one character to what it is read as.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		return foldASCII(r)
	}
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', 'ʹ', '′', '＇', '´', '‵':
		return '\''
	case '“', '”', '„', '«', '»', '″':
		return '"'
	case '\u2028', '\u2029', '\u0085':
		return '\n'
	case utf8.RuneError:
		return ' '
	}
	switch {
	case unicode.IsLetter(r): // as most are: the tables of the others take time
		return unicode.ToLower(r)
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return dropped
	case unicode.Is(unicode.Pd, r):
		return '-'
	case unicode.IsSpace(r), unicode.Is(unicode.Zs, r), unicode.Is(unicode.C, r):
		return ' '
	}
	return unicode.ToLower(ofPicture(r))
}

func foldASCII(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\n':
		return '\n'
	case r == 0:
		return dropped // NUL is put between letters to hide a word, not to part two
	case r <= ' ', r == 0x7f:
		return ' '
	case r == '`':
		return '\''
	}
	return r
}

// tail returns the last n runes of s.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}
