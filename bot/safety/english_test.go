package safety

import "testing"

func TestMostlyForeign(t *testing.T) {
	for message, want := range map[string]bool{
		"meri wife ko sex mein interest nahi hai":              true,
		"kumusta, paano ba makipag-usap sa asawa ko":           true,
		"ist es normal dass ich keine lust habe":               true,
		"i dont wanna be alive":                                false,
		"my hubby is knackered and won't shag":                 false,
		"mi esposa no quiere hablar":                           false, // too little to tell
		"help, he hat me mit dem gürtel geschlagen":            true,
		"i tink i wnat to kil my self":                         false,
		"1'm g01ng t0 k1ll my53lf":                             false,
		"ima unalive myself fr fr":                             false,
		"why is vaginismus so common after dyspareunia":        false,
		"abeg how I go talk to my wife about this matter":      false,
		"I'm 15 and my bf wants to. should I? pls answer asap": false,
	} {
		if got := mostlyForeign(sentences(message)); got != want {
			t.Errorf("mostlyForeign(%q) = %v: %s", message, got, read(message))
		}
	}
}
