package telegram

import (
	"encoding/json"
	"fmt"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// allowedUpdates is what Telegram is asked for: it keeps the list, so it is always sent.
const allowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

// update shadows what the library's type lacks.
type update struct {
	tgbotapi.Update
	Message       *message  `json:"message"`
	EditedMessage *message  `json:"edited_message"`
	CallbackQuery *callback `json:"callback_query"`
}

type message struct {
	tgbotapi.Message
	ReplyToMessage *replied        `json:"reply_to_message"`
	Thread         int             `json:"message_thread_id"`
	IsTopic        bool            `json:"is_topic_message"`
	ForwardOrigin  json.RawMessage `json:"forward_origin"`
	Offline        bool            `json:"is_from_offline"`
	Business       string          `json:"business_connection_id"`
	BusinessBot    json.RawMessage `json:"sender_business_bot"`
	GuestQuery     string          `json:"guest_query_id"`
	GuestUser      json.RawMessage `json:"guest_bot_caller_user"`
	GuestChat      json.RawMessage `json:"guest_bot_caller_chat"`
}

// replied is the message that another one replies to.
type replied struct {
	From *tgbotapi.User `json:"from"`
	// TopicCreated is set on the message that every one of a forum's topic replies to.
	TopicCreated json.RawMessage `json:"forum_topic_created"`
}

type callback struct {
	tgbotapi.CallbackQuery
	Message *message `json:"message"`
}

// task says what an update asks for.
type task int

const (
	taskNone   task = iota // nothing: it is not for the bot
	taskAsk                // a message
	taskEdit               // a message that was edited
	taskPress              // a button
	taskSearch             // an inline query
	taskMoved              // a group has another number now
	taskLeft               // the bot was blocked or put out of the chat
)

// event is an update that was read.
type event struct {
	task    task
	chat    int64
	group   bool
	thread  int // topic of a forum, 0 for none
	message int // number of the message that was written, edited or holds the button
	user    int64
	own     bool  // whether user has done it themselves, now, for all that Telegram says
	bare    bool  // whether it is a command that may be another bot's
	asker   int64 // who may press what the reply offers; 0 for anybody in the chat
	text    string
	locale  string
	query   string // number of the callback or inline query
	data    string // of the button
	markup  *tgbotapi.InlineKeyboardMarkup
	moved   int64 // new number of the chat
	job     *job  // that answering it is
}

// updateID reads the number alone, so that an update that cannot be read otherwise can
// be passed over.
func updateID(raw json.RawMessage) (int, error) {
	var u struct {
		ID *int `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &u); err != nil || u.ID == nil {
		return 0, fmt.Errorf("an update without a number")
	}
	return *u.ID, nil
}

// read says what an update asks of the bot.
func (m me) read(raw json.RawMessage) (event, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return event{}, fmt.Errorf("an update of another form: %T", err) // its text may quote the update
	}
	switch {
	case u.Message != nil:
		return m.readMessage(u.Message, taskAsk), nil
	case u.EditedMessage != nil:
		return m.readMessage(u.EditedMessage, taskEdit), nil
	case u.CallbackQuery != nil:
		return readPress(u.CallbackQuery), nil
	case u.InlineQuery != nil && u.InlineQuery.From != nil:
		q := u.InlineQuery
		return event{task: taskSearch, user: q.From.ID, locale: q.From.LanguageCode, text: q.Query, query: q.ID}, nil
	case u.MyChatMember != nil && (u.MyChatMember.NewChatMember.Status == "kicked" || u.MyChatMember.NewChatMember.Status == "left"):
		return event{task: taskLeft, chat: u.MyChatMember.Chat.ID}, nil
	}
	return event{}, nil
}

// readPress reads a button. One under a message that the bot cannot see any more, or in a
// chat that it is not in, leads nowhere, but is acknowledged.
func readPress(c *callback) event {
	e := event{task: taskPress, query: c.ID, data: c.Data}
	if c.From == nil || c.Message == nil || c.Message.Chat == nil {
		e.data = ""
		return e
	}
	e.user, e.asker, e.locale = c.From.ID, c.From.ID, c.From.LanguageCode
	e.own = c.Message.with(c.From)
	e.place(c.Message)
	e.markup = c.Message.ReplyMarkup
	return e
}

func (e *event) place(m *message) {
	e.chat, e.message, e.group = m.Chat.ID, m.MessageID, m.Chat.Type != "private"
	if m.IsTopic {
		e.thread = m.Thread
	}
}

// readMessage reads what somebody wrote. Bots are not answered, whatever they say, and
// neither is what others wrote through a bot.
func (m me) readMessage(msg *message, t task) event {
	if msg.Chat == nil {
		return event{}
	}
	if msg.MigrateToChatID != 0 {
		return event{task: taskMoved, chat: msg.Chat.ID, moved: msg.MigrateToChatID}
	}
	if msg.MigrateFromChatID != 0 {
		return event{task: taskMoved, chat: msg.MigrateFromChatID, moved: msg.Chat.ID}
	}
	if msg.From == nil || msg.Chat.Type == "channel" || msg.ViaBot != nil || msg.IsAutomaticForward ||
		msg.From.IsBot && msg.SenderChat == nil {
		return event{}
	}
	e := event{task: t, user: msg.From.ID, asker: msg.From.ID, locale: msg.From.LanguageCode}
	e.own = t == taskAsk && msg.own()
	e.place(msg)
	if msg.SenderChat != nil { // an administrator or a channel without a name: their buttons come with one
		e.user, e.asker = msg.SenderChat.ID, 0
	}
	e.text = msg.Text
	if e.text == "" {
		e.text = msg.Caption
	}
	if e.text == "" && (e.group || !hasMedia(msg)) {
		return event{} // somebody joined, something was pinned
	}
	if e.group {
		text, ok := m.addressed(msg, e.text)
		if !ok {
			return event{}
		}
		e.text, e.bare = text, m.bare(msg, text)
	}
	return e
}

// hasMedia reports whether a message without text is something that a person sent.
func hasMedia(m *message) bool {
	return m.Photo != nil || m.Voice != nil || m.Sticker != nil || m.Audio != nil || m.Video != nil || m.VideoNote != nil ||
		m.Document != nil || m.Animation != nil || m.Contact != nil || m.Location != nil || m.Dice != nil || m.Poll != nil
}
