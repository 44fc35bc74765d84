package safety

import (
	"math"
	"slices"
)

// Where a message's alarm becomes a tier. Chosen by the development set (go test
// ./bot/safety -run Measured -v): a missed cry for help is worse than a card too many, so a
// message is of tier A long before it is likely to be. Of that set .2 finds 98.8 % of what
// is said in so many words and 88.7 % of what is not, and .22 98.4 and 86.8; 3.3 and 2.3 %
// of the harmless messages with alarming words get a card. A rule alone decides nothing: of
// messages with little alarm that meet one, nine in ten are harmless.
//
// Tier B costs two lines beside an answer, so it begins early, too: a question often stands
// beside what happened and has more words. From .3 on 84.7 % of such messages of the
// development set get a line or a card, from .5 on 78.6; of a voice that nothing was
// learned from 46 and 38. Of the harmless messages of both one in a hundred or fewer gets a
// line.
const (
	acuteFrom   = 0.2  // tier A
	ruledFrom   = 0.15 // tier A when a rule says so too
	doubtedFrom = 0.37 // tier A when a rule says that it is a subject or a figure of speech
	quotedFrom  = 0.97 // tier A when it is the name of a song or a film
	troubleFrom = 0.3  // tier B
	// alone is the alarm of a part from which the rest of the message does not count: of
	// the examples it makes no difference to one in a thousand, but most are short.
	alone = 0.8
)

// Detect says what a message tells of. It is pure, local and takes time in proportion
// to the message's length.
func Detect(message string) Finding { return examine(classifier(), message).finding }

// examined is a finding with what it rests on.
type examined struct {
	finding  Finding
	whole    odds    // of the message
	all      heard   // of the message
	part     odds    // of its most alarming part
	words    []token // of that part
	worst    float64 // how alarming that is
	alarm    float64 // of both, 0..1
	met      met
	language pattern
	masked   bool // words of the message are disguised
}

func examine(m *model, message string) examined {
	var x examined
	pieces := cutUp(message)
	if p, ok := foreignAlarm(pieces); ok {
		x.language = p
		x.finding = Finding{p.class.Tier(), p.class, p.language}
		return x
	}
	if t := turned(message); t != message {
		pieces = cutUp(t)
	}
	x.masked = slices.ContainsFunc(pieces, cutting.masked)
	if text := withoutEchoes(sentencesOf(pieces)); len(text) > 0 {
		x.weigh(m, text)
	}
	return x
}

// weigh judges the sentences of a message.
func (x *examined) weigh(m *model, text [][]token) {
	x.all = heard{answer: nothing}
	for _, s := range text {
		x.met.look(s)
		x.read(m, s, len(text) == 1)
	}
	x.whole = x.all.odds(m)
	if x.worst < x.whole.acute() {
		x.part = x.whole
	}
	x.alarm = math.Sqrt(x.whole.acute() * x.part.acute())
	if x.part.acute() >= alone {
		x.alarm = x.part.acute() // a cry for help is one in whatever story it stands
	}
	x.finding = x.decide()
}

// read judges a sentence, its windows and its clauses.
func (x *examined) read(m *model, s []token, only bool) {
	w := m.linear.weighSentence(s)
	judge := func(from, to int, least float64) tally {
		t := w.part(from, to)
		if o := m.linear.odds(&t); (to-from > 1 || only) && o.acute() > max(x.worst, least) {
			x.part, x.words, x.worst = o, s[from:to], o.acute()
		}
		return t
	}
	t := judge(0, len(s), 0)
	x.all.add(m, s, &t)
	wide.over(len(s), func(from, to int) { judge(from, to, 0) })
	narrow.over(len(s), func(from, to int) { judge(from, to, alone) })
	clauses(s, func(from, to int) { judge(from, to, alone) })
}

// from is the alarm from which the message is of tier A: the rules move it.
func (x examined) from() float64 {
	switch {
	case x.met.harmless != nil && x.met.harmless.quote:
		return quotedFrom
	case x.met.alarming != nil && x.met.alarming.sure && x.met.harmless == nil:
		return 0
	case x.met.alarming != nil && x.met.harmless == nil:
		return ruledFrom
	case x.met.harmless != nil && x.met.alarming == nil:
		return doubtedFrom
	case x.masked: // who writes so hides words, and some are put right wrongly
		return ruledFrom
	}
	return acuteFrom
}

// decide weighs the two parts against each other.
func (x examined) decide() Finding {
	if x.alarm >= x.from() {
		return Finding{Tier: TierA, Class: x.class()}
	}
	if x.whole[Disclosure]+x.whole[Distress] >= troubleFrom {
		return Finding{Tier: TierB, Class: x.whole.best(TierB)}
	}
	return Finding{}
}

// class is what a rule that needs no classifier says, else the likeliest class of tier A
// of the whole and the part together.
func (x examined) class() Class {
	if r := x.met.alarming; r != nil && r.sure {
		return r.class
	}
	if x.part.acute() >= alone {
		return x.part.best(TierA) // the rest of a long text knows nothing of it
	}
	var o odds
	for c := range o {
		o[c] = x.whole[c] * x.part[c]
	}
	return o.best(TierA)
}

// foreignAlarm looks for plain sentences in other languages, piece by piece.
func foreignAlarm(pieces []cutting) (pattern, bool) {
	for _, c := range pieces {
		if p, ok := detectForeign(c.normal); ok {
			return p, true
		}
	}
	return pattern{}, false
}
