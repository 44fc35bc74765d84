package safety

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Card is what somebody in danger gets to read, of plain texts.
type Card struct {
	Title    string
	Before   []string // paragraphs: what to do at once, what to know
	Services []string // at most three, and the finder; or the emergency numbers of all countries
	After    []string
}

// Text is the card as one text.
func (c Card) Text() string {
	parts := append([]string{c.Title}, c.Before...)
	for _, s := range c.Services {
		parts = append(parts, "- "+s)
	}
	return strings.Join(append(parts, c.After...), "\n")
}

// words of a card. Plain, short, no jargon; none asks, judges, promises or claims to
// feel, and none says of all services what is known of some: free, open all day, in
// private. What is known of one stands in its line. "$" stands for the emergency number. The rules are C10 to C14 of the project's
// safety requirements, held by TestCards and [Lint].
type words struct {
	title  string
	danger string // first line: what to do if it is urgent
	body   string
	after  string // last but one line, "" for none
}

var cardWords = map[Class]words{
	Suicide: {
		title:  "Help is there for you right now",
		danger: "If you may act on these thoughts, took something, or are hurt: call $. Move away from anything you could use to hurt yourself. Ask somebody to stay with you.",
		body:   "Many people have thoughts like these and get through them with help. These people listen. Where they take a text or a chat, that is fine, too:",
	},
	SelfHarm: {
		title:  "Help is there for you right now",
		danger: "If you are badly hurt or may go further: call $. Move away from what you hurt yourself with. Ask somebody to be with you.",
		body:   "You deserve care. These people listen. Where they take a text or a chat, that is fine, too:",
	},
	AbuseNow: {
		title:  "You deserve to be safe",
		danger: "If you are in danger now: call $.",
		body:   "Nobody may hurt or force you, not a partner or family either. It is not your fault. These people listen, and you decide what happens next:",
		after:  "If someone may look at this device, delete or dismiss these messages, or use another phone.",
	},
	Assault: {
		title:  "It is not your fault",
		danger: "If you are in danger or hurt now: call $.",
		body:   "You deserve to be believed. A doctor can help even if you do not want to report it, and sooner is better. These people listen, and you decide what happens next:",
		after:  leaveNoTrace,
	},
	TherapistAdvance: {
		title: "That is not part of therapy",
		body: "A therapist never touches, kisses, dates or has sex with a client, even if the client agreed. It is not your fault. " +
			"You can stop going without saying why. If it is safe, keep messages. You can report it to " + anyReport + ", or do nothing yet.",
		danger: "If you are in danger now: call $.",
		after:  "An exam by a doctor or physio differs: you may ask why, bring someone, stop it.",
	},
	Minor: {
		title:  "This is for adults, but you can get help",
		danger: "If you are in danger now: call $.",
		body: "If anyone touches you, pushes you into sex or asks for pictures, it is not your fault, and you are not in trouble. Tell an adult you trust. If one does not help, tell another. " +
			"Or turn to one of these:",
		after: leaveNoTrace,
	},
	Danger: {
		title:  "Get to safety first",
		danger: "Call $ now. " + ifNoVoice,
		body:   "If you hurt somebody, or are afraid that you may: go away from them, and call the same number. To talk with somebody:",
		after:  leaveNoTrace,
	},
	MedicalEmergency: {
		title:  "Get medical help now",
		danger: "Call $ or go to an emergency room now. Do not drive yourself.",
		body: "These need a doctor at once, even if you feel well: too many pills, or a poison or anything else that is not for eating. " +
			"So do an erection of four hours or more, heavy bleeding, and chest pain, fainting, or sudden loss of sight or hearing after a pill. " +
			"Say what was taken, how much, and when. Take no more of it.",
	},
	OwnRiskToChild: {
		title:  "There is help to keep everyone safe",
		danger: "If a child is in danger now: leave the room and call $.",
		body:   "People who have such thoughts can get help and never harm a child. To look for help is a good step. You can ask first what stays between you and them, before you tell more:",
	},
	ThirdParty: {
		title:  "How to help somebody in danger",
		danger: "If they are in danger now: call $. Stay with them, if that is safe for you.",
		body:   "You can say what you saw, listen, and help them to reach one of these. You can ask there how to help, too:",
		after:  "You need not carry this alone.",
	},
	None: {
		title:  "Where to find help",
		danger: "If you or somebody else is in danger now: call $.",
		body:   "If you want to die or hurt yourself, if somebody hurts or forces you, or if you are afraid: these people listen.",
	},
}

const (
	leaveNoTrace    = "If someone may look at this device, delete or dismiss these messages."
	ifNoVoice       = "If you cannot speak, many places take a text. Go where other people are, if you can."
	ifTaken         = " If anything was taken: say what, how much, and when. Take no more of it."
	worldwideNumber = "your emergency number (911, 999, 112 or 000)"
	finderLine      = "In any country: " + Finder
	programLine     = "I am an automated program. I cannot see, judge or act on danger, and nobody reads along."
	anyReport       = "their licensing board, professional body or the police" // in any country
	againLine       = "I can still answer questions."
	unlistedLine    = "I list nothing by that name: this is for any country."
)

// The words of [Danger] for who is threatened, and for who may harm somebody. Those in cardWords
// are for both, where it is not known who reads them.
var (
	threatenedWords = words{
		title:  "Get to safety first",
		danger: "Call $ now. " + ifNoVoice,
		body:   "Nobody may hurt or threaten you. It is not your fault. To talk with somebody:",
		after:  leaveNoTrace,
	}
	harmsWords = words{
		title:  "Keep everyone safe first",
		danger: "If somebody is hurt or may be: call $. Go away from them, and from anything you could use to hurt them.",
		body:   "You can get help so that nobody is hurt, or hurt again. To look for it is a good step. To talk with somebody:",
	}
)

// cardWordsOf are the words of the card for a finding.
func cardWordsOf(f Finding) words {
	switch w, known := cardWords[f.Class]; {
	case f.Class == Danger && f.Harms:
		return harmsWords
	case f.Class == Danger && f.Threatened:
		return threatenedWords
	case known:
		return w
	}
	return cardWords[None]
}

// CardFor is the card of a class; that of None is for everybody. Territory is one
// that [KnownTerritory] returned, or "".
func (d Directory) CardFor(class Class, territory string) Card {
	return d.CardOf(Finding{Class: class}, territory)
}

// CardOf is the card for what a message tells of.
func (d Directory) CardOf(f Finding, territory string) Card {
	w, found := cardWordsOf(f), d.of(f).cardServices(f.Class, territory)
	c := Card{
		Title:    w.title,
		Before:   []string{numbered(w.danger, territory), leadTo(found, strings.Replace(w.body, anyReport, d.reportIn(territory), 1))},
		Services: found,
		After:    []string{programLine + " " + againLine},
	}
	if w.after != "" {
		c.After = append([]string{w.after}, c.After...)
	}
	return c
}

// Unlisted is a card for all countries for somebody who named a country of which no helplines
// are known, or something else: nobody can know which. It stays short enough to be read.
func (c Card) Unlisted() Card {
	c.Before = append([]string{unlistedLine}, c.Before...)
	if utf8.RuneCountInString(c.Text()) > mostCard {
		c.After = slices.Clone(c.After)
		last := len(c.After) - 1
		c.After[last] = strings.TrimSuffix(c.After[last], " "+againLine)
	}
	return c
}

// leadTo is what stands before contacts, so that it fits the finder when that is the only one.
func leadTo(found []string, words string) string {
	if len(found) == 1 {
		return finderAlone.Replace(words)
	}
	return words
}

var finderAlone = strings.NewReplacer(
	"These people listen", "This page finds people who listen",
	"these people listen", "this page finds people who listen",
	"turn to one of these", "find people to turn to here",
	"help them to reach one of these. You can ask there how to help, too", "help them to find people to talk with here",
	"These are still there", "This page is still there",
	"turn to these people", "find people to turn to here",
	"talk with one of these", "find somebody to talk with here",
)

// again stands in turn before the contacts of a short card, and againAfter behind them. Their
// numbers have no common divisor, so that the same card comes again after as many as both make
// together.
var (
	again = [...]string{
		"These are still there for you:",
		"You can turn to these people:",
		"You can talk with one of these:",
		"You need not carry this alone:",
		"Somebody can listen to you:",
	}
	// againMedical stands in their place for who needs a doctor, and nobody to talk with.
	againMedical = [len(again)]string{
		"This needs a doctor at once." + ifTaken,
		"A doctor has to see this now." + ifTaken,
		"Go now, even if you feel well." + ifTaken,
		"Do not wait, even if you feel well." + ifTaken,
		"A doctor has to see this, however you feel." + ifTaken,
	}
	againAfter = [...]string{
		programLine,
		programLine + " " + againLine,
		"I am an automated program, and nobody reads along. I cannot see, judge or act on danger.",
		"I am still an automated program: I cannot see, judge or act on danger, and nobody reads along.",
	}
)

// ShortCard is for somebody who got the whole card of the finding's class a short while ago, the
// turn-th time since: what to do at once and the same contacts, never silence, never the
// same block again and again.
func (d Directory) ShortCard(f Finding, territory string, turn int) Card {
	w, found := cardWordsOf(f), d.of(f).cardServices(f.Class, territory)
	then := leadTo(found, again[turn%len(again)])
	if f.Class == MedicalEmergency {
		then = againMedical[turn%len(again)]
	}
	return Card{
		Title:    w.title,
		Before:   []string{numbered(w.danger, territory) + " " + then},
		Services: found,
		After:    []string{againAfter[turn%len(againAfter)]},
	}
}

// DangerCard is for who pressed that they are in danger now: what to dial, and then who helps
// those who told of the class in that territory. Without one it is the numbers of all.
func (d Directory) DangerCard(class Class, territory string) Card {
	if territory == "" {
		return Card{
			Title:    "Call now",
			Before:   []string{"Call the emergency number of the country where you are:"},
			Services: emergencyNumbers(),
			After:    []string{ifNoVoice, finderLine + ".", programLine},
		}
	}
	c := Card{Title: "Call now", Before: []string{numbered("Call $.", territory), ifNoVoice}, Services: d.cardServices(class, territory), After: []string{programLine}}
	if len(c.Services) > 1 {
		c.Before[1] += " To talk with somebody:"
	}
	return c
}

// emergencyNumbers lists what to dial, each number with all the places of which cards know it.
func emergencyNumbers() []string {
	var numbers []string
	places := map[string]string{}
	for _, t := range Territories() {
		n := emergencyNumber(t.Code)
		switch {
		case n == "":
		case places[n] == "":
			numbers = append(numbers, n)
			places[n] = t.Name
		default:
			places[n] += ", " + t.Name
		}
	}
	for i, n := range numbers {
		numbers[i] = places[n] + ": " + n
	}
	return numbers
}

// numbered puts the emergency number in its place.
func numbered(s, territory string) string {
	n := emergencyNumber(territory)
	if n == "" {
		n = worldwideNumber
	}
	return strings.Replace(s, "$", n, 1)
}

func (d Directory) cardServices(class Class, territory string) []string {
	return append(d.services(class, territory), finderLine)
}

// ForYoung is a card of a finding for somebody who says that they are under 18: with the
// first service of the class stand those for children, where the data knows one. It stays as
// it is for classes for which a child gets the card of [Minor] anyway, and for an emergency,
// whose card shows no service. Of a pair the half for children may stand alone: they said that
// it is theirs.
func (d Directory) ForYoung(c Card, f Finding, territory string) Card {
	own, children := d.of(f).services(f.Class, territory), d.services(Minor, territory)
	if len(own) == 0 || len(children) == 0 || f.Class == Minor || f.Class == TherapistAdvance {
		return c
	}
	lines := own[:1]
	for _, s := range append(children, own[1:]...) {
		if len(lines) < maxServices && !slices.Contains(lines, s) {
			lines = append(lines, s)
		}
	}
	c.Services = append(lines, finderLine)
	return c
}

// Acknowledge is the line that stands before an answer of tier B. It says that something
// happened only to somebody who told so.
func Acknowledge(f Finding) string {
	switch {
	case f.Class == Disclosure && f.Harmed:
		return "What happened to you was not your fault, and you deserve good support."
	case f.Class == Disclosure:
		return "It takes courage to say that, and you deserve good support."
	}
	return "That is a lot to carry, and you deserve support."
}

// Youth is the line that stands after a reply to somebody under 18.
func (d Directory) Youth(territory string) string {
	s := "I am made for adults. If you are under 18, people who help the young are there for you, too: " + Finder
	if h, ok := d.single(Minor, territory); ok {
		s += ", or " + h.line()
	}
	return s + ". /crisis minor shows more."
}

// Support is the line that stands after an answer of tier B.
func (d Directory) Support(territory string) string {
	s := "If it gets too much, people are there to listen: " + Finder
	if h, ok := d.single(Distress, territory); ok {
		s += ", or " + h.line()
	}
	return s + ". /crisis shows more."
}
