package safety

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LintContacts returns the ways to reach somebody that a text shows. Numbers belong on help
// cards alone, where each has its country, its source and the day when it was read (C20,
// C23, F27): in an answer it ages unseen, and somebody who changes a digit sends people in
// danger to a stranger. What is surely a number to call, and of no card, is refused, and so
// is an address for mail, a name in a network, an invitation and a host in disguise. All
// that only may be meant so is doubted.
func LintContacts(text string) (faults, doubts []string) {
	plain := plainly(text)
	faults, doubts = lintNumbers(plain)
	for _, m := range linkTo().FindAllStringSubmatch(text, -1) {
		switch host := strings.ToLower(m[1]); {
		case lookAlike(host):
			faults = append(faults, fmt.Sprintf("%s: a host in letters that may look like those of another: link to a host in plain letters", quoted(host)))
		case !cardHosts(host):
			doubts = append(doubts, fmt.Sprintf("%s: a link to a host that no help card names: see that it is the one that is meant, and who can put what there", quoted(host)))
		}
	}
	for _, a := range addresses {
		switch m := a.in(plain); {
		case m == "":
		case a.sure:
			faults = append(faults, fmt.Sprintf("%s: %s: take it out, an answer names no way to reach somebody but the hosts in base.yaml", quoted(m), a.what))
		default:
			doubts = append(doubts, fmt.Sprintf("%s: may be %s: see that nobody is sent to a stranger", quoted(m), a.what))
		}
	}
	return faults, doubts
}

// lintNumbers says of each number of a plain text why it is a matter.
func lintNumbers(plain string) (faults, doubts []string) {
	for _, n := range numbers(plain) {
		switch {
		case knownNumber(n.text):
			doubts = append(doubts, fmt.Sprintf("%s: it is of some countries only and ages unseen: help cards show it with its country, so name /crisis", quoted(n.text)))
		case n.sure:
			faults = append(faults, fmt.Sprintf("%s: a number to call or text that no help card knows: take it out, and name /crisis if it is a helpline's; if nobody is to call it, write before it what it is (\"ISBN\", \"room\", \"order number\")", quoted(n.text)))
		default:
			doubts = append(doubts, fmt.Sprintf("%s: may be a number to call: if so, take it out; if not, write before it what it is (\"ISBN\", \"room\", \"order number\")", quoted(n.text)))
		}
	}
	return faults, doubts
}

// mostQuoted is how many characters of a text a remark on it shows at most.
const mostQuoted = 80

// quoted is a piece of a text in quotes, cut where it is long.
func quoted(s string) string {
	if r := []rune(s); len(r) > mostQuoted {
		s = string(r[:mostQuoted-1]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// lookAlike reports whether a host is written in letters, or the code of letters, that may be
// taken for others. Those of Latin alphabets, as in "bücher", are seen to differ.
func lookAlike(host string) bool {
	return strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--") ||
		strings.ContainsFunc(host, func(r rune) bool { return notASCII(r) && !unicode.Is(unicode.Latin, r) }) ||
		strings.ContainsFunc(host, drawn)
}

// plainly is a text in plain small letters and digits of one kind, in which words for
// digits in a row are digits. What shows nothing is left out.
func plainly(text string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Variation_Selector):
			return -1
		case unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		case unicode.In(r, unicode.Pd), r == '−':
			return '-'
		case unicode.IsSpace(r) && r != '\n':
			return ' '
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
	return digitWords().ReplaceAllStringFunc(s, func(run string) string {
		var b strings.Builder
		for w := range strings.FieldsFuncSeq(run, func(r rune) bool { return !unicode.IsLetter(r) }) {
			b.WriteString(wordDigits[w])
		}
		return b.String()
	})
}

// digit is what a decimal digit of any script is worth: Unicode has them in runs of ten.
func digit(r rune) rune {
	first := r
	for unicode.Is(unicode.Nd, first-1) && r-first < 9 {
		first--
	}
	if r <= '9' {
		first = '0'
	}
	return r - first
}

// digitWords finds three and more words for digits in a row.
var digitWords = lazily(`\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[ ,-]{0,2}){3,}`)

var wordDigits = map[string]string{"zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
	"five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}

// linkTo finds the hosts of links.
var linkTo = lazily(`https?://([^\s/?#)]+)`)

// cardHosts reports whether a help card names the host.
func cardHosts(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	return slices.ContainsFunc(helplines().Helplines, func(h Helpline) bool {
		return slices.ContainsFunc(strings.FieldsFunc(h.Contact, func(r rune) bool { return r == ' ' || r == ',' || r == '/' }), func(w string) bool { return w == host })
	})
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// knownNumber reports whether a help card shows the number, with or without its country's.
func knownNumber(s string) bool {
	return cardNumbers()[digitsOf(s)] && !strings.ContainsFunc(s, unicode.IsLetter)
}

// cardNumbers are the digits of the numbers that help cards show.
var cardNumbers = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	add := func(contact string) {
		for _, run := range contactDigits().FindAllString(contact, -1) {
			known[digitsOf(run)] = true
		}
	}
	for _, h := range helplines().Helplines {
		add(h.Contact)
	}
	for _, e := range helplines().Emergency {
		add(e.Number)
	}
	return known
})

// contactDigits finds the numbers of a contact in helplines.yaml.
var contactDigits = lazily(`\+?\d(?:[ -]?\d)+`)
