package safety

import "strings"

// hint is what a sentence has of what an age under 18 is said with. Without the right one no
// expression for an age finds anything, and each takes as long as much of the other reading.
type hint uint8

const (
	hintAge    hint = 1 << iota // a number of 6 to 17
	hint18                      // the number 18
	hintNth                     // a number of a form: "8th"
	hintForm                    // what such a number may be of
	hintSchool                  // a word for a school, its forms and examinations
	hintMinor                   // a word for somebody under age
	hintTeen                    // a word for somebody of an age, "as a teen"
	hintSmall                   // what elders call a child
)

// hintWords are the words that are hints.
var hintWords = map[string]hint{
	"year": hintForm, "form": hintForm, "class": hintForm,
	"sixth": hintNth, "seventh": hintNth, "eighth": hintNth, "ninth": hintNth, "tenth": hintNth, "eleventh": hintNth, "twelfth": hintNth,
	"school": hintSchool, "grade": hintSchool, "junior": hintSchool,
	"gcse": hintSchool, "gcses": hintSchool, "igcse": hintSchool, "igcses": hintSchool,
	"schooler": hintSchool | hintTeen, "grader": hintSchool | hintTeen,
	"minor": hintMinor, "underage": hintMinor, "underaged": hintMinor, "teenage": hintMinor,
	"teen": hintMinor | hintTeen, "teenager": hintMinor | hintTeen, "preteen": hintMinor | hintTeen,
	"young": hintSmall, "little": hintSmall, "small": hintSmall,
}

// hintsIn are the hints of a sentence.
func hintsIn(s []token) (h hint) {
	for i := range s {
		t := &s[i]
		if t.concept == "" || t.concept[0] != '<' {
			if h |= hintWords[t.word]; t.word == "age" && i > 0 && s[i-1].word == "under" {
				h |= hintMinor
			}
			continue
		}
		switch w := spellAge(t.word); {
		case w[0] == '@' || w[0] == '&' || w[0] == '#':
			h |= hintAge
		case strings.HasPrefix(w, "18"):
			h |= hint18
		case strings.HasSuffix(w, "th"):
			h |= hintNth
		}
	}
	return h
}

// any reports whether there is a hint of an age at all.
func (h hint) any() bool { return h&^(hintForm|hintNth) != 0 || h.ofSchool() }

// ofSchool reports whether a sentence may name a form or a school of its writer's.
func (h hint) ofSchool() bool {
	return h&hintSchool != 0 || h&hintForm != 0 && h&(hintAge|hintNth) != 0
}
