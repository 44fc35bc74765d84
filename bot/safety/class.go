package safety

import "math"

// ruleSays is what a rule of a class adds to the logarithm of the class's odds, and
// sureRuleSays what one adds that needs no classifier. Chosen by the development set: of
// its messages that get a card, more get that of their class.
const (
	ruleSays     = 1
	sureRuleSays = 4
)

// heard is what the rules find in a message, for the choice of its card.
type heard struct {
	facts fact
	rules [classes]float64 // what they add to the logarithms of odds
	self  *rule            // the first that says a fact, but for one of a victim
}

// mostHeard is how many words of a message are listened to at its beginning, and as many at
// its end: rules are looked up for each, and no card waits for the middle of a book.
const mostHeard = 2000

// ends are the first n words and the last n of sentences, or all if they have no more.
func ends(text [][]token, n int) [][]token {
	words := 0
	for _, s := range text {
		words += len(s)
	}
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

// listen gathers what sentences say.
func listen(text [][]token) (out heard) {
	for _, s := range text {
		not, past := negated(s), ofChildhood(s)
		note := func(r *rule) bool {
			switch {
			case r.fact == victim && past, not:
				return true
			case r.class == Minor: // an age alone; the facts know better whose it is
			case r.sure:
				out.rules[r.class] = max(out.rules[r.class], sureRuleSays)
			case r.class != None:
				out.rules[r.class] = max(out.rules[r.class], ruleSays)
			}
			if out.facts |= r.fact; r.fact == did && out.self == nil {
				out.self = r
			}
			return true
		}
		rulesBy().meet(s, note)
		factsBy().meet(s, note)
	}
	return out
}

// class is which card fits a message of tier A: the likeliest class, by what both
// classifiers and the rules say, but who did harm is not told that it is not their fault, and
// a child is not sent to services for adults.
func (x examined) class() Class {
	c := x.likeliest()
	if x.said.has(did) && !x.said.has(victim) && x.mistaken(c) {
		c = Danger
	} else if x.young && x.forChildren(c) {
		c = Minor
	}
	return c
}

func (h *heard) has(f fact) bool { return h.facts&f != 0 }

// likeliest is the class of tier A with the best odds, to which the rules add.
func (x examined) likeliest() Class {
	o := x.loud.odds
	for c, says := range x.said.rules {
		o[c] *= math.Exp(says)
	}
	return o.best(TierA)
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
		return x.said.rules[c] == 0 && x.loud.odds[c] < surely
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
		return !x.said.has(did) && x.said.rules[c] == 0 && x.loud.odds[c] < surely
	case SelfHarm, ThirdParty, OwnRiskToChild:
		return x.said.rules[c] == 0 && x.loud.odds[c] < surely/2
	}
	return false
}

// ofChildhood reports whether a sentence tells of when its writer was a child.
func ofChildhood(s []token) bool {
	for i := range s {
		switch s[i].word {
		case "childhood", "upbringing":
			return true
		case "as":
			if i+2 < len(s) && s[i+1].word == "a" {
				switch s[i+2].word {
				case "child", "kid", "boy", "girl", "teenager", "teen", "baby":
					return true
				}
			}
		case "growing":
			return i+1 < len(s) && s[i+1].word == "up"
		}
	}
	return false
}
