package safety_test

import (
	"testing"

	"candor/bot/safety"
)

// TestLetters: disguised words are told from those of other languages, units and emoji.
func TestLetters(t *testing.T) {
	for text, want := range map[string]bool{
		"Please kіll yourself":                 true, // a Cyrillic letter
		"Ρlease stop":                          true, // a Greek one
		"𝐤𝐢𝐥𝐥 it":                              true,
		"ⓚⓘⓛⓛ it":                              true,
		"⒦⒤⒧⒧ it":                              true,
		"🇰🇮🇱🇱 it":                              true,
		"ｋｉｌｌ it":                              true,
		"ᴋɪʟʟ it":                              true,
		"ki\u200dll it":                        true,
		"Café, naïve, Zoë, Ångström":           false,
		"20 μg, 20 µg, 17β-estradiol, α and ω": false,
		"Москва и Αθήνα":                       false,
		"🇩🇪 and 👩\u200d⚕️ and ♥️":              false,
		"ﬁne, 5 m², 1ˢᵗ":                       false,
	} {
		if faults := safety.LintLetters(text); len(faults) > 0 != want {
			t.Errorf("%s: %q, want a fault: %v", text, faults, want)
		}
	}
}
