package safety

import (
	"fmt"
	"slices"
	"strings"
)

// LintHarm returns what an answer must not tell people, and what may be meant well: where
// somebody is quoted, a case is supposed or it is called wrong, and where the words mean harm
// only in some answers, a person has to look. Each says what stands there, as it is read
// without disguises, why it is a matter, and what to write instead. It takes time in
// proportion to the text's length.
func LintHarm(text string) (faults, doubts []string) {
	for _, s := range sentences(clauseSigns.Replace(text)) {
		f, d := lintSentence(s)
		faults, doubts = append(faults, f...), append(doubts, d...)
	}
	return faults, doubts
}

// clauseSigns part clauses like commas: what is said before them denies nothing behind.
var clauseSigns = strings.NewReplacer(": ", ", ", " - ", ", ", " – ", ", ", " — ", ", ", "—", ", ", " (", ", ", ") ", ", ", "/", " ")

// lintSentence returns the first run of each kind in a sentence, those in so many words
// before those that are doubted.
func lintSentence(s []token) (faults, doubts []string) {
	var found [doubted + 1][]string // kinds
	harmsIn(s, func(h *harm, from, to int) {
		how := h.stands(s, from, to)
		if how == said && h.vague {
			how = doubted
		}
		if how == denied || slices.Contains(found[said], h.kind) || slices.Contains(found[how], h.kind) {
			return
		}
		found[how] = append(found[how], h.kind)
		msg := fmt.Sprintf("%s: %s", quoted(joined(s[from:to])), harms[h.kind])
		if how == said {
			faults = append(faults, msg)
		} else {
			doubts = append(doubts, msg)
		}
	})
	return faults, doubts
}
