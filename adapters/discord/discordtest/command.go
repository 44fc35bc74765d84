package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
)

// Registered is a command that the bot has registered.
type Registered struct {
	ID                string            `json:"id"`
	Application       string            `json:"application_id"`
	Version           string            `json:"version"`
	Guild             string            `json:"guild_id,omitempty"` // "" is everywhere
	Type              int               `json:"type"`
	Name              string            `json:"name"`
	NameLocales       map[string]string `json:"name_localizations,omitempty"`
	Description       string            `json:"description"`
	DescriptionLocale map[string]string `json:"description_localizations,omitempty"`
	Options           []CommandOption   `json:"options,omitempty"`
	Permissions       *string           `json:"default_member_permissions"`
	DM                *bool             `json:"dm_permission,omitempty"`
	NSFW              bool              `json:"nsfw"`
	Contexts          []int             `json:"contexts"`
	Installs          []int             `json:"integration_types,omitempty"`
}

// CommandOption is an option of a command.
type CommandOption struct {
	Type              int               `json:"type"`
	Name              string            `json:"name"`
	NameLocales       map[string]string `json:"name_localizations,omitempty"`
	Description       string            `json:"description"`
	DescriptionLocale map[string]string `json:"description_localizations,omitempty"`
	Required          bool              `json:"required,omitempty"`
	Autocomplete      bool              `json:"autocomplete,omitempty"`
	Choices           []CommandChoice   `json:"choices,omitempty"`
	Options           []CommandOption   `json:"options,omitempty"`
	ChannelTypes      []int             `json:"channel_types,omitempty"`
	Min               *float64          `json:"min_value,omitempty"`
	Max               *float64          `json:"max_value,omitempty"`
	MinLength         *int              `json:"min_length,omitempty"`
	MaxLength         *int              `json:"max_length,omitempty"`
}

// CommandChoice is a fixed value of an option.
type CommandChoice struct {
	Name        string            `json:"name"`
	NameLocales map[string]string `json:"name_localizations,omitempty"`
	Value       any               `json:"value"`
}

// Commands returns the commands that are registered everywhere.
func (s *Server) Commands() []Registered { return s.CommandsOf("") }

// CommandsOf returns the commands that are registered in a guild.
func (s *Server) CommandsOf(guild string) []Registered {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Registered
	for _, r := range s.commands[guild] {
		all = append(all, *r)
	}
	return all
}

// Register puts commands in as if an earlier version of the bot had registered them:
// text is the body of a PUT. It panics if that is none.
func (s *Server) Register(guild, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Registered
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		panic("discordtest: commands: " + err.Error())
	}
	s.replace(guild, all)
}

// registered finds the command that somebody uses, or makes one up.
func (s *Server) registered(c Command) Registered {
	kind := 1
	if c.Target != "" {
		kind = 3
	}
	for _, guild := range []string{c.Guild, ""} {
		for _, r := range s.commands[guild] {
			if r.Name == c.Name && r.Type == kind {
				return *r
			}
		}
	}
	return Registered{ID: "1", Name: c.Name, Type: kind}
}

// replace sets all commands of a guild. Those with a known name keep their id.
func (s *Server) replace(guild string, all []Registered) []*Registered {
	old := s.commands[guild]
	s.commands[guild] = nil
	for _, r := range all {
		s.commands[guild] = append(s.commands[guild], s.settle(guild, r, old))
	}
	return s.commands[guild]
}

// settle fills in what Discord adds to a command.
func (s *Server) settle(guild string, r Registered, old []*Registered) *Registered {
	if r.Type == 0 {
		r.Type = 1
	}
	r.ID, r.Application, r.Guild, r.Version = "", AppID, guild, s.next()
	for _, o := range old {
		if o.Name == r.Name && o.Type == r.Type {
			r.ID = o.ID
		}
	}
	if r.ID == "" {
		r.ID = s.next()
	}
	if r.Installs == nil {
		r.Installs = []int{0}
	}
	return &r
}

// listed is how a command is shown: without translations unless they are asked for.
func listed(r *Registered, full bool) Registered {
	v := *r
	if full {
		return v
	}
	v.NameLocales, v.DescriptionLocale = nil, nil
	v.Options = withoutLocales(v.Options)
	return v
}

func withoutLocales(options []CommandOption) []CommandOption {
	out := slices.Clone(options)
	for i := range out {
		out[i].NameLocales, out[i].DescriptionLocale = nil, nil
		out[i].Options = withoutLocales(out[i].Options)
		out[i].Choices = slices.Clone(out[i].Choices)
		for j := range out[i].Choices {
			out[i].Choices[j].NameLocales = nil
		}
	}
	return out
}

// owner refuses requests for another application.
func owner(q *request) error {
	if q.args["application_id"] != AppID {
		return &failure{status: http.StatusForbidden, code: 20012, message: "You are not authorized to perform this action on this application"}
	}
	return nil
}

func (s *Server) listCommands(q *request) (any, error) {
	if err := owner(q); err != nil {
		return nil, err
	}
	all := []Registered{}
	for _, r := range s.commands[q.args["guild_id"]] {
		all = append(all, listed(r, q.query.Get("with_localizations") == "true"))
	}
	return all, nil
}

func (s *Server) setCommands(q *request) (any, error) {
	if err := owner(q); err != nil {
		return nil, err
	}
	var all []Registered
	if json.Unmarshal(q.body, &all) != nil {
		return nil, fail(http.StatusBadRequest, badForm)
	}
	out := []Registered{}
	for _, r := range s.replace(q.args["guild_id"], all) {
		out = append(out, *r)
	}
	s.signal()
	return out, nil
}

func (s *Server) createCommand(q *request) (any, error) {
	if err := owner(q); err != nil {
		return nil, err
	}
	var r Registered
	if json.Unmarshal(q.body, &r) != nil {
		return nil, fail(http.StatusBadRequest, badForm)
	}
	guild := q.args["guild_id"]
	settled := s.settle(guild, r, s.commands[guild])
	s.commands[guild] = slices.DeleteFunc(s.commands[guild], func(o *Registered) bool { return o.ID == settled.ID })
	s.commands[guild] = append(s.commands[guild], settled)
	s.signal()
	return *settled, nil
}

// findCommand returns where a command is in the list of its guild.
func (s *Server) findCommand(q *request) (int, error) {
	if err := owner(q); err != nil {
		return 0, err
	}
	i := slices.IndexFunc(s.commands[q.args["guild_id"]], func(r *Registered) bool { return r.ID == q.args["command_id"] })
	if i < 0 {
		return 0, notFound(unknownCommand)
	}
	return i, nil
}

func (s *Server) getCommand(q *request) (any, error) {
	i, err := s.findCommand(q)
	if err != nil {
		return nil, err
	}
	return *s.commands[q.args["guild_id"]][i], nil
}

func (s *Server) deleteCommand(q *request) (any, error) {
	i, err := s.findCommand(q)
	if err != nil {
		return nil, err
	}
	guild := q.args["guild_id"]
	s.commands[guild] = slices.Delete(s.commands[guild], i, i+1)
	s.signal()
	return nil, nil
}
