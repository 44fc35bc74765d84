package safety

// isFall reports whether what alarms in a message is a fall: who wrote it tells of nobody else
// who may have had a hand in it, of nothing that was meant, and of nothing that they say to
// others. In doubt it is none: "I fell down the stairs" is what the beaten tell.
func (x examined) isFall(message [][]token) bool {
	switch x.likeliest() {
	case AbuseNow, Assault, SelfHarm:
	default:
		return false
	}
	if anyToken(message, func(t token) bool { return t.quoted || somebodyElse[t.concept] || somebodyElse[t.word] }) {
		return false
	}
	said := spelledAll(message)
	return falls().MatchString(said) && !noFall().MatchString(said)
}

// somebodyElse are concepts and words for somebody else, and for what is meant to hurt.
var somebodyElse = wordSet("PARTNER KIN OTHER AUTHORITY CHILD THERAPIST DOCTOR MAN WOMAN THEY US CUT BURN MEANS WEAPON BLOOD everyone everybody anyone anybody people who stalker attacker")

var (
	falls  = lazily(` i (?:(?:have|had|just|once|also|badly|then) ){0,2}(?:fell|fallen|slipped|tripped|stumbled|crashed) (?:\S+ )?(?:down|off|over|in|on|from|out|into|through|up|at) | (?:broke|sprained|hurt|twisted|fractured|dislocated|injured|tore) my \S+ (?:(?:while|when|by|at|in|from) )?(?:skiing|running|cycling|climbing|skating|riding|jogging|surfing|hiking|dancing|gardening|playing|football|rugby|yoga|the gym) `)
	noFall = lazily(` (?:nobody|never|believ\w*|say|says|said|saying|tell|tells|told|telling|lie|lied|lying|claim\w*|pretend\w*|excuse|story|again|always|keep|keeps|kept|every|often|purpose|purposely|deliberately|intention\w*|meant|hoping|hoped|wish\w*|want\w*|scissors|glass|jump\w*|push\w*|shov\w*|threw|thrown|hit|beat\w*|punch\w*|kick\w*|unconscious|faint\w*|breathe|numb|head|pregnant|die|dying|kill\w*|safe|scared|afraid|hide|hiding|help|stop\w*|fight|argu\w*|deserv\w*) `)
)
