package safety

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"candor/faq/text"
)

// unmask undoes, in a normalised text, what people do to words to get past filters or
// to say them less loudly: signs and digits for letters, letters set apart, small
// capitals, pictures. It takes time in proportion to the text's length.
func unmask(s string) string {
	if strings.ContainsFunc(s, notASCII) {
		s = plainLetters(signs.Replace(s))
	}
	if strings.ContainsAny(s, leetSigns) {
		s = unleet(s)
	}
	return together(trailing(s))
}

// signs are pictures that say something.
var signs = strings.NewReplacer("💊", " pills ", "🔪", " knife ", "🔫", " gun ", "🆘", " help ", "⚰", " die ", "🩸", " blood ")

func notASCII(r rune) bool { return r >= utf8.RuneSelf }

// plainLetters puts Latin letters in the place of those that are drawn like them. Package
// text does so within words that hold a Latin letter. Here whole words of such letters are
// read, too: small capitals always, since no language is written in them, and Greek and
// Cyrillic ones in a text that is mostly Latin, or that mixes alphabets within words.
func plainLetters(s string) string {
	latin, other := 0, 0
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || isSmallCapital(r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if latin < other && !mixed(s) {
		return strings.Map(func(r rune) rune {
			if isSmallCapital(r) {
				return latinFor(r)
			}
			return r
		}, s)
	}
	var out strings.Builder
	for s != "" {
		start := indexFunc(s, unicode.IsLetter)
		end := start + indexFunc(s[start:], func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
		out.WriteString(s[:start])
		out.WriteString(plainAlike(s[start:end]))
		s = s[end:]
	}
	return out.String()
}

// mixed reports whether a text has letters of two alphabets side by side, and none that
// is not drawn like a Latin one: no language is written so.
func mixed(s string) bool {
	found, last := false, rune(0)
	for _, r := range s {
		if !unicode.IsLetter(r) {
			last = 0
			continue
		}
		if notASCII(r) && latinFor(r) == r {
			return false
		}
		of := alphabet(r)
		found = found || last != 0 && of != last
		last = of
	}
	return found
}

// alphabet is a sign for that of a letter which is Latin or drawn so.
func alphabet(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return 'a'
	case r < 'Ѐ':
		return 'α'
	}
	return 'а'
}

// plainAlike is plainLetters of one word. Capitals of two Greek letters are drawn like
// other Latin ones than small letters are: the reading that is a word counts. Without
// one, a word with letters that are roughly like or none stays: it may be Greek.
func plainAlike(w string) string {
	if !strings.ContainsFunc(w, notASCII) {
		return w
	}
	like := strings.Map(latinFor, w)
	wholly := !strings.ContainsFunc(like, notASCII)
	if wholly && !strings.ContainsAny(w, roughly) {
		return like
	}
	for _, l := range []string{like, strings.Map(latinFor, capitals.Replace(w))} {
		if lexicon().known(l) {
			return l
		}
	}
	if strings.ContainsFunc(w, func(r rune) bool { return r < utf8.RuneSelf && r != '\'' }) {
		return like
	}
	return w
}

// roughly are letters that may stand for others than they look like, or for none;
// capitals puts Latin letters in the place of those whose capitals are drawn otherwise.
const roughly = "ηνςσωяє"

var capitals = strings.NewReplacer("η", "h", "ν", "n")

// latinFor is the Latin letter that a letter is drawn like, itself if there is none.
func latinFor(r rune) rune {
	if l, ok := lookalikes()[r]; ok {
		return l
	}
	return r
}

// isSmallCapital reports whether a letter is one of phonetic script.
func isSmallCapital(r rune) bool {
	return 0x250 <= r && r < 0x2b0 || 0x1d00 <= r && r < 0x1d80 || 0xa720 <= r && r < 0xa800
}

// lookalikes are what package text takes for Latin letters where they stand beside one.
var lookalikes = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for _, script := range [][2]rune{{0x250, 0x2b0}, {0x370, 0x530}, {0x1d00, 0x1d80}, {0xa720, 0xa800}} {
		for r := script[0]; r < script[1]; r++ {
			if w := text.Words("x" + string(r)); len(w) == 1 && len(w[0]) == 2 {
				m[r] = rune(w[0][1])
			}
		}
	}
	return m
})

// turned undoes what a right-to-left override does to text that is typed backwards, to
// be read the other way round: the reading that holds more words counts.
func turned(message string) string {
	before, rest, found := strings.Cut(message, "\u202e")
	if !found {
		return message
	}
	back := []rune(rest)
	slices.Reverse(back)
	if knownWords(string(back)) > knownWords(rest) {
		return before + " " + string(back)
	}
	return message
}

// knownWords counts the words in a text that the detector knows.
func knownWords(s string) (n int) {
	for w := range strings.FieldsSeq(text.Normalize(s)) {
		if lexicon().known(strings.TrimFunc(w, unicode.IsPunct)) {
			n++
		}
	}
	return n
}

// trailing makes blanks of two dots and more: "i just... can't" is one sentence.
func trailing(s string) string {
	if !strings.Contains(s, "..") {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "."))
		for k := range n {
			if n > 1 {
				b[i+k] = ' '
			}
		}
		i += max(1, n)
	}
	return string(b)
}

// leetSigns are what is typed in place of letters.
const leetSigns = "013457@$!"

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// unleet puts letters in the place of signs and digits ("k1ll", "r@ped", "suicid3").
// Beside a word that has them inside, others may consist of them ("1 w4n7 70 d13").
func unleet(s string) string {
	words := leetWords(s)
	masked := false
	for i := 0; i < len(words); i += 2 {
		plain, inside := unleetWord(words[i])
		words[i], masked = plain, masked || inside
	}
	for i := 0; masked && i < len(words); i += 2 {
		// "i'm 15" is an age and not "i'm is".
		if i == 0 || words[i-1] != "" && !slices.Contains(beforeAge, words[i-2]) {
			words[i], _ = plainWord(words[i])
		}
	}
	return strings.Join(words, "")
}

// beforeAge are words that an age comes behind.
var beforeAge = []string{"i'm", "im", "am"}

// leetWords cuts a text into words that may hold signs, and what stands between them, in
// turn. Exclamation marks at the end of a word are not part of it.
func leetWords(s string) []string {
	var out []string
	for s != "" {
		end := indexFunc(s, func(r rune) bool { return r != '\'' && !leetRune(r) })
		if w := strings.TrimRight(s[:end], "!"); w != "" {
			end = len(w)
		}
		next := end + indexFunc(s[end:], leetRune)
		out = append(out, s[:end], s[end:next])
		s = s[next:]
	}
	return out
}

func leetRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' || r == '$' || r == '!'
}

// indexFunc is where the first such character is, or the end.
func indexFunc(s string, f func(rune) bool) int {
	if i := strings.IndexFunc(s, f); i >= 0 {
		return i
	}
	return len(s)
}

// unleetWord is for a word by itself: inside reports that it has signs between its
// letters. Ages and doses ("15yo", "50mg", "f15") have their digits at one end.
func unleetWord(w string) (plain string, inside bool) {
	first, last := strings.IndexFunc(w, unicode.IsLetter), strings.LastIndexFunc(w, unicode.IsLetter)
	if first == last || !strings.ContainsAny(w, leetSigns) {
		return w, false
	}
	inside = strings.ContainsAny(w[first:last], leetSigns)
	plain, ok := plainWord(w)
	switch {
	case inside && !ok && strings.Contains(w, "@"): // an address
		return w, false
	case inside && !ok: // "mol3stedd": there is another slip in it
		return w[:first] + leet.Replace(w[first:last]) + w[last:], false
	case inside, ok && last-first >= maxUnit, ok && first == 0 && lexicon().concept(plain) != "":
		return plain, inside
	}
	return w, false
}

// plainWord is the word that signs and digits stand for; w if there is none.
func plainWord(w string) (plain string, ok bool) {
	if !strings.ContainsAny(w, leetSigns) {
		return w, false
	}
	ones := min(strings.Count(w, "1"), maxOnes)
	for asL := range 1 << ones { // a 1 is an l where this has a bit, else an i
		b, k := []byte(w), 0
		for i, c := range b {
			if c == '1' && k < ones {
				if asL>>k&1 == 1 {
					b[i] = 'l'
				}
				k++
			}
		}
		if plain := leet.Replace(string(b)); lexicon().known(plain) {
			return plain, true
		}
	}
	return w, false
}

// maxOnes bounds how many readings of a word are tried.
const maxOnes = 4

// maxUnit is how many letters may stand beside a number.
const maxUnit = 3
