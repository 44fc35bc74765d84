package telegramtest

import (
	"slices"
	"time"
)

type messageKey struct {
	chat int64
	id   int
}

// message is one that the server knows.
type message struct {
	wire    wireMessage
	fromBot bool
	deleted bool
	edits   int
	at      time.Time

	html       string
	silent     bool
	previewOff bool
	forceReply bool
}

// quoted is a message as part of another, which does not hold a third.
func (m *message) quoted() *wireMessage {
	q := m.wire
	q.ReplyTo = nil
	return &q
}

// nextMessage counts messages as Telegram does: all private chats and basic groups
// of the bot together, other chats for themselves.
func (s *Server) nextMessage(c *chat) int {
	if c.ownIDs() {
		c.lastID++
		return c.lastID
	}
	s.lastID++
	return s.lastID
}

// remember keeps a message, or what an edited one says now.
func (s *Server) remember(m *message) {
	key := messageKey{m.wire.Chat.ID, m.wire.ID}
	if _, ok := s.messages[key]; !ok {
		s.kept = append(s.kept, key)
		if kept := trim(s.kept, 2*s.set.keep); len(kept) < len(s.kept) {
			for _, old := range s.kept[:len(s.kept)-len(kept)] {
				delete(s.messages, old)
			}
			s.kept = kept
		}
	}
	s.messages[key] = m
}

// Sent is a message of the bot as a person sees it now.
type Sent struct {
	Chat       int64
	Thread     int // the topic
	MessageID  int
	ReplyTo    int
	Text       string   // as shown
	HTML       string   // as sent, if as HTML
	Entities   []Entity // offsets and lengths in UTF-16
	Buttons    [][]Button
	ForceReply bool
	Edited     int // times
	Deleted    bool
	Silent     bool // disable_notification
	Protected  bool // protect_content
	NoPreview  bool // link_preview_options.is_disabled
	At         time.Time
}

// Button returns the button with a text.
func (m Sent) Button(text string) (Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == text {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Sent returns the bot's messages in the order in which they were sent, the deleted
// ones too.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Sent, len(s.sent))
	for i, m := range s.sent {
		all[i] = m.seen()
	}
	return all
}

// SentTo returns the bot's messages to a chat.
func (s *Server) SentTo(chat int64) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Sent
	for _, m := range s.sent {
		if m.wire.Chat.ID == chat {
			all = append(all, m.seen())
		}
	}
	return all
}

// SentCount is the number of messages that the bot has sent, forgotten ones too.
func (s *Server) SentCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sentCount
}

func (m *message) seen() Sent {
	v := Sent{
		Chat:       m.wire.Chat.ID,
		Thread:     m.wire.Thread,
		MessageID:  m.wire.ID,
		Text:       m.wire.Text,
		HTML:       m.html,
		Entities:   slices.Clone(m.wire.Entities),
		ForceReply: m.forceReply,
		Edited:     m.edits,
		Deleted:    m.deleted,
		Silent:     m.silent,
		Protected:  m.wire.Protected,
		NoPreview:  m.previewOff,
		At:         m.at,
	}
	if m.wire.ReplyTo != nil {
		v.ReplyTo = m.wire.ReplyTo.ID
	}
	if m.wire.Keyboard != nil {
		v.Buttons = m.wire.Keyboard.buttons()
	}
	return v
}
