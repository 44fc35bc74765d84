package safety

import "math"

// ruleSays is what a rule of a class adds to the logarithm of the class's odds, and
// sureRuleSays what one adds that needs no classifier. Chosen by the development set: of
// its messages that get a card, more get that of their class.
const (
	ruleSays     = 1
	sureRuleSays = 4
)

// mostHeard is how many words of a message are listened to at its beginning, and as many at
// its end: rules are looked up for each, and no card waits for the middle of a book.
const mostHeard = 2000

// wordsIn is how many words sentences have.
func wordsIn(text [][]token) (words int) {
	for _, s := range text {
		words += len(s)
	}
	return words
}

// ends are the first n words and the last n of sentences, or all if they have no more.
func ends(text [][]token, n int) [][]token {
	words := wordsIn(text)
	if words <= 2*n {
		return text
	}
	var out [][]token
	at := 0
	for _, s := range text {
		if head := min(len(s), n-at); head > 0 {
			out = append(out, s[:head])
		}
		if tail := min(len(s), at+len(s)-(words-n)); tail > 0 {
			out = append(out, s[len(s)-tail:])
		}
		at += len(s)
	}
	return out
}

// class is which card fits a message of tier A: the likeliest class, by what both
// classifiers and the rules say, but who did harm is not told that it is not their fault, and
// a child is not sent to services for adults.
func (x examined) class() Class {
	c := x.likeliest()
	if c == Danger && x.said.has(exposed) && x.said.classes[Danger] == 0 && !x.said.has(did) {
		c = AbuseNow // nobody stands at the door
	}
	if x.said.has(did) && !x.said.suffers && x.mistaken(c) {
		c = Danger
	} else if x.young && x.forChildren(c) {
		c = Minor
	}
	return c
}

// likeliest is the class of tier A with the best odds, to which the rules add. In the message
// of somebody young the age alone speaks for [Minor], so that what a rule says of life and
// death counts more. Who was harmed and surely needs a doctor at once is told so first: what
// alarms most may be the part of the message that tells of the harm.
func (x examined) likeliest() Class {
	o := x.loud.odds
	for c, says := range x.said.classes {
		if x.young && says > 0 && ofLifeAndDeath(Class(c)) {
			says = sureRuleSays
		}
		o[c] *= math.Exp(says)
	}
	c := o.best(TierA)
	if ofHarmDone(c) && x.said.classes[MedicalEmergency] >= sureRuleSays {
		return MedicalEmergency
	}
	return c
}

// ofHarmDone reports whether the card of a class is for who is harmed by others.
func ofHarmDone(c Class) bool {
	return c == AbuseNow || c == Assault || c == TherapistAdvance
}

// ofLifeAndDeath reports whether the card of a class says what to do at once.
func ofLifeAndDeath(c Class) bool {
	return c == Suicide || c == SelfHarm || c == Danger || c == MedicalEmergency
}

// surely is the probability from which a class is not taken for a mistake.
const surely = 0.5

// mistaken reports whether a class may be one for who did harm: one whose card is for those
// who were harmed, or one that nothing but the classifiers' guess speaks for.
func (x examined) mistaken(c Class) bool {
	switch c {
	case AbuseNow, Assault, TherapistAdvance, ThirdParty:
		return true
	case SelfHarm, Suicide, OwnRiskToChild, MedicalEmergency, Minor:
		return x.said.classes[c] == 0 && x.loud.odds[c] < surely
	}
	return false
}

// forChildren reports whether a child is better helped by the card for children than by
// that of the class: those of life and death say what to do at once.
func (x examined) forChildren(c Class) bool {
	switch c {
	case AbuseNow, Assault, TherapistAdvance:
		return true
	case Danger:
		return !x.said.has(did) && x.said.classes[c] == 0 && x.loud.odds[c] < surely
	case SelfHarm, ThirdParty, OwnRiskToChild:
		return x.said.classes[c] == 0 && x.loud.odds[c] < surely/2
	}
	return false
}
