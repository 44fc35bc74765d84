package discordtest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"candor/adapters/discord/discordtest"
)

const commands = "/applications/" + discordtest.AppID + "/commands"

func TestCommandsAreReplaced(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	s.Register("", `[{"name":"ask","description":"old"},{"name":"gone","description":"x"}]`)
	id := s.Commands()[0].ID
	b.must("PUT", commands, `[{"name":"ask","description":"new","name_localizations":{"de":"frag"},"options":[{"type":3,"name":"q","description":"Q","description_localizations":{"de":"F"}}]},
		{"type":3,"name":"Answer this","default_member_permissions":"32","contexts":[0,1,2],"integration_types":[0,1]}]`)
	all := s.Commands()
	if len(all) != 2 || all[0].ID != id || all[0].Description != "new" || all[1].Type != 3 || *all[1].Permissions != "32" || !slices.Equal(all[1].Contexts, []int{0, 1, 2}) {
		t.Errorf("commands: %+v", all)
	}
	if a := b.must("GET", commands, ""); strings.Contains(string(a.body), "localizations") {
		t.Errorf("translations came unasked: %s", a.body)
	}
	if a := b.must("GET", commands+"?with_localizations=true", ""); strings.Count(string(a.body), "_localizations") != 2 {
		t.Errorf("translations are missing: %s", a.body)
	}
	if len(s.CommandsOf(discordtest.GuildID(0))) != 0 {
		t.Error("the guild has commands")
	}
}

func TestSingleCommands(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	path := "/applications/" + discordtest.AppID + "/guilds/" + discordtest.GuildID(0) + "/commands"
	id := b.must("POST", path, `{"name":"ask","description":"x"}`).ID
	if again := b.must("POST", path, `{"name":"ask","description":"y"}`).ID; again != id {
		t.Errorf("id %s, then %s", id, again)
	}
	if all := s.CommandsOf(discordtest.GuildID(0)); len(all) != 1 || all[0].Description != "y" || all[0].Guild == "" {
		t.Errorf("commands: %+v", all)
	}
	b.must("GET", path+"/"+id, "")
	b.must("DELETE", path+"/"+id, "")
	b.fails(404, 10063, "GET", path+"/"+id, "")
	var none []struct{}
	if err := json.Unmarshal(b.must("GET", path, "").body, &none); err != nil || len(none) != 0 {
		t.Errorf("commands: %v %v", none, err)
	}
	b.fails(403, 20012, "GET", strings.Replace(path, discordtest.AppID, discordtest.BotID, 1), "")
}

func TestCommandLimits(t *testing.T) {
	option := `{"type":3,"name":"o%d","description":"x"}`
	bad := map[string]struct{ body, where string }{
		"upper case":             {`[{"name":"Ask","description":"x"}]`, "0.name"},
		"space":                  {`[{"name":"ask me","description":"x"}]`, "0.name"},
		"long name":              {`[{"name":"` + x(33) + `","description":"x"}]`, "0.name"},
		"no description":         {`[{"name":"ask"}]`, "0.description"},
		"long description":       {`[{"name":"ask","description":"` + x(101) + `"}]`, "0.description"},
		"twice":                  {`[{"name":"ask","description":"x"},{"name":"ask","description":"x"}]`, "1.name"},
		"description of a menu":  {`[{"type":3,"name":"Answer this","description":"x"}]`, "0"},
		"26 options":             {`[{"name":"ask","description":"x","options":[` + repeat(26, option) + `]}]`, "0.options"},
		"required after":         {`[{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x"},{"type":3,"name":"b","description":"x","required":true}]}]`, "0.options.1.required"},
		"option twice":           {`[{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x"},{"type":3,"name":"a","description":"x"}]}]`, "0.options.1.name"},
		"upper case option":      {`[{"name":"ask","description":"x","options":[{"type":3,"name":"A","description":"x"}]}]`, "0.options.0.name"},
		"choices and completion": {`[{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x","autocomplete":true,"choices":[{"name":"n","value":"v"}]}]}]`, "0.options.0.autocomplete"},
		"completion of a bool":   {`[{"name":"ask","description":"x","options":[{"type":5,"name":"a","description":"x","autocomplete":true}]}]`, "0.options.0.autocomplete"},
		"26 choices":             {`[{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x","choices":[` + repeat(26, `{"name":"n%d","value":"v%d"}`) + `]}]}]`, "0.options.0.choices"},
		"unknown locale":         {`[{"name":"ask","description":"x","name_localizations":{"xx":"y"}}]`, "0.name_localizations.xx"},
		"translated name":        {`[{"name":"ask","description":"x","name_localizations":{"de":"Frag mich"}}]`, "0.name_localizations.de"},
		"too much text":          {`[{"name":"ask","description":"x","options":[` + repeat(25, `{"type":3,"name":"o%d","description":"x","choices":[`+repeat(4, `{"name":"`+x(90)+`","value":"v"}`)+`]}`) + `]}]`, "0"},
		"101 commands":           {`[` + repeat(101, `{"name":"c%d","description":"x"}`) + `]`, ""},
		"16 menus":               {`[` + repeat(16, `{"type":3,"name":"c%d"}`) + `]`, ""},
		"no list":                {`7`, ""},
	}
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	for name, c := range bad {
		t.Run(name, func(t *testing.T) {
			b.tb = t
			before := len(s.Violations())
			b.fails(400, 50035, "PUT", commands, c.body)
			if v := s.Violations()[before:]; len(v) == 0 || v[0].Where != c.where {
				t.Errorf("violations %v, want one at %q", v, c.where)
			}
		})
	}
	b.tb = t
	guild := "/applications/" + discordtest.AppID + "/guilds/" + discordtest.GuildID(0) + "/commands"
	b.fails(400, 50035, "PUT", guild, `[{"name":"ask","description":"x","contexts":[0,1]}]`)
	b.must("PUT", commands, `[{"name":"frag-mich_ü","description":"x","description_localizations":{"en-GB":"y"},"default_member_permissions":"0"},{"name":"वॉ","description":"x"}]`)
	if n := len(s.Commands()); n != 2 {
		t.Errorf("%d commands", n)
	}
}
