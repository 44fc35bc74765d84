package discordtest

import (
	"encoding/json"
	"time"
)

// The types of Discord's API, as far as the server writes them.

type wireUser struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	Discriminator string  `json:"discriminator"`
	GlobalName    *string `json:"global_name"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
	PublicFlags   int     `json:"public_flags"`
	Flags         int     `json:"flags"`
	Guild         *string `json:"primary_guild"`
}

type wireMe struct {
	wireUser
	MFA      bool   `json:"mfa_enabled"`
	Locale   string `json:"locale"`
	Verified bool   `json:"verified"`
}

type wireMember struct {
	User        *wireUser `json:"user,omitempty"`
	Nick        *string   `json:"nick"`
	Roles       []string  `json:"roles"`
	Joined      string    `json:"joined_at"`
	Deaf        bool      `json:"deaf"`
	Mute        bool      `json:"mute"`
	Flags       int       `json:"flags"`
	Permissions string    `json:"permissions,omitempty"`
}

type wireChannel struct {
	ID          string     `json:"id"`
	Type        int        `json:"type"`
	Guild       string     `json:"guild_id,omitempty"`
	Name        string     `json:"name,omitempty"`
	Parent      string     `json:"parent_id,omitempty"`
	Owner       string     `json:"owner_id,omitempty"`
	Flags       int        `json:"flags"`
	Permissions string     `json:"permissions,omitempty"`
	Recipients  []wireUser `json:"recipients,omitempty"`
	Thread      *thread    `json:"thread_metadata,omitempty"`
	Position    *int       `json:"position,omitempty"`
	New         bool       `json:"newly_created,omitempty"`
}

type thread struct {
	Archived   bool   `json:"archived"`
	Locked     bool   `json:"locked"`
	Archive    int    `json:"auto_archive_duration"`
	ArchivedAt string `json:"archive_timestamp"`
}

type wireRole struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions string `json:"permissions"`
	Color       int    `json:"color"`
	Position    int    `json:"position"`
	Flags       int    `json:"flags"`
}

type wireGuild struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Owner       string        `json:"owner_id"`
	Locale      string        `json:"preferred_locale"`
	Joined      string        `json:"joined_at"`
	Large       bool          `json:"large"`
	Unavailable bool          `json:"unavailable"`
	Members     int           `json:"member_count"`
	Features    []string      `json:"features"`
	Roles       []wireRole    `json:"roles"`
	Emojis      []string      `json:"emojis"`
	Stickers    []string      `json:"stickers"`
	Channels    []wireChannel `json:"channels"`
	Threads     []wireChannel `json:"threads"`
	People      []wireMember  `json:"members"`
	Voices      []string      `json:"voice_states"`
	Presences   []string      `json:"presences"`
}

type wireUnavailable struct {
	ID          string `json:"id"`
	Unavailable bool   `json:"unavailable"`
}

type wireReady struct {
	Version     int               `json:"v"`
	User        wireUser          `json:"user"`
	Guilds      []wireUnavailable `json:"guilds"`
	Session     string            `json:"session_id"`
	Resume      string            `json:"resume_gateway_url"`
	Shard       [2]int            `json:"shard"`
	Application wireApplicationID `json:"application"`
	Private     []int             `json:"private_channels"`
	Trace       []string          `json:"_trace"`
}

type wireApplicationID struct {
	ID    string `json:"id"`
	Flags int    `json:"flags"`
}

type wireGateway struct {
	URL string `json:"url"`
}

type wireGatewayBot struct {
	URL    string         `json:"url"`
	Shards int            `json:"shards"`
	Limit  wireStartLimit `json:"session_start_limit"`
}

type wireStartLimit struct {
	Total       int `json:"total"`
	Remaining   int `json:"remaining"`
	ResetAfter  int `json:"reset_after"`
	Concurrency int `json:"max_concurrency"`
}

type wireApplication struct {
	ID               string   `json:"id"`
	Name             string   `json:"name"`
	Icon             *string  `json:"icon"`
	Description      string   `json:"description"`
	Type             *int     `json:"type"`
	VerifyKey        string   `json:"verify_key"`
	Flags            int      `json:"flags"`
	FlagsNew         string   `json:"flags_new"`
	Redirects        []string `json:"redirect_uris"`
	Endpoint         *string  `json:"interactions_endpoint_url"`
	Verification     *string  `json:"role_connections_verification_url"`
	Owner            wireUser `json:"owner"`
	Bot              wireUser `json:"bot"`
	Guilds           int      `json:"approximate_guild_count"`
	Installs         int      `json:"approximate_user_install_count"`
	Authorizations   int      `json:"approximate_user_authorization_count"`
	Filter           int      `json:"explicit_content_filter"`
	Team             *string  `json:"team"`
	Scopes           []string `json:"eligible_oauth2_scopes"`
	BotPublic        bool     `json:"bot_public"`
	BotRequiresGrant bool     `json:"bot_require_code_grant"`
}

type wireReference struct {
	Type    int    `json:"type"`
	Message string `json:"message_id,omitempty"`
	Channel string `json:"channel_id,omitempty"`
	Guild   string `json:"guild_id,omitempty"`
}

type wireMessage struct {
	ID          string          `json:"id"`
	Type        int             `json:"type"`
	Channel     string          `json:"channel_id"`
	Guild       string          `json:"guild_id,omitempty"` // in events only
	Author      wireUser        `json:"author"`
	Member      *wireMember     `json:"member,omitempty"`
	Content     string          `json:"content"`
	Timestamp   string          `json:"timestamp"`
	Edited      *string         `json:"edited_timestamp"`
	TTS         bool            `json:"tts"`
	Everyone    bool            `json:"mention_everyone"`
	Mentions    []wireUser      `json:"mentions"`
	Roles       []string        `json:"mention_roles"`
	Attachments []struct{}      `json:"attachments"`
	Embeds      []Embed         `json:"embeds"`
	Components  []Component     `json:"components"`
	Pinned      bool            `json:"pinned"`
	Flags       int             `json:"flags"`
	Nonce       json.RawMessage `json:"nonce,omitempty"`
	Webhook     string          `json:"webhook_id,omitempty"`
	Application string          `json:"application_id,omitempty"`
	Reference   *wireReference  `json:"message_reference,omitempty"`
	Referenced  *wireMessage    `json:"referenced_message,omitempty"`
	Interaction *wireOrigin     `json:"interaction_metadata,omitempty"`
}

// wireOrigin says which interaction a message answers.
type wireOrigin struct {
	ID     string            `json:"id"`
	Type   int               `json:"type"`
	User   wireUser          `json:"user"`
	Owners map[string]string `json:"authorizing_integration_owners"`
}

// encode is for values of our own types, which always have a JSON form.
func encode(v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return body
}

func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }
