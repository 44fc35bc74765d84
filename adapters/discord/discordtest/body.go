package discordtest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// messageBody is what a bot sends of a message.
type messageBody struct {
	Content     *string          `json:"content"`
	Embeds      []Embed          `json:"embeds"`
	Components  []Component      `json:"components"`
	Mentions    *allowedMentions `json:"allowed_mentions"`
	Flags       *int             `json:"flags"`
	Reference   *bodyReference   `json:"message_reference"`
	Nonce       json.RawMessage  `json:"nonce"`
	Enforce     bool             `json:"enforce_nonce"`
	Stickers    []string         `json:"sticker_ids"`
	Poll        json.RawMessage  `json:"poll"`
	Attachments []struct{}       `json:"attachments"`

	has map[string]json.RawMessage // which fields are there
}

type bodyReference struct {
	Message  string `json:"message_id"`
	Channel  string `json:"channel_id"`
	Guild    string `json:"guild_id"`
	MustFind *bool  `json:"fail_if_not_exists"`
}

// allowedMentions says who may be alerted.
// https://discord.com/developers/docs/resources/message#allowed-mentions-object
type allowedMentions struct {
	Parse   []string `json:"parse"`
	Users   []string `json:"users"`
	Roles   []string `json:"roles"`
	Replied *bool    `json:"replied_user"`
}

func readMessage(body []byte) (*messageBody, error) {
	b := &messageBody{}
	if len(body) == 0 || string(body) == "null" {
		b.has = map[string]json.RawMessage{}
		return b, nil
	}
	if err := json.Unmarshal(body, b); err != nil {
		return nil, fail(http.StatusBadRequest, badForm)
	}
	return b, json.Unmarshal(body, &b.has)
}

func (b *messageBody) content() string {
	if b.Content == nil {
		return ""
	}
	return *b.Content
}

func (b *messageBody) flags() int {
	if b.Flags == nil {
		return 0
	}
	return *b.Flags
}

func (b *messageBody) sets(field string) bool {
	_, ok := b.has[field]
	return ok
}

// shows reports whether a body has anything that people see.
func (b *messageBody) shows() bool {
	return b.content() != "" || len(b.Embeds) > 0 || len(b.Components) > 0 || len(b.Stickers) > 0 ||
		len(b.Attachments) > 0 || (len(b.Poll) > 0 && string(b.Poll) != "null")
}

// fill writes a body into a message; what the body does not have stays.
func (b *messageBody) fill(m *message) {
	if b.sets("content") {
		m.Content = b.content()
	}
	if b.sets("embeds") {
		m.Embeds = b.Embeds
	}
	if b.sets("components") {
		m.Components = b.Components
	}
	if b.sets("flags") {
		const settable = flagSuppressEmbeds | flagV2
		m.Flags = m.Flags&^flagSuppressEmbeds | b.flags()&settable
	}
}

// pings returns whom a new text alerts: by mentions that are allowed, and by a reply
// to somebody. all says which kinds count where nothing is said about it.
func (b *messageBody) pings(replied string, all []string) []string {
	allow := allowedMentions{Parse: all}
	answered := b.Mentions == nil
	if b.Mentions != nil {
		allow = *b.Mentions
		answered = allow.Replied != nil && *allow.Replied
	}
	var pings []string
	add := func(who string) {
		if !slices.Contains(pings, who) {
			pings = append(pings, who)
		}
	}
	for _, word := range []string{"@everyone", "@here"} {
		if strings.Contains(b.content(), word) && slices.Contains(allow.Parse, "everyone") {
			add(word)
		}
	}
	for _, m := range mentionForm.FindAllStringSubmatch(b.content(), -1) {
		kind, list := "users", allow.Users
		if m[1] == "&" {
			kind, list = "roles", allow.Roles
		}
		if slices.Contains(allow.Parse, kind) || slices.Contains(list, m[2]) {
			add("<@" + strings.TrimPrefix(m[1], "!") + m[2] + ">")
		}
	}
	if replied != "" && answered {
		add("<@" + replied + ">")
	}
	return pings
}

// mentionForm is a mention of a person or a role.
var mentionForm = regexp.MustCompile(`<@([!&]?)(\d+)>`)

// What is parsed without allowed_mentions, in messages and in answers to interactions.
var (
	parseAll   = []string{"everyone", "roles", "users"}
	parseUsers = []string{"users"}
)
