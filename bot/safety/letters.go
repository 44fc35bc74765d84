package safety

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LintLetters returns words that are not written as they look: with letters of another
// alphabet that are drawn alike, or of those that look like plain ones (𝐛𝐨𝐥𝐝, ⓡⓘⓝⓖⓢ, ｗｉｄｅ),
// or with joiners between them that show nothing. Nobody types so who means well, and the
// review, a search and a screen reader all read something else.
func LintLetters(text string) (faults []string) {
	if !strings.ContainsFunc(text, notASCII) {
		return nil
	}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != '\u200d' && !drawn(r)
	}) {
		if what := disguise(w); what != "" {
			faults = append(faults, fmt.Sprintf("%s: %s: type the word anew in plain letters", quoted(w), what))
		}
	}
	return faults
}

// disguise says how a word is not what it looks like, "" if it is.
func disguise(w string) string {
	latin, alike, joined := false, false, false
	for _, r := range w {
		switch {
		case r == '\u200d': // it joins emoji
			joined = true
		case ofFlag(r):
		case drawn(r):
			return "a word of letters that only look like plain ones"
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Coptic):
			alike = true
		}
	}
	switch {
	case latin && joined:
		return "a word with a sign inside that shows nothing"
	case flags(w) > 2: // of a country are two
		return "a word of letters that only look like plain ones"
	case latin && alike && !strings.HasPrefix(w, "μ"): // of micrograms
		return "a word in letters of two alphabets"
	}
	return ""
}

// ofFlag reports whether two like r are the flag of a country.
func ofFlag(r rune) bool { return unicode.Is(unicode.Regional_Indicator, r) }

func flags(w string) (n int) {
	for _, r := range w {
		if ofFlag(r) {
			n++
		}
	}
	return n
}

// drawn reports whether r is another way to draw a plain letter or digit. Ligatures, such as
// that of "fi", and raised letters are what a word processor makes.
func drawn(r rune) bool {
	switch {
	case r < 0x1d00:
		return false
	case isSmallCapital(r) && !unicode.Is(unicode.Lm, r), 0x1f100 <= r && r <= 0x1f1ff, 0x249c <= r && r <= 0x24e9:
		return true
	case 0xff21 <= r && r <= 0xff5a, 0x1d400 <= r && r <= 0x1d7ff:
		plain := norm.NFKC.String(string(r))
		return len(plain) == 1
	}
	return false
}
