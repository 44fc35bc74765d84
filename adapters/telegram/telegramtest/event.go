package telegramtest

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Lanes of updates that belong to a person and not to a chat.
const (
	inlineLane   = 1 << 52
	chosenLane   = 2 << 52
	callbackLane = 3 << 52
)

// Press queues a callback query: somebody has pressed a button, or says so, since
// data need not be of a button. If the message is none of the chat's, or deleted,
// the query holds an inaccessible one.
func (s *Server) Press(chat, user int64, data string, messageID int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(chat, "")
	w := &wireMessage{ID: messageID, Chat: c.wire} // inaccessible: the date is 0
	if m := s.messages[messageKey{chat, messageID}]; m != nil && !m.deleted {
		w = &m.wire
	}
	return s.press(wireCallback{From: s.user(user), Message: w, ChatInstance: strconv.FormatInt(chat, 36), Data: data})
}

// PressInline is [Server.Press] below a message that somebody has sent inline.
func (s *Server) PressInline(user int64, data, inlineMessageID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inline[inlineMessageID] = true
	return s.press(wireCallback{From: s.user(user), Inline: inlineMessageID, ChatInstance: "inline", Data: data})
}

func (s *Server) press(c wireCallback) int {
	c.ID = s.newQuery("callback", 150*time.Second)
	return s.ask(c.ID, "callback_query", callbackLane+c.From.ID, c)
}

// Inline queues an inline query, typed in a group.
func (s *Server) Inline(user int64, text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newQuery("inline", 30*time.Second)
	return s.ask(id, "inline_query", inlineLane+user, wireInline{ID: id, From: s.user(user), Query: text, ChatType: Supergroup})
}

// Choose queues a chosen inline result. With an inlineMessageID, the bot may edit
// the message that was sent.
func (s *Server) Choose(user int64, resultID, text, inlineMessageID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if inlineMessageID != "" {
		s.inline[inlineMessageID] = true
	}
	body := must(encode(wireChosen{ResultID: resultID, From: s.user(user), Inline: inlineMessageID, Query: text}))
	return s.push("chosen_inline_result", &update{lane: chosenLane + user, expires: s.now().Add(10 * time.Minute)}, body)
}

// Joined queues the my_chat_member update that says that the bot is in a chat now,
// in a private one that it is not blocked any more.
func (s *Server) Joined(chat, by int64, chatType string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.become(s.chat(chat, chatType), by, "member", "")
}

// Kicked queues the my_chat_member update that says that the bot was put out of a
// chat, or blocked in a private one; from now on it cannot write there.
func (s *Server) Kicked(chat, by int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(chat, "")
	if c.private() {
		return s.become(c, by, "kicked", "bot was blocked by the user")
	}
	return s.become(c, by, "kicked", "bot was kicked from the "+c.wire.Type+" chat")
}

// become changes the bot's status in a chat.
func (s *Server) become(c *chat, by int64, status, refusal string) int {
	me := s.bot()
	old := cmp.Or(c.members[me.ID], "member")
	if old == status {
		old = "left"
	}
	c.members[me.ID], c.refusal = status, refusal
	now := s.now()
	body := must(encode(wireMemberUpdate{
		Chat: c.wire, From: s.user(by), Date: now.Unix(),
		Old: member(me, old), New: member(me, status),
	}))
	return s.push("my_chat_member", &update{lane: c.wire.ID, expires: now.Add(24 * time.Hour)}, body)
}

// Migrate makes a group a supergroup with another id: the service messages of both
// are queued, and who writes to the group gets an error that says so. It returns
// the update_id of the group's message.
func (s *Server) Migrate(chat, supergroup int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, to := s.chat(chat, Group), s.chat(supergroup, Supergroup)
	to.wire.Title = from.wire.Title
	for user, status := range from.members {
		to.members[user] = status
	}
	from.moved = supergroup
	id := s.announce(from, wireMessage{MigrateTo: supergroup})
	s.announce(to, wireMessage{MigrateFrom: chat})
	return id
}

// announce queues a service message.
func (s *Server) announce(c *chat, w wireMessage) int {
	from := s.user(5001)
	w.ID, w.Date, w.Chat, w.From = s.nextMessage(c), s.now().Unix(), c.wire, &from
	s.remember(&message{wire: w})
	return s.push("message", &update{message: w.ID, lane: c.wire.ID, expires: s.now().Add(24 * time.Hour)}, must(encode(w)))
}

// Raw queues any text as an update, whatever allowed_updates says, and returns its
// update_id, which is put in unless it is there. It need not be what the Bot API
// says, and if it is no JSON, then the answer that it comes with is none either.
// An update_id that is below the next one is delivered once, whatever the offset.
func (s *Server) Raw(text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var known struct {
		ID       *int         `json:"update_id"`
		Message  *wireMessage `json:"message"`
		Callback rawQuery     `json:"callback_query"`
		Inline   rawQuery     `json:"inline_query"`
	}
	_ = json.Unmarshal([]byte(text), &known) // it may be broken on purpose
	u := &update{id: s.queue.next, expires: s.now().Add(24 * time.Hour)}
	if known.ID != nil {
		u.id = *known.ID
	} else {
		text = number(text, u.id)
	}
	if known.Message != nil && known.Message.Chat.ID != 0 {
		s.chat(known.Message.Chat.ID, known.Message.Chat.Type)
		u.lane, u.message = known.Message.Chat.ID, known.Message.ID
	}
	s.queries[known.Callback.ID] = &query{kind: "callback", update: u.id, expires: u.expires}
	s.queries[known.Inline.ID] = &query{kind: "inline", update: u.id, expires: u.expires}
	delete(s.queries, "")
	u.body = []byte(text)
	if u.id < s.queue.next {
		s.deliverAgain(u)
		return u.id
	}
	s.enqueue(u)
	return u.id
}

type rawQuery struct {
	ID string `json:"id"`
}

// number puts an update_id into the text of an object.
func number(text string, id int) string {
	head, rest, _ := strings.Cut(text, "{")
	rest = strings.TrimSpace(rest)
	if rest != "}" && rest != "" {
		rest = "," + rest
	}
	return head + `{"update_id":` + strconv.Itoa(id) + rest
}

// must is for values of our own types, which always have a JSON form.
func must(body json.RawMessage, err error) json.RawMessage {
	if err != nil {
		panic(err)
	}
	return body
}
