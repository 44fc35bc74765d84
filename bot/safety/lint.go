package safety

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// wording is what a text may not say.
type wording struct {
	marks []string // in small letters, one of which stands in what words finds: those take far longer
	words func() *regexp.Regexp
	why   string
	ours  bool                  // only in what the program says of itself
	about func() *regexp.Regexp // nil, or what the text has to be about as well: else it is doubted
}

// banned are words that neither a card nor an answer may use, and why: C12, C13,
// C14 and C38 of the safety requirements.
var banned = slices.Concat(bannedToo, []wording{
	{[]string{"attempt"}, lazily(`(?i)\b(successful|failed|unsuccessful) attempt`),
		"safe language says \"survived an attempt\" and \"died by suicide\"", false, nil},
	{[]string{"attention"}, lazily(`(?i)\b(attention[- ]seeking|cry for attention|for attention)\b`), "it belittles", false, nil},
	{[]string{"suicidal", "suicide contract", "promise me"}, lazily(`(?i)\byou('| a)re not suicidal|\bno[- ]suicide contract\b|\bpromise me\b`), "it argues with people or binds them", false, nil},
	{[]string{"you", "everything", "secret", "guarantee"}, lazily(`(?i)\byou('ll| will) be (fine|ok|okay|all right|alright)\b|\beverything will be\b|\byour secret is safe\b|\bwe guarantee\b`), "nobody can promise that", false, nil},
	{[]string{"silly", "ashamed", "calm down", "get over", "worse", "at least"}, lazily(`(?i)\b(don't|do not) be (silly|ashamed of yourself)\b|\bcalm down\b|\bjust get over\b|\bit could be worse\b|\bat least you\b`), "it minimises", false, nil},
	{[]string{"why did", "wearing", "should have", "own fault", "you let"}, lazily(`(?i)\bwhy did(n't)? you\b|\bwhat were you wearing\b|\byou should have\b|\byour own fault\b|\byou let\b`), "it blames", false, nil},
	{[]string{"believe", "here for", "i care", "i feel", "understand how", "sorry"}, lazily(`(?i)\bI believe you\b|\bI('m| am) here for you\b|\bI care about you\b|\bI feel\b|\bI understand how\b|\bI('m| am) ((so|very|really|truly|deeply|terribly|awfully) )*sorry\b( (that|to hear|for what)|\b)\b`), "a program does not feel, and is not there", true, nil},
	{[]string{"report", "tell"}, lazily(`(?i)\byou must (report|tell)\b|\byou have to (report|tell)\b`), "it is the person's choice", false, nil},
	{[]string{"plan", "intend", "method"}, lazily(`(?i)\bhow (do|would|will) you (plan|intend)\b|\bdo you have a plan\b|\bwhat method\b|\bwhich method\b`), "a program does not assess danger", false, nil},
	{[]string{"help", "trustpilot", "discount", "coupon", "promo", "off", "trial", "sign up", "affiliate"}, lazily(`(?i)\bbetter ?help\b|\btrustpilot\b|\bdiscount\b|\bcoupon\b|\bpromo code\b|\b\d+ ?% off\b|\bfree trial\b|\bsign up (now|today)\b|\baffiliate (link|code)`), "answers advertise nothing", false, nil},
})

// Lint returns what a text that people read must not say, and what it may say only if it is
// about something else, so that somebody has to look; each with its reason, nothing if it is
// fine.
func Lint(text string) (faults, doubts []string) { return lint(text, true) }

// LintAsked returns the faults of Lint for a question in the words of who asks it: it may say
// "I feel".
func LintAsked(text string) []string {
	faults, _ := lint(text, false)
	return faults
}

// plainSigns makes of signs that are drawn otherwise those that banned words are written with.
var plainSigns = strings.NewReplacer("’", "'", "ſ", "s", "\u212a", "K")

func lint(text string, ours bool) (faults, doubts []string) {
	text = plainSigns.Replace(text)
	small := strings.ToLower(text)
	for _, b := range banned {
		if !ours && b.ours || len(b.marks) > 0 && !slices.ContainsFunc(b.marks, func(m string) bool { return strings.Contains(small, m) }) {
			continue
		}
		found := b.words().FindString(text)
		if found == "" {
			continue
		}
		msg := fmt.Sprintf("%q: %s", strings.TrimSpace(found), b.why)
		if b.about == nil || b.about().MatchString(text) {
			faults = append(faults, msg)
		} else {
			doubts = append(doubts, msg)
		}
	}
	return faults, doubts
}
