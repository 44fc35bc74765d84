package safety

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LintContacts returns the ways to reach somebody that a text shows. Numbers belong on help
// cards alone, where each has its country, its source and the day when it was read (C20,
// C23, F27): in an answer it ages unseen, and somebody who changes a digit sends people in
// danger to a stranger. A number of the cards is doubted only, all others are refused, and
// so is every address beside the hosts of base.yaml, however it is written.
func LintContacts(text string) (faults, doubts []string) {
	plain := plainly(text)
	for _, n := range numbers(plain) {
		if knownNumber(n) {
			doubts = append(doubts, fmt.Sprintf("%q: it is of some countries only and ages unseen: help cards show it with its country, so name /crisis", n))
		} else {
			faults = append(faults, fmt.Sprintf("%q: a number to call or text that no help card knows: take it out, and name /crisis if it is a helpline's", n))
		}
	}
	for _, m := range linkTo.FindAllStringSubmatch(text, -1) {
		switch host := strings.ToLower(m[1]); {
		case strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--") || strings.ContainsFunc(host, notASCII):
			faults = append(faults, fmt.Sprintf("%q: a host in letters that may look like those of another: link to a host in plain letters", host))
		case !cardHosts(host):
			doubts = append(doubts, fmt.Sprintf("%q: a link to a host that no help card names: see that it is the one that is meant, and who can put what there", host))
		}
	}
	for _, a := range addresses {
		if m := a.in(plain); m != "" {
			faults = append(faults, fmt.Sprintf("%q: %s: take it out, an answer names no way to reach somebody but the hosts in base.yaml", m, a.what))
		}
	}
	return faults, doubts
}

// address is a way to write where somebody can be reached, in plain small letters.
type address struct {
	marks []string // one of which stands in each: most texts hold none, and the expression takes far longer
	words *regexp.Regexp
	what  string
}

// in is where the address stands in a plain text, "" if it does not.
func (a address) in(plain string) string {
	if !slices.ContainsFunc(a.marks, func(m string) bool { return strings.Contains(plain, m) }) {
		return ""
	}
	return strings.TrimSpace(a.words.FindString(plain))
}

var addresses = []address{
	{[]string{"@", "at)", "at]", "at}", "at>", "at )", "at ]"}, regexp.MustCompile(`[\pL\pN._+-]+ ?(?:@|[(\[{<] ?at ?[)\]}>]) ?[\pL\pN-]+ ?(?:\.|[(\[{<] ?dot ?[)\]}>]| dot )`), "an address for mail"},
	{[]string{" dot "}, regexp.MustCompile(`\b(?:e-?mail|mail|write)\b[^.!?\n]{0,40}\bat [\pL\pN-]+ dot \pL+`), "an address for mail"},
	{[]string{"@"}, regexp.MustCompile(`(?:^|[^\pL\pN])@ ?[\pL\pN_]{2,}`), "somebody's name in a network"},
	{[]string{"dot", "[.", "(.", "{.", "<.", "[ ."}, regexp.MustCompile(`[\pL\pN-]+ ?[(\[{<] ?(?:dot|\.) ?[)\]}>] ?\pL{2,}`), "a disguised address"},
	{[]string{" dot "}, regexp.MustCompile(`\b[\pL\pN-]+ dot (?:` + topDomains + `)\b`), "a disguised address"},
	{[]string{"hxxp", "h t t p", "w w w", "www dot", "colon slash"}, regexp.MustCompile(`\bhxxps?\b|\bh t t p\b|\bw w w\b|\bwww dot\b|\bcolon slash\b`), "a disguised address"},
	{[]string{".me", ".gg", "discord.", "bit.ly", "tinyurl", "linktr", ".onion"}, regexp.MustCompile(`\b(?:t\.me|telegram\.me|discord\.gg|discord\.com|wa\.me|bit\.ly|tinyurl\.com|linktr\.ee|[\pL\pN-]+\.onion)\b`), "an invitation, or an address that hides another"},
	{networkNames, regexp.MustCompile(`\b(?:dm|pm|message|msg|text|add|follow|subscribe to|contact|reach|find|ping|write(?: to)?|hit|talk to|chat with|look up|join|invite|look for|call)\b[^.!?\n]{0,30}\b(?:` + networks + `)\b`), "a way to reach somebody in a network"},
	{append([]string{"handle", "user", "number", "cell"}, networkNames...), regexp.MustCompile(`\b(?:my|our|his|her|their|the doctor's|whose) (?:` + networks + `|handle|username|user name|phone number|number) (?:is|are|=)`), "a way to reach somebody in a network"},
	{networkNames, regexp.MustCompile(`\b(?:` + networks + `) ?(?:handle|name|user|id|number|account|group|channel)? ?(?:: |= ?|is )[\pL\pN_.]+`), "a way to reach somebody in a network"},
	{[]string{" me", " us", "privately", "the author"}, regexp.MustCompile(`\b(?:dm|pm|text|call|phone|ring|e-?mail|whatsapp|message|add|contact) (?:me|us|him privately|her privately|the author)\b`), "somebody who wants to be reached"},
	{[]string{"paypal", "venmo", "cash", "bitcoin", "crypto", "gift card", "bank transfer", "western union"}, regexp.MustCompile(`\b(?:paypal|venmo|cash ?app|bitcoin|crypto|gift cards?|bank transfer|western union)\b`), "a way to pay somebody"},
	{[]string{"#"}, regexp.MustCompile(`[\pL\pN_.]{2,}#\d{4}\b`), "somebody's name in a network"},
	{[]string{"link", "bio"}, regexp.MustCompile(`\b(?:click|tap|follow|open) (?:on )?(?:the|this|my) (?:first )?(?:link|result)|\bin (?:my|the|his|her) bio\b`), "the way to a link"},
}

const (
	networks   = `whats ?app|telegram|discord|snap ?chat|insta|instagram|tik ?tok|kik|signal|wechat|viber|facebook|messenger|skype|onlyfans|twitter|reddit|threema|line id|wickr|session id`
	topDomains = `com|org|net|info|biz|gg|me|io|co|uk|de|fr|eu|us|ru|cn|xyz|top|site|online|shop|club|live|link|app|dev|tv|cc|to|ly|in|ca|au|nz|edu|gov|health|help|care|love|sex|porn|xxx`
)

// networkNames are how the names of networks begin.
var networkNames = []string{"whats", "telegram", "discord", "snap", "insta", "tik", "kik", "signal", "wechat", "viber", "facebook",
	"messenger", "skype", "onlyfans", "twitter", "reddit", "threema", "line id", "wickr", "session id"}

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
	return digitWords.ReplaceAllStringFunc(s, func(run string) string {
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
var digitWords = regexp.MustCompile(`\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[ ,-]{0,2}){3,}`)

var wordDigits = map[string]string{"zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
	"five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}

var (
	// digitRun is digits with what stands between those of a number that is dialled.
	digitRun = regexp.MustCompile(`\+?\(?\d(?:[ ().·/-]{0,3}\d)+`)
	// shortNumber is a short number behind a word for dialling, or behind "the number is".
	shortNumber = regexp.MustCompile(`\b(?:(?:call|calling|dial|ring|phone|text|texting|sms|hotline|helpline|lifeline|tel|telephone|whatsapp|samaritans|childline|rainn|police|ambulance|shout|nhs)\b(?: is|:| at| on| to| us| me| them| the [a-z]+(?: [a-z]+)? on|(?: [a-z]+)? to| it on| now on)?[ :]{1,2}|\b(?:number|line|message|emergency|crisis)(?: is| on|:) ?)(\d{3} \d{3}|\d{3,6}|\d\d \d\d \d\d|\d(?:[ -]\d){2,})( [a-z%]+|-[a-z]+|%|\.\d)?`)
	// coded is a number that a word is sent to.
	coded = regexp.MustCompile(`\b(?:send|text|message|type|sms)\b[^.!?\n\d]{1,24}\bto (\d{4,6})\b`)
	// vanity is a number whose digits are letters.
	vanity = regexp.MustCompile(`\b(?:\+?1-)?(?:0800|0808|1800|1300|8\d\d|900)[ -](?:[a-z]{4,}|[a-z]{2,}-[a-z-]{2,})\b`)
	// noNumber are digits that are no number to call: dates, years, and thousands.
	noNumber = regexp.MustCompile(`^(?:(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}(?:19|20)\d\d|\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3})+|\d+\.\d+|\d{1,4} ?[-/] ?\d{1,4})$`)
)

// leastDigits is how many digits a number has at least that stands where no word tells of
// a call: less is a year, a price or a count.
const leastDigits = 7

// afterShort are words that may come behind a short number. Behind a count comes what is
// counted.
var afterShort = wordSet("for or and if now any at free in when to on from then anytime today tonight 24 with is as because day right immediately instead")

// numbers are the numbers to call or text in a plain text, as they stand there.
func numbers(plain string) (out []string) {
	if !strings.ContainsAny(plain, "0123456789") {
		return nil
	}
	for _, run := range digitRun.FindAllString(plain, -1) {
		if n := len(digitsOf(run)); n >= leastDigits && !noNumber.MatchString(run) || n >= leastShort && strings.HasPrefix(run, "+") {
			out = append(out, run)
		}
	}
	for _, m := range shortNumber.FindAllStringSubmatch(plain, -1) {
		if after := strings.TrimSpace(m[2]); (after == "" || afterShort[after]) && !slices.ContainsFunc(out, func(n string) bool { return strings.Contains(n, m[1]) }) {
			out = append(out, m[1])
		}
	}
	for _, m := range coded.FindAllStringSubmatch(plain, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	for _, run := range vanity.FindAllString(plain, -1) {
		if !strings.Contains(run, " ") || strings.HasPrefix(run, "0") || strings.HasPrefix(run, "1") {
			out = append(out, run)
		}
	}
	return out
}

// linkTo finds the hosts of links.
var linkTo = regexp.MustCompile(`https?://([^\s/?#)]+)`)

// cardHosts reports whether a help card names the host.
func cardHosts(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	return slices.ContainsFunc(helplines().Helplines, func(h Helpline) bool {
		return slices.ContainsFunc(strings.FieldsFunc(h.Contact, func(r rune) bool { return r == ' ' || r == ',' || r == '/' }), func(w string) bool { return w == host })
	})
}

// leastShort is how many digits a number has at least behind a plus sign.
const leastShort = 5

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
		for _, run := range contactDigits.FindAllString(contact, -1) {
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
var contactDigits = regexp.MustCompile(`\+?\d(?:[ -]?\d)+`)
