package telegramtest_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sentMessage is a message as methods return it.
type sentMessage struct {
	ID      int   `json:"message_id"`
	Thread  int   `json:"message_thread_id"`
	IsTopic bool  `json:"is_topic_message"`
	Edited  int64 `json:"edit_date"`
	ReplyTo *struct {
		ID int `json:"message_id"`
	} `json:"reply_to_message"`
	Text     string                `json:"text"`
	Entities []telegramtest.Entity `json:"entities"`
	Markup   *struct {
		Rows [][]struct {
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	} `json:"reply_markup"`
}

const twoButtons = `{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}],[],[{"text":"Site","url":"https://example.org"}]]}`

func TestSent(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	asked := s.MessageID(say(s, 1)[0])
	m := must[sentMessage](b, "sendMessage", "chat_id", "7", "text", " Till it has <b>doubled</b> &amp; more\n",
		"parse_mode", "HTML", "reply_markup", twoButtons, "disable_notification", "true", "protect_content", "true",
		"reply_parameters", `{"message_id":`+strconv.Itoa(asked)+`}`, "link_preview_options", `{"is_disabled":true}`)
	if m.Text != "Till it has doubled & more" || m.ReplyTo == nil || m.ReplyTo.ID != asked || len(m.Markup.Rows) != 2 {
		t.Errorf("sendMessage returned %+v", m)
	}
	want := telegramtest.Sent{
		Chat: 7, MessageID: m.ID, ReplyTo: asked,
		Text:     "Till it has doubled & more",
		HTML:     " Till it has <b>doubled</b> &amp; more\n",
		Entities: []telegramtest.Entity{{Type: "bold", Offset: 12, Length: 7}},
		Buttons:  [][]telegramtest.Button{{{Text: "Yes", Data: "y"}}, {{Text: "Site", URL: "https://example.org"}}},
		Silent:   true, Protected: true, NoPreview: true,
	}
	if diff := cmp.Diff([]telegramtest.Sent{want}, s.Sent(), cmpopts.IgnoreFields(want, "At")); diff != "" {
		t.Errorf("Sent: %s", diff)
	}
	if data, ok := s.Sent()[0].Button("Yes"); !ok || data.Data != "y" {
		t.Errorf("Button = %v, %v", data, ok)
	}
	if n := len(s.SentTo(8)); n != 0 {
		t.Errorf("%d messages in a chat without any", n)
	}
}

func TestJSONBody(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Meet(-1001, telegramtest.Supergroup)
	a := b.json("sendMessage", `{"chat_id":-1001,"text":"hi","entities":[{"type":"italic","offset":0,"length":2}],"reply_markup":`+twoButtons+`,"parse_mode":null}`)
	if !a.OK {
		t.Fatalf("%d %s", a.Code, a.Description)
	}
	got := s.Sent()[0]
	if got.Chat != -1001 || len(got.Buttons) != 2 || len(got.Entities) != 1 {
		t.Errorf("Sent = %+v", got)
	}
	if a := b.json("sendMessage", `{"chat_id":`); a.Code != 400 {
		t.Errorf("broken JSON got %d", a.Code)
	}
}

func TestSendMessageRefuses(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Meet(7, telegramtest.Private)
	long := strings.Repeat("ü", 4097)
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "<i>"+long[4:]+"</i>&amp;", "parse_mode", "HTML")
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":[]}`, "entities", "null")
	for _, tt := range []struct{ name, description, field, value string }{
		{"unknown chat", "chat not found", "chat_id", "8"},
		{"no chat", "chat_id is empty", "chat_id", ""},
		{"empty", "message text is empty", "text", ""},
		{"only tags", "text must be non-empty", "text", "<b> </b>"},
		{"too long", "message is too long", "text", long},
		{"far too long", "text is too long", "text", strings.Repeat("<b>x</b>", 4097)},
		{"markup", "can't parse entities: Unsupported start tag \"br\" at byte offset 1", "text", "a<br>"},
		{"parse mode", "unsupported parse_mode", "parse_mode", "XML"},
		{"UTF-8", "strings must be encoded in UTF-8", "text", "a\xff"},
		{"keyboard null", "can't parse inline keyboard", "reply_markup", `{"inline_keyboard":null}`},
		{"keyboard", "object expected as reply markup", "reply_markup", "null"},
		{"data of 65 bytes", "BUTTON_DATA_INVALID", "reply_markup", keyboard("callback_data", strings.Repeat("x", 65))},
		{"data of 33 letters", "BUTTON_DATA_INVALID", "reply_markup", keyboard("callback_data", strings.Repeat("я", 33))},
		{"no data", "BUTTON_DATA_INVALID", "reply_markup", keyboard("callback_data", "")},
		{"no action", "can't parse inline keyboard button", "reply_markup", keyboard("style", "danger")},
		{"button's URL", "inline keyboard button URL 'x' is invalid", "reply_markup", keyboard("url", "x")},
		{"topic", "message thread not found", "message_thread_id", "5"},
		{"reply", "message to be replied not found", "reply_parameters", `{"message_id":99}`},
		{"legacy reply", "message to be replied not found", "reply_to_message_id", "99"},
		{"reply's JSON", "can't parse reply_parameters", "reply_parameters", "{"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBot(t, s)
			fields := map[string]string{"chat_id": "7", "text": "x", "parse_mode": "HTML"}
			fields[tt.field] = tt.value
			var pairs []string
			for name, value := range fields {
				pairs = append(pairs, name, value)
			}
			b.fails(400, "Bad Request: "+tt.description, "sendMessage", pairs...)
		})
	}
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "reply_parameters", `{"message_id":99,"allow_sending_without_reply":true}`)
	if n := s.SentCount(); n != 3 {
		t.Errorf("SentCount() = %d, want 3", n)
	}
}

func keyboard(action, value string) string {
	return `{"inline_keyboard":[[{"text":"x","` + action + `":"` + value + `"}]]}`
}

func TestEdit(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	asked := say(s, 1)[0]
	m := must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "<b>one</b>", "parse_mode", "HTML", "reply_markup", twoButtons)
	edit := []string{"chat_id", "7", "message_id", strconv.Itoa(m.ID)}
	same := append([]string{"text", "<strong>one</strong>", "parse_mode", "HTML", "reply_markup", twoButtons}, edit...)
	b.fails(400, "Bad Request: message is not modified", "editMessageText", same...)
	b.fails(400, "Bad Request: message is not modified", "editMessageReplyMarkup", append(edit, "reply_markup", twoButtons)...)
	if m := must[sentMessage](b, "editMessageText", append([]string{"text", "two"}, edit...)...); m.Text != "two" || m.Markup != nil || m.Edited == 0 {
		t.Errorf("editMessageText returned %+v, want the keyboard gone", m)
	}
	must[sentMessage](b, "editMessageReplyMarkup", append(edit, "reply_markup", twoButtons)...)
	if got := s.Sent()[0]; got.Edited != 2 || got.Text != "two" || len(got.Buttons) != 2 || got.HTML != "" {
		t.Errorf("Sent = %+v", got)
	}
	b.fails(400, "Bad Request: message can't be edited", "editMessageText", "chat_id", "7", "message_id", strconv.Itoa(s.MessageID(asked)), "text", "x")
	b.fails(400, "Bad Request: message to edit not found", "editMessageText", "chat_id", "7", "message_id", "99", "text", "x")
	must[bool](b, "deleteMessage", edit...)
	b.fails(400, "Bad Request: message to delete not found", "deleteMessage", edit...)
	b.fails(400, "Bad Request: message to edit not found", "editMessageReplyMarkup", edit...)
	if !s.Sent()[0].Deleted {
		t.Error("a deleted message is not marked")
	}
}

func TestEditInline(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	b.fails(400, "Bad Request: MESSAGE_ID_INVALID", "editMessageText", "inline_message_id", "AA", "text", "x")
	s.Choose(7, "rising", "dough", "AA")
	if ok := must[bool](b, "editMessageText", "inline_message_id", "AA", "text", "x"); !ok {
		t.Error("editing a message that was sent inline returned false")
	}
}

func TestTopics(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	asked := s.MessageID(s.Say(telegramtest.Incoming{Chat: -1001, User: 7, Text: "Hi", ChatType: telegramtest.Supergroup, Thread: 12, IsTopic: true}))
	m := must[sentMessage](b, "sendMessage", "chat_id", "-1001", "text", "x", "reply_parameters", `{"message_id":`+strconv.Itoa(asked)+`}`)
	if m.Thread != 12 || !m.IsTopic {
		t.Errorf("a reply went to topic %d, want that of what it replies to", m.Thread)
	}
	must[sentMessage](b, "sendMessage", "chat_id", "-1001", "text", "x", "message_thread_id", "12")
	b.fails(400, "Bad Request: message thread not found", "sendMessage", "chat_id", "-1001", "text", "x", "message_thread_id", "1")
	s.CloseTopic(-1001, 12)
	b.fails(400, "Bad Request: message thread not found", "sendMessage", "chat_id", "-1001", "text", "x", "message_thread_id", "12")
	s.Topic(-1001, 14)
	must[sentMessage](b, "sendMessage", "chat_id", "-1001", "text", "x", "message_thread_id", "14")
	want := []int{12, 12, 14}
	for i, m := range s.SentTo(-1001) {
		if m.Thread != want[i] {
			t.Errorf("message %d is in topic %d, want %d", i, m.Thread, want[i])
		}
	}
}

func TestFlood(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Flood(telegramtest.Limits{
		Chat:  telegramtest.Limit{Count: 2, Per: time.Hour},
		Group: telegramtest.Limit{Count: 1, Per: time.Minute},
		All:   telegramtest.Limit{Count: 3, Per: time.Minute},
	}))
	b := newBot(t, s)
	for _, chat := range []string{"1", "2"} {
		id, _ := strconv.ParseInt(chat, 10, 64)
		s.Meet(id, telegramtest.Private)
	}
	s.Meet(-5, telegramtest.Group)
	send := func(chat string) reply { return b.call("sendMessage", "chat_id", chat, "text", "x") }
	for _, chat := range []string{"-5", "1", "1"} {
		if a := send(chat); !a.OK {
			t.Fatalf("message to %s: %s", chat, a.Description)
		}
	}
	if a := send("2"); a.Code != 429 || a.Parameters.RetryAfter < 59 || a.Parameters.RetryAfter > 60 {
		t.Errorf("beyond the limit of all: %d, retry after %d", a.Code, a.Parameters.RetryAfter)
	}
	s.Advance(time.Minute)
	if a := send("1"); a.Code != 429 || a.Parameters.RetryAfter < 3530 || a.Description != "Too Many Requests: retry after "+strconv.Itoa(a.Parameters.RetryAfter) {
		t.Errorf("beyond the limit of a chat: %d %q", a.Code, a.Description)
	}
	if a := send("-5"); !a.OK {
		t.Errorf("to the group a minute later: %s", a.Description)
	}
	if a := send("-5"); a.Code != 429 {
		t.Errorf("beyond the limit of a group: %d", a.Code)
	}
	early := 0
	for _, c := range s.Calls() {
		if c.Early {
			early++
		}
	}
	send("1")
	if calls := s.Calls(); early != 0 || !calls[len(calls)-1].Early {
		t.Errorf("%d calls are marked as early, and the last %v; want only the one that did not wait", early, calls[len(calls)-1].Early)
	}
}
