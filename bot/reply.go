package bot

import (
	"slices"

	"candor/bot/safety"
	"candor/faq"
)

// Kind says what a reply is.
type Kind string

// The kinds of reply.
const (
	KindNone    Kind = "none"    // there is no answer, and the reply says so
	KindSuggest Kind = "suggest" // choices, because the question can mean several things
	KindAnswer  Kind = "answer"  // an entry's answer
	KindHelp    Kind = "help"    // somebody may be in danger: where help is, and nothing else
	KindInfo    Kind = "info"    // what a command asked for
	KindRefused Kind = "refused" // not now, and the reply says when
)

// Doc, Block and Span are a parsed text, for adapters, which do not import faq.
type (
	Doc   = faq.Doc
	Block = faq.Block
	Span  = faq.Span
)

// Choice is something a person can press or pick by its number. Pressed, its ID
// comes back as Message.Choice. An ID is an entry's, a command ("/topics 2") or the way
// past a help card, at most 40 bytes, or a vote, at most 50, and means the same after a
// restart.
type Choice struct {
	ID, Label string
	// Settles says that once it was pressed nothing is left to do with the message: the reply
	// takes its place, for a platform that has to know before.
	Settles bool
}

// Reply is what people get to read. Only this package makes one, so none is
// without its disclaimer. The zero value is a reply too: it says that something
// went wrong.
type Reply struct {
	kind       Kind
	title      string
	body       faq.Doc
	source     string
	section    string
	disclaimer string
	version    string
	choices    []Choice
	entry      string
	also       []string
	best       string
	confidence float64
	tier       safety.Tier
	class      safety.Class
	private    bool
	place      Place
	link       Choice
	see        string // link to the same again, in private
	again      string // choice that leads to the answers to several questions again
}

// Kind says what the reply is.
func (r Reply) Kind() Kind {
	if r.kind == "" {
		return KindNone
	}
	return r.kind
}

// Title is one line of plain text, at most 256 UTF-16 units.
func (r Reply) Title() string {
	if r.title == "" {
		return textFailedTitle
	}
	return r.title
}

// Body is the text, parsed; do not change it.
func (r Reply) Body() Doc {
	if len(r.body) == 0 {
		return faq.Plain(textFailed)
	}
	return r.body
}

// Text is the body as plain text.
func (r Reply) Text() string { return r.Body().Text() }

// Source names what an answer rests on: title, author, publisher; empty for
// other kinds.
func (r Reply) Source() string { return r.source }

// Section is the source's heading that an answer rests on; empty for other kinds.
func (r Reply) Section() string { return r.section }

// Credit is the line that names what an answer rests on; empty for other kinds.
func (r Reply) Credit() string {
	if r.source == "" {
		return ""
	}
	return credit(r.source, r.section)
}

// Disclaimer goes with every reply, whatever else has to be left out. It names the
// way to help.
func (r Reply) Disclaimer() string {
	if r.disclaimer == "" {
		return textDisclaimer + " " + textDoor
	}
	return r.disclaimer + " " + textDoor
}

// Version is that of the knowledge base.
func (r Reply) Version() string { return r.version }

// Choices returns a copy of what a person can pick, most useful first.
func (r Reply) Choices() []Choice { return slices.Clone(r.choices) }

// Entry is the ID of the entry whose text this is, "" if it is of none. With
// KindNone it is one that says what the source does not answer.
func (r Reply) Entry() string { return r.entry }

// Also returns the IDs of the further entries whose text is in the reply, because
// the message asked several questions.
func (r Reply) Also() []string { return slices.Clone(r.also) }

// Again is the ID of a choice that leads to the same answer again, whole, "" if this is no
// answer. It does not outlive the version of the answers.
func (r Reply) Again() string {
	switch {
	case r.Kind() != KindAnswer:
		return ""
	case r.again != "":
		return r.again
	}
	return r.entry
}

// Best is the ID of the question's best match, whatever became of it, "" if there
// is none.
func (r Reply) Best() string { return r.best }

// Confidence is the probability that Best is what was asked, 0..1.
func (r Reply) Confidence() float64 { return r.confidence }

// Tier says how urgent the message was: "A" with KindHelp, "B" when lines of support
// stand around the answer, "C" when nobody is at risk.
func (r Reply) Tier() string {
	if r.tier == safety.TierC {
		return "C"
	}
	return string(r.tier)
}

// Class says what danger the message told of, "none" if of none.
func (r Reply) Class() string {
	if r.tier == safety.TierC {
		return safety.None.String()
	}
	return r.class.String()
}

// Private reports whether the reply is for the person who wrote only: an adapter shows
// it to nobody else, and without a trace of the message.
func (r Reply) Private() bool { return r.private }
