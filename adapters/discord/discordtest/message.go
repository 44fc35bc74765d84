package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Flags of messages.
// https://discord.com/developers/docs/resources/message#message-object-message-flags
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagV2             = 1 << 15
)

// Message is a message of the bot, as people see it.
type Message struct {
	ID, Channel, Guild string

	Ephemeral   bool
	For         string // who alone sees an ephemeral one
	Content     string
	Embeds      []Embed
	Components  []Component
	Flags       int
	ReplyTo     string // id of a message
	Interaction string // id of the interaction that it answers
	Nonce       string
	Pings       []string // who was alerted: "@everyone", "@here", "<@id>", "<@&id>"
	Loading     bool     // "thinking…"
	Edited      int      // how often, since it was shown
	Deleted     bool
	At          time.Time // when it was shown, by the server's clock
}

// Text is everything that there is to read: content, embeds and text components, but
// no buttons.
func (m Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		if e.Author != nil {
			parts = append(parts, e.Author.Name)
		}
		parts = append(parts, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
		if e.Footer != nil {
			parts = append(parts, e.Footer.Text)
		}
	}
	walk(m.Components, "", func(c *Component, _ string) { parts = append(parts, c.Content) })
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "\n\n")
}

// Buttons returns the buttons, from left to right and top to bottom.
func (m Message) Buttons() []Component { return m.ofKind(buttonKind) }

// Menus returns the menus to select from.
func (m Message) Menus() []Component { return m.ofKind(selectKind) }

func (m Message) ofKind(kind int) []Component {
	var found []Component
	walk(m.Components, "", func(c *Component, _ string) {
		if c.Type == kind {
			found = append(found, *c)
		}
	})
	return found
}

// Button returns the first button whose label contains a text, and whether there is
// one.
func (m Message) Button(label string) (Component, bool) {
	for _, b := range m.Buttons() {
		if strings.Contains(b.Label, label) {
			return b, true
		}
	}
	return Component{}, false
}

// message is a message of anybody.
type message struct {
	Message
	kind      int // of the message, 0 is an ordinary one
	author    string
	webhook   string
	roles     []string // of the author
	nonce     json.RawMessage
	mentions  []string
	everyone  bool
	created   time.Time
	edited    time.Time
	reference *wireReference
	origin    *wireOrigin
}

// edit notes that a message was changed. No two changes have the same time, by which bots tell
// them apart. s.mu is held.
func (s *Server) edit(m *message) {
	now := s.now()
	if next := m.edited.Add(time.Microsecond); now.Before(next) { // timestamps have no smaller part
		now = next
	}
	m.edited = now
	m.Message.Edited++
}

// keep takes a message in. s.mu is held.
func (s *Server) keep(m *message) {
	m.created = s.now()
	s.messages[m.ID] = m
	s.kept = append(s.kept, m.ID)
	if keep := s.set.keep; keep > 0 && len(s.kept) >= 2*keep {
		for _, id := range s.kept[:len(s.kept)-keep] {
			delete(s.messages, id)
		}
		s.kept = trim(s.kept, keep)
	}
}

// show counts a message of the bot as one that is seen.
func (s *Server) show(m *message) {
	m.At = s.now()
	m.Loading = false
	m.Flags &^= flagLoading
	s.sent = trim(append(s.sent, m), s.set.keep)
	s.sentCount++
	s.signal()
}

// Sent returns the messages that the bot has shown, in their order: what is still
// loading is not among them, what was deleted is.
func (s *Server) Sent() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent := make([]Message, len(s.sent))
	for i, m := range s.sent {
		sent[i] = m.snapshot()
	}
	return sent
}

// SentCount is how many messages the bot has shown.
func (s *Server) SentCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sentCount
}

// Seen returns the bot's messages that somebody sees now in a channel: not what was
// deleted, and of the ephemeral ones only their own.
func (s *Server) Seen(user, channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var seen []Message
	for _, m := range s.sent {
		if m.Channel == channel && !m.Deleted && (!m.Ephemeral || m.For == user) {
			seen = append(seen, m.snapshot())
		}
	}
	return seen
}

// Message returns a message by its id, whoever wrote it, or by the id of the
// interaction whose original response it is.
func (s *Server) Message(id string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.message(id)
	if m == nil {
		return Message{}, false
	}
	return m.snapshot(), true
}

func (s *Server) message(id string) *message {
	if in := s.interactions[id]; in != nil {
		id = in.original
	}
	return s.messages[id]
}

func (m *message) snapshot() Message {
	v := m.Message
	v.Embeds, v.Components, v.Pings = slices.Clone(v.Embeds), slices.Clone(v.Components), slices.Clone(v.Pings)
	return v
}

// wire is what Discord says of a message to the bot. The text is missing where the
// bot may not read it.
func (s *Server) wire(m *message, readable bool) *wireMessage {
	w := &wireMessage{
		ID: m.ID, Type: m.kind, Channel: m.Channel, Author: s.user(m.author), Timestamp: timestamp(m.created),
		Mentions: []wireUser{}, Roles: []string{}, Attachments: []struct{}{}, Embeds: []Embed{}, Components: []Component{},
		Flags: m.Flags, Nonce: m.nonce, Webhook: m.webhook, Reference: m.reference, Interaction: m.origin, Everyone: m.everyone,
	}
	if m.origin != nil {
		w.Application = AppID
	}
	if !m.edited.IsZero() {
		at := timestamp(m.edited)
		w.Edited = &at
	}
	for _, id := range m.mentions {
		w.Mentions = append(w.Mentions, s.user(id))
	}
	if r := s.messages[m.ReplyTo]; r != nil && m.reference != nil {
		quoted := *r
		quoted.reference = nil // one level is enough
		w.Referenced = s.wire(&quoted, readable || s.readable(r))
	}
	if readable {
		w.Content = m.Content
		for _, e := range m.Embeds {
			e.Type = "rich"
			w.Embeds = append(w.Embeds, e)
		}
		w.Components = complete(m.Components)
	}
	return w
}

// readable reports whether the bot may read a message without the privilege.
// https://discord.com/developers/docs/events/gateway#message-content-intent
func (s *Server) readable(m *message) bool {
	return m.author == BotID || m.Guild == "" || slices.Contains(m.mentions, BotID)
}

// announce sends MESSAGE_CREATE or MESSAGE_UPDATE to whom it concerns.
func (s *Server) announce(event string, m *message) {
	c := s.channels[m.Channel]
	if m.Ephemeral || c == nil || (c.guild != "" && !s.member[c.guild]) {
		return
	}
	s.expire()
	for _, readable := range []bool{true, false} {
		var data []byte
		for _, ss := range s.sessions {
			free := s.readable(m) || ss.intents&IntentMessageContent != 0
			if free != readable || !ss.hears(c.guild) || ss.intents&c.intent() == 0 {
				continue
			}
			if data == nil {
				w := s.wire(m, readable)
				w.Guild = c.guild
				if c.guild != "" && m.webhook == "" {
					w.Member = s.wireMember(m.author, m.roles, 0)
					w.Member.User = nil
				}
				data = encode(w)
			}
			s.emit(ss, event, data)
		}
	}
	s.signal()
}

func join(path string, i int) string {
	if path == "" {
		return strconv.Itoa(i)
	}
	return path + "." + strconv.Itoa(i)
}
