package safety

import (
	"regexp"
	"slices"
	"strings"
)

// toCall is what may be a number to call or text, as it stands in a plain text.
type toCall struct {
	text string
	sure bool // whether it is surely one
}

// The least digits of a number to call: behind a plus sign, and elsewhere, where less is a
// year, a price or a count.
const (
	leastShort  = 5
	leastDigits = 7
)

var (
	// digitRun is digits with what stands between those of a number that is dialled.
	digitRun = lazily(`\+?\(?\d(?:[ ().·/_-]{0,3}\d)+`)
	// listedRun are the groups of a number with commas between them.
	listedRun = lazily(`\b0\d{2,4}(?:, ?\d{3,4}){2,}\b`)
	// shortNumber is a short number behind a word for dialling, or behind "the number is".
	shortNumber = lazily(`\b(?:(?:call|calling|dial|ring|phone|text|texting|sms|hotline|helpline|lifeline|tel|telephone|whatsapp|samaritans|childline|rainn|police|ambulance|shout|nhs)\b(?: is|:| at| on| to| us| me| them| the [a-z]+(?: [a-z]+)? on|(?: [a-z]+)? to| it on| now on)?[ :]{1,2}|\b(?:the|our|my|her|his|their|phone|emergency|crisis|help) (?:number|line)(?: is| on|:) ?|\b(?:emergency|crisis)(?: is| on|:) ?)(\d{3} \d{3}|\d{3,6}|\d\d \d\d \d\d|\d(?:[ -]\d){2,})( [a-z%]+|-[a-z]+|%|\.\d|/\d|:\d)?`)
	// coded is a number that a word is sent to.
	coded = lazily(`\b(?:send|text|message|type|sms)\b[^.!?\n\d]{1,24}\bto (\d{4,6})\b( [a-z%]+)?`)
	// vanity is a number whose digits are letters, mayVanity what may be one.
	vanity    = lazily(`\b(?:\+?1-(?:8\d\d|900)[ -]|080[08]-)(?:[a-z]{4,}|[a-z]{2,}-[a-z-]{2,})\b`)
	mayVanity = lazily(`\b(?:1[38]00-[a-z]{2,}-[a-z]{2,}|080[08] [a-z]{5,})\b`)
)

var (
	// northAmerican is a number of ten digits as North America groups them, or its last seven.
	northAmerican = lazily(`^(?:1[ .-])?\(?\d{3}\)?[ ./-]{1,2}\d{3}[ .-]\d{4}$`)
	local         = lazily(`^(\d{3})[ -](\d{4})$`)
	// times are dates and times of day, and what is between two of them.
	times = lazily(`^(?:` + oneTime + `)(?:[ /-]{1,3}(?:` + oneTime + `))*$`)
	// years are of two years, thousands of a count, fractions of a measure.
	years     = lazily(`^(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)$`)
	thousands = lazily(`^[1-9]\d{0,2}(?:(?: \d{3})+|(?:\.\d{3})+)$`)
	fraction  = lazily(`^(?:0|[1-9]\d*)\.\d+$|^\d{1,4} ?[-/] ?\d{1,4}$`)
	// codes are versions, addresses of machines, books (ISBN-13) and papers (DOI).
	codes = lazily(`^(?:0|[1-9]\d?)(?:\.\d+){2,}(?:-\d+)?$|^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}(?:/\d+)?$|^97[89][ -]?(?:\d[ -]?){9}\d$|^10\.\d{4,}/`)
)

const oneTime = `(?:[01]?\d|2[0-4])[.][0-5]\d|(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[-/. ]{1,2}[0-3]?\d[-/. ]{1,2}(?:19|20)\d\d|[0-3]?\d\.[01]?\d\.?`

var (
	// labelled is a word for what a number is that nobody calls, right before it.
	labelled = lazily(`(?:\b(?:isbn(?:-1[03])?|issn|doi|ip|iban|bic|cve|ids?|uid|version|ver|v|order|room|user|group|invoice|ticket|meeting|reference|ref|serial|tax|vat|customer|member|membership|student|account|case|model|part|article|item|build|release|port|code|key|pin|batch|licence|license|booking|registration|commit|error|issue|bug|rfc|year|barcode|ean|page|pages|parcel|tracking|seat|locker|matriculation|euros?|dollars?|pounds?)(?:[ -](?:number|no|nr|id|code|address))?\.?(?: of (?:the|our|your) [a-z]+)?(?: is| are|:|=)?|[#$€£]) ?(?:[a-z]{1,4}[ -]?)?$`)
	// callish is a word before a number that somebody is to call; callishBehind is one behind.
	callish       = lazily(`(?:\b(?:call|calls|calling|phone|text|texting|ring|dial|line|hotline|helpline|lifeline|tel|telephone|mobile|cell|fax|whatsapp|sms|(?:the|our|my|her|his|their|phone) numbers?|answers|under|reach|reached|help|helper|contact|office|talk to|speak to|for you)\b)[^.!?\n]{0,28}$`)
	callishBehind = lazily(`^[^.!?\n]{0,12}\b(?:to call|to reach|is (?:our|her|his|my|the) (?:number|phone|line)|answers|by phone)\b`)
	// ofValue is a word between those that tells of a value instead.
	ofValue = lazily(`\b(?:returns?|takes|costs?|counts?|values?|equals|limit|than|holds|needs|bytes)\b[^.!?\n]{0,12}$`)
	// counted is what is counted, behind its number.
	counted = lazily(`^ ([a-z%]+)`)
	// wordEnd is a letter, or what joins one, right before a number: "3af2", "CVE-".
	wordEnd = lazily(`[\pL_][-_]?$`)
	links   = lazily(`https?://[^\s)]+`)
)

// afterShort are words that may come behind a number to call. Behind a count comes what is
// counted.
var afterShort = wordSet("for or and if now any at free in when to on from then anytime today tonight 24 with is as because day right immediately instead before between after until by")

// numbers are what may be numbers to call or text in a plain text.
func numbers(plain string) (out []toCall) {
	if !strings.ContainsAny(plain, "0123456789") {
		return nil
	}
	plain = links().ReplaceAllString(plain, "link") // those are judged by their hosts
	for _, at := range digitRun().FindAllStringIndex(plain, -1) {
		if n, ok := judge(plain[:at[0]], plain[at[0]:at[1]], plain[at[1]:]); ok {
			out = append(out, n)
		}
	}
	out = append(out, shortNumbers(plain, out)...)
	for _, run := range listedRun().FindAllString(plain, -1) {
		out = append(out, toCall{run, false})
	}
	for _, run := range vanity().FindAllString(plain, -1) {
		out = append(out, toCall{run, true})
	}
	for _, run := range mayVanity().FindAllString(plain, -1) {
		if !strings.HasSuffix(run, "-year-old") {
			out = append(out, toCall{run, false})
		}
	}
	return out
}

// shortNumbers are those behind words for dialling that are not among the others.
func shortNumbers(plain string, others []toCall) (out []toCall) {
	for _, re := range []*regexp.Regexp{shortNumber(), coded()} {
		for _, m := range re.FindAllStringSubmatch(plain, -1) {
			has := func(n toCall) bool { return strings.Contains(n.text, m[1]) }
			after := strings.TrimSpace(m[2])
			if (after == "" || afterShort[after]) && !slices.ContainsFunc(others, has) && !slices.ContainsFunc(out, has) {
				out = append(out, toCall{m[1], true})
			}
		}
	}
	return out
}

// nearNumber is how many bytes before a number tell what it is.
const nearNumber = 60

// judge says whether a run of digits may be a number to call, by what stands around it.
func judge(before, run, behind string) (toCall, bool) {
	before = before[max(0, len(before)-nearNumber):]
	call := callish().MatchString(before) && !ofValue().MatchString(before) || callishBehind().MatchString(behind)
	n := len(digitsOf(run))
	plus := strings.HasPrefix(run, "+")
	switch {
	case n < leastDigits && !(plus && n >= leastShort && call), times().MatchString(run), years().MatchString(run), isCount(run, behind):
		return toCall{}, false
	case labelled().MatchString(before):
		spoken := strings.ContainsAny(run, " .") && !strings.Contains(before, "isbn")
		return toCall{run, false}, asDialled(run) && (call || spoken)
	case codes().MatchString(run), wordEnd().MatchString(before):
		return toCall{run, false}, call && asDialled(run)
	case n > mostDigits: // of several numbers, or of a parcel
		return toCall{run, call && asDialled(run)}, call || strings.Contains(run, " ")
	case fraction().MatchString(run) && !local().MatchString(run):
		return toCall{run, call}, call
	case thousands().MatchString(run) && !northAmerican().MatchString(run):
		return toCall{run, call}, call
	}
	return toCall{run, call || asDialled(run)}, true
}

// mostDigits is how many digits a number to call has at most, with its country's (E.164:
// 15) and the zeros before that.
const mostDigits = 18

// isCount reports whether digits count what stands behind them.
func isCount(run, behind string) bool {
	m := counted().FindStringSubmatch(behind)
	plain := !strings.HasPrefix(run, "0") && !strings.HasPrefix(run, "+") && !northAmerican().MatchString(run)
	return plain && m != nil && !afterShort[m[1]] && (len(digitsOf(run)) == len(run) || thousands().MatchString(run) || fraction().MatchString(run) && !callishBehind().MatchString(behind))
}

// asDialled reports whether digits are grouped, or begin, as those of numbers to call do.
func asDialled(run string) bool {
	m := local().FindStringSubmatch(run)
	switch {
	case strings.HasPrefix(run, "+"), northAmerican().MatchString(run):
		return true
	case m != nil: // no range of two counts
		return strings.Contains(run, "-") && (m[1] == "555" || m[2] < "0"+m[1])
	}
	return strings.HasPrefix(strings.TrimPrefix(run, "("), "0") && !fraction().MatchString(run)
}
