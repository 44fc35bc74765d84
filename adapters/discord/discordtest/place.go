package discordtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kinds of channels.
// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const (
	TextChannel  = 0
	DMChannel    = 1
	GroupDM      = 3
	PublicThread = 11
	ForumChannel = 15
)

// memberPermissions are what @everyone may do in a guild: see, send, embed, read
// history, use commands, and send in threads.
const memberPermissions = 1<<10 | 1<<11 | 1<<14 | 1<<16 | 1<<31 | 1<<38

type person struct {
	name string
	bot  bool
}

type channel struct {
	id     string
	kind   int
	guild  string
	parent string
	name   string
	owner  string
	people []string // in direct messages
	closed bool     // a post whose first message is not there yet
}

// Name sets a person's name, which is their id first.
func (s *Server) Name(user, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[user] = &person{name: name}
}

// user is what Discord says of a person. s.mu is held.
func (s *Server) user(id string) wireUser {
	if id == BotID {
		return wireUser{ID: id, Username: "candor", Discriminator: "0420", Bot: true}
	}
	u := wireUser{ID: id, Username: "user" + id, Discriminator: "0"}
	if p := s.people[id]; p != nil {
		u.Username, u.Bot = cmp.Or(p.name, u.Username), p.bot
	}
	u.GlobalName = &u.Username
	return u
}

// wireMember is what Discord says of somebody in a guild.
func (s *Server) wireMember(user string, roles []string, permissions int64) *wireMember {
	u := s.user(user)
	m := &wireMember{User: &u, Roles: roles, Joined: timestamp(time.UnixMilli(epoch))}
	if m.Roles == nil {
		m.Roles = []string{}
	}
	if permissions != 0 {
		m.Permissions = strconv.FormatInt(permissions, 10)
	}
	return m
}

// join makes the bot a member of a guild. s.mu is held, or nobody else is there yet.
func (s *Server) join(guild string) {
	s.guilds = append(s.guilds, guild)
	s.member[guild] = true
	s.place(guild, general(guild), TextChannel)
}

// ensure makes the bot a member of a guild in which something happens.
func (s *Server) ensure(guild string) {
	if guild != "" && !s.member[guild] {
		s.join(guild)
	}
}

// Invite brings the bot into a further guild, which it hears of if it asked for the
// intent.
func (s *Server) Invite(guild string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.join(guild)
	s.tell(guild, IntentGuilds, "GUILD_CREATE", encode(s.guild(guild)))
}

// Expel puts the bot out of a guild: GUILD_DELETE.
func (s *Server) Expel(guild string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(guild, IntentGuilds, "GUILD_DELETE", encode(wireUnavailable{ID: guild}))
	delete(s.member, guild)
	s.guilds = slices.DeleteFunc(s.guilds, func(g string) bool { return g == guild })
}

// guild is what GUILD_CREATE says.
func (s *Server) guild(id string) wireGuild {
	zero := 0
	return wireGuild{
		ID: id, Name: "Guild " + id, Owner: Ann, Locale: "en-US", Joined: timestamp(time.UnixMilli(epoch)), Members: 50,
		Features: []string{"COMMUNITY"}, Emojis: []string{}, Stickers: []string{}, Voices: []string{}, Presences: []string{},
		Roles:    []wireRole{{ID: id, Name: "@everyone", Permissions: strconv.FormatInt(memberPermissions, 10)}},
		Channels: []wireChannel{{ID: general(id), Type: TextChannel, Name: "general", Position: &zero}},
		Threads:  []wireChannel{},
		People:   []wireMember{*s.wireMember(BotID, nil, 0)},
	}
}

// place returns a channel and makes it known. s.mu is held.
func (s *Server) place(guild, id string, kind int) *channel {
	c := s.channels[id]
	if c == nil {
		c = &channel{id: id, kind: kind, guild: guild, name: "general"}
		s.channels[id] = c
	}
	return c
}

// DM returns the channel of the bot and a person.
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(user).id
}

func (s *Server) dm(user string) *channel {
	c := s.place("", "7"+user, DMChannel)
	c.people = []string{user}
	return c
}

// wireChannel is what Discord says of a channel.
func (s *Server) wireChannel(c *channel) wireChannel {
	w := wireChannel{ID: c.id, Type: c.kind, Guild: c.guild, Name: c.name, Parent: c.parent, Owner: c.owner}
	if c.guild == "" {
		w.Name = ""
	}
	if c.kind == PublicThread {
		w.Thread = &thread{Archive: 1440, ArchivedAt: timestamp(s.now())}
	}
	for _, p := range c.people {
		w.Recipients = append(w.Recipients, s.user(p))
	}
	return w
}

// channel returns the channel that the bot may write to.
func (s *Server) channel(id string) (*channel, error) {
	c := s.channels[id]
	if c == nil {
		return nil, notFound(unknownChannel)
	}
	if c.kind == GroupDM || c.guild != "" && !s.member[c.guild] {
		return nil, fail(http.StatusForbidden, missingAccess)
	}
	if c.closed {
		return nil, fail(http.StatusForbidden, threadNotBegun)
	}
	return c, nil
}

func (s *Server) getMe(*request) (any, error) {
	return wireMe{wireUser: s.user(BotID), Locale: "en-US", Verified: true}, nil
}

func (s *Server) getApplication(*request) (any, error) {
	a := wireApplication{
		ID: AppID, Name: "Candor", VerifyKey: s.PublicKey, Flags: 1 << 23, FlagsNew: strconv.Itoa(1 << 23),
		Redirects: []string{}, Owner: s.user(Ann), Bot: s.user(BotID), Guilds: len(s.guilds), Scopes: []string{}, BotPublic: true,
	}
	if s.endpoint != "" {
		a.Endpoint = &s.endpoint
	}
	return a, nil
}

func (s *Server) getChannel(q *request) (any, error) {
	c := s.channels[q.args["channel_id"]]
	if c == nil {
		return nil, notFound(unknownChannel)
	}
	return s.wireChannel(c), nil
}

func (s *Server) openDM(q *request) (any, error) {
	var body struct {
		Recipient string `json:"recipient_id"`
	}
	if json.Unmarshal(q.body, &body) != nil || body.Recipient == "" {
		return nil, fail(http.StatusBadRequest, badForm)
	}
	return s.wireChannel(s.dm(body.Recipient)), nil
}

func (s *Server) showTyping(q *request) (any, error) {
	c, err := s.channel(q.args["channel_id"])
	if err != nil {
		return nil, err
	}
	s.typings[c.id]++
	return nil, nil
}

// Typings is how often the bot has said that it types in a channel.
func (s *Server) Typings(channel string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typings[channel]
}

// intent is the intent that hears of messages in a channel.
func (c *channel) intent() int {
	if c.guild == "" {
		return IntentDirectMessages
	}
	return IntentGuildMessages
}

// mentioned reports whether a text mentions somebody.
func mentioned(text, user string) bool {
	return strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@!"+user+">")
}
