package safety

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The plainest sentences of danger in languages that Candor does not answer in (C34).
//
//go:embed languages.txt
var languageFile string

// pattern is words in another language that follow each other, others between them or not.
type pattern struct {
	language string
	class    Class // None for words that mean no harm: what lies across them counts for nothing
	words    string
	parts    []string
	unspaced bool // in a language that writes words without blanks
	anywhere bool // not only at the start of a word
	end      bool // of a clause: nothing goes on behind it
	speech   *speech
	ages     *ageWords // of a word that ages are told with in the language: it is looked for them
}

// speech is what a language's words do to those of a pattern.
type speech struct {
	no    map[string]bool // deny: right before a pattern, or in it
	and   map[string]bool // begin something else: never in a pattern
	lead  map[string]bool // may stand between one that denies and a pattern
	cling map[string]bool // go with the word behind them: nothing comes between
	own   map[string]bool // tell it from languages that share many words
	over  *overWords
}

type languageList struct {
	help     map[string]string     // by code
	patterns map[string][]*pattern // by their beginning
	runs     map[string][]*pattern // of several words, by the first
}

// firstRunes is by how much of its beginning a pattern is looked up.
const firstRunes = 2

// languages is the list, read when it is first needed.
var languages = sync.OnceValue(func() languageList {
	list := languageList{help: map[string]string{}, patterns: map[string][]*pattern{}, runs: map[string][]*pattern{}}
	code, how, years := "", &speech{}, newAges("", nil)
	how.over = newOver(years)
	for line := range strings.Lines(languageFile) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "language":
			list.addAges(code, years)
			code = value
			how = &speech{no: wordSet(""), and: wordSet(""), lead: wordSet(""), cling: wordSet(""), own: wordSet("")}
			years = newAges(value, how)
			how.over = newOver(years)
		case "help":
			list.help[code] = value
		case "no", "and", "lead", "cling", "own":
			how.add(key, value)
		default:
			if class, ok := patternKeys[key]; ok {
				list.addAll(code, class, value, how)
			} else {
				years.add(key, value)
				how.over.add(key, value)
			}
		}
	}
	list.addAges(code, years)
	return list
})

// patternKeys are the classes of the lines of languages.txt. What a therapist or a parent
// does is told as abuse: of those cards too much is lost on who reads no English.
var patternKeys = map[string]Class{"suicide": Suicide, "harm": SelfHarm, "abuse": AbuseNow, "assault": Assault, "danger": Danger, "fine": None}

func (h *speech) add(key, words string) {
	to := map[string]map[string]bool{"no": h.no, "and": h.and, "lead": h.lead, "cling": h.cling, "own": h.own}[key]
	for w := range strings.FieldsSeq(words) {
		to[foreign(w)] = true
	}
}

func (l languageList) addAll(code string, class Class, patterns string, how *speech) {
	for words := range strings.SplitSeq(patterns, ", ") {
		p := pattern{language: code, class: class, unspaced: code == "zh" || code == "ja", speech: how}
		p.anywhere = p.unspaced || code == "ko"
		words, p.end = strings.CutSuffix(words, "$")
		between := " "
		if p.unspaced {
			between = "~"
		}
		var parts []string
		for part := range strings.SplitSeq(words, between) {
			parts = append(parts, foreign(part))
		}
		p.words = strings.Join(parts, " ")
		p.parts = strings.Split(p.words, " ") // of one text: there are thousands
		l.add(&p)
	}
}

// addAges adds the words at which a language is looked for ages.
func (l languageList) addAges(code string, a *ageWords) {
	seen := map[string]bool{}
	for _, sentence := range a.sentences {
		for _, w := range a.signs(sentence) {
			if !seen[w] {
				seen[w] = true
				l.add(&pattern{language: code, words: w, parts: []string{w}, unspaced: a.unspaced, anywhere: a.free, speech: a.how, ages: a})
			}
		}
	}
}

func (l languageList) add(p *pattern) {
	by, key := l.patterns, beginning(p.words)
	switch {
	case p.unspaced:
		key = beginning(p.parts[0]) // of one character or two
	case !p.anywhere && len(p.parts) > 1:
		by, key = l.runs, p.parts[0]
	}
	by[key] = append(by[key], p)
}

// all lists the patterns.
func (l languageList) all() []*pattern {
	var out []*pattern
	for _, by := range []map[string][]*pattern{l.patterns, l.runs} {
		for _, patterns := range by {
			out = append(out, patterns...)
		}
	}
	return out
}

// beginning is the first runes of a text.
func beginning(s string) string {
	n := 0
	for i := range s {
		if n == firstRunes {
			return s[:i]
		}
		n++
	}
	return s
}

// InLanguage is the line of help in a language, for above a card; "" for one that is
// not known.
func InLanguage(code string) string { return languages().help[code] }

// limitsLine is what remains of a card's last words below a line in another language, which
// says the rest: that this is a program, and that nobody reads along.
const limitsLine = "I cannot see, judge or act on danger."

// mostCard is the length of a card, in characters: a wall of text is not read (C10).
const mostCard = 900

// In is the card for who writes in that language: what to do and where help is comes first
// in it. English says no more than fits below: least needed is that questions can still be
// asked, which the line says in its own way. Of a card that is too long all the same, one
// with services for children among its own, the paragraph before them becomes a few words.
func (c Card) In(language string) Card {
	line := InLanguage(language)
	if line == "" {
		return c
	}
	c.Before = append([]string{line}, c.Before...)
	c.After = slices.Clone(c.After)
	for i, said := range c.After {
		if !slices.Contains(againAfter[:], said) {
			continue
		}
		c.After[i] = limitsLine
		if more := " " + againLine; strings.HasSuffix(said, againLine) && utf8.RuneCountInString(c.Text()+more) <= mostCard {
			c.After[i] += more
		}
	}
	if last := len(c.Before) - 1; last > 1 && utf8.RuneCountInString(c.Text()) > mostCard {
		c.Before[last] = leadTo(c.Services, again[1])
	}
	return c
}

// languageCodes lists the languages that are known.
func languageCodes() []string {
	var codes []string
	for code := range languages().help {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
