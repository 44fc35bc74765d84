package discordtest

import "cmp"

// Post is a post in a forum: a thread and its first message, which have the same id.
type Post struct {
	Guild string // the first of the bot's if empty
	Forum string // id of a channel; one made up if empty
	User  string // Ann if empty
	Title string
	Text  string
	Late  bool // the message comes with [Server.FinishPost]; until then 40058 for who writes
}

// OpenPost sends THREAD_CREATE and, unless the post is late, MESSAGE_CREATE. It
// returns the id of both.
func (s *Server) OpenPost(p Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.Guild = cmp.Or(p.Guild, GuildID(0))
	p.User = cmp.Or(p.User, Ann)
	s.ensure(p.Guild)
	forum := s.place(p.Guild, cmp.Or(p.Forum, general(general(p.Guild))), ForumChannel)
	t := s.place(p.Guild, s.next(), PublicThread)
	t.parent, t.name, t.owner, t.closed = forum.id, p.Title, p.User, true
	w := s.wireChannel(t)
	w.New = true
	s.tell(p.Guild, IntentGuilds, "THREAD_CREATE", encode(w))
	if !p.Late {
		s.beginPost(t, p.Text)
	}
	return t.id
}

// FinishPost sends the first message of a post that was late.
func (s *Server) FinishPost(id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.channels[id]; t != nil && t.closed {
		s.beginPost(t, text)
	}
}

func (s *Server) beginPost(t *channel, text string) {
	t.closed = false
	m := &message{Message: Message{ID: t.id, Channel: t.id, Guild: t.guild, Content: text}, author: t.owner}
	if mentioned(text, BotID) {
		m.mentions = []string{BotID}
	}
	s.keep(m)
	s.announce("MESSAGE_CREATE", m)
}
