package telegramtest_test

import (
	"encoding/json"
	"testing"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

// TestEntitiesOfPeople: what people write is marked as Telegram does it.
func TestEntitiesOfPeople(t *testing.T) {
	for text, want := range map[string][]entity{
		"/start":                     {{Type: "bot_command", Length: 6}},
		"/start crisis /help":        {{Type: "bot_command", Length: 6}, {Type: "bot_command", Offset: 14, Length: 5}},
		"👩‍🍳 /ask@faq_bot":           {{Type: "bot_command", Offset: 6, Length: 12}},
		"hi @faq_bot, and @x":        {{Type: "mention", Offset: 3, Length: 8}},
		"https://e.org/a/b@c x":      {{Type: "url", Length: 19}},
		"https://e.org/a/b":          {{Type: "url", Length: 17}},
		"(/help)":                    {{Type: "bot_command", Offset: 1, Length: 5}},
		"/ask—now":                   {{Type: "bot_command", Length: 4}},
		"/askö and/or 1/2 a@b.org /": nil,
		"/a/b //c /@d":               nil,
		"no":                         nil,
	} {
		s := telegramtest.New(t)
		s.Say(telegramtest.Incoming{User: 7, Text: text})
		var m struct {
			Entities []entity `json:"entities"`
		}
		if err := json.Unmarshal(must[[]wireUpdate](newBot(t, s), "getUpdates")[0].Message, &m); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, m.Entities); diff != "" {
			t.Errorf("entities of %q: %s", text, diff)
		}
	}
}

func TestGetChat(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Topic(-1001, 5)
	c := must[struct {
		Type  string `json:"type"`
		Title string `json:"title"`
		Forum bool   `json:"is_forum"`
	}](b, "getChat", "chat_id", "-1001")
	if c.Type != telegramtest.Supergroup || c.Title == "" || !c.Forum {
		t.Errorf("getChat = %+v", c)
	}
	b.fails(400, "Bad Request: chat not found", "getChat", "chat_id", "@nobody")
}
