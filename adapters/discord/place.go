package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// settings are how a community wants its answers; where it says nothing, as the Config does.
func (a *Adapter) settings(community string) bot.Settings {
	var s bot.Settings
	if a.cfg.Settings != nil && community != "" {
		s = a.settingsOf(community)
	}
	if s.Territory == "" {
		s.Territory = a.cfg.Territory
	}
	return s
}

// settingsOf asks for a community's settings: none where that panics, since people are answered
// all the same.
func (a *Adapter) settingsOf(community string) (s bot.Settings) {
	defer func() {
		if a.recovered(recover()) {
			s = bot.Settings{}
		}
	}()
	return a.cfg.Settings(community)
}

// allows reports whether answers may be public in a channel, or in a thread, which is
// allowed where its channel is.
func allows(s bot.Settings, channel, parent string) bool {
	return s.Channels == nil || slices.Contains(s.Channels, channel) || parent != "" && slices.Contains(s.Channels, parent)
}

// place is what is needed of a channel.
type place struct {
	Type   discordgo.ChannelType `json:"type"`
	Parent string                `json:"parent_id"`
}

// UnmarshalJSON implements json.Unmarshaler. It never fails: where nothing is known of a
// channel, it is no thread.
func (p *place) UnmarshalJSON(raw []byte) error {
	type plain place
	var read plain
	if json.Unmarshal(raw, &read) != nil {
		read = plain{}
	}
	*p = place(read)
	return nil
}

// parent is the channel of a thread; a post of a forum is one, too. Of other channels the
// parent is a category, which is no channel.
func (p place) parent() string {
	switch p.Type {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return p.Parent
	}
	return ""
}

// mayPost reports whether a reply to a message may be where the message is. What the thread
// is of, an event does not say. It is asked for, once: to be told of all threads of all
// servers beforehand, which another intent does, costs more than a request for each that
// somebody speaks in where only some channels are allowed.
func (a *Adapter) mayPost(ctx context.Context, m message) bool {
	s := a.settings(m.Guild)
	if m.Guild == "" || allows(s, m.Channel, "") {
		return true
	}
	if len(s.Channels) == 0 {
		return false
	}
	return allows(s, m.Channel, a.parentOf(ctx, m.Channel))
}

// parentOf asks what a channel is a thread of, "" if of none or if nobody knows.
func (a *Adapter) parentOf(ctx context.Context, channel string) string {
	if parent, ok := a.parents.get(channel); ok {
		return parent
	}
	var p place
	err := a.rest.call(ctx, request{method: http.MethodGet, path: "channels/" + channel}, &p)
	var said *apiError
	if err == nil || errors.As(err, &said) && said.status < http.StatusInternalServerError { // what the bot may not see stays so
		a.parents.set(channel, p.parent())
	}
	if err != nil {
		a.gaveUp(err, "channel not known")
	}
	return p.parent()
}
