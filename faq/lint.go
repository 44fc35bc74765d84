package faq

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"candor/faq/text"

	"golang.org/x/text/unicode/norm"
)

// Limits of what the platforms can show, in UTF-16 units as they count.
// Discord's embed is the narrowest: discord.com/developers/docs/resources/message#embed-object-embed-limits.
const (
	maxTitleUnits      = 256
	maxAnswerUnits     = 4096 // also one Telegram message: core.telegram.org/bots/api#sendmessage
	maxDisclaimerUnits = 1024 // half a footer: the other half is the source's
	maxSourceUnits     = 1024
	maxReplyUnits      = 6000
	maxPhrasingUnits   = 512
)

// cleanText reports whether a file is text that looks the same to everybody:
// valid UTF-8 in NFC without control, bidirectional or invisible characters.
func (l *loader) cleanText(name, src string) bool {
	ok := true
	number := 0
	for line := range strings.SplitSeq(src, "\n") {
		number++
		if msg := unclean(line); msg != "" {
			l.add(name, number, "%s", msg)
			ok = false
		}
	}
	return ok
}

// unclean says what is wrong with a line's characters, "" if nothing.
func unclean(line string) string {
	if printable(line) {
		return "" // as most lines are
	}
	if !utf8.ValidString(line) {
		return "is not valid UTF-8"
	}
	for _, r := range line {
		switch {
		case r < utf8.RuneSelf && (r >= ' ' && r != 0x7f || r == '\t'):
		case unicode.Is(unicode.Bidi_Control, r):
			return "holds a bidirectional control character, " + shown(string(r))
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return "holds a control character, " + shown(string(r))
		case invisible(r):
			return "holds an invisible character, " + shown(string(r))
		case unicode.Is(unicode.Co, r): // every font shows another picture, or none
			return "holds a private-use character, " + shown(string(r))
		}
	}
	if !norm.NFC.IsNormalString(line) {
		return "is not in Unicode's composed form (NFC)"
	}
	return ""
}

// printable reports whether line is nothing but ASCII that shows, and tabs.
func printable(line string) bool {
	for i := range len(line) {
		if c := line[i]; (c < ' ' && c != '\t') || c >= 0x7f {
			return false
		}
	}
	return true
}

// invisible reports whether r shows nothing: what Unicode calls default
// ignorable, and format characters. U+200D joins emoji, U+FE0E and U+FE0F choose
// how one looks.
func invisible(r rune) bool {
	return r != '\u200d' && r != '\ufe0e' && r != '\ufe0f' &&
		unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// plainText reports whether s is fit to be shown or matched as one line of
// plain text, and says what is wrong if not.
func (l *loader) plainText(file string, line int, what, s string) bool {
	switch {
	case s == "":
		l.add(file, line, "%s is empty", what)
	case strings.Contains(s, "\n"):
		l.add(file, line, "%s must be on one line", what)
	case unclean(s) != "": // though the file is clean: YAML has escapes
		l.add(file, line, "%s %s", what, unclean(s))
	case !l.hasWord(s): // "lol" is none either
		l.add(file, line, "%s holds no word: %s", what, shown(s))
	default:
		return true
	}
	return false
}

func (l *loader) hasWord(s string) bool {
	if longWord(s) { // as nearly every text has, and no chat spelling of nothing is
		return true
	}
	l.words = text.AppendWords(l.words[:0], s)
	return len(l.words) > 0
}

// longWord reports whether six letters of plain English stand in a row in s.
func longWord(s string) bool {
	run := 0
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' {
			run++
		} else {
			run = 0
		}
		if run == 6 {
			return true
		}
	}
	return false
}

// mention finds what a chat platform turns into a call to somebody.
var mention = regexp.MustCompile(`(?:^|[^\pL\pN])[@＠][\pL\pN_]|<[@#!]`)

// address finds what a chat platform turns into a link: anything behind a
// scheme, and a host without one. The path is no part of the two groups. The
// dots of Chinese and Japanese part the names of a host like a full stop:
// unicode.org/reports/tr46.
var address = regexp.MustCompile(`(?i)(?:[a-z][a-z\d+.-]*://([^\s/?#]+)|([\pL\pN](?:[\pL\pN-]*[\pL\pN])?(?:[.。．｡][\pL\pN-]+)*[.。．｡]\pL{2,}))[\pL\pN/?#%&=+._~-]*`)

// call finds an address that names no host but a telephone or a mailbox.
var call = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])((?:tel|sms|callto|mailto):[^\s])`)

// checkMentions reports mentions, addresses of hosts that are not allowed and
// marks of the platforms' own in a text as people see it.
func (l *loader) checkMentions(file string, line int, what, s string) {
	if !strings.ContainsAny(s, "@＠<.。．｡:|") {
		return // as most texts: the expressions below take far longer
	}
	if strings.Contains(s, "||") {
		l.add(file, line, "%s holds \"||\", with which chat programs hide text", what)
	}
	if strings.Contains(s, ":") {
		if m := call.FindStringSubmatch(s); m != nil {
			l.add(file, line, "%s holds %s, which chat programs make a link of (or a space is missing)", what, shown(m[1]))
		}
	}
	if strings.ContainsAny(s, "@＠<") {
		if m := mention.FindString(s); m != "" {
			l.add(file, line, "%s holds a mention, %s", what, shown(strings.TrimSpace(m)))
		}
	}
	if !mayHoldAddress(s) {
		return
	}
	for _, m := range address.FindAllStringSubmatch(s, -1) {
		host := strings.TrimRight(m[1], `.,:;!?'")]`) + m[2]
		if !l.allowed(host) {
			l.add(file, line, "%s holds %s, which chat programs make a link of: not under \"hosts\" in %s (or a space is missing)",
				what, shown(host), baseFile)
		}
	}
}

// dots are those of a host's name.
const dots = ".。．｡"

// mayHoldAddress reports whether there is what each match of address holds: most full stops
// end a sentence, and no letter follows them.
func mayHoldAddress(s string) bool {
	if strings.Contains(s, "://") {
		return true
	}
	for i := strings.IndexAny(s, dots); i >= 0; {
		_, width := utf8.DecodeRuneInString(s[i:])
		s = s[i+width:]
		if next, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(next) {
			return true
		}
		i = strings.IndexAny(s, dots)
	}
	return false
}

func (l *loader) allowed(host string) bool {
	return !l.hostsKnown || slices.Contains(l.hosts, strings.ToLower(host))
}

// checkLength reports an entry whose reply cannot fit a platform's limits.
func (l *loader) checkLength(file string, line int, e *Entry) {
	title, answer := units(e.Question), units(e.Answer)
	whole := title + answer + units(l.base.Disclaimer) + units(l.base.Source.String())
	if answer <= maxAnswerUnits && whole > maxReplyUnits {
		l.add(file, line, "title, answer, source and disclaimer are %d characters together, at most %d fit", whole, maxReplyUnits)
	}
	if title > maxTitleUnits {
		l.add(file, e.lines.question, "the question is %d characters long, at most %d fit", title, maxTitleUnits)
	}
	for i, asked := range e.Asked {
		if n := units(asked); n > maxPhrasingUnits {
			l.add(file, e.lines.asked[i], "the phrasing is %d characters long, at most %d are allowed", n, maxPhrasingUnits)
		}
	}
}

// units counts s as the platforms do.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
