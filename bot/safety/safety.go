// Package safety recognises somebody in danger in what they write, and holds the cards
// that show where help is. It is pure and local, and all it needs is compiled in: no
// knowledge base, setting or network can take it away.
//
// [Detect] reads a message in ways that check each other. Two classifiers, learned from the
// sentences in examples/, err in different places, so the mean of their log-odds counts. A
// linear one weighs words, the concepts that they stand for (concepts.txt) and pairs of
// them, for the whole message and for its parts. A convolution listens for runs of one to
// five words by what they mean, in the whole message: it knows a run in other words, too,
// from vectors of words that were distilled from a public model of sentences
// (testdata/vectors.txt). Rules (rules.txt) know plain statements, figures of speech and
// names of songs, and move the threshold; others know who did what to whom, and when: what is
// over needs an answer and a line of support, and no card. The plainest sentences of other
// languages are matched as they are (languages.txt).
//
//	safety.Detect("my husband beats me") // Finding{Tier: TierA, Class: AbuseNow}
//	safety.DirectoryAt(time.Now()).CardFor(safety.AbuseNow, "GB").Text()
//
// The cards are not reviewed by a clinician until REVIEW.md names one.
package safety

import (
	"slices"
	"strconv"
)

// Tier says how urgent a message is.
type Tier string

// The tiers. The zero value is that of most messages.
const (
	TierC Tier = ""  // nobody is at risk
	TierB Tier = "B" // something past, or heavy distress: an answer, with a line of support
	TierA Tier = "A" // somebody is in danger now: help first
)

// Class says what a message tells of.
type Class uint8

// The classes.
const (
	None Class = iota
	Suicide
	SelfHarm
	AbuseNow
	Assault
	TherapistAdvance
	Minor
	Danger
	MedicalEmergency
	OwnRiskToChild
	ThirdParty
	Disclosure
	Distress
	Classes = iota // how many there are
)

var classNames = [Classes]string{
	"none", "suicide", "self-harm", "abuse-now", "assault", "therapist-advance", "minor", "danger",
	"medical-emergency", "own-risk-to-child", "third-party", "disclosure", "distress",
}

// ParseClass returns the class of that name.
func ParseClass(name string) (Class, bool) {
	i := slices.Index(classNames[:], name)
	return Class(max(i, 0)), i >= 0
}

// String returns the class's name, or the number of what is no class.
func (c Class) String() string {
	if c >= Classes {
		return "class " + strconv.Itoa(int(c))
	}
	return classNames[c]
}

// Tier is the tier of the class.
func (c Class) Tier() Tier {
	switch c {
	case None:
		return TierC
	case Disclosure, Distress:
		return TierB
	}
	return TierA
}

// Finding is what a message tells of.
type Finding struct {
	Tier     Tier
	Class    Class
	Language string // code of the language if it is one that Candor does not answer in, else ""
	Harmed   bool   // whether it says that something was done to who wrote it
	Underage bool   // whether who wrote it says that they are under 18

	// Of [Danger] alone, each only where it is said and the other is not:
	Threatened bool // whether somebody may harm who wrote it
	Harms      bool // whether who wrote it harmed somebody, or may
}
