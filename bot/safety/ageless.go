package safety

import "slices"

const (
	// surelyYoung is the alarm from which an age is taken for that of who wrote it, though they
	// do not say so. Of the development set's children whose age is not seen the least alarming
	// has .74. With .6 two of 120 held-out children lose their card, with .5 none.
	surelyYoung = 0.5
	// likelyOfLife is the least probability of a class of life and death, without a rule that
	// says so, that goes before a child's age. Of the development set's children who are in no
	// such danger none has more than .12, but for [Danger], of which forChildren asks more.
	likelyOfLife = 0.25
)

// weighAge weighs an alarming message again without its ages, and returns the sentences that
// are to be judged from there on. To the classifiers an age says [Minor] above all. In a child's
// message it drowns what else there is, so danger of life is looked for beside it. In another it
// may be all that alarms: a mother's question about her son of 16 is no child's.
func (x *examined) weighAge(m *model, text [][]token) [][]token {
	if !x.alarms() || !x.young && !x.ageOfAnother() {
		return text
	}
	rest, found := ageless(text, x.young)
	if !found {
		return text
	}
	y := x.alone(m, rest)
	if !x.young {
		x.whole = y.whole
		x.take(y)
		return rest
	}
	y.young, y.said = true, x.said
	if c := y.likeliest(); y.alarms() && ofLifeAndDeath(c) && (y.said.classes[c] > 0 || y.loud.odds[c] >= likelyOfLife) {
		x.loud = y.loud
	}
	return text
}

// ageOfAnother reports whether what alarms in a message may be an age of somebody else or of long
// ago. In doubt it is the writer's, and an age of somebody whom an adult sleeps with is no such.
func (x *examined) ageOfAnother() bool {
	return x.likeliest() == Minor && x.loud.alarm < surelyYoung && x.said.classes[OwnRiskToChild] == 0
}

// ageless are sentences without the words for ages under 18, and whether there were any. What
// else says that somebody is young, as a school does, goes only from the message of such.
func ageless(text [][]token, young bool) (out [][]token, found bool) {
	ofAge := func(t token) bool {
		switch t.concept {
		case "<10-12>", "<13-17>":
			return true
		case "<0-9>":
			return young
		}
		return young && hintWords[t.word]&^hintForm != 0
	}
	out = make([][]token, len(text))
	for i, s := range text {
		out[i] = slices.DeleteFunc(slices.Clone(s), ofAge)
		found = found || len(out[i]) < len(s)
	}
	return out, found
}
