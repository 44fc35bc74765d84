package telegramtest_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

// lines shows JSON as sorted, indented text, for comparison.
func lines(t *testing.T, data json.RawMessage) string {
	t.Helper()
	var v map[string]json.RawMessage
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	delete(v, "date")
	delete(v, "edit_date")
	out, err := json.Marshal(v) // sorts the keys
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSay(t *testing.T) {
	const (
		ann   = `"from":{"id":7,"is_bot":false,"first_name":"Ann"}`
		group = `"chat":{"id":-1001,"type":"supergroup","title":"Bakers"}`
	)
	in := func(edit func(*telegramtest.Incoming)) telegramtest.Incoming {
		m := telegramtest.Incoming{Chat: -1001, User: 7, Text: "Hi", ChatType: telegramtest.Supergroup, ChatTitle: "Bakers"}
		edit(&m)
		return m
	}
	for _, tt := range []struct {
		name string
		in   telegramtest.Incoming
		want string
	}{
		{"private", telegramtest.Incoming{User: 7, Text: "Hi", Language: "de", Username: "ann"},
			`{"chat":{"id":7,"type":"private","username":"ann","first_name":"Ann"},"from":{"id":7,"is_bot":false,"first_name":"Ann","username":"ann","language_code":"de"},"message_id":1,"text":"Hi"}`},
		{"command", in(func(m *telegramtest.Incoming) { m.Text = "👍 /ask@faq_bot x" }),
			`{` + group + `,"entities":[{"type":"bot_command","offset":3,"length":12}],` + ann + `,"message_id":1,"text":"👍 /ask@faq_bot x"}`},
		{"topic", in(func(m *telegramtest.Incoming) { m.Thread, m.IsTopic = 5, true }),
			`{"chat":{"id":-1001,"type":"supergroup","title":"Bakers","is_forum":true},` + ann + `,"is_topic_message":true,"message_id":1,"message_thread_id":5,"text":"Hi"}`},
		{"caption", in(func(m *telegramtest.Incoming) { m.Caption = true }),
			`{"caption":"Hi",` + group + `,` + ann + `,"message_id":1,"photo":[{"file_id":"photo","file_unique_id":"p","width":90,"height":90}]}`},
		{"anonymous administrator", in(func(m *telegramtest.Incoming) { m.SenderChat = -1001 }),
			`{` + group + `,"from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"},"message_id":1,"sender_chat":{"id":-1001,"type":"supergroup","title":"Bakers"},"text":"Hi"}`},
		{"as a channel", in(func(m *telegramtest.Incoming) { m.SenderChat = -1002 }),
			`{` + group + `,"from":{"id":136817688,"is_bot":true,"first_name":"Channel","username":"Channel_Bot"},"message_id":1,"sender_chat":{"id":-1002,"type":"channel","title":"Bakers -1002"},"text":"Hi"}`},
		{"via the bot", in(func(m *telegramtest.Incoming) { m.ViaBot = true }),
			`{` + group + `,` + ann + `,"message_id":1,"text":"Hi","via_bot":{"id":123456,"is_bot":true,"first_name":"FAQ","username":"faq_bot"}}`},
		{"another bot", in(func(m *telegramtest.Incoming) { m.FromBot, m.Name = true, "Robbie" }),
			`{` + group + `,"from":{"id":7,"is_bot":true,"first_name":"Robbie"},"message_id":1,"text":"Hi"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := telegramtest.New(t)
			s.Say(tt.in)
			u := must[[]wireUpdate](newBot(t, s), "getUpdates")
			if diff := cmp.Diff(tt.want, lines(t, u[0].Message)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSayOthers(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	first := s.MessageID(say(s, 1)[0])
	m := must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x")
	s.Say(telegramtest.Incoming{User: 7, Text: "And?", ReplyToBot: true})
	s.Say(telegramtest.Incoming{User: 7, Text: "How so?", Edited: first, Forwarded: true})
	s.Say(telegramtest.Incoming{Chat: -1009, ChatType: telegramtest.Channel, Text: "News"})
	s.Say(telegramtest.Incoming{Chat: -1001, ChatType: telegramtest.Supergroup, Text: "News", SenderChat: -1009, AutoForward: true})
	got := must[[]wireUpdate](b, "getUpdates")
	for i, want := range []string{
		"",
		`"reply_to_message":{"message_id":` + strconv.Itoa(m.ID),
		`"forward_origin":{"type":"user"`,
		`"sender_chat":{"id":-1009,"type":"channel"`,
		`"is_automatic_forward":true`,
	} {
		u := got[i]
		body := string(u.Message) + string(u.Edited) + string(u.Post)
		if !strings.Contains(body, want) {
			t.Errorf("update %d is %s, want %s in it", i, body, want)
		}
	}
	if got[2].Edited == nil || !strings.Contains(string(got[2].Edited), `"message_id":`+strconv.Itoa(first)) || got[3].Post == nil {
		t.Errorf("an edited message or a channel's post came as something else: %s, %s", got[2].Edited, got[3].Post)
	}
}

func TestMessageIDsOfSupergroupsAreTheirOwn(t *testing.T) {
	s := telegramtest.New(t)
	in := telegramtest.Incoming{Chat: -1001, User: 7, Text: "x", ChatType: telegramtest.Supergroup}
	private := s.MessageID(say(s, 2)[1])
	if one, two := s.MessageID(s.Say(in)), s.MessageID(s.Say(in)); one != 1 || two != private {
		t.Errorf("ids %d, %d in a supergroup and %d in a private chat, want 1, 2 and 2", one, two, private)
	}
	if id := s.MessageID(5); id != 0 {
		t.Errorf("an unknown update has the message %d", id)
	}
}

func TestRaw(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	first := s.Raw(`{"message":{"message_id":"one","chat":{"id":9,"type":"private"}}}`)
	own := s.Raw(`{"update_id":500000000,"no_such_kind":{}}`)
	none := s.Raw(`{}`)
	if diff := cmp.Diff([]int{first, own, own + 1}, b.ids()); diff != "" || none != own+1 {
		t.Error(diff, none)
	}
	again := s.Raw(`{"update_id":17,"callback_query":{"id":"abc"}}`)
	if diff := cmp.Diff([]int{17}, b.ids("offset", strconv.Itoa(none+1))); diff != "" || again != 17 {
		t.Errorf("an id below the offset: %s", diff)
	}
	must[bool](b, "answerCallbackQuery", "callback_query_id", "abc")
	s.Raw(`{broken`)
	if _, err := b.try(t.Context(), "getUpdates", "offset", "1"); err == nil {
		t.Error("an update that is no JSON came as JSON")
	}
}

func TestPress(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Meet(7, telegramtest.Private)
	m := must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "reply_markup", twoButtons)
	there, gone, inline := s.Press(7, 7, "y", m.ID), s.Press(7, 7, "y", 99), s.PressInline(7, "y", "AA")
	ids := []string{}
	for i, want := range []string{`"callback_data":"y"`, `"date":0`, `"inline_message_id":"AA"`} {
		u := must[[]wireUpdate](b, "getUpdates")[i]
		if !strings.Contains(string(u.Callback), want) {
			t.Errorf("callback %d is %s, want %s in it", i, u.Callback, want)
		}
		var q struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(u.Callback, &q); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, q.ID)
	}
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	b.fails(400, "Bad Request: MESSAGE_TOO_LONG", "answerCallbackQuery", "callback_query_id", ids[0], "text", strings.Repeat("x", 201))
	must[bool](b, "answerCallbackQuery", "callback_query_id", ids[0], "text", "Thanks", "show_alert", "true")
	b.fails(400, old, "answerCallbackQuery", "callback_query_id", ids[0])
	must[bool](b, "answerCallbackQuery", "callback_query_id", ids[1])
	s.Advance(3 * time.Minute)
	b.fails(400, old, "answerCallbackQuery", "callback_query_id", ids[2])
	got := s.Answers()
	if len(got) != 2 || got[0].UpdateID != there || got[0].Text != "Thanks" || !got[0].Alert || got[1].UpdateID != gone || inline == 0 {
		t.Errorf("Answers = %+v", got)
	}
}

func TestInline(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	asked := s.Inline(7, "dough")
	var q struct {
		ID    string `json:"id"`
		Query string `json:"query"`
	}
	if err := json.Unmarshal(must[[]wireUpdate](b, "getUpdates")[0].Inline, &q); err != nil || q.Query != "dough" {
		t.Fatal(q, err)
	}
	article := func(id string) string {
		return `{"type":"article","id":"` + id + `","title":"T","description":"D","input_message_content":{"message_text":"<b>x</b>","parse_mode":"HTML"},"reply_markup":` + twoButtons + `}`
	}
	answer := func(results string) []string { return []string{"inline_query_id", q.ID, "results", results} }
	for results, want := range map[string]string{
		`[` + article("a") + `,` + article("a") + `]`:                             "RESULT_ID_DUPLICATE",
		`[` + article("") + `]`:                                                   "RESULT_ID_INVALID",
		`[` + article(strings.Repeat("x", 65)) + `]`:                              "RESULT_ID_INVALID",
		`[` + strings.TrimSuffix(strings.Repeat(article("a")+",", 51), ",") + `]`: "RESULTS_TOO_MUCH",
		`[{"type":"article","id":"a"}]`:                                           "can't parse inline query result: ARTICLE_TITLE_EMPTY",
		`[{"type":"article","id":"a","title":"T"}]`:                               "can't parse inline query result",
		`{}`: "can't parse results",
		strings.Replace(`[`+article("a")+`]`, "</b>", "", 1):                         "can't parse inline query result: can't parse entities",
		`[{"type":"photo","id":"a","photo_url":"https://example.org/","title":"T"}]`: "can't parse inline query result",
	} {
		b.fails(400, "Bad Request: "+want, "answerInlineQuery", answer(results)...)
	}
	b.fails(400, "Bad Request: START_PARAM_INVALID", "answerInlineQuery", append(answer("[]"), "button", `{"text":"Ask","start_parameter":"a b"}`)...)
	must[bool](b, "answerInlineQuery", append(answer(`[`+article("a")+`]`), "button", `{"text":"Ask","start_parameter":"ask"}`, "cache_time", "5", "is_personal", "true")...)
	b.fails(400, "Bad Request: query is too old", "answerInlineQuery", answer("[]")...)
	want := telegramtest.Inlined{
		UpdateID: asked, CacheTime: 5, Personal: true, Button: "Ask", Start: "ask",
		Results: []telegramtest.InlineResult{{ID: "a", Title: "T", Description: "D", Text: "x", HTML: "<b>x</b>",
			Buttons: [][]telegramtest.Button{{{Text: "Yes", Data: "y"}}, {{Text: "Site", URL: "https://example.org"}}}}},
	}
	got := s.Inlined()
	got[0].At = time.Time{}
	if diff := cmp.Diff([]telegramtest.Inlined{want}, got); diff != "" {
		t.Error(diff)
	}
}
