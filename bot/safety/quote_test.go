package safety

import "testing"

// TestQuotes: a title, or a line of somebody else's, is no cry for help; beside one it is.
func TestQuotes(t *testing.T) {
	for said, card := range map[string]bool{
		`what is the song "i want to die" about`:                false,
		`my therapist quoted "i want to die" from hamlet`:       false,
		"a song called i want to die":                           false,
		`who sang "i want to die in new orleans"`:               false,
		`the film I want to live by Robert Wise, have you seen`: false,
		`which poem says "i want to die"`:                       false,
		`she quoted "i wish i was dead" from a poem`:            false,
		"this song makes me want to die, i want to kill myself": true,
		"i want to die": true,
		"my therapist quoted a poem and now i want to kill myself": true,
		"i listen to one song all day and i want to die":           true,
		"the song ended. i want to die tonight":                    true,
	} {
		if got := Detect(said).Tier == TierA; got != card {
			t.Errorf("Detect(%q): a card %v, want %v", said, got, card)
		}
	}
}
