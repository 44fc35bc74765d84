package discord

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"candor/adapters/internal/retry"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// The option names and the name of the message command. Names of the others are the
// core's.
const (
	optionQuestion  = "question"
	optionPublic    = "public"
	optionArguments = "arguments"
	// maxQuestion is how much a question may hold: what a message does.
	maxQuestion = 2000
	// settingsCommand is the moderators' command that every server has.
	settingsCommand = "settings"
)

// commandList is a list of commands that Discord keeps.
type commandList struct {
	path   string // below the version
	global bool   // it is for all servers, and private chats
	want   []*discordgo.ApplicationCommand
}

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
		command := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Help, Contexts: &contexts, IntegrationTypes: &places}
		if c.Name == "ask" {
			command.Options = []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: optionQuestion, Description: bot.LabelQuestion, Required: true, Autocomplete: true, MaxLength: maxQuestion},
				{Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPublic, Description: bot.LabelPublic},
			}
		}
		out = append(out, command)
	}
	inServers, byServers := contexts[:1], places[:1]
	for _, c := range bot.ModeratorCommands() {
		if c.Name == settingsCommand {
			command := moderatorCommand(c)
			command.Contexts, command.IntegrationTypes = &inServers, &byServers
			out = append(out, command)
		}
	}
	return append(out, &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: bot.LabelAnswerThis, Contexts: &contexts, IntegrationTypes: &places})
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

// register tells Discord the commands if it has others. The bot answers without it: mentions,
// messages, and the commands that are there.
func (a *Adapter) register(ctx context.Context) {
	select {
	case <-a.me.known:
	case <-ctx.Done():
		return
	}
	var all sync.WaitGroup
	for _, l := range a.lists() {
		all.Go(func() { a.untilRegistered(ctx, l) })
	}
	all.Wait()
}

// Registering is tried again until it succeeds, ever more seldom: somebody may have to
// invite the bot first.
const (
	registerSoon = 2 * time.Second
	registerMost = 10 * time.Minute
)

func (a *Adapter) untilRegistered(ctx context.Context, l commandList) {
	log := a.log.With().Bool("everywhere", l.global).Int("commands", len(l.want)).Logger()
	back := retry.Backoff{Base: registerSoon, Most: registerMost}
	for {
		changed, err := a.registered(ctx, l)
		switch {
		case err == nil && changed:
			log.Info().Msg("commands registered")
			return
		case err == nil || ctx.Err() != nil:
			return
		}
		wait := max(registerSoon, back.Next())
		log.Warn().Err(err).Dur("wait", wait).Msg("commands not registered")
		if retry.Sleep(ctx, wait) != nil {
			return
		}
	}
}

// registered makes Discord's list what is wanted, and reports whether it was not.
func (a *Adapter) registered(ctx context.Context, l commandList) (changed bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, registerTime)
	defer cancel()
	var have []*discordgo.ApplicationCommand
	if err := a.rest.call(ctx, request{method: http.MethodGet, path: l.path + "?with_localizations=true"}, &have); err != nil {
		return false, err
	}
	if l.same(have) {
		return false, nil
	}
	return true, a.rest.call(ctx, request{method: http.MethodPut, path: l.path, body: l.want}, nil)
}

// registerTime is how long one try may take, limits included.
const registerTime = 5 * time.Minute

// same reports whether Discord has the commands that are wanted, whatever it adds to them.
func (l commandList) same(have []*discordgo.ApplicationCommand) bool {
	if len(have) != len(l.want) {
		return false
	}
	byName := map[string]*discordgo.ApplicationCommand{}
	for _, c := range have {
		byName[c.Name] = c
	}
	for _, w := range l.want {
		h, ok := byName[w.Name]
		if !ok || !reflect.DeepEqual(l.essence(h), l.essence(w)) {
			return false
		}
	}
	return true
}

// essence is of a command what is set here, in one form.
type essence struct {
	Type              discordgo.ApplicationCommandType
	Name, Description string
	Contexts, Places  string
	Permissions       string
	Options           []optionEssence
}

type optionEssence struct {
	Type                   discordgo.ApplicationCommandOptionType
	Name, Description      string
	Required, Autocomplete bool
	Max                    int
}

func (l commandList) essence(c *discordgo.ApplicationCommand) essence {
	e := essence{Type: max(c.Type, discordgo.ChatApplicationCommand), Name: c.Name, Description: c.Description}
	if l.global { // to others Discord adds them
		e.Contexts, e.Places = list(c.Contexts), list(c.IntegrationTypes)
	}
	if c.DefaultMemberPermissions != nil {
		e.Permissions = strconv.FormatInt(*c.DefaultMemberPermissions, 10)
	}
	for _, o := range c.Options {
		e.Options = append(e.Options, optionEssence{o.Type, o.Name, o.Description, o.Required, o.Autocomplete, o.MaxLength})
	}
	return e
}

// list writes a list that need not be there.
func list[T any](numbers *[]T) string {
	if numbers == nil {
		return ""
	}
	return fmt.Sprint(*numbers)
}
