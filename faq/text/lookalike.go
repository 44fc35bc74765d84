package text

import (
	"strings"
	"unicode/utf8"
)

// lookalikes maps small letters that are drawn like Latin ones, or whose capitals
// are, to those: Cyrillic, Greek, and the small capitals of phonetic script.
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
	add("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
	return m
}()

// latin returns a word that mixes Latin letters with such as are drawn like them
// in Latin letters only: people type them to get past filters. A word wholly in
// another script is one of another language, and left as it is.
func latin(w string) string {
	mixed := strings.ContainsFunc(w, func(r rune) bool { return 'a' <= r && r <= 'z' }) &&
		strings.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf })
	if !mixed {
		return w
	}
	return strings.Map(func(r rune) rune {
		if like, ok := lookalikes[r]; ok {
			return like
		}
		return r
	}, w)
}
