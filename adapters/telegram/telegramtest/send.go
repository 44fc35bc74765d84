package telegramtest

import "time"

// reply says what a message answers.
type reply struct {
	Message int  `json:"message_id"`
	Always  bool `json:"allow_sending_without_reply"`
}

func (s *Server) sendMessage(p params) (result, error) {
	c, err := s.open(p)
	if err != nil {
		return nil, err
	}
	m, err := s.draft(c, p)
	if err != nil {
		return nil, err
	}
	if err := s.place(c, m, p); err != nil {
		return nil, err
	}
	if err := s.admit(c); err != nil {
		return nil, err
	}
	m.wire.ID = s.nextMessage(c)
	c.lastSent = m.wire.ID
	s.remember(m)
	s.sent = append(s.sent, m)
	s.sent = trim(s.sent, s.set.keep)
	s.sentCount++
	return encode(m.wire)
}

// draft makes a message of what a call says.
func (s *Server) draft(c *chat, p params) (*message, error) {
	var entities []Entity
	if _, err := decode(p, "entities", &entities); err != nil {
		return nil, err
	}
	f, err := format(p.text("text"), p.text("parse_mode"), entities)
	if err != nil {
		return nil, err
	}
	k, force, err := markup(p.text("reply_markup"))
	if err != nil {
		return nil, err
	}
	var preview struct {
		Off bool `json:"is_disabled"`
	}
	if _, err := decode(p, "link_preview_options", &preview); err != nil {
		return nil, err
	}
	bot := s.bot()
	return &message{
		wire: wireMessage{
			From: &bot, Date: s.now().Unix(), Chat: c.wire, Protected: p.yes("protect_content"),
			Text: f.text, Entities: f.entities, Keyboard: k,
		},
		fromBot:    true,
		at:         time.Now(),
		html:       f.html,
		silent:     p.yes("disable_notification"),
		previewOff: preview.Off || p.yes("disable_web_page_preview"),
		forceReply: force,
	}, nil
}

// place puts a message into its topic and below what it answers.
func (s *Server) place(c *chat, m *message, p params) error {
	r := reply{Message: int(p.id("reply_to_message_id")), Always: p.yes("allow_sending_without_reply")}
	if _, err := decode(p, "reply_parameters", &r); err != nil {
		return err
	}
	thread := int(p.id("message_thread_id"))
	if thread != 0 && !c.topics[thread] {
		return bad("message thread not found")
	}
	m.wire.Thread, m.wire.IsTopic = thread, thread != 0
	if r.Message == 0 {
		return nil
	}
	to := s.messages[messageKey{c.wire.ID, r.Message}]
	if to == nil || to.deleted {
		if r.Always {
			return nil
		}
		return bad("message to be replied not found")
	}
	m.wire.ReplyTo = to.quoted()
	if thread == 0 && to.wire.IsTopic {
		if !c.topics[to.wire.Thread] {
			return bad("message thread not found")
		}
		m.wire.Thread, m.wire.IsTopic = to.wire.Thread, true
	}
	return nil
}
