package discord_test

import (
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// TestAnothersWords: what "Answer this" reads was written by somebody else, so the core is told
// so, and it is no order of who uses it.
func TestAnothersWords(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{})
		target := s.says(discordtest.Incoming{Guild: server, User: stranger, Text: adaptertest.Question})
		s.answered(s.UseMessage(discordtest.Command{Guild: server, Permissions: 8, Name: bot.LabelAnswerThis, Target: target}))
		s.answered(s.ask(adaptertest.Question))
		asked := s.core.Asked()
		if len(asked) != 2 || !asked[0].Quoted || asked[0].Role != bot.RoleMember || asked[1].Quoted {
			t.Errorf("the core hears %d messages, the first another's words %v of role %v; want two, of which only the first is", len(asked), asked[0].Quoted, asked[0].Role)
		}
	})
}
