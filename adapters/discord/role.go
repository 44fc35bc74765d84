package discord

import (
	"encoding/json"
	"slices"
	"strconv"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// permissions are what somebody may do in a server. Discord writes them as a number in a
// string; anything else is none at all.
type permissions uint64

// Those that let somebody decide for a server
// (discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags).
const (
	administrator permissions = 1 << 3
	manageServer  permissions = 1 << 5
)

// UnmarshalJSON implements json.Unmarshaler. It never fails: the person is to be answered,
// if as one who may do nothing.
func (p *permissions) UnmarshalJSON(raw []byte) error {
	*p = 0
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return nil
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		*p = permissions(n)
	}
	return nil
}

// owners are who installed the bot, as far as an interaction rests on that, by the kind of
// installation: for a server its number, for a person theirs.
type owners map[string]string

// The kinds of installation, as Discord writes them here.
const (
	byServer = "0"
	byPerson = "1"
)

// UnmarshalJSON implements json.Unmarshaler. Like that of permissions it never fails.
func (o *owners) UnmarshalJSON(raw []byte) error {
	var m map[string]string
	if json.Unmarshal(raw, &m) != nil {
		m = nil
	}
	*o = m
	return nil
}

// filled reports whether there is anything in a part of an event whose form does not matter.
type filled bool

// UnmarshalJSON implements json.Unmarshaler.
func (f *filled) UnmarshalJSON(raw []byte) error {
	*f = filled(!slices.Contains([]string{"null", "[]", "{}"}, string(raw)))
	return nil
}

// actorRole is the role of who used a command or pressed a button, by what Discord says of
// them in this very interaction. Who may see a command is no matter: a server's settings can
// show it to everybody.
func (a *Adapter) actorRole(i interaction, m bot.Message) bot.Role {
	switch {
	case !m.NeedsRole(), i.old, i.Member != nil && i.User != nil:
		return bot.RoleMember
	case i.alone():
		return a.roleAlone(i)
	case i.Guild != "" && i.Member != nil && i.Context == int(discordgo.InteractionContextGuild):
		return a.roleInServer(i)
	}
	return bot.RoleMember // a chat with others
}

func (a *Adapter) roleAlone(i interaction) bot.Role {
	owner, personal := i.Owners[byPerson]
	if i.User == nil || i.User.Bot || personal && owner != i.User.ID {
		return bot.RoleMember
	}
	return a.listed(i.User.ID)
}

// roleInServer goes by the account's number and by the permissions in the server, if the bot
// was installed there: where a person takes it along, the server did not ask for it.
func (a *Adapter) roleInServer(i interaction) bot.Role {
	if i.Owners[byServer] != i.Guild || i.Member.User.Bot {
		return bot.RoleMember
	}
	manages := i.Member.Permissions&(manageServer|administrator) != 0
	switch home := i.Guild == a.cfg.Home; {
	case home && manages:
		return bot.RoleModerator
	case home:
		return a.listed(i.Member.User.ID)
	case manages:
		return bot.RoleManager
	}
	return bot.RoleMember
}

// writerRole is the role of who wrote a message. Messages say nothing of permissions, so
// only alone with the bot anybody has one; and only for words that are their own and that
// they sent just now, which the changed and the forwarded need not be.
func (a *Adapter) writerRole(m message, said bot.Message) bot.Role {
	const forward = int(discordgo.MessageReferenceTypeForward)
	switch {
	case !said.NeedsRole(), m.Guild != "", m.Edited != nil, m.old,
		m.Webhook != "", m.Author.Bot,
		m.Refers.Type == forward, bool(m.Snapshots),
		m.Kind != nil && *m.Kind != discordgo.ChannelTypeDM:
		return bot.RoleMember
	}
	return a.listed(m.Author.ID)
}

// listed is the role of an account by its number alone.
func (a *Adapter) listed(id string) bot.Role {
	if slices.Contains(a.cfg.Moderators, id) {
		return bot.RoleModerator
	}
	return bot.RoleMember
}
