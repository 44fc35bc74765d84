package text

import (
	"strings"
	"unicode/utf8"
)

// pictures are the alphabets of letters in boxes, circles and brackets that Unicode does
// not unfold to one plain letter each, by their first letters.
var pictures = []rune{
	0x249c,  // ⒜
	0x1f110, // 🄐
	0x1f150, // 🅐
	0x1f170, // 🅰
}

// ofPicture returns the letter that a picture of one shows; any other character as it is.
func ofPicture(r rune) rune {
	for _, a := range pictures {
		if a <= r && r < a+26 {
			return r - a + 'a'
		}
	}
	return r
}

// The letters of which two are the flag of a country.
const firstFlag, lastFlag = '🇦', '🇿'

func ofFlag(r rune) bool { return firstFlag <= r && r <= lastFlag }

// unflag reads letters of flags as plain ones if the text is written with them: that is
// if some of them make no flags. "to" is Tonga by itself, and a word beside "want".
func unflag(s string) string {
	if !strings.Contains(s, "\xf0\x9f\x87") || onlyFlags(s) { // how they begin
		return s
	}
	return strings.Map(func(r rune) rune {
		if ofFlag(r) {
			return r - firstFlag + 'a'
		}
		return r
	}, s)
}

// onlyFlags reports whether all letters of flags in a text are those of some.
func onlyFlags(s string) bool {
	for s != "" {
		first, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if !ofFlag(first) {
			continue
		}
		second, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if !ofFlag(second) || !strings.Contains(flags, string([]rune{first - firstFlag + 'a', second - firstFlag + 'a'})) {
			return false
		}
	}
	return true
}

// flags are the codes of flags: those of ISO 3166-1, and the few that emoji have beside them
// (AC, CP, DG, EA, EU, IC, TA, UN, XK; CQ came last).
const flags = `
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz
ca cc cd cf cg ch ci ck cl cm cn co cp cq cr cu cv cw cx cy cz de dg dj dk dm do dz ea ec ee eg eh er es et eu
fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu
ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly
ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om
pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz
ta tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um un us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
`
