package safety

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"candor/faq/text"
)

// ageWords is how somebody says in a language that they are under 18 (C29), as languages.txt
// has it. It is looked for only where a word stands that it is said with, so it costs
// nothing in others.
type ageWords struct {
	how      *speech
	unspaced bool // the language writes words without blanks
	free     bool // words go on at their ends

	numbers                          []string // in words, from youngest on, those of one age parted by slashes
	only, then, other, on, sentences []string

	match func() ageMatch
}

// ageMatch is ageWords as expressions.
type ageMatch struct {
	said  *regexp.Regexp // a sentence (the first group)
	ends  *regexp.Regexp // one that must end there, or go on with a word of on
	then  *regexp.Regexp // at the end of what stands before
	other *regexp.Regexp // at the beginning of what stands behind
}

const (
	youngest = 6  // that is asked for: below that nobody writes, and numbers count other things
	likely   = 13 // from here on a number without "years" is an age
	// mostAgePieces are read for an age, of a message: about as much as the longest that
	// people can send on a platform has. mostLanguages and mostAges are how many languages
	// are tried in one of them, and how often: nobody writes in more, or needs more words.
	mostAgePieces = 4
	mostLanguages = 3
	mostAges      = 8
	// mostThen is how far back words that make an age another are looked for, in bytes.
	mostThen = 60
)

func newAges(code string, how *speech) *ageWords {
	a := &ageWords{how: how, unspaced: code == "zh" || code == "ja"}
	a.free = a.unspaced || code == "ko"
	a.match = sync.OnceValue(a.compile)
	return a
}

// add takes a line of languages.txt if it is about ages.
func (a *ageWords) add(key, value string) {
	switch key {
	case "numbers":
		a.numbers = strings.Split(value, ", ")
	case "only":
		a.only = append(a.only, strings.Fields(value)...)
	case "then":
		a.then = append(a.then, strings.Split(value, ", ")...)
	case "other":
		a.other = append(a.other, strings.Fields(value)...)
	case "on":
		a.on = append(a.on, strings.Fields(value)...)
	case "age":
		a.sentences = append(a.sentences, strings.Split(value, ", ")...)
	}
}

// saysYoung reports whether a text says that who wrote it is under 18 now. The text is what
// wordsOnly returned.
func (a *ageWords) saysYoung(s string) bool {
	m := a.match()
	return a.holds(m, m.said, s, true) || a.holds(m, m.ends, s, false)
}

// holds reports whether a sentence that re finds is of now and of who wrote the text. What
// comes behind counts for those only that may go on.
func (a *ageWords) holds(m ageMatch, re *regexp.Regexp, s string, open bool) bool {
	at := 0
	for range mostAges {
		found := re.FindStringSubmatchIndex(s[at:])
		if found == nil {
			return false
		}
		from, to := at+found[2], at+found[3]
		if s[from] == ' ' || s[from] == newClause {
			from++
		}
		if !a.another(m, s[:from]) && (!open || !m.other.MatchString(s[to:])) {
			return true
		}
		at = to
	}
	return false // whoever has said so much counts something else
}

// another reports whether what stands before an age makes it one of another time or person.
func (a *ageWords) another(m ageMatch, before string) bool {
	before = before[max(0, len(before)-mostThen):]
	if m.then.MatchString(before) {
		return true
	}
	before, inClause := strings.CutSuffix(before, " ")
	return inClause && a.how.no[before[strings.LastIndexAny(before, " \n")+1:]]
}

func (a *ageWords) compile() ageMatch {
	before, blank, end := `(?:^|[ \n])`, ` `, `(?:[ \n]|$)`
	if a.free {
		blank, end = ` ?`, ``
	}
	if a.unspaced {
		before = ``
	}
	var said, ends []string
	long := slices.Clone(a.sentences) // first: "15 años de edad" before "15 años"
	slices.SortStableFunc(long, func(a, b string) int { return strings.Count(b, " ") - strings.Count(a, " ") })
	for _, s := range long {
		if s, ok := strings.CutSuffix(s, "$"); ok {
			ends = append(ends, a.sentence(s))
		} else {
			said = append(said, a.sentence(s))
		}
	}
	goesOn := `(?:$|\n(?:\D|$)| ` + anyOf(a.on) + end + `)`
	return ageMatch{
		said:  regexp.MustCompile(`(` + alternatives(said) + `)` + end),
		ends:  regexp.MustCompile(`(` + alternatives(ends) + `)` + goesOn),
		then:  regexp.MustCompile(before + anyOf(a.then) + ` ?$`),
		other: regexp.MustCompile(`^` + blank + anyOf(a.other) + end),
	}
}

// sentence is one of languages.txt as an expression, with the blank before it.
func (a *ageWords) sentence(s string) string {
	begin := `(?:^|[ \n])`
	if a.unspaced {
		begin = ``
	}
	s, first := strings.CutPrefix(s, "^")
	if first {
		begin = `(?:^|\n)`
	}
	before, after, numbered := strings.Cut(strings.Replace(s, "@", "#", 1), "#")
	if !numbered {
		return begin + spellings(s)
	}
	from := youngest
	if strings.Contains(s, "@") {
		from = likely
	}
	gap := ` `
	if a.unspaced {
		gap = ` ?`
	}
	e := a.number(from)
	if before != "" {
		e = spellings(before) + gap + `(?:` + anyOf(a.only) + gap + `){0,3}` + e
	}
	if after != "" {
		e += ` ?` + spellings(after)
	}
	return begin + e
}

// number is an age from that on, below 18, in digits of any script or in words.
func (a *ageWords) number(from int) string {
	words := []string{`1[0-7]|[6-9]`, `[١۱१১][٠-٧۰-۷०-७০-৭]|[٦-٩۶-۹६-९৬-৯]`}
	if from == likely {
		words = []string{`1[3-7]`, `[١۱१১][٣-٧۳-۷३-७৩-৭]`}
	}
	for _, spelled := range a.numbers[from-youngest:] {
		for w := range strings.SplitSeq(spelled, "/") {
			words = append(words, regexp.QuoteMeta(foreign(w)))
		}
	}
	return longestFirst(words)
}

// spellings are words as an expression: slashes are between those of which any will do.
func spellings(s string) string {
	var out []string
	for w := range strings.FieldsSeq(s) {
		out = append(out, anyOf(strings.Split(w, "/")))
	}
	return strings.Join(out, ` `)
}

// anyOf is one of some words as an expression, none if there are none: * stands for letters.
func anyOf(words []string) string {
	var out []string
	for _, w := range words {
		var parts []string
		for part := range strings.SplitSeq(w, "*") {
			parts = append(parts, regexp.QuoteMeta(foreign(part)))
		}
		out = append(out, strings.Join(parts, `[^ \n]*`))
	}
	return longestFirst(out)
}

func longestFirst(words []string) string {
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return alternatives(words)
}

// alternatives matches nothing if there are none.
func alternatives(expressions []string) string {
	if len(expressions) == 0 {
		return `[^\s\S]`
	}
	return `(?:` + strings.Join(expressions, `|`) + `)`
}

// signs are words of which one stands in each text that a sentence fits: before its number
// if there are any that are not English, too, since "15ans" is written as well.
func (a *ageWords) signs(sentence string) []string {
	before, after, _ := strings.Cut(strings.NewReplacer("^", "", "$", "", "@", "#").Replace(sentence), "#")
	if a.unspaced {
		return rarest([]string{before, after}, 1)
	}
	words, least := strings.Fields(before), firstRunes
	if a.free {
		least = 1
	}
	if signs := rarest(words, least); signs != nil {
		return signs
	}
	return rarest(append(words, strings.Fields(after)...), least)
}

// rarest are the spellings of the word that most likely stands nowhere else, which is taken
// for the longest; nil if each is English, too, or shorter than so many characters.
func rarest(words []string, least int) (spellings []string) {
	longest := least - 1
	for _, w := range words {
		all := strings.Split(w, "/")
		shortest := len(w)
		for i := range all {
			all[i] = foreign(all[i])
			shortest = min(shortest, utf8.RuneCountInString(all[i]))
		}
		if shortest > longest && !strings.Contains(w, "*") && !slices.ContainsFunc(all, isEnglish) {
			longest, spellings = shortest, all
		}
	}
	return spellings
}

func isEnglish(w string) bool { return englishWords[w] || text.Real(w) }
