package safety

import "strings"

// isWanted reports whether what alarms in a message is what both want in bed: who wrote it says so
// themselves, names what they play, and has no word for anything else: nobody can think of all
// that may be wrong there. In doubt it is not wanted.
func (x examined) isWanted(message [][]token) bool {
	switch x.likeliest() {
	case AbuseNow, Assault:
	default:
		return false
	}
	if anyToken(message, func(t token) bool { return !ofPlay[t.word] }) {
		return false
	}
	said := spelledAll(message)
	return inPlay().MatchString(said) && consents().MatchString(said) && !unwanted().MatchString(consents().ReplaceAllString(said, "  "))
}

// wordsSpelled are the words of a sentence, for expressions.
func wordsSpelled(s []token) string { return spelled(s, func(t *token) string { return t.word }) }

// spelledAll are the words of all sentences, for expressions.
func spelledAll(message [][]token) string {
	var b strings.Builder
	for _, s := range message {
		b.WriteString(wordsSpelled(s))
	}
	return b.String()
}

const (
	// weBoth are those who say that they want it, plays what is done, playedWith what is done to them.
	weBoth     = `(?:i|we|both of us|us both) (?:(?:both|all|really|do|actually|absolutely|totally|just|also|usually|always|secretly|kind|sort|of) )*`
	plays      = `(?:ties?|spanks?|chokes?|hits?|slaps?|whips?|pulls?|pins?|bites?|dominates?|flogs?|canes?|hurts?|beats?)`
	playedWith = `(?:choked|hit|slapped|spanked|tied|whipped|dominated|beaten|held|pinned|bitten|flogged|caned|submissive|rough|impact|bdsm|kinky?|spanking|pain|bondage)`
)

var (
	// consents is how somebody says that they want what is done.
	consents = lazily(`(?: but)? (?:` +
		weBoth + `(?:like|love|enjoy|adore|crave) (?:it|this|that) (?:a lot |so much |very much |both |rough )*(?:(?:and|so|or|is|how|can|what|we|i|in|during) | |$)` +
		`|(?:` + weBoth + `(?:like|love|enjoy|adore|crave|want) (?:it when |when )?(?:he|she|they|him|her|them|my \S+) (?:to )?(?:\S+ )?` + plays +
		`|` + weBoth + `(?:like|love|enjoy|adore|crave) (?:being |getting |to be )?` + playedWith +
		`|i (?:\S+ )?(?:ask|asked|tell) (?:him|her|them|my \S+) to` +
		`|(?:i|we) (?:am|are|get|got) (?:(?:both|really|so|very) )*(?:into|turned on|aroused)` +
		`|consensual(?:ly)?|(?:both|we) consent(?:ed)?|(?:mutual|full) consent|safe ?words?|negotiated|(?:all|is) agreed|we (?:have )?(?:both )?agreed (?:to it|on (?:it|this|limits|rules|everything)|first|before|beforehand)|we (?:\S+ )?talked (?:about it|it over) (?:first|before|beforehand)) )`)
	// inPlay are words of such play.
	inPlay = lazily(` (?:sex|sexually|bed|bedroom|bdsm|kinks?|kinky|dom|domme|mistress|sub|submissive|dominant|spank\w*|paddle|cane|flog\w*|crop|impact play|breath play|play|plays|playing|rough|role ?play\w*|scenes?|ties|tied|tie|bondage|safe ?words?|foreplay|turned on|aroused|orgasm\w*) `)
	// unwanted is what does not go with it, in the same words.
	unwanted = lazily(` (?:but|(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|dom|domme|master|mistress) (?:\S+ )?(?:likes|loves|enjoys|wants)|so (?:he|she|they)|do (?:i|we) (?:both |really )?(?:like|want|enjoy)) `)
)

// ofPlay are the words with which people tell of what they both want in bed.
var ofPlay = wordSet("i me my mine we us our he she they him her them his it this that these a an the and or but so to of in on at for with by from as up down is are am be being do does have has get gets getting got what how when while during because both all each other really very much lot also just always usually sometimes often every night friday saturday sunday weekend time times can could should " +
	"partner husband wife boyfriend girlfriend hubby gf bf spouse fiance fiancee dom domme mistress master sub submissive dominant top bottom switch hi hello " +
	"like likes love loves enjoy enjoys adore crave want wants ask asked tell turned aroused into kinky kink kinks bdsm consensual consensually consent consented mutual full negotiated agreed agree limits rules everything safe word words safeword safewords safely safety talked talk about first before beforehand fine ok okay normal common hot fun sexy great good lovely " +
	"hit hits hitting slap slaps slapped slapping spank spanks spanked spanking choke chokes choked choking whip whips whipped whipping pull pulls pulled pulling hair tie ties tied tying pin pins pinned pinning hold holds held bite bites bitten biting flog flogs flogged flogging cane canes caned paddle crop beat beats beaten dominate dominates dominated force forces forced hand hands rope ropes handcuffs cuffs blindfold bondage " +
	"bed bedroom sex sexual sexually intimate foreplay rough play plays playing impact breath role roleplay roleplays scene scenes session sessions face ass bum butt back thighs neck orgasm orgasms come climax")
