package discord

import "testing"

// TestWords: what stands for people and things is no word of a message, all else stays.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"<@1234567890123456789> how long":            "  how long",
		"<@!12> and <@&34>, in <#56>":                "  and  , in  ",
		"I am <:sad:123456789012345678>":             "I am  ",
		"<a:wave:1> </ask:12> </ask me:12> <t:-5:R>": "       ",
		"a < b, <3, <@everyone>, <#>, <@12":          "a < b, <3, <@everyone>, <#>, <@12",
		"I am 14":                                    "I am 14",
		"":                                           "",
	} {
		if got := words(text); got != want {
			t.Errorf("words(%q) = %q, want %q", text, got, want)
		}
	}
}
