package safety

import "slices"

// Where a message's alarm becomes a tier. Chosen by the development set (go test
// ./bot/safety -run Measured -v): a missed cry for help is worse than a card too many, so a
// message is of tier A long before it is likely to be. Of that set .22 finds 98.9 % of what
// is said in so many words and 84.5 % of what is not, and a tenth less 99.3 and 86.8; 2.0 and 2.3 %
// of the harmless messages with alarming words get a card, and 0 and .4 % of the ordinary. A rule alone
// decides nothing: of messages with little alarm that meet one, nine in ten are harmless.
//
// Tier B costs two lines beside an answer, so it begins early, too: a question often stands
// beside what happened and has more words. From .3 on 87.8 % of such messages of the
// development set get a line or a card.
const (
	acuteFrom   = 0.22 // tier A
	ruledFrom   = 0.18 // tier A when a rule says so too
	doubtedFrom = 0.42 // tier A when a rule says that it is a subject or a figure of speech, or hardly a word is English
	quotedFrom  = 0.97 // tier A when it is the name of a song or a film
	troubleFrom = 0.3  // tier B
	listenFrom  = 0.1  // from which facts are listened to
)

// Detect says what a message tells of. It is pure, local and takes time in proportion
// to the message's length.
func Detect(message string) Finding { return examine(classifier(), message).finding }

// examined is a finding with what it rests on.
type examined struct {
	finding  Finding
	whole    odds // of the message
	loud     part // of it: what alarms most
	met      met
	said     heard
	language pattern
	masked   bool   // words of the message are disguised
	foreign  bool   // most of its words are no English
	exam     bool   // whether it tells of a medical examination, and of nothing improper in it
	over     *rule  // that says that what alarms in it is more than a year ago
	dated    bool   // whether nothing but a year says that something is over
	denied   *rule  // that says that what alarms in it is not so
	excuse   string // why what alarms in it is no danger, "" if it may be
	reread   string // why it was read again without some words, "" if it was not
	mourns   bool   // whether it tells of somebody's suicide, and of no other danger
	young    bool   // whether who wrote it says that they are under 18
}

func examine(m *model, message string) examined {
	var x examined
	pieces := cutUp(message)
	p, young, ok := foreignAlarm(pieces)
	if ok {
		x.language, x.young = p, young || underage(sentencesOf(pieces))
		x.finding = x.inForeign(m, pieces)
		return x
	}
	x.young = young
	x.finding.Underage = young
	if t := turned(message); t != message {
		pieces = cutUp(t)
	}
	x.masked = slices.ContainsFunc(pieces, cutting.masked)
	if text := withoutEchoes(sentencesOf(pieces)); len(text) > 0 {
		x.foreign = mostlyForeign(text)
		x.weigh(m, text)
	}
	return x
}

// weigh judges the sentences of a message.
func (x *examined) weigh(m *model, text [][]token) {
	x.young = x.young || underage(text)
	x.read(m, text)
	if x.loud.alarm >= listenFrom || x.whole.best(TierB) == Disclosure && x.troubles() {
		text = x.weighGrief(m, x.weighQuotes(m, text))
		x.said = listen(ends(text, mostHeard))
		text = x.weighAge(m, text)
		x.weighTime(m, text)
		x.weighDenial(m, text)
		x.weighChild(text)
		x.weighExcuse(text)
	}
	x.finding = x.decide()
	x.finding.Underage = x.young
	x.finding.settle(&x.said)
}

// weighExcuse looks whether what alarms is no danger, though it has the words of one.
func (x *examined) weighExcuse(text [][]token) {
	switch {
	case !x.alarms(), x.young, x.masked:
	case x.isWanted(text):
		x.excuse = "both want it"
	case x.isFall(text):
		x.excuse = "a fall"
	}
}

// read looks for what alarms in sentences.
func (x *examined) read(m *model, text [][]token) {
	for _, s := range text {
		x.met.look(s)
	}
	x.whole, x.loud = readAll(m, text)
	x.exam = x.tellsOfExam(text)
}

// from is the alarm from which the message is of tier A: the rules move it.
func (x examined) from() float64 {
	switch {
	case x.over != nil, x.denied != nil, x.excuse != "":
		return overFrom
	case x.exam && (x.met.alarming == nil || !x.met.alarming.sure):
		return examFrom
	case x.met.harmless != nil && x.met.harmless.quote:
		return quotedFrom
	case x.met.alarming != nil && x.met.alarming.sure && x.met.harmless == nil:
		return 0
	case x.met.alarming != nil && x.met.harmless == nil:
		return ruledFrom
	case x.met.harmless != nil && x.met.alarming == nil, x.foreign && !x.masked:
		return doubtedFrom
	case x.masked: // who writes so hides words, and some are put right wrongly
		return ruledFrom
	}
	return acuteFrom
}

// alarms reports whether the message is of tier A, troubles whether it is of tier B if not.
func (x examined) alarms() bool   { return x.loud.alarm >= x.from() }
func (x examined) troubles() bool { return x.whole[Disclosure]+x.whole[Distress] >= troubleFrom }

// decide weighs what the classifiers and the rules say against each other.
func (x examined) decide() Finding {
	switch {
	case x.alarms():
		return Finding{Tier: TierA, Class: x.class()}
	case x.over != nil:
		return Finding{Tier: TierB, Class: Disclosure}
	case x.mourns:
		return Finding{Tier: TierB, Class: Distress}
	case x.troubles() && !x.dated:
		return Finding{Tier: TierB, Class: x.whole.best(TierB)}
	case x.said.has(safe): // who says that they do not want to die has thought of it (C09)
		return Finding{Tier: TierB, Class: Distress}
	}
	return Finding{}
}
