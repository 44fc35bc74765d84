package safety

import (
	"fmt"
	"slices"
	"strings"
)

// Lint returns what a text that people read must not say, and what it may say only if it is
// about something else, so that somebody has to look; each with its reason, nothing if it is
// fine.
func Lint(text string) (faults, doubts []string) { return lint(text, true) }

// LintAsked returns the faults of Lint for a question in the words of who asks it: it may say
// "I feel".
func LintAsked(text string) []string {
	faults, _ := lint(text, false)
	return faults
}

// plainSigns makes of signs that are drawn otherwise those that banned words are written with.
var plainSigns = strings.NewReplacer("’", "'", "ſ", "s", "\u212a", "K")

func lint(text string, ours bool) (faults, doubts []string) {
	text = plainSigns.Replace(text)
	small := strings.ToLower(text)
	for _, b := range banned {
		if !ours && b.ours || len(b.marks) > 0 && !slices.ContainsFunc(b.marks, func(m string) bool { return strings.Contains(small, m) }) {
			continue
		}
		found := b.words().FindString(text)
		if found == "" {
			continue
		}
		msg := fmt.Sprintf("%q: %s", strings.TrimSpace(found), b.why)
		if b.about == nil || b.about().MatchString(text) {
			faults = append(faults, msg)
		} else {
			doubts = append(doubts, msg)
		}
	}
	return faults, doubts
}
