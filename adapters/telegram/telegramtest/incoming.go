package telegramtest

import (
	"cmp"
	"encoding/json"
	"time"
)

// Incoming is a message that somebody writes. Chat and User stand for each other
// if one is 0: a private chat has the id of its person. In a group, User 0 is 5001.
type Incoming struct {
	Chat, User int64
	Text       string
	ChatType   string // Private if empty
	ChatTitle  string
	Name       string // of the person; stays until it is set again, first it is Ann
	Username   string // likewise
	Language   string // likewise

	Thread     int  // message_thread_id
	IsTopic    bool // Thread is a topic of a forum, not just replies
	ReplyTo    int  // a message of this chat
	ReplyToBot bool // the bot's last message in this chat

	Caption     bool  // Text is the caption of a photo; without Text the photo has none
	Edited      int   // the message that this is the new wording of
	SenderChat  int64 // who writes as a chat: Chat itself is an anonymous administrator
	ViaBot      bool  // chosen from what this bot answered inline
	FromBot     bool  // the author is another bot
	Forwarded   bool  // somebody else has written it
	AutoForward bool  // a post of SenderChat, the channel that the group belongs to

	Age time.Duration // how long ago it was written
}

// Say queues a message, an edited message, or a channel's post, and returns its
// update_id: 0 if the bot does not want that kind. [Server.MessageID] has its id.
func (s *Server) Say(in Incoming) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	in.complete()
	s.introduce(in)
	c := s.chat(in.Chat, in.ChatType)
	c.wire.Title = cmp.Or(in.ChatTitle, c.wire.Title)
	if in.IsTopic {
		s.topic(c, in.Thread)
	}
	if !c.private() && c.members[in.User] == "" {
		c.members[in.User] = "member"
	}
	m := s.compose(c, in)
	if old := s.messages[messageKey{in.Chat, in.Edited}]; in.Edited != 0 && old != nil {
		m.wire.Date, m.wire.ReplyTo, m.wire.Thread, m.wire.IsTopic = old.wire.Date, old.wire.ReplyTo, old.wire.Thread, old.wire.IsTopic
	}
	s.remember(m)
	body, err := json.Marshal(m.wire)
	if err != nil {
		panic(err) // the types are ours
	}
	return s.push(in.kind(), &update{
		message: m.wire.ID,
		lane:    in.Chat,
		expires: s.now().Add(24*time.Hour - in.Age),
	}, body)
}

// complete fills in what follows from the rest.
func (in *Incoming) complete() {
	in.ChatType = cmp.Or(in.ChatType, Private)
	if in.ChatType == Private {
		in.Chat = cmp.Or(in.Chat, in.User)
		in.User = cmp.Or(in.User, in.Chat)
	}
	in.User = cmp.Or(in.User, 5001)
	if in.ChatType == Channel {
		in.SenderChat = in.Chat
	}
}

func (in *Incoming) kind() string {
	kind := "message"
	if in.ChatType == Channel {
		kind = "channel_post"
	}
	if in.Edited != 0 {
		kind = "edited_" + kind
	}
	return kind
}

// introduce takes in what a message tells of its author.
func (s *Server) introduce(in Incoming) {
	u := s.user(in.User)
	v := u
	v.Name = cmp.Or(in.Name, u.Name)
	v.Username = cmp.Or(in.Username, u.Username)
	v.Language = cmp.Or(in.Language, u.Language)
	v.IsBot = in.FromBot
	if v == u {
		return
	}
	s.users[in.User] = v
	if c := s.chats[in.User]; c != nil {
		c.wire.Name, c.wire.Username = v.Name, v.Username
	}
}

// compose makes the message.
func (s *Server) compose(c *chat, in Incoming) *message {
	date := s.now().Add(-in.Age).Unix()
	m := &message{wire: wireMessage{
		ID: in.Edited, Date: date, Chat: c.wire,
		Thread: in.Thread, IsTopic: in.IsTopic,
	}}
	if in.Edited == 0 {
		m.wire.ID = s.nextMessage(c)
	} else {
		m.wire.EditDate = date
	}
	s.sign(m, in)
	if in.ReplyToBot {
		in.ReplyTo = c.lastSent
	}
	if r := s.messages[messageKey{in.Chat, in.ReplyTo}]; r != nil {
		m.wire.ReplyTo = r.quoted()
	}
	if in.Caption {
		m.wire.Caption, m.wire.CaptionEnts = in.Text, mark(in.Text)
		m.wire.Photo = []wirePhoto{{FileID: "photo", UniqueID: "p", Width: 90, Height: 90}}
	} else {
		m.wire.Text, m.wire.Entities = in.Text, mark(in.Text)
	}
	return m
}

// sign says who has written a message.
func (s *Server) sign(m *message, in Incoming) {
	from := s.user(in.User)
	w := &m.wire
	if in.SenderChat != 0 {
		w.SenderChat = &s.chat(in.SenderChat, Channel).wire
	}
	switch {
	case in.ChatType == Channel:
		return
	case in.AutoForward:
		from = wireUser{ID: serviceUser, Name: "Telegram"}
		w.AutoForward = true
		w.Origin = &wireOrigin{Type: "channel", Date: w.Date, Chat: w.SenderChat, Message: 1}
	case in.SenderChat == in.Chat && in.SenderChat != 0:
		from = wireUser{ID: anonymousAdmin, IsBot: true, Name: "Group", Username: "GroupAnonymousBot"}
	case in.SenderChat != 0:
		from = wireUser{ID: channelAuthor, IsBot: true, Name: "Channel", Username: "Channel_Bot"}
	}
	w.From = &from
	if in.Forwarded {
		w.Origin = &wireOrigin{Type: "user", Date: w.Date, User: &wireUser{ID: 4242, Name: "Somebody"}}
	}
	if in.ViaBot {
		bot := s.bot()
		w.ViaBot = &bot
	}
}
