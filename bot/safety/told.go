package safety

import "slices"

// settle says more of a message of tier B: whether something was done to who wrote it, and
// that "I'm not suicidal, just sad" tells of nothing that was, but of distress.
func (f *Finding) settle(text [][]token) {
	if f.Class != Disclosure {
		return
	}
	said := make([]string, len(text))
	for i, s := range text {
		said[i] = spelled(s, peopled)
	}
	f.Harmed = slices.ContainsFunc(said, tellsOfHarm) && !slices.ContainsFunc(said, didHarm().MatchString)
	if !f.Harmed && slices.ContainsFunc(said, noDanger().MatchString) && !slices.ContainsFunc(said, ofThePast().MatchString) {
		f.Class = Distress
	}
}

// peopled is a word, or the concept if it stands for people.
func peopled(t *token) string {
	switch t.concept {
	case "PARTNER", "KIN", "THERAPIST", "DOCTOR", "AUTHORITY", "CHILD", "OTHER":
		return t.concept
	}
	return t.word
}

const (
	// doneTo is what is done to somebody whatever the circumstances.
	doneTo = `(?:rap(?:e|ed|ing)|graped|abus(?:e|ed|ing)|molest(?:ed|ing)|assault(?:ed|ing)|grop(?:ed|ing)|beaten|beat|beating|hit|hitting|slapp(?:ed|ing)|punch(?:ed|ing)|kick(?:ed|ing)|choked?|strangled|throttled|shoved|attack(?:ed|ing)|harmed|hurt|threaten(?:ed|ing)|drugged|spiked|stalk(?:ed|ing)|groomed|trafficked|sold|coerced|exploited|bullied|violated|caned|interfered with|taken advantage of|locked up)`
	// byWhom are those who have no business to touch a person.
	byWhom = `(?:KIN|THERAPIST|DOCTOR|AUTHORITY|priest|uncle|lodger|lifeguard|monk|nun|doctor|stranger)`
)

var (
	// suffered is something that was done to who wrote it.
	suffered = lazily(` (?:i|we) (?:\S+ ){0,2}(?:was|were|got|been|being) (?:\S+ ){0,3}` + doneTo + ` |^ (?:was |been |got )?(?:raped|abused|molested|assaulted|groped|beaten) (?:as|by|when|at|in|for|on|and) | ` + doneTo + ` (?:me|us) | (?:took advantage of|forced (?:him|her|them)sel(?:f|ves) on|did (?:\S+ ){1,3}to|happened to|done to) (?:me|us) | made me (?:touch|watch|undress|do things|have sex|do it) | ` +
		byWhom + ` (?:\S+ ){0,3}(?:touched|kissed|fondled|slept with|had sex with|undressed) (?:me|us) | i was (?:\S+ ){0,2}touched by (?:\S+ ){0,2}` + byWhom +
		` | (?:my|childhood) (?:\S+ ){0,1}(?:abuse|abuser|rape|rapist|attacker|assault|trauma|molestation) | (?:survivor|victim) of | survived (?:\S+ ){0,2}(?:abuse|rape|assault) `)
	// notSuffered makes of the same something else: it was not, or nobody did it.
	notSuffered = lazily(` (?:not|never|nobody|nothing|no|without) (?:\S+ ){0,4}(?:` + doneTo + `|happened|did anything) | (?:accident|car|bus|lorry|truck|bike|fell|fall|surgery|stroke|fever|injury|bug|virus) `)
	// didHarm is what who wrote it did to another.
	didHarm = lazily(` i (?:\S+ ){0,3}(?:raped|abused|molested|assaulted|groped|hit|beat|hurt|slapped|choked|forced|touched|attacked|threatened|harmed|shoved|punched) (?:and \S+ )?(?:PARTNER|KIN|CHILD|OTHER|her|him|them|a|an|the|someone|somebody|people|my (?:\S+ )?(?:PARTNER|KIN|CHILD|OTHER)) `)
	// noDanger says that there is no danger.
	noDanger = lazily(` (?:not|never|nor|no|without|do not|would not|will not) (?:\S+ ){0,4}(?:suicidal|suicide|kill(?:ing)? myself|hurt(?:ing)? myself|harm(?:ing)? myself|cut(?:ting)? myself|self harm(?:ing)?|die|dying|dead|danger|end(?:ing)? (?:it|my life)|act on) `)
	// ofThePast says that there was once.
	ofThePast = lazily(` (?:was|were|used to|had|did|been|ago|once|former(?:ly)?|past|anymore|any more|no longer|attempt(?:ed|s)?|survived|years|since|clean|free|recovered|scars?|overdosed|tried|took) `)
)

// tellsOfHarm reports whether a sentence says that something was done to who wrote it.
func tellsOfHarm(s string) bool { return suffered().MatchString(s) && !notSuffered().MatchString(s) }
