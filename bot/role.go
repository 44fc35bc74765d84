package bot

import (
	"slices"

	"candor/faq/text"
)

// Role is what somebody may do. An adapter finds it out from the platform, at the moment of
// the action, never from what a message says of its sender.
type Role int

// The roles. The zero value is everybody's.
const (
	RoleMember    Role = iota
	RoleManager        // may set how Candor behaves in the community that the message comes from
	RoleModerator      // may change the answers, for all communities
)

// NeedsRole reports whether the reply depends on Message.Role: only then has an adapter to
// find it out, which may cost a request. Of anything else a member's reply is right.
func (m Message) NeedsRole() bool {
	s := m.Choice
	if s == "" {
		s = text.Normalize(beginning(m.Text))
	}
	cmd, ok := parseCommand(s)
	return ok && cmd.forModerators()
}

func (p parsed) forModerators() bool {
	return slices.ContainsFunc(moderatorCommands, func(c Command) bool { return c.Name == p.name })
}

// ModeratorCommands returns the commands of those who keep the answers, in the order of
// their help. Everybody else is refused.
func ModeratorCommands() []Command { return slices.Clone(moderatorCommands) }

// moderatorCommands: their arguments stand in [Command].Args, as people write them.
var moderatorCommands = []Command{
	{Name: "reload", Help: "read the answers again, see what changes, and confirm"},
	{Name: "rollback", Args: "[version]", Help: "go back to the answers before, or to a version"},
	{Name: "versions", Help: "which answers were in use, since when, by whom"},
	{Name: "test", Args: "question", Help: "what a question finds, and why"},
	{Name: "off", Args: "entry", Help: "give an answer no more, at once"},
	{Name: "on", Args: "entry", Help: "give it again"},
	{Name: "pause", Help: "answer no questions; help cards stay"},
	{Name: "resume", Help: "answer questions again"},
	{Name: "stats", Help: "how often what was answered, in numbers"},
	{Name: "settings", Args: "[name value]", Help: "country, visibility and channels of this community"},
	{Name: "questions", Args: "[accept N as ID]", Help: "questions that people sent, and what to do with them"},
	{Name: "confirm", Args: "code", Help: "put in use what /reload showed"},
	{Name: "cancel", Args: "code", Help: "leave it"},
}

// Settings are how a community wants its answers. The zero value is what holds where nobody
// set anything.
type Settings struct {
	Territory string   `json:"territory,omitempty"` // ISO 3166: whose helplines to show; "" leaves it to the operator and people's languages
	Public    bool     `json:"public,omitempty"`    // whether answers to commands are for all unless told otherwise
	Channels  []string `json:"channels,omitempty"`  // IDs of channels where answers may be public; nil is everywhere
}
