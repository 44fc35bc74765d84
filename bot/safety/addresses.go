package safety

import (
	"regexp"
	"slices"
	"strings"
)

// address is a way to write where somebody can be reached, in plain small letters.
type address struct {
	sure  bool     // whether it is refused, even behind a denial
	marks []string // one of which stands in each: most texts hold none, and the expression takes far longer
	words func() *regexp.Regexp
	what  string
}

// in is where the address stands in a plain text, "" if it does not.
func (a address) in(plain string) string {
	if !slices.ContainsFunc(a.marks, func(m string) bool { return strings.Contains(plain, m) }) {
		return ""
	}
	for _, at := range a.words().FindAllStringIndex(plain, -1) {
		found := strings.TrimSpace(plain[at[0]:at[1]])
		if notNames[found] || !a.sure && deniedBefore(plain[:at[0]]) {
			continue
		}
		return found
	}
	return ""
}

// notNames look like the names of people in a network, but call all who are there, or are
// words of programming languages.
var notNames = wordSet("@everyone @here @channel @admin @admins @mods @moderators @types @param @return @returns @media @import @override @property @staticmethod @classmethod @deprecated @test")

// denyBack is how many bytes before an address can deny it.
const denyBack = 80

// denies finds a denial in the last sentence of a text, and whether it is one of waiting:
// "do not hesitate to" denies nothing.
var denies = lazily(`\b(?:never|not|no|nobody|cannot|can't|don't|won't|beware|without|avoid|refuse|scam|scams|fraud)\b( (?:hesitate|wait|worry|be|forget|only|just))?[^.!?\n]*$`)

// deniedBefore reports whether what stands behind a text is denied there.
func deniedBefore(before string) bool {
	m := denies().FindStringSubmatch(before[max(0, len(before)-denyBack):])
	return m != nil && m[1] == ""
}

var addresses = []address{
	{true, []string{"@", "at)", "at]", "at}", "at>", "at )", "at ]"}, lazily(`[\pL\pN._+-]+ ?(?:@|[(\[{<] ?at ?[)\]}>]) ?[\pL\pN-]+ ?(?:\.\pL|\. (?:` + topDomains + `)\b|[(\[{<] ?dot ?[)\]}>]| dot )`), "an address for mail"},
	{true, []string{" dot "}, lazily(`\b(?:e-?mail|mail|write|under|reach)\b[^.!?\n]{0,40}\bat [\pL\pN-]+ dot \pL+`), "an address for mail"},
	{true, []string{"@"}, lazily(`(?:^|[^\pL\pN])@ ?[\pL_][\pL\pN_]+`), "somebody's name in a network"},
	{true, []string{"u/"}, lazily(`(?:^|[ (])/?u/[\pL\pN_-]{3,}`), "somebody's name in a network"},
	{true, []string{"dot"}, lazily(`[\pL\pN-]+ ?[(\[{<] ?dot ?[)\]}>] ?\pL{2,}`), "a disguised address"},
	{true, []string{"[.", "(.", "{.", "<.", "[ ."}, lazily(`[\pL\pN-]+ ?[(\[{<] ?\. ?[)\]}>] ?(?:` + topDomains + `|` + vagueDomains + `)\b`), "a disguised address"},
	{true, []string{" dot ", " . "}, lazily(`\b[\pL\pN-]+ (?:dot|\.) (?:` + topDomains + `)\b`), "a disguised address"},
	{false, []string{" dot "}, lazily(`\b[\pL\pN-]{4,} dot (?:` + vagueDomains + `)\b`), "a disguised address"},
	{true, []string{"hxxp", "h t t p", "w w w", "www dot", "colon slash"}, lazily(`\bhxxps?\b|\bh t t p\b|\bw w w\b|\bwww dot\b|\bcolon slash slash\b`), "a disguised address"},
	{true, []string{".me", ".gg", "discord.", "bit.ly", "tinyurl", "linktr", ".onion"}, lazily(`\b(?:t\.me|telegram\.me|discord\.gg|discord\.com/invite|wa\.me|bit\.ly|tinyurl\.com|linktr\.ee|[\pL\pN-]{3,}\.onion)\b`), "an invitation, or an address that hides another"},
	{false, networkNames, lazily(`\b(?:dm|pm|message|msg|text|add|follow|subscribe to|contact|reach|find|ping|write(?: to)?|hit|talk to|chat with|look up|join|invite|look for|call)\b[^.!?\n]{0,30}\b(?:` + networks + `)\b`), "a way to reach somebody in a network"},
	{false, []string{"handle", "user"}, lazily(`\b(?:my|his|her|the doctor's|whose) (?:handle|username|user name|nick)(?: (?:there|here|online))? (?:is|=)`), "a way to reach somebody in a network"},
	{false, networkNames, lazily(`\bmy (?:` + networks + `)\b|\b(?:` + networks + `) ?(?:handle|name|user|id|number|account)? ?(?:: |= ?)[\pL\pN_.]+`), "a way to reach somebody in a network"},
	{false, []string{"number", "cell", "phone"}, lazily(`\bmy (?:phone number|number|cell|phone)(?: is|:|=)`), "a number to call"},
	{false, []string{" me", " us", "privately", "the author"}, lazily(`\b(?:dm|pm|text|call|phone|ring|e-?mail|whatsapp|message|add|contact) (?:me|us|him privately|her privately|the author)\b`), "somebody who wants to be reached"},
	{false, []string{"paypal", "venmo", "cash", "bitcoin", "gift card", "bank transfer", "western union"}, lazily(`\b(?:paypal|venmo|cash ?app|bitcoin|gift cards?|bank transfer|western union)\b`), "a way to pay somebody"},
	{false, []string{"#"}, lazily(`[\pL\pN_.]{2,}#\d{4}\b`), "somebody's name in a network"},
	{false, []string{"link", "result", "bio"}, lazily(`\b(?:click|tap|open) (?:on )?(?:the|this|my) (?:first )?(?:link|result)|\bin (?:my|his|her) bio\b`), "the way to a link"},
}

const (
	networks = `whats ?app|telegram|discord|snap ?chat|insta|instagram|tik ?tok|kik|signal|wechat|viber|facebook|messenger|skype|onlyfans|twitter|reddit|threema|line id|wickr|session id`
	// topDomains end hosts and are no words, vagueDomains are words as well.
	topDomains   = `com|org|net|info|biz|gg|io|co|uk|de|fr|eu|ru|cn|xyz|cc|ly|ca|au|nz|edu|gov|porn|xxx`
	vagueDomains = `me|us|top|site|online|shop|club|live|link|app|dev|tv|to|in|health|help|care|love|sex`
)

// networkNames are how the names of networks begin.
var networkNames = []string{"whats", "telegram", "discord", "snap", "insta", "tik", "kik", "signal", "wechat", "viber", "facebook",
	"messenger", "skype", "onlyfans", "twitter", "reddit", "threema", "line id", "wickr", "session id"}
