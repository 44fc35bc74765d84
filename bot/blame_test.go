package bot_test

import (
	"regexp"
	"testing"
)

// toldNotGuilty is a sentence that says outright that something was done to who reads it.
var toldNotGuilty = regexp.MustCompile(`(?i)(^|[.!?]\s+)what (was done|happened) to you (is|was) not your fault|(^|[.!?]\s+)it (is|was) not your fault`)

// TestNobodyIsTakenForHarmed: who did harm, or tells of somebody else, is answered, and not
// told that what was done to them is not their fault.
func TestNobodyIsTakenForHarmed(t *testing.T) {
	_, b := shippedBot(t)
	for _, said := range []string{
		"I abused my wife 10 years ago. What is sensate focus?",
		"I was violent to my ex long ago. Can sex therapy help?",
		"I forced myself on my wife years ago",
		"my sister was raped in 1998",
	} {
		r := ask(t, b, said)
		for _, c := range r.Choices() {
			if s := press(t, b, c.ID).Text(); toldNotGuilty.MatchString(s) {
				t.Errorf("Handle(%q), then %q: %q, as if something was done to them", said, c.ID, s)
			}
		}
		if s := r.Text(); toldNotGuilty.MatchString(s) {
			t.Errorf("Handle(%q) = %q, as if something was done to them", said, s)
		}
	}
}
