package discord

import (
	"strings"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// The option names and the name of the message command. Names of the others are the
// core's.
const (
	optionQuestion  = bot.OptionQuestion
	optionPublic    = bot.OptionPublic
	optionArguments = "arguments"
	// maxQuestion is how much a question may hold: what a message does.
	maxQuestion = 2000
	// settingsCommand is the moderators' command that every server has.
	settingsCommand = "settings"
)

// lists are the commands as they are registered: what everybody may ask, everywhere, and
// what moderators may, in their server.
func (a *Adapter) lists() []commandList {
	app := "applications/" + *a.me.app
	all := []commandList{{app + "/commands", true, wanted()}}
	if a.cfg.Home != "" {
		all = append(all, commandList{app + "/guilds/" + a.cfg.Home + "/commands", false, wantedAtHome()})
	}
	return all
}

// wanted are the commands of everybody: in servers, in private and in groups of people, for
// servers and for people who take the bot along. With them comes the one by which who
// manages a server sets what holds in it.
func wanted() []*discordgo.ApplicationCommand {
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	places := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	var out []*discordgo.ApplicationCommand
	for _, c := range bot.Commands() {
		out = append(out, publicCommand(c))
	}
	out = append(out, &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: bot.LabelAnswerThis, NameLocalizations: translated(bot.LabelAnswerThis)})
	for _, c := range out {
		c.Contexts, c.IntegrationTypes = &contexts, &places
	}
	inServers, byServers := contexts[:1], places[:1]
	for _, c := range bot.ModeratorCommands() {
		if c.Name == settingsCommand {
			command := moderatorCommand(c)
			command.Contexts, command.IntegrationTypes = &inServers, &byServers
			out = append(out, command)
		}
	}
	return out
}

func publicCommand(c bot.Command) *discordgo.ApplicationCommand {
	command := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Help, DescriptionLocalizations: translated(c.Help)}
	if c.Name != "ask" {
		return command
	}
	command.Options = []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: optionQuestion, NameLocalizations: *translated(optionQuestion),
			Description: bot.LabelQuestion, DescriptionLocalizations: *translated(bot.LabelQuestion),
			Required: true, Autocomplete: true, MaxLength: maxQuestion},
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPublic, NameLocalizations: *translated(optionPublic),
			Description: bot.LabelPublic, DescriptionLocalizations: *translated(bot.LabelPublic)},
	}
	return command
}

// locales are Discord's for a language (discord.com/developers/docs/reference#locales).
var locales = map[string][]discordgo.Locale{
	"de": {discordgo.German},
	"es": {discordgo.SpanishES, discordgo.SpanishLATAM},
	"fr": {discordgo.French},
	"it": {discordgo.Italian},
	"nl": {discordgo.Dutch},
	"pt": {discordgo.PortugueseBR},
}

// translated is a text in the languages in which Discord can show it.
func translated(text string) *map[discordgo.Locale]string {
	out := map[discordgo.Locale]string{}
	for language, s := range bot.Translations(text) {
		for _, l := range locales[language] {
			out[l] = s
		}
	}
	return &out
}

// wantedAtHome are the other commands of moderators. Those of one server are for no other
// place, and Discord takes none for them.
func wantedAtHome() []*discordgo.ApplicationCommand {
	var out []*discordgo.ApplicationCommand
	for _, c := range bot.ModeratorCommands() {
		if c.Name != settingsCommand {
			out = append(out, moderatorCommand(c))
		}
	}
	return out
}

// moderatorCommand is one that Discord offers to those who manage the server, unless its
// owners show it to others. That is for looks: who may use it, the role says.
func moderatorCommand(c bot.Command) *discordgo.ApplicationCommand {
	may := int64(manageServer)
	command := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Help, DefaultMemberPermissions: &may}
	if c.Args != "" {
		command.Options = []*discordgo.ApplicationCommandOption{{
			Type: discordgo.ApplicationCommandOptionString, Name: optionArguments, Description: c.Args,
			Required: !strings.HasPrefix(c.Args, "["), MaxLength: maxQuestion,
		}}
	}
	return command
}
