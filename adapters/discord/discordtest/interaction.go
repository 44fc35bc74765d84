package discordtest

import (
	"time"
)

// Kinds of interactions.
// https://discord.com/developers/docs/interactions/receiving-and-responding
const (
	pingType      = 1
	commandType   = 2
	componentType = 3
	completeType  = 4
	modalType     = 5
)

// Interaction is what a person does with the bot: a [Command], a [Click], a
// [Submission], or the [Ping] of Discord itself.
type Interaction interface {
	// build makes the interaction, with Server.mu held.
	build(s *Server) (*interaction, *wireInteraction)
}

// Command is a slash command or a message command, being typed or sent.
type Command struct {
	Guild   string // "" is a direct message
	Channel string // the guild's first one, or that of User and the bot, if empty
	User    string // Ann if empty
	Name    string
	Options map[string]any // string, bool, int, float64; or map[string]any, which is a subcommand
	Focused string         // the option that is being typed; then it is no command yet
	Target  string         // id of a message; then it is a message command

	Locale      string // of the person: en-US if empty
	GuildLocale string // en-US if empty
	Roles       []string
	Permissions int64 // those of an ordinary member if 0
	OwnInstall  bool  // the person has installed the bot, the guild has not
	GroupDM     bool  // Channel is a group of people, without the bot
	Age         time.Duration
}

// Click is a button pressed or a menu used. The custom id need not be one that the
// message has.
type Click struct {
	User     string
	Message  string // its id, or the interaction's that it answers
	CustomID string
	Values   []string // of a menu; nil is a button
	Guild    string   // with Channel, where it is if the server does not know the message
	Channel  string
	Locale   string

	Roles       []string
	Permissions int64
}

// Submission is a modal filled in.
type Submission struct {
	User        string
	Interaction string            // whose response was the modal
	Values      map[string]string // by custom id
	CustomID    string            // that of the modal if empty
}

// Ping is what Discord sends to an HTTP endpoint to see whether it is there.
type Ping struct{}

// Ask sends a command and returns the interaction's id.
func (s *Server) Ask(in Command) string {
	in.Focused = ""
	return s.interact(in)
}

// Type sends what somebody has typed of a command so far, for completion of the
// option in.Focused: the only one if it is empty. [Server.Answer] has the choices.
func (s *Server) Type(in Command) string {
	if in.Focused == "" {
		for name := range in.Options {
			in.Focused = name
		}
	}
	return s.interact(in)
}

// UseMessage sends a message command for in.Target, whose text comes along.
func (s *Server) UseMessage(in Command) string { return s.interact(in) }

// Press presses a button of a message, which may be named by its interaction.
func (s *Server) Press(user, message, customID string) string {
	return s.interact(Click{User: user, Message: message, CustomID: customID})
}

// Select chooses values of a menu.
func (s *Server) Select(user, message, customID string, values ...string) string {
	return s.interact(Click{User: user, Message: message, CustomID: customID, Values: append([]string{}, values...)})
}

// Click sends any click.
func (s *Server) Click(in Click) string { return s.interact(in) }

// Submit sends a modal that was filled in.
func (s *Server) Submit(in Submission) string { return s.interact(in) }

// interact sends an interaction to the bot.
func (s *Server) interact(what Interaction) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, w := what.build(s)
	data := encode(w)
	if s.endpoint != "" {
		s.dispatchHTTP(in, data)
		return in.id
	}
	s.tell(in.guild, 0, "INTERACTION_CREATE", data)
	return in.id
}
