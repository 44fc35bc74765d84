package faq

import "testing"

// TestOtherSpelling: a real word is never taken for another one, but for its British or
// American spelling.
func TestOtherSpelling(t *testing.T) {
	m, _ := read(&Base{Entries: []Entry{{ID: "a", Question: "Why was my counseling session canceled, and who will apologize to my neighbor and the boner?"}}})
	for typed, want := range map[string]string{
		"counselling": "counseling", "cancelled": "canceled", "apologise": "apologize", "neighbour": "neighbor",
		"boxer": "", "cancelling": "", "mission": "",
	} {
		if got, _ := m.lex.otherSpelling(typed); got != want {
			t.Errorf("otherSpelling(%q) = %q, want %q", typed, got, want)
		}
	}
}
