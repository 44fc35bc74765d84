package discordtest

import (
	"cmp"
	"strconv"
)

type wireInteraction struct {
	ID             string            `json:"id"`
	Application    string            `json:"application_id"`
	Type           int               `json:"type"`
	Data           any               `json:"data,omitempty"`
	Guild          *wireGuildRef     `json:"guild,omitempty"`
	GuildID        string            `json:"guild_id,omitempty"`
	Channel        *wireChannel      `json:"channel,omitempty"`
	ChannelID      string            `json:"channel_id,omitempty"`
	Member         *wireMember       `json:"member,omitempty"`
	User           *wireUser         `json:"user,omitempty"`
	Token          string            `json:"token"`
	Version        int               `json:"version"`
	Message        *wireMessage      `json:"message,omitempty"`
	AppPermissions string            `json:"app_permissions"`
	Locale         string            `json:"locale,omitempty"`
	GuildLocale    string            `json:"guild_locale,omitempty"`
	Entitlements   []struct{}        `json:"entitlements"`
	Owners         map[string]string `json:"authorizing_integration_owners"`
	Context        *int              `json:"context,omitempty"`
	MaxAttachment  int               `json:"attachment_size_limit"`
}

type wireGuildRef struct {
	ID       string   `json:"id"`
	Locale   string   `json:"locale"`
	Features []string `json:"features"`
}

type wireCommand struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Type     int           `json:"type"`
	Guild    string        `json:"guild_id,omitempty"`
	Options  []wireOption  `json:"options,omitempty"`
	Target   string        `json:"target_id,omitempty"`
	Resolved *wireResolved `json:"resolved,omitempty"`
}

type wireResolved struct {
	Messages map[string]*wireMessage `json:"messages,omitempty"`
}

type wireOption struct {
	Name    string       `json:"name"`
	Type    int          `json:"type"`
	Value   any          `json:"value,omitempty"`
	Options []wireOption `json:"options,omitempty"`
	Focused bool         `json:"focused,omitempty"`
}

type wireClick struct {
	CustomID string   `json:"custom_id"`
	Type     int      `json:"component_type"`
	ID       int      `json:"id"`
	Values   []string `json:"values,omitempty"`
}

type wireSubmission struct {
	CustomID   string      `json:"custom_id"`
	Components []Component `json:"components"`
}

// frame makes the part of an interaction that all kinds have in common.
func (s *Server) frame(in *interaction, c Command) *wireInteraction {
	ch := s.channels[in.channel]
	wc := s.wireChannel(ch)
	wc.Permissions = strconv.FormatInt(cmp.Or(c.Permissions, memberPermissions), 10)
	where := 0
	w := &wireInteraction{
		ID: in.id, Application: AppID, Type: in.kind, GuildID: in.guild, Channel: &wc, ChannelID: in.channel,
		Token: in.token, Version: 1, AppPermissions: strconv.FormatInt(memberPermissions, 10),
		Locale: cmp.Or(c.Locale, "en-US"), Entitlements: []struct{}{}, Owners: map[string]string{},
		Context: &where, MaxAttachment: 10 << 20,
	}
	switch {
	case in.guild != "":
		w.GuildLocale = cmp.Or(c.GuildLocale, "en-US")
		w.Guild = &wireGuildRef{ID: in.guild, Locale: w.GuildLocale, Features: []string{}}
		w.Member = s.wireMember(in.user, c.Roles, cmp.Or(c.Permissions, memberPermissions))
	default:
		u := s.user(in.user)
		w.User = &u
		where = 1
		if ch.kind == GroupDM {
			where = 2
		}
	}
	if in.ownInstall || in.guild == "" {
		w.Owners["1"] = in.user
	}
	if !in.ownInstall {
		w.Owners["0"] = cmp.Or(in.guild, "0")
	}
	return w
}
