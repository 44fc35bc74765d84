package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// The option names and the name of the message command. Names of the others are the
// core's.
const (
	optionQuestion = "question"
	optionPublic   = "public"
	// maxQuestion is how much a question may hold: what a message does.
	maxQuestion = 2000
)

// wanted are the commands as they are registered: in servers, in private and in groups of
// people, for servers and for people who take the bot along.
func wanted() []*discordgo.ApplicationCommand {
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	places := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	var out []*discordgo.ApplicationCommand
	for _, c := range bot.Commands() {
		command := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Help, Contexts: &contexts, IntegrationTypes: &places}
		if c.Name == "ask" {
			command.Options = []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: optionQuestion, Description: bot.LabelQuestion, Required: true, Autocomplete: true, MaxLength: maxQuestion},
				{Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPublic, Description: bot.LabelPublic},
			}
		}
		out = append(out, command)
	}
	return append(out, &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: bot.LabelAnswerThis, Contexts: &contexts, IntegrationTypes: &places})
}

// register tells Discord the commands if it has others. The bot answers without it, so a
// failure is only logged.
func (a *Adapter) register(ctx context.Context) {
	select {
	case <-a.me.known:
	case <-ctx.Done():
		return
	}
	path := "applications/" + *a.me.app + "/commands"
	want := wanted()
	var have []*discordgo.ApplicationCommand
	err := a.rest.call(ctx, request{method: http.MethodGet, path: path + "?with_localizations=true"}, &have)
	if err == nil && sameCommands(have, want) {
		return
	}
	if err = a.rest.call(ctx, request{method: http.MethodPut, path: path, body: want}, nil); err == nil {
		a.log.Info().Int("commands", len(want)).Msg("commands registered")
	} else if ctx.Err() == nil {
		a.log.Warn().Err(err).Msg("commands not registered")
	}
}

// sameCommands reports whether Discord has the commands that are wanted, whatever it adds
// to them.
func sameCommands(have, want []*discordgo.ApplicationCommand) bool {
	if len(have) != len(want) {
		return false
	}
	byName := map[string]*discordgo.ApplicationCommand{}
	for _, c := range have {
		byName[c.Name] = c
	}
	for _, w := range want {
		h, ok := byName[w.Name]
		if !ok || !reflect.DeepEqual(essence(h), essence(w)) {
			return false
		}
	}
	return true
}

// essence is of a command what is set here, in one form.
func essence(c *discordgo.ApplicationCommand) any {
	type option struct {
		Type                   discordgo.ApplicationCommandOptionType
		Name, Description      string
		Required, Autocomplete bool
		Max                    int
	}
	e := struct {
		Type              discordgo.ApplicationCommandType
		Name, Description string
		Contexts, Places  string
		Options           []option
	}{Type: max(c.Type, discordgo.ChatApplicationCommand), Name: c.Name, Description: c.Description}
	contexts, _ := json.Marshal(c.Contexts) // lists of numbers
	places, _ := json.Marshal(c.IntegrationTypes)
	e.Contexts, e.Places = string(contexts), string(places)
	for _, o := range c.Options {
		e.Options = append(e.Options, option{o.Type, o.Name, o.Description, o.Required, o.Autocomplete, o.MaxLength})
	}
	return e
}
