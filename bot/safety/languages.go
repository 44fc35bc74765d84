package safety

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"candor/faq/text"
)

// The plainest sentences of danger in languages that Candor does not answer in (C34).
//
//go:embed languages.txt
var languageFile string

// pattern is a run of words in another language.
type pattern struct {
	language string
	class    Class
	words    string
	anywhere bool // not only at the start of a word
}

type languageList struct {
	help     map[string]string // by code
	patterns map[string][]pattern
}

// firstRunes is by how much of its beginning a pattern is looked up.
const firstRunes = 2

// languages is the list, read when it is first needed.
var languages = sync.OnceValue(func() languageList {
	list := languageList{help: map[string]string{}, patterns: map[string][]pattern{}}
	code := ""
	for line := range strings.Lines(languageFile) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "language":
			code = value
		case "help":
			list.help[code] = value
		case "suicide":
			list.addAll(code, Suicide, value)
		case "abuse":
			list.addAll(code, AbuseNow, value)
		}
	}
	return list
})

func (l languageList) addAll(code string, class Class, patterns string) {
	anywhere := code == "zh" || code == "ja" || code == "ko"
	for p := range strings.SplitSeq(patterns, ", ") {
		l.add(pattern{code, class, foreign(p), anywhere})
	}
}

func (l languageList) add(p pattern) {
	if key := beginning(p.words); key != "" {
		l.patterns[key] = append(l.patterns[key], p)
	}
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

// foreign normalises a text for comparing it with patterns: signs become blanks.
func foreign(s string) string { return wordsOnly(text.Normalize(s)) }

// wordsOnly puts single blanks in place of what is neither letter nor digit.
func wordsOnly(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r) {
			return r
		}
		return ' '
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// detectForeign looks for a pattern of another language in a normalised piece of a
// message: the longest, because languages share words.
func detectForeign(piece string) (found pattern, ok bool) {
	list := languages()
	s := wordsOnly(piece)
	start := true
	for i, r := range s {
		if start || r >= firstAsian {
			for _, p := range list.patterns[beginning(s[i:])] {
				if (start || p.anywhere) && len(p.words) > len(found.words) && strings.HasPrefix(s[i:], p.words) {
					found, ok = p, true
				}
			}
		}
		start = r == ' ' || r >= firstAsian // "夫にdvされ"
	}
	return found, ok
}

// firstAsian is where the scripts that are written without blanks begin: U+2E80 is the
// first of the CJK radicals, Hangul and kana come after it.
const firstAsian = '\u2e80'

// InLanguage is the line of help in a language, for above a card; "" for one that is
// not known.
func InLanguage(code string) string { return languages().help[code] }

// languageCodes lists the languages that are known.
func languageCodes() []string {
	var codes []string
	for code := range languages().help {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
