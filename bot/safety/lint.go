package safety

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// banned are words that neither a card nor an answer may use, and why: C12, C13,
// C14 and C38 of the safety requirements.
var banned = []struct {
	marks []string // in small letters, one of which stands in what words finds: those take far longer
	words func() *regexp.Regexp
	why   string
	ours  bool // only in what the program says of itself
}{
	{[]string{"suicid", "attempt"}, lazily(`(?i)\bcommit(s|ted|ting)? suicide|\b(successful|failed|unsuccessful) (suicide|attempt)|\bsuicide threats?\b|\bcompleted suicide\b`),
		"safe language says \"died by suicide\" and \"suicidal thoughts\"", false},
	{[]string{"attention"}, lazily(`(?i)\b(attention[- ]seeking|cry for attention|for attention)\b`), "it belittles", false},
	{[]string{"suicidal", "suicide contract", "promise me"}, lazily(`(?i)\byou('| a)re not suicidal|\bno[- ]suicide contract\b|\bpromise me\b`), "it argues with people or binds them", false},
	{[]string{"you", "everything", "secret", "guarantee"}, lazily(`(?i)\byou('ll| will) be (fine|ok|okay|all right|alright)\b|\beverything will be\b|\byour secret is safe\b|\bwe guarantee\b`), "nobody can promise that", false},
	{[]string{"silly", "ashamed", "calm down", "get over", "worse", "at least"}, lazily(`(?i)\b(don't|do not) be (silly|ashamed of yourself)\b|\bcalm down\b|\bjust get over\b|\bit could be worse\b|\bat least you\b`), "it minimises", false},
	{[]string{"why did", "wearing", "should have", "own fault", "you let"}, lazily(`(?i)\bwhy did(n't)? you\b|\bwhat were you wearing\b|\byou should have\b|\byour own fault\b|\byou let\b`), "it blames", false},
	{[]string{"believe", "here for", "i care", "i feel", "understand how", "sorry"}, lazily(`(?i)\bI believe you\b|\bI('m| am) here for you\b|\bI care about you\b|\bI feel\b|\bI understand how\b|\bI('m| am) sorry (that|to hear|for what)\b`), "a program does not feel, and is not there", true},
	{[]string{"report", "tell"}, lazily(`(?i)\byou must (report|tell)\b|\byou have to (report|tell)\b`), "it is the person's choice", false},
	{[]string{"plan", "intend", "method"}, lazily(`(?i)\bhow (do|would|will) you (plan|intend)\b|\bdo you have a plan\b|\bwhat method\b|\bwhich method\b`), "a program does not assess danger", false},
	{[]string{"help", "trustpilot", "discount", "coupon", "promo", "off", "trial", "sign up", "affiliate"}, lazily(`(?i)\bbetter ?help\b|\btrustpilot\b|\bdiscount\b|\bcoupon\b|\bpromo code\b|\b\d+ ?% off\b|\bfree trial\b|\bsign up (now|today)\b|\baffiliate (link|code)`), "answers advertise nothing", false},
}

// Lint returns what a text that people read must not say, each with its reason;
// nothing if it is fine.
func Lint(text string) []string { return lint(text, true) }

// LintAsked is Lint for a question in the words of who asks it: it may say "I feel".
func LintAsked(text string) []string { return lint(text, false) }

// plainSigns makes of signs that are drawn otherwise those that banned words are written with.
var plainSigns = strings.NewReplacer("’", "'", "ſ", "s", "\u212a", "K")

func lint(text string, ours bool) []string {
	text = plainSigns.Replace(text)
	small := strings.ToLower(text)
	var out []string
	for _, b := range banned {
		if !ours && b.ours || !slices.ContainsFunc(b.marks, func(m string) bool { return strings.Contains(small, m) }) {
			continue
		}
		if found := b.words().FindString(text); found != "" {
			out = append(out, fmt.Sprintf("%q: %s", found, b.why))
		}
	}
	return out
}
