package discordtest

import (
	"cmp"
	"slices"
	"time"
)

// Incoming is a message that somebody writes.
type Incoming struct {
	Guild   string // "" is a direct message
	Channel string // the guild's first one, or that of User and the bot, if empty
	Thread  string // instead, a thread of Channel
	User    string // Ann if empty
	Roles   []string
	Text    string
	// Mentions puts a mention of the bot in front of the text, unless it has one.
	Mentions bool
	ReplyTo  string // id of a message; if it is the bot's, then the bot is pinged
	NoPing   bool   // the reply does not ping
	FromBot  bool   // the author is another bot
	Own      bool   // the author is this bot
	Webhook  bool
	Everyone bool // @everyone was pinged
	Type     int  // of the message: 0 is an ordinary one, 19 a reply
	Age      time.Duration
}

// Say sends MESSAGE_CREATE to who asked for it and returns the message's id.
func (s *Server) Say(in Incoming) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.where(&in)
	m := &message{
		Message: Message{ID: s.aged(in.Age), Channel: c.id, Guild: c.guild, Content: in.Text, ReplyTo: in.ReplyTo},
		kind:    in.Type, author: in.User, roles: in.Roles, everyone: in.Everyone,
	}
	if in.Mentions && !mentioned(in.Text, BotID) {
		m.Content = "<@" + BotID + "> " + in.Text
	}
	if in.FromBot {
		s.people[in.User] = &person{name: "other-bot", bot: true}
	}
	if in.Webhook {
		m.webhook = in.User
	}
	if in.Own {
		m.author = BotID
	}
	s.reply(m, in)
	if mentioned(m.Content, BotID) && !slices.Contains(m.mentions, BotID) {
		m.mentions = append(m.mentions, BotID)
	}
	s.keep(m)
	s.announce("MESSAGE_CREATE", m)
	return m.ID
}

// where fills in what follows from the rest, and returns the channel.
func (s *Server) where(in *Incoming) *channel {
	in.User = cmp.Or(in.User, Ann)
	if in.Guild == "" && in.Channel == "" {
		return s.dm(in.User)
	}
	s.ensure(in.Guild)
	in.Channel = cmp.Or(in.Channel, general(in.Guild))
	c := s.place(in.Guild, in.Channel, TextChannel)
	if in.Thread == "" {
		return c
	}
	t := s.place(c.guild, in.Thread, PublicThread)
	t.parent = c.id
	return t
}

// reply makes a message a reply.
func (s *Server) reply(m *message, in Incoming) {
	if in.ReplyTo == "" {
		return
	}
	m.kind = cmp.Or(in.Type, 19)
	m.reference = &wireReference{Message: in.ReplyTo, Channel: m.Channel, Guild: m.Guild}
	if to := s.messages[in.ReplyTo]; to != nil && !in.NoPing {
		m.mentions = append(m.mentions, to.author)
	}
}

// Edit gives a message another text and sends MESSAGE_UPDATE; false if there is none.
func (s *Server) Edit(id, text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[id]
	if m == nil || m.Deleted {
		return false
	}
	m.Content = text
	s.edit(m)
	at := slices.Index(m.mentions, BotID)
	switch {
	case mentioned(text, BotID) && at < 0:
		m.mentions = append(m.mentions, BotID)
	case !mentioned(text, BotID) && at >= 0 && m.ReplyTo == "":
		m.mentions = slices.Delete(m.mentions, at, at+1)
	}
	s.announce("MESSAGE_UPDATE", m)
	return true
}

// Delete deletes a message and sends MESSAGE_DELETE; false if there is none.
func (s *Server) Delete(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[id]
	if m == nil || m.Deleted {
		return false
	}
	s.erase(m)
	return true
}

// erase deletes a message. s.mu is held.
func (s *Server) erase(m *message) {
	m.Deleted = true
	c := s.channels[m.Channel]
	if m.Ephemeral || c == nil {
		s.signal()
		return
	}
	s.tell(c.guild, c.intent(), "MESSAGE_DELETE", encode(wireDeleted{m.ID, c.id, c.guild}))
}

type wireDeleted struct {
	ID      string `json:"id"`
	Channel string `json:"channel_id"`
	Guild   string `json:"guild_id,omitempty"`
}
