package telegramtest

import (
	"cmp"
	"slices"
)

// SetMember makes a person a "creator", "administrator", "member", "restricted",
// "left" or "kicked" in a chat, without an update that says so.
func (s *Server) SetMember(chat, user int64, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user(user)
	s.chat(chat, Supergroup).members[user] = status
}

// member is what the Bot API says of a status.
func member(u wireUser, status string) wireMember {
	m := wireMember{Status: status, User: u}
	switch status {
	case "administrator":
		m.Anonymous = new(bool)
		m.wireRights = &wireRights{ManageChat: true, Delete: true, Restrict: true, Invite: true}
	case "creator":
		m.Anonymous = new(bool)
	case "kicked":
		m.Until = new(int64)
	case "restricted":
		in := true
		m.Until, m.IsMember = new(int64), &in
	}
	return m
}

func (s *Server) getChatMember(p params) (result, error) {
	c, err := s.open(p)
	if err != nil {
		return nil, err
	}
	id := p.id("user_id")
	if id == 0 {
		return nil, bad("invalid user_id specified")
	}
	status, ok := c.members[id]
	u, known := s.users[id]
	switch {
	case id == s.set.bot.ID:
		u = s.bot()
	case !ok && !known:
		return nil, bad("user not found")
	case c.private() && id == c.wire.ID:
		status = "member"
	}
	return encode(member(u, cmp.Or(status, "left")))
}

func (s *Server) getChatAdministrators(p params) (result, error) {
	c, err := s.open(p)
	if err != nil {
		return nil, err
	}
	if c.private() {
		return nil, bad("there are no administrators in the private chat")
	}
	list := []wireMember{}
	for id, status := range c.members {
		if status == "creator" || status == "administrator" {
			list = append(list, member(s.user(id), status))
		}
	}
	slices.SortFunc(list, func(a, b wireMember) int { return cmp.Compare(a.User.ID, b.User.ID) })
	return encode(list)
}

func (s *Server) getChat(p params) (result, error) {
	c, err := s.open(p)
	if err != nil {
		return nil, err
	}
	return encode(wireFullChat{wireChat: c.wire, Reactions: 11})
}

func (s *Server) leaveChat(p params) (result, error) {
	c, err := s.open(p)
	if err != nil {
		return nil, err
	}
	if c.private() {
		return nil, bad("chat member status can't be changed in private chats")
	}
	c.members[s.set.bot.ID] = "left"
	c.refusal = "bot is not a member of the " + c.wire.Type + " chat"
	return yes, nil
}
