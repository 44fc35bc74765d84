package telegramtest

import (
	"cmp"
	"net/http"
	"strconv"
)

// Kinds of chats.
const (
	Private    = "private"
	Group      = "group"
	Supergroup = "supergroup"
	Channel    = "channel"
)

// The accounts that Telegram shows as authors of what has none.
const (
	anonymousAdmin = 1087968824
	channelAuthor  = 136817688
	serviceUser    = 777000
)

type chat struct {
	wire     wireChat
	topics   map[int]bool
	members  map[int64]string // status
	refusal  string           // why the bot cannot write here, if it cannot
	moved    int64            // the supergroup that it has become
	lastID   int              // message id, in supergroups and channels
	lastSent int              // the bot's last message
}

func (c *chat) private() bool { return c.wire.Type == Private }

// ownIDs reports whether the chat counts its messages by itself.
func (c *chat) ownIDs() bool { return c.wire.Type == Supergroup || c.wire.Type == Channel }

// chat returns a chat and makes it known. s.mu is held.
func (s *Server) chat(id int64, kind string) *chat {
	c := s.chats[id]
	if c == nil {
		c = &chat{wire: wireChat{ID: id, Type: cmp.Or(kind, Private)}, members: map[int64]string{}}
		if c.private() {
			c.wire.Name, c.wire.Username = s.user(id).Name, s.user(id).Username
		} else {
			c.wire.Title = "Bakers " + strconv.FormatInt(id, 10)
			c.members[s.set.bot.ID] = "member"
		}
		s.chats[id] = c
	}
	return c
}

// user returns a person, who gets a name if there is none yet.
func (s *Server) user(id int64) wireUser {
	u, ok := s.users[id]
	if !ok {
		u = wireUser{ID: id, Name: "Ann"}
		s.users[id] = u
	}
	return u
}

func (s *Server) bot() wireUser {
	return wireUser{ID: s.set.bot.ID, IsBot: true, Name: s.set.bot.Name, Username: s.set.bot.Username}
}

// open returns the chat that the bot may write to.
func (s *Server) open(p params) (*chat, error) {
	if !p.has("chat_id") {
		return nil, bad("chat_id is empty")
	}
	id := p.id("chat_id")
	return s.chats[id], s.reach(id)
}

// reach says why the bot cannot write to a chat, if it cannot.
func (s *Server) reach(id int64) error {
	switch c := s.chats[id]; {
	case c == nil:
		return bad("chat not found")
	case c.moved != 0:
		return &failure{
			code:        http.StatusBadRequest,
			description: "Bad Request: group chat was upgraded to a supergroup chat",
			migrateTo:   c.moved,
		}
	case c.refusal != "":
		return &failure{code: http.StatusForbidden, description: "Forbidden: " + c.refusal}
	}
	return nil
}

// Meet makes a chat known in which nobody has written yet.
func (s *Server) Meet(chat int64, chatType string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(chat, chatType)
}

// Topic makes a topic of a forum known, so that the bot may write there. Said
// messages with IsTopic do so too.
func (s *Server) Topic(chat int64, thread int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.topic(s.chat(chat, Supergroup), thread)
}

func (s *Server) topic(c *chat, thread int) {
	if c.topics == nil {
		c.topics = map[int]bool{}
	}
	c.topics[thread] = true
	c.wire.Forum = !c.private()
}

// CloseTopic deletes a topic.
func (s *Server) CloseTopic(chat int64, thread int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chat]; c != nil {
		delete(c.topics, thread)
	}
}

// Refuse makes the bot's messages to a chat fail with 403 and a reason, such as
// "user is deactivated", without an update that says so. "" ends it.
func (s *Server) Refuse(chat int64, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(chat, "").refusal = reason
}
