package discord_test

import (
	"regexp"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// optionForm is what Discord takes for the name of an option
// (discord.com/developers/docs/interactions/application-commands), in small letters.
var optionForm = regexp.MustCompile(`^[-_'\p{Ll}\p{N}]{1,32}$`)

// TestOptionsAreTranslated: the blanks of /ask have names in the person's language. What comes
// from them has the English ones.
func TestOptionsAreTranslated(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{})
		seen := 0
		for _, c := range s.Commands() {
			for _, o := range c.Options {
				if c.Name != "ask" {
					continue
				}
				seen++
				if len(o.NameLocales) != 7 {
					t.Errorf("%s has names in %d languages, want those of the menus, 7", o.Name, len(o.NameLocales))
				}
				for language, name := range o.NameLocales {
					if !optionForm.MatchString(name) {
						t.Errorf("%s is %q in %s, which is no name", o.Name, name, language)
					}
				}
			}
		}
		if seen != 2 {
			t.Errorf("/ask has %d options, want two", seen)
		}
		m := s.answered(s.command(discordtest.Command{Guild: server, Locale: "de", Name: "ask", Options: map[string]any{"question": adaptertest.Question, "public": true}}))
		if title(m) != adaptertest.Question || m.Ephemeral {
			t.Errorf("somebody in German gets %q, alone %v", title(m), m.Ephemeral)
		}
	})
}
