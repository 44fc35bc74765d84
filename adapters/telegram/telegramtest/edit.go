package telegramtest

import (
	"slices"
	"strings"
)

// edited returns the message that a call is about; nil and no error if that is one
// which somebody has sent inline.
func (s *Server) edited(p params, to string) (*chat, *message, error) {
	if id := p.text("inline_message_id"); id != "" && !p.has("chat_id") {
		if !s.inline[id] {
			return nil, nil, bad("MESSAGE_ID_INVALID")
		}
		return nil, nil, nil
	}
	c, err := s.open(p)
	if err != nil {
		return nil, nil, err
	}
	m := s.messages[messageKey{c.wire.ID, int(p.id("message_id"))}]
	switch {
	case p.id("message_id") == 0:
		return nil, nil, bad("message identifier is not specified")
	case m == nil || m.deleted:
		return nil, nil, bad("message to " + to + " not found")
	case !m.fromBot && to == "edit":
		return nil, nil, bad("message can't be edited")
	}
	return c, m, nil
}

func (s *Server) editMessageText(p params) (result, error) {
	c, m, err := s.edited(p, "edit")
	if err != nil {
		return nil, err
	}
	if m == nil {
		c = &chat{}
	}
	d, err := s.draft(c, p)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return yes, nil
	}
	if m.wire.Text == d.wire.Text && slices.EqualFunc(m.wire.Entities, d.wire.Entities, Entity.same) && m.wire.Keyboard.same(d.wire.Keyboard) {
		return nil, notModified()
	}
	if err := s.admit(c); err != nil {
		return nil, err
	}
	m.wire.Text, m.wire.Entities, m.html, m.previewOff = d.wire.Text, d.wire.Entities, d.html, d.previewOff
	return s.change(m, d.wire.Keyboard)
}

func (s *Server) editMessageReplyMarkup(p params) (result, error) {
	c, m, err := s.edited(p, "edit")
	if err != nil {
		return nil, err
	}
	k, _, err := markup(p.text("reply_markup"))
	if err != nil {
		return nil, err
	}
	if m == nil {
		return yes, nil
	}
	if m.wire.Keyboard.same(k) {
		return nil, notModified()
	}
	if err := s.admit(c); err != nil {
		return nil, err
	}
	return s.change(m, k)
}

func (s *Server) change(m *message, k *keyboard) (result, error) {
	m.wire.Keyboard = k
	m.wire.EditDate = s.now().Unix()
	m.edits++
	return encode(m.wire)
}

func notModified() error {
	return bad("message is not modified: specified new message content and reply markup are exactly the same" +
		" as a current content and reply markup of the message")
}

func (s *Server) deleteMessage(p params) (result, error) {
	_, m, err := s.edited(p, "delete")
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, bad("chat_id is empty")
	}
	m.deleted = true
	return yes, nil
}

var actions = strings.Fields("typing upload_photo record_video upload_video record_voice upload_voice upload_document " +
	"choose_sticker find_location record_video_note upload_video_note")

func (s *Server) sendChatAction(p params) (result, error) {
	if !slices.Contains(actions, p.text("action")) {
		return nil, bad("wrong parameter action in request")
	}
	if _, err := s.open(p); err != nil {
		return nil, err
	}
	return yes, nil
}
