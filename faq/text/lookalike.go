package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// smallCapitals are those of phonetic script, in which no language is written.
const smallCapitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"

// rough are letters that are drawn only a little like Latin ones. Greek and Russian are
// full of them: where whole words are of such, they tell that a text is foreign.
const rough = "ηςσωяє"

// lookalikes maps small letters that are drawn like Latin ones, or whose capitals
// are, to those: Cyrillic, Greek, and the small capitals.
var lookalikes = func() map[rune]rune {
	m := map[rune]rune{}
	add := func(from, to string) {
		latin := []rune(to)
		for i, r := range []rune(from) {
			m[r] = latin[i]
		}
	}
	add("авекмнорстухѕіјԁһӏԛԝүп", "abekmhopctyxsijdhlqwyn")
	add("αβεζικμνορτυχ", "abezikmvoptux")
	add(rough, "nsowre")
	add(smallCapitals, "abcdefghijklmnoprstuvwyz")
	return m
}()

// latin returns a normalised text with Latin letters in the words in which people type
// such as are drawn like them, to get past filters. All else is of another language,
// and left as it is.
func latin(s string) string {
	if ascii(s) {
		return s
	}
	alike, foreign := false, false
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case strings.ContainsRune(rough, r):
			alike, foreign = true, true
		case lookalikes[r] != 0:
			alike = true
		case unicode.In(r, unicode.Cyrillic, unicode.Greek):
			foreign = true
		}
	}
	if !alike {
		return s
	}
	var b strings.Builder
	for {
		start := strings.IndexFunc(s, isWord)
		if start < 0 {
			break
		}
		w, rest := next(s[start:])
		b.WriteString(s[:start])
		b.WriteString(latinWord(w, foreign))
		s = rest
	}
	b.WriteString(s)
	return b.String()
}

// latinWord is latin of one word. A word that mixes Latin letters with others is
// disguised, and so is one wholly of small capitals. One wholly of look-alikes may be
// of another language: it is disguised if it then is English and the text is not
// foreign, that is has no Cyrillic or Greek letter that Latin lacks,
// and none that is only roughly like.
func latinWord(w string, foreign bool) string {
	if ascii(w) {
		return w
	}
	like := strings.Map(func(r rune) rune {
		if l, ok := lookalikes[r]; ok {
			return l
		}
		return r
	}, w)
	latin := func(r rune) bool { return 'a' <= r && r <= 'z' }
	other := func(r rune) bool { return r >= utf8.RuneSelf && !strings.ContainsRune(smallCapitals, r) }
	english := like == "sex" || Real(like) // whose list has no words of three letters
	if strings.ContainsFunc(w, latin) || !strings.ContainsFunc(w, other) || english && !foreign {
		return like
	}
	return w
}
