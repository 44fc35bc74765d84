package discordtest

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// nonceLife is how long a nonce is remembered: "the past few minutes" in Discord's
// words.
const nonceLife = 5 * time.Minute

type nonceUse struct {
	message string
	at      time.Time
}

// createMessage sends a message to a channel.
func (s *Server) createMessage(q *request) (any, error) {
	c, err := s.channel(q.args["channel_id"])
	if err != nil {
		return nil, err
	}
	b, err := readMessage(q.body)
	if err != nil {
		return nil, err
	}
	if m := s.repeated(b); m != nil {
		return s.wire(m, true), nil
	}
	m := &message{
		Message: Message{Channel: c.id, Guild: c.guild, Flags: b.flags() &^ flagEphemeral, Nonce: nonceText(b.Nonce)},
		author:  BotID, nonce: b.Nonce,
	}
	b.fill(m)
	replied, err := s.quote(m, b)
	if err != nil {
		return nil, err
	}
	m.ID = s.next()
	m.Pings = b.pings(replied, parseAll)
	if m.Nonce != "" {
		s.nonces[m.Nonce] = nonceUse{m.ID, s.now()}
	}
	s.keep(m)
	s.show(m)
	s.announce("MESSAGE_CREATE", m)
	return s.wire(m, true), nil
}

// repeated returns the message that was sent with the same nonce, if there is one.
func (s *Server) repeated(b *messageBody) *message {
	now := s.now()
	if len(s.nonces) > s.noncesAt {
		maps.DeleteFunc(s.nonces, func(_ string, use nonceUse) bool { return now.Sub(use.at) > nonceLife })
		s.noncesAt = 2*len(s.nonces) + 1000
	}
	use, ok := s.nonces[nonceText(b.Nonce)]
	if !b.Enforce || !ok || now.Sub(use.at) > nonceLife {
		return nil
	}
	return s.messages[use.message]
}

// nonceText is a nonce, which may be a string or a number.
func nonceText(raw []byte) string {
	text := string(raw)
	if text == "null" {
		return ""
	}
	if n := len(text); n > 1 && text[0] == '"' {
		return text[1 : n-1]
	}
	return text
}

// quote makes a message a reply, and returns who wrote the other one.
func (s *Server) quote(m *message, b *messageBody) (string, error) {
	if b.Reference == nil {
		return "", nil
	}
	to := s.messages[b.Reference.Message]
	if to == nil || to.Deleted || to.Channel != m.Channel || to.Ephemeral {
		if b.Reference.MustFind == nil || *b.Reference.MustFind {
			return "", invalid(problem{path: "message_reference", text: "Unknown message", excused: true})
		}
		return "", nil
	}
	m.kind = 19
	m.ReplyTo = to.ID
	m.reference = &wireReference{Message: to.ID, Channel: m.Channel, Guild: m.Guild}
	return to.author, nil
}

// known returns a message of a channel. Ephemeral ones are not to be found there.
func (s *Server) known(q *request) (*message, error) {
	if _, err := s.channel(q.args["channel_id"]); err != nil {
		return nil, err
	}
	m := s.messages[q.args["message_id"]]
	if m == nil || m.Deleted || m.Ephemeral || m.Channel != q.args["channel_id"] {
		return nil, notFound(unknownMessage)
	}
	return m, nil
}

func (s *Server) getMessage(q *request) (any, error) {
	m, err := s.known(q)
	if err != nil {
		return nil, err
	}
	return s.wire(m, s.readable(m) || s.set.privileged&IntentMessageContent != 0), nil
}

func (s *Server) editMessage(q *request) (any, error) {
	m, err := s.known(q)
	if err != nil {
		return nil, err
	}
	if m.author != BotID {
		return nil, fail(http.StatusForbidden, notTheAuthor)
	}
	return s.change(m, q.body)
}

// change edits a message of the bot, or shows it if it was loading.
func (s *Server) change(m *message, body []byte) (any, error) {
	b, err := readMessage(body)
	if err != nil {
		return nil, err
	}
	if err := s.rewrite(m, b); err != nil {
		return nil, err
	}
	return s.wire(m, true), nil
}

// rewrite writes a body into a message that is there.
func (s *Server) rewrite(m *message, b *messageBody) error {
	next := *m
	b.fill(&next)
	if next.Content == "" && len(next.Embeds) == 0 && len(next.Components) == 0 {
		return invalid(problem{path: "content", text: "nothing is left to show", code: emptyMessage})
	}
	if next.Flags&flagV2 != 0 && (next.Content != "" || len(next.Embeds) > 0) {
		return invalid(problem{path: "flags", text: "components V2 go without content and embeds"})
	}
	for _, who := range b.pings("", parseUsers) {
		if m.Loading && !slices.Contains(next.Pings, who) { // edits alert nobody
			next.Pings = append(next.Pings, who)
		}
	}
	loading := m.Loading
	*m = next
	if loading {
		s.show(m)
		s.announce("MESSAGE_UPDATE", m)
		return nil
	}
	s.edit(m)
	s.announce("MESSAGE_UPDATE", m)
	s.signal()
	return nil
}

func (s *Server) deleteMessage(q *request) (any, error) {
	m, err := s.known(q)
	if err != nil {
		return nil, err
	}
	if m.author != BotID {
		return nil, fail(http.StatusForbidden, missingPermissions)
	}
	s.erase(m)
	return nil, nil
}
