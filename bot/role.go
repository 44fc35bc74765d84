package bot

import (
	"slices"
	"strings"

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
	if m.Choice != "" {
		cmd, ok := parseCommand(m.Choice)
		return ok && cmd.forModerators()
	}
	if !strings.ContainsAny(m.Text, "/／") { // nothing else becomes a slash
		return false
	}
	cmd, ok := readCommand(m.Text, text.Normalize(m.Text))
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
	{Name: "versions", Args: "[show version entry]", Help: "which answers were in use, since when, by whom"},
	{Name: "test", Args: "question", Help: "what a question finds, and why"},
	{Name: "off", Args: "[entry]", Help: "give an answer no more, at once"},
	{Name: "on", Args: "entry", Help: "give it again"},
	{Name: "pause", Help: "answer no questions; help cards stay"},
	{Name: "resume", Help: "answer questions again"},
	{Name: "stats", Args: "[days]", Help: "how often what was answered, in numbers"},
	{Name: "settings", Args: "[name value]", Help: "country, visibility and channels of this community"},
	{Name: "questions", Args: "[accept N as ID]", Help: "questions that people sent, and what to do with them"},
	{Name: "confirm", Args: "code", Help: "put in use what /reload showed"},
	{Name: "cancel", Args: "code", Help: "leave it"},
}
