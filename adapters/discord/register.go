package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
)

// commandList is a list of commands that Discord keeps.
type commandList struct {
	path   string // below the version
	global bool   // it is for all servers, and private chats
	want   []*discordgo.ApplicationCommand
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
	var raw json.RawMessage
	get := request{method: http.MethodGet, path: l.path + "?with_localizations=true", shows: true}
	var said *apiError
	if err := a.rest.call(ctx, get, &raw); err != nil && !(errors.As(err, &said) && get.unknown(said.status)) {
		return false, err
	}
	have, _ := read[[]*discordgo.ApplicationCommand](raw) // another list, if it cannot be read
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
		if c != nil {
			byName[c.Name] = c
		}
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
	Name, Description phrase
	Contexts, Places  string
	Permissions       string
	Options           []optionEssence
}

type optionEssence struct {
	Type                   discordgo.ApplicationCommandOptionType
	Name, Description      phrase
	Required, Autocomplete bool
	Max                    int
}

func (l commandList) essence(c *discordgo.ApplicationCommand) essence {
	e := essence{
		Type:        max(c.Type, discordgo.ChatApplicationCommand),
		Name:        textOf(c.Name, c.NameLocalizations),
		Description: textOf(c.Description, c.DescriptionLocalizations),
	}
	if l.global { // to others Discord adds them
		e.Contexts, e.Places = list(c.Contexts), list(c.IntegrationTypes)
	}
	if c.DefaultMemberPermissions != nil {
		e.Permissions = strconv.FormatInt(*c.DefaultMemberPermissions, 10)
	}
	for _, o := range c.Options {
		e.Options = append(e.Options, optionEssence{
			o.Type, textOf(o.Name, &o.NameLocalizations), textOf(o.Description, &o.DescriptionLocalizations),
			o.Required, o.Autocomplete, o.MaxLength,
		})
	}
	return e
}

// phrase is a text with its translations.
type phrase struct {
	plain        string
	translations string
}

// textOf writes the translations in the order of their languages.
func textOf(plain string, translations *map[discordgo.Locale]string) phrase {
	if translations == nil || len(*translations) == 0 {
		return phrase{plain: plain}
	}
	return phrase{plain, fmt.Sprint(*translations)}
}

// list writes a list that need not be there.
func list[T any](numbers *[]T) string {
	if numbers == nil {
		return ""
	}
	return fmt.Sprint(*numbers)
}
