package safety

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/faq/text"
)

const (
	// mostBetween is how many other words may stand among those of a pattern, all in all:
	// "me ha [pegado]", "mich [gestern wieder] geschlagen".
	mostBetween = 3
	// mostRunes is the same in characters, where words are written without blanks.
	mostRunes = 6
	// perGap is how many bytes each word in between takes from a pattern's weight.
	perGap = 2
	// newClause stands for a blank in which a sign ends a clause.
	newClause = '\n'
	// firstAsian is where the scripts that are written without blanks begin: U+2E80 is the
	// first of the CJK radicals, Hangul and kana come after it.
	firstAsian = '\u2e80'
)

// foreign normalises words for comparing them with messages: signs become blanks.
func foreign(s string) string {
	return strings.ReplaceAll(wordsOnly(text.Normalize(s)), string(newClause), " ")
}

// wordsOnly puts a blank in place of what is neither letter nor digit, newClause if a
// clause ends there.
func wordsOnly(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := byte(0)
	for _, r := range s {
		if 'a' <= r && r <= 'z' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r) {
			if gap != 0 && b.Len() > 0 {
				b.WriteByte(gap)
			}
			gap = 0
			writeAlike(&b, r)
			continue
		}
		switch {
		case r != ' ' && strings.ContainsRune(clauseEnds, r):
			gap = newClause
		case gap == 0:
			gap = ' '
		}
	}
	return b.String()
}

// clauseEnds are the signs that end a clause, of all scripts.
const clauseEnds = ".,;:!?\n…()。，、；：！？،؛؟।"

// writeAlike writes one letter for those that people type for each other.
func writeAlike(b *strings.Builder, r rune) {
	switch r {
	case 'æ':
		b.WriteString("ae")
		return
	case 'ł':
		r = 'l'
	case 'ı':
		r = 'i'
	case 'ø':
		r = 'o'
	case 'đ':
		r = 'd'
	case 'ς':
		r = 'σ'
	case 'ى', 'ی':
		r = 'ي'
	case 'ک':
		r = 'ك'
	case 'ة', 'ہ', 'ھ':
		r = 'ه'
	}
	b.WriteRune(r)
}

// sighting is a pattern in a text, from one byte to another.
type sighting struct {
	*pattern
	from, to int
	between  int // how many words of others are in it
}

// weight tells of several which is meant: languages share words, so the longest, and the
// one of which nothing else is in between.
func (x sighting) weight() int { return len(x.words) - perGap*x.between }

// detectForeign looks for a pattern of another language in a normalised piece of a message
// that nothing denies or turns into a figure of speech. It also returns the languages in
// which an age may be told there.
func detectForeign(piece string) (found pattern, told []*ageWords, ok bool) {
	s := wordsOnly(piece)
	alarms, told := alarmsIn(s)
	if len(alarms) == 0 {
		return pattern{}, told, false
	}
	return *weightiest(alarms, s).pattern, told, true
}

// weightiest is the first of those with the most weight in a text, or of several languages that
// put it in the same words the one of which the text has more own words.
func weightiest(alarms []sighting, s string) sighting {
	best := alarms[0]
	for _, x := range alarms[1:] {
		if x.weight() > best.weight() {
			best = x
		}
	}
	most, seen := best.speech.ownIn(s), []*speech{best.speech}
	for _, x := range alarms {
		if x.weight() < best.weight() || slices.Contains(seen, x.speech) {
			continue
		}
		seen = append(seen, x.speech)
		if n := x.speech.ownIn(s); n > most {
			best, most = x, n
		}
	}
	return best
}

// ownIn is how many words of a text are the language's own.
func (h *speech) ownIn(s string) (n int) {
	if len(h.own) == 0 {
		return 0
	}
	for w := range strings.FieldsSeq(s) {
		if h.own[w] {
			n++
		}
	}
	return n
}

// alarmsIn lists the patterns in a text that tell of harm, and the languages of ages.
func alarmsIn(s string) (alarms []sighting, told []*ageWords) {
	var fine []sighting
	sight(s, func(x sighting) {
		switch {
		case x.ages != nil:
			if len(told) < mostLanguages && !slices.Contains(told, x.ages) {
				told = append(told, x.ages)
			}
		case x.class == None:
			fine = append(fine, x)
		default:
			alarms = append(alarms, x)
		}
	})
	if len(fine) > 0 {
		alarms = slices.DeleteFunc(alarms, func(x sighting) bool { return x.across(fine) })
	}
	return alarms, told
}

// across reports whether the pattern lies across one that means no harm.
func (x sighting) across(fine []sighting) bool {
	for _, f := range fine {
		if f.from < x.to && x.from < f.to {
			return true
		}
	}
	return false
}

// sight calls yield with each pattern in a text.
func sight(s string, yield func(sighting)) {
	list := languages()
	start := true
	for i, r := range s {
		asian := r >= firstAsian
		if start || asian {
			look(list.patterns[beginning(s[i:])], s, i, start, yield)
		}
		switch {
		case asian: // of one character
			look(list.patterns[s[i:i+utf8.RuneLen(r)]], s, i, start, yield)
		case start:
			list.sightRuns(s, i, yield)
		}
		start = r == ' ' || r == newClause || asian || start && joinedAnd[r] // "夫にdvされ"
	}
}

// joinedAnd are the letters that are "and" and written onto the word behind them, in Arabic and
// in Hebrew.
var joinedAnd = map[rune]bool{'و': true, 'ו': true}

// look is sight for some patterns at one place.
func look(patterns []*pattern, s string, at int, start bool, yield func(sighting)) {
	for _, p := range patterns {
		if start || p.anywhere {
			p.sightAt(s, at, yield)
		}
	}
}

// sightRuns is sight for those of several words, of which the first begins at that byte. Most
// begin with a common word, so the second is looked for first.
func (l languageList) sightRuns(s string, at int, yield func(sighting)) {
	word, end := wordAt(s, at-1)
	runs := l.runs[word]
	if len(runs) == 0 {
		return
	}
	next := uint32(0) // how the next words may begin: the last bits of their first bytes
	for i := 0; i <= mostBetween && end+1 < len(s); i++ {
		next |= 1 << (s[end+1] % 32)
		_, end = wordAt(s, end)
	}
	for _, p := range runs {
		if next>>(p.parts[1][0]%32)&1 == 1 {
			p.sightAt(s, at, yield)
		}
	}
}

// sightAt calls yield with the pattern if it stands at that byte.
func (p *pattern) sightAt(s string, at int, yield func(sighting)) {
	x := sighting{pattern: p, from: at}
	if x.fits(s) {
		yield(x)
	}
}

// fits reports whether the pattern stands where x begins, and sets its end.
func (x *sighting) fits(s string) bool {
	most := mostBetween
	if x.class == None {
		most = 0
	}
	if x.ages != nil {
		end := x.from + len(x.words)
		return strings.HasPrefix(s[x.from:], x.words) && (x.anywhere || end == len(s) || s[end] == ' ' || s[end] == newClause)
	}
	if !x.follows(s, x.from, 0, most) {
		return false
	}
	if x.class == None {
		return !x.merely(s)
	}
	return !x.denied(s)
}

// merely reports whether what the pattern denies is only part of what was done: "schlägt
// mich nicht [nur]".
func (x *sighting) merely(s string) bool {
	if x.to >= len(s) || s[x.to] != ' ' || !x.speech.no[x.parts[len(x.parts)-1]] {
		return false
	}
	word, _ := wordAt(s, x.to)
	return merelies[word]
}

var merelies = wordSet("nur bloss seulement alleen solo soltanto apenas so tylko только sadece")

// follows reports whether the parts from the n-th on stand at that byte and behind it, with
// at most so many words in between. Few patterns have more than four parts, so this takes a
// bounded number of steps.
func (x *sighting) follows(s string, at, n, most int) bool {
	if !strings.HasPrefix(s[at:], x.parts[n]) {
		return false
	}
	at += len(x.parts[n])
	if n == len(x.parts)-1 {
		x.to, x.between = at, mostBetween-most
		return !x.end || at == len(s) || s[at] == newClause
	}
	if x.unspaced {
		return x.followsUnspaced(s, at, n+1, most)
	}
	if at >= len(s) || s[at] != ' ' && (s[at] != newClause || x.class == None) {
		return false
	}
	if x.follows(s, at+1, n+1, most) {
		return true
	}
	for ; most > 0 && s[at] == ' ' && !x.speech.cling[x.parts[n]]; most-- {
		word, behind := wordAt(s, at)
		if behind == len(s) || x.speech.no[word] || x.speech.and[word] || englishWords[word] {
			return false
		}
		if at = behind; s[at] == newClause {
			return false
		}
		if x.follows(s, at+1, n+1, most-1) {
			return true
		}
	}
	return false
}

// englishWords are in no pattern and tell of no age, because they are of no other language or
// begin something else there, too: "I'm a survivor of domestic violence" is no French.
var englishWords = wordSet("of the and with not old years yrs")

// wordAt is the word behind a blank, and where it ends.
func wordAt(s string, blank int) (word string, end int) {
	end = blank + 1
	for end < len(s) && s[end] != ' ' && s[end] != newClause {
		end++
	}
	return s[blank+1 : end], end
}

// followsUnspaced is follows where words are written without blanks.
func (x *sighting) followsUnspaced(s string, at, n, most int) bool {
	for range mostRunes + 1 {
		if x.follows(s, at, n, most) {
			return true
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || r == newClause || x.speech.no[string(r)] {
			return false
		}
		at += size
	}
	return false
}

// denied reports whether a word right before the pattern denies it.
func (x *sighting) denied(s string) bool {
	if x.anywhere || slices.ContainsFunc(x.parts, func(part string) bool { return x.speech.no[part] }) {
		return false // words that mean no harm say so; what is denied twice is: "ne veux plus vivre"
	}
	at := x.from
	for at > 0 && s[at-1] == ' ' {
		begin := strings.LastIndexAny(s[:at-1], " \n") + 1
		word := s[begin : at-1]
		if x.speech.no[word] || !x.speech.lead[word] {
			return x.speech.no[word]
		}
		at = begin
	}
	return false
}
