package discord

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"candor/adapters/internal/lanes"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// interaction is what is needed of one. The library's own type fails as a whole on a
// component that it does not know, and holds its data behind panics.
type interaction struct {
	ID      string                    `json:"id"`
	App     string                    `json:"application_id"`
	Type    discordgo.InteractionType `json:"type"`
	Guild   string                    `json:"guild_id"`
	Channel string                    `json:"channel_id"`
	Token   string                    `json:"token"`
	Locale  string                    `json:"locale"`
	User    *author                   `json:"user"`    // in private
	Member  *member                   `json:"member"`  // in a server
	Context int                       `json:"context"` // discordgo.InteractionContextType
	Owners  owners                    `json:"authorizing_integration_owners"`
	Place   place                     `json:"channel"`
	Message *struct {                 // that holds the button
		ID     string                 `json:"id"`
		Flags  discordgo.MessageFlags `json:"flags"`
		Author *author                `json:"author"`
	} `json:"message"`
	Data json.RawMessage `json:"data"`
	old  bool            // by [ages.old]
}

type author struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

type member struct {
	User        author      `json:"user"`
	Permissions permissions `json:"permissions"`
}

// commandData is the data of a command and of its completion.
type commandData struct {
	Name    string                           `json:"name"`
	Type    discordgo.ApplicationCommandType `json:"type"`
	Target  string                           `json:"target_id"`
	Options []struct {
		Name    string          `json:"name"`
		Value   json.RawMessage `json:"value"`
		Focused bool            `json:"focused"`
	} `json:"options"`
	Resolved struct {
		Messages map[string]struct {
			Content string `json:"content"`
		} `json:"messages"`
	} `json:"resolved"`
}

// text is an option's text, "" if there is none.
func (d commandData) text(name string) string {
	var s string
	for _, o := range d.Options {
		if o.Name == name {
			_ = json.Unmarshal(o.Value, &s)
		}
	}
	return s
}

// flag is an option's truth value, and whether it was given.
func (d commandData) flag(name string) (value, given bool) {
	for _, o := range d.Options {
		if o.Name == name {
			given = json.Unmarshal(o.Value, &value) == nil
		}
	}
	return value, given
}

// componentData is the data of a button or a menu.
type componentData struct {
	ID     string   `json:"custom_id"`
	Values []string `json:"values"`
}

// alone reports whether nobody but the person and the bot sees the channel. Who takes the
// bot along uses it in chats with others, which belong to no server either.
func (i interaction) alone() bool {
	return i.Guild == "" && i.Member == nil && i.Context == int(discordgo.InteractionContextBotDM)
}

// who is the person: in a server and in private they stand in different places.
func (i interaction) who() string {
	switch {
	case i.Member != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// message is what is needed of one.
type message struct {
	ID        string                 `json:"id"`
	Channel   string                 `json:"channel_id"`
	Kind      *discordgo.ChannelType `json:"channel_type"` // of the channel
	Guild     string                 `json:"guild_id"`
	Content   string                 `json:"content"`
	Type      discordgo.MessageType  `json:"type"`
	Author    *author                `json:"author"`
	Webhook   string                 `json:"webhook_id"`
	Edited    *string                `json:"edited_timestamp"`
	Mentions  []author               `json:"mentions"`
	Snapshots filled                 `json:"message_snapshots"`
	Refers    struct {
		Type int `json:"type"`
	} `json:"message_reference"`
	Replied *struct {
		Author *author `json:"author"`
	} `json:"referenced_message"`
	old bool // by [ages.old]
}

// dispatch takes an event in hand and returns at once. What cannot be read is passed
// over: it stands beside other events.
func (a *Adapter) dispatch(work context.Context, kind string, data json.RawMessage) {
	var err error
	defer func() {
		if v := recover(); v != nil {
			a.log.Error().Str("event", kind).Msgf("panic (%T) in an event", v)
		}
	}()
	switch kind {
	case "INTERACTION_CREATE":
		var i interaction
		if i, err = read[interaction](data); err == nil {
			a.take(work, i, a.callback(i))
		}
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		var m message
		if m, err = read[message](data); err == nil && (m.Edited != nil) == (kind == "MESSAGE_UPDATE") {
			a.heard(work, m)
		}
	}
	if err != nil { // its text may quote the event
		a.log.Warn().Str("event", kind).Msg("event of another form passed over")
	}
}

// heard answers a message that is for the bot. Of those that were edited, or are old, it
// answers what tells of danger, once.
func (a *Adapter) heard(work context.Context, m message) {
	text, ok := a.addressed(m)
	if !ok {
		return
	}
	id := m.ID
	if m.Edited != nil {
		id = "edit " + m.ID + " " + *m.Edited
	}
	if !a.seen.add(id) {
		return
	}
	m.old = a.ages.old(m.ID, time.Now())
	said := bot.Message{
		Platform:  "discord",
		ID:        id,
		Chat:      m.Channel,
		User:      m.Author.ID,
		Text:      text,
		Territory: a.settings(m.Guild).Territory,
		Private:   m.Guild == "",
		Community: m.Guild,
		Channel:   m.Channel,
		Time:      time.Now(),
	}
	said.Role = a.writerRole(m, said)
	a.lanes.Add(m.Channel, &lanes.Work{Handle: func() []lanes.Parcel { return a.answer(work, m, said) }, Done: func() {}})
}

// addressed reports whether a message is for the bot: in private, by its name, or as a
// reply to what it wrote. It returns the text without the name. Bots, also this one, and
// what webhooks write, are not answered, nor replies without a ping, which the bot may not
// read.
func (a *Adapter) addressed(m message) (string, bool) {
	if m.Author == nil || m.Author.Bot || m.Webhook != "" || m.Author.ID == a.me.id() ||
		m.Content == "" && m.Guild != "" ||
		m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply {
		return "", false
	}
	mentioned := strings.Contains(m.Content, "<@"+a.me.id()+">") || strings.Contains(m.Content, "<@!"+a.me.id()+">")
	for _, u := range m.Mentions {
		mentioned = mentioned || u.ID == a.me.id()
	}
	replied := m.Replied != nil && m.Replied.Author != nil && m.Replied.Author.ID == a.me.id()
	return strings.TrimSpace(words(m.Content)), m.Guild == "" || mentioned || replied
}
