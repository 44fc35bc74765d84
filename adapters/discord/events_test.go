package discord

import (
	"encoding/json"
	"testing"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

func TestAddressed(t *testing.T) {
	a := adapter(t, nil)
	a.me.is("99", "99")
	for name, test := range map[string]struct {
		json string
		text string
		ok   bool
	}{
		"private":              {`{"id":"1","channel_id":"c","content":"hi there","author":{"id":"7"}}`, "hi there", true},
		"mention":              {`{"guild_id":"g","content":"<@99> how long","author":{"id":"7"},"mentions":[{"id":"99"}]}`, "how long", true},
		"old mention":          {`{"guild_id":"g","content":"how <@!99> long","author":{"id":"7"}}`, "how   long", true},
		"reply to the bot":     {`{"guild_id":"g","type":19,"content":"and then","author":{"id":"7"},"referenced_message":{"author":{"id":"99"}}}`, "and then", true},
		"reply to another":     {`{"guild_id":"g","type":19,"content":"and then","author":{"id":"7"},"referenced_message":{"author":{"id":"8"}}}`, "", false},
		"not addressed":        {`{"guild_id":"g","content":"hi","author":{"id":"7"}}`, "", false},
		"another is mentioned": {`{"guild_id":"g","content":"<@98> hi","author":{"id":"7"},"mentions":[{"id":"98"}]}`, "", false},
		"own":                  {`{"content":"hi","author":{"id":"99"}}`, "", false},
		"a bot":                {`{"content":"<@99> hi","author":{"id":"7","bot":true}}`, "", false},
		"a webhook":            {`{"content":"<@99> hi","author":{"id":"7"},"webhook_id":"3"}`, "", false},
		"somebody joined":      {`{"guild_id":"g","type":7,"content":"<@99>","author":{"id":"7"}}`, "", false},
		"nobody":               {`{"content":"hi"}`, "", false},
		"nothing said":         {`{"guild_id":"g","content":"<@99>","author":{"id":"7"}}`, "", true},
		"everyone":             {`{"guild_id":"g","content":"@everyone hi","author":{"id":"7"},"mention_everyone":true}`, "", false},
	} {
		var m message
		if err := json.Unmarshal([]byte(test.json), &m); err != nil {
			t.Fatal(err)
		}
		if text, ok := a.addressed(m); ok != test.ok || ok && text != test.text {
			t.Errorf("%s: addressed = %q, %v; want %q, %v", name, text, ok, test.text, test.ok)
		}
	}
}

// FuzzDispatch: no event, whatever its form, ends the program.
func FuzzDispatch(f *testing.F) {
	f.Add("INTERACTION_CREATE", `{"id":"1","type":2,"token":"t","member":{"user":{"id":"7"}},"data":{"name":"ask","options":[{"name":"question","value":"how long"}]}}`)
	f.Add("INTERACTION_CREATE", `{"id":"1","type":3,"token":"t","user":{"id":"7"},"data":{"custom_id":"1xxx","values":[1]}}`)
	f.Add("INTERACTION_CREATE", `{"id":"1","type":4,"token":"t","user":{"id":"7"},"data":{"options":[{"focused":true,"value":5}]}}`)
	f.Add("MESSAGE_CREATE", `{"id":"1","channel_id":"c","content":"hi","author":{"id":"7"}}`)
	f.Add("MESSAGE_UPDATE", `{"id":"1","edited_timestamp":"x","author":null}`)
	a := adapter(f, nil)
	f.Fuzz(func(_ *testing.T, _, data string) {
		var i interaction
		if json.Unmarshal([]byte(data), &i) == nil {
			_ = i.who()
			_ = i.alone()
			var d commandData
			if json.Unmarshal(i.Data, &d) == nil {
				_ = d.text(optionQuestion)
				_, _ = d.flag(optionPublic)
			}
		}
		var m message
		if json.Unmarshal([]byte(data), &m) == nil {
			_, _ = a.addressed(m)
		}
	})
}

func TestSameCommands(t *testing.T) {
	for name, l := range map[string]commandList{"everywhere": {"", true, wanted()}, "at home": {"", false, wantedAtHome()}} {
		var have []*discordgo.ApplicationCommand
		raw, err := json.Marshal(l.want)
		if err != nil || json.Unmarshal(raw, &have) != nil {
			t.Fatalf("%s: commands do not survive JSON: %v", name, err)
		}
		for _, c := range have {
			c.ID, c.ApplicationID, c.Version = "1", "2", "3" // Discord adds these
		}
		if !l.same(have) {
			t.Errorf("%s: what Discord gives back of the commands counts as other ones: they are registered at each start", name)
		}
		have[0].Description += "."
		if l.same(have) {
			t.Errorf("%s: another description counts as the same command", name)
		}
		have[0].Description = l.want[0].Description
		may := int64(administrator)
		have[0].DefaultMemberPermissions = &may
		if l.same(have) {
			t.Errorf("%s: other permissions count as the same command", name)
		}
		have[0].DefaultMemberPermissions = l.want[0].DefaultMemberPermissions
		if !l.same(have) {
			t.Errorf("%s: the test is none", name)
		}
		have[0].DescriptionLocalizations = &map[discordgo.Locale]string{discordgo.German: "anders"}
		if l.same(have) {
			t.Errorf("%s: another translation counts as the same command", name)
		}
		if l.same(have[1:]) {
			t.Errorf("%s: a missing command is not missed", name)
		}
	}
}

// TestCommandsOfTheCore: every command that /help names is there.
func TestCommandsOfTheCore(t *testing.T) {
	names := map[string]bool{}
	for _, c := range wanted() {
		names[c.Name] = true
		if len(c.Name) > 32 || len(c.Description) > 100 || c.Type == discordgo.ChatApplicationCommand && c.Description == "" {
			t.Errorf("command %q: name or description does not fit", c.Name)
		}
	}
	for _, c := range bot.Commands() {
		if !names[c.Name] {
			t.Errorf("/%s is no command of Discord's", c.Name)
		}
	}
	if !names[bot.LabelAnswerThis] {
		t.Error("there is no command for a message")
	}
}
