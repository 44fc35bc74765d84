package safety

import (
	"slices"
	"strings"
)

// weighGrief reads a message in which somebody has died by suicide again as if they had only
// died, and returns it so: who mourns is in need of support, and is in danger themselves only if
// something else says so. Who speaks of following keeps the card.
func (x *examined) weighGrief(m *model, message [][]token) [][]token {
	if x.young || x.masked || wordsIn(message) > 2*mostHeard || !anyToken(message, func(t token) bool { return ofDeath[t.word] }) {
		return message
	}
	said := spelledAll(message)
	if !tookLife().MatchString(said) || follows().MatchString(said) {
		return message
	}
	rest := make([][]token, len(message))
	for i, s := range message {
		rest[i] = softened(s)
	}
	y := x.alone(m, rest)
	if y.alarms() {
		return message
	}
	x.take(y)
	x.reread = "somebody died by suicide"
	x.mourns = slices.ContainsFunc(strings.Fields(said), func(w string) bool { return firstPerson[w] })
	return rest
}

// softened is a sentence in which "died" stands for how somebody took their life.
func softened(s []token) []token {
	said := wordsSpelled(s)
	at := tookLife().FindStringIndex(said)
	if at == nil {
		return s
	}
	from, to := strings.Count(said[:at[0]], " "), strings.Count(said[:at[1]-1], " ")
	return slices.Concat(s[:from], []token{lexicon().token("died")}, s[to:])
}

// ofDeath are words of which tookLife needs one. Expressions take long.
var ofDeath = wordSet("himself herself themselves themself suicide life lives overdose overdosed death")

var (
	// tookLife is how people say that somebody else has died by suicide.
	tookLife = lazily(` (?:(?:has |had |have )?(?:killed|hanged|hung|shot|drowned|poisoned|gassed) (?:himself|herself|themselves|themself)|died (?:by|from|of|through) (?:his own |her own )?suicide|took (?:his|her|their) (?:own )?(?:life|lives)|(?:committed|completed) suicide|ended (?:his|her|their) (?:own )?life|to suicide|overdosed and (?:\S+ )?died|died (?:of|from|by|after) (?:an |a )?(?:\S+ )?overdose|jumped to (?:his|her|their) death|suicide of (?:my|our)) `)
	// follows is what leaves it open whether somebody is dead, or tells of who may be next.
	follows = lazily(` (?:try|tries|tried|trying|attempt\w*|wants?|wanted|going to|will|might|if|almost|nearly|threat\w*|says|said|would|could|should|wish\w*|afraid|scared|fear\w*|worr\w*|hope\w*|breathing|unconscious|alive|survived|tonight|today|minutes?|hours?|just|follow\w*|join\w*|reunit\w*|same|next|too|either|be together|also|without (?:him|her|them|my)|(?:be|again|go|going) with|with (?:him|her|them) again|(?:he|she|they) did|my turn|think(?:ing)? (?:about|of) (?:it|doing|that)|pills|rope|plan\w*|i have (?:a|the)|can not (?:go|live|take|bear|cope|do|keep|stand|carry)|no (?:point|reason|longer|way)|nothing left|end|found (?:him|her|them)|cold|blood|what (?:do|should) i do) `)
)
