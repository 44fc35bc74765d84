package telegramtest_test

import (
	"strconv"
	"strings"
	"testing"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

func TestBlocked(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	send := []string{"chat_id", "7", "text", "x"}
	s.Meet(7, telegramtest.Private)
	s.Kicked(7, 7)
	b.fails(403, "Forbidden: bot was blocked by the user", "sendMessage", send...)
	b.fails(403, "Forbidden: bot was blocked by the user", "sendChatAction", "chat_id", "7", "action", "typing")
	s.Joined(7, 7, telegramtest.Private)
	m := must[sentMessage](b, "sendMessage", send...)
	s.Refuse(7, "user is deactivated")
	b.fails(403, "Forbidden: user is deactivated", "editMessageText", append(send, "message_id", strconv.Itoa(m.ID))...)
	s.Refuse(7, "")
	must[sentMessage](b, "sendMessage", send...)

	s.Joined(-5, 7, telegramtest.Group)
	s.Kicked(-5, 7)
	b.fails(403, "Forbidden: bot was kicked from the group chat", "sendMessage", "chat_id", "-5", "text", "x")
	var statuses []string
	for _, u := range must[[]wireUpdate](b, "getUpdates") {
		for _, status := range []string{`"new_chat_member":{"status":"kicked"`, `"new_chat_member":{"status":"member"`} {
			if strings.Contains(string(u.Member), status) {
				statuses = append(statuses, status[len(`"new_chat_member":{"status":`):])
			}
		}
	}
	if diff := cmp.Diff([]string{`"kicked"`, `"member"`, `"member"`, `"kicked"`}, statuses); diff != "" {
		t.Error(diff)
	}
}

func TestMigrate(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Say(telegramtest.Incoming{Chat: -5, User: 7, Text: "Hi", ChatType: telegramtest.Group})
	s.Migrate(-5, -1005)
	a := b.fails(400, "Bad Request: group chat was upgraded to a supergroup chat", "sendMessage", "chat_id", "-5", "text", "x")
	if a.Parameters.MigrateTo != -1005 {
		t.Errorf("migrate_to_chat_id = %d", a.Parameters.MigrateTo)
	}
	must[sentMessage](b, "sendMessage", "chat_id", "-1005", "text", "x")
	got := must[[]wireUpdate](b, "getUpdates")
	if !strings.Contains(string(got[1].Message), `"migrate_to_chat_id":-1005`) || !strings.Contains(string(got[2].Message), `"migrate_from_chat_id":-5`) {
		t.Errorf("service messages: %s and %s", got[1].Message, got[2].Message)
	}
}

// chatMember is what getChatMember returns.
type chatMember struct {
	Status string `json:"status"`
	User   struct {
		ID int64 `json:"id"`
	} `json:"user"`
	Manage    bool `json:"can_manage_chat"`
	Anonymous bool `json:"is_anonymous"`
}

func TestMembers(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Say(telegramtest.Incoming{Chat: -1001, User: 7, Text: "Hi", ChatType: telegramtest.Supergroup})
	s.Say(telegramtest.Incoming{User: 9, Text: "Hi"})
	s.SetMember(-1001, 1, "creator")
	s.SetMember(-1001, 2, "administrator")
	for user, want := range map[string]string{"1": "creator", "2": "administrator", "7": "member", "9": "left", "123456": "member"} {
		m := must[chatMember](b, "getChatMember", "chat_id", "-1001", "user_id", user)
		if m.Status != want || strconv.FormatInt(m.User.ID, 10) != user || m.Manage != (want == "administrator") {
			t.Errorf("getChatMember of %s = %+v, want %s", user, m, want)
		}
	}
	b.fails(400, "Bad Request: user not found", "getChatMember", "chat_id", "-1001", "user_id", "99")
	b.fails(400, "Bad Request: invalid user_id specified", "getChatMember", "chat_id", "-1001", "user_id", "x")
	if list := must[[]chatMember](b, "getChatAdministrators", "chat_id", "-1001"); len(list) != 2 || list[0].User.ID != 1 {
		t.Errorf("getChatAdministrators = %+v", list)
	}
	s.SetMember(-1001, 2, "kicked")
	if m := must[chatMember](b, "getChatMember", "chat_id", "-1001", "user_id", "2"); m.Status != "kicked" {
		t.Errorf("status after SetMember = %q", m.Status)
	}
	must[bool](b, "leaveChat", "chat_id", "-1001")
	b.fails(403, "Forbidden: bot is not a member of the supergroup chat", "sendMessage", "chat_id", "-1001", "text", "x")
	b.fails(400, "Bad Request", "leaveChat", "chat_id", "7")
	b.fails(400, "Bad Request: wrong parameter action", "sendChatAction", "chat_id", "7", "action", "thinking")
}

func TestGetMe(t *testing.T) {
	s := telegramtest.New(t, telegramtest.As(telegramtest.Bot{Username: "bread_bot", ReadsGroups: true}))
	a := newBot(t, s).call("getMe")
	const want = `{"id":123456,"is_bot":true,"first_name":"FAQ","username":"bread_bot","can_join_groups":true,` +
		`"can_read_all_group_messages":true,"supports_inline_queries":true,"can_connect_to_business":false,"has_main_web_app":false}`
	if diff := cmp.Diff(want, string(a.Result)); diff != "" {
		t.Error(diff)
	}
}

func TestCommands(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	const one = `[{"command":"help","description":"What I can do"}]`
	must[bool](b, "setMyCommands", "commands", one)
	must[bool](b, "setMyCommands", "commands", `[]`, "language_code", "de")
	b.fails(400, "Bad Request: chat not found", "setMyCommands", "commands", one, "scope", `{"type":"chat","chat_id":7}`)
	s.Meet(7, telegramtest.Private)
	must[bool](b, "setMyCommands", "commands", one, "scope", `{"type":"chat","chat_id":7}`)
	want := []telegramtest.Command{{Command: "help", Description: "What I can do"}}
	if diff := cmp.Diff(want, must[[]telegramtest.Command](b, "getMyCommands")); diff != "" {
		t.Error(diff)
	}
	for _, scope := range []telegramtest.Scope{{}, {Type: "default"}, {Type: "chat", Chat: 7}} {
		if diff := cmp.Diff(want, s.Commands(scope, "")); diff != "" {
			t.Errorf("%+v: %s", scope, diff)
		}
	}
	must[bool](b, "deleteMyCommands")
	if got := must[[]telegramtest.Command](b, "getMyCommands"); len(got) != 0 {
		t.Errorf("after deleteMyCommands: %v", got)
	}
	for field, tt := range map[string]struct{ value, want string }{
		"commands":      {`null`, "can't parse commands: Expected an Array of BotCommand"},
		"Commands":      {`[{"command":"Help-me","description":"x"}]`, "BOT_COMMAND_INVALID"},
		"cOmmands":      {`[{"command":"help","description":""}]`, "BOT_COMMAND_DESCRIPTION_INVALID"},
		"scope":         {`{"type":"moderators"}`, "can't parse BotCommandScope"},
		"Scope":         {`{"type":"chat"}`, "can't parse BotCommandScope"},
		"language_code": {"pt-BR", "invalid language code specified"},
	} {
		call := map[string]string{"commands": one}
		call[strings.ToLower(field)] = tt.value
		b.fails(400, "Bad Request: "+tt.want, "setMyCommands", pairs(call)...)
	}
	many := "[" + strings.TrimSuffix(strings.Repeat(one[1:len(one)-1]+",", 101), ",") + "]"
	b.fails(400, "Bad Request: BOT_COMMANDS_TOO_MUCH", "setMyCommands", "commands", many)
}

func pairs(m map[string]string) []string {
	var all []string
	for name, value := range m {
		all = append(all, name, value)
	}
	return all
}

func TestDescriptions(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	for _, tt := range []struct {
		field, set, get string
		limit           int
	}{
		{"description", "setMyDescription", "getMyDescription", 512},
		{"short_description", "setMyShortDescription", "getMyShortDescription", 120},
		{"name", "setMyName", "getMyName", 64},
	} {
		must[bool](b, tt.set, tt.field, strings.Repeat("ü", tt.limit), "language_code", "de")
		b.fails(400, "Bad Request: ", tt.set, tt.field, strings.Repeat("ü", tt.limit+1))
		b.fails(400, "Bad Request: invalid language code", tt.set, tt.field, "x", "language_code", "german")
		got := must[map[string]string](b, tt.get, "language_code", "de")[tt.field]
		if len([]rune(got)) != tt.limit || got != s.Text(tt.field, "de") {
			t.Errorf("%s = %.20q…", tt.get, got)
		}
	}
	if got := must[map[string]string](b, "getMyName")["name"]; got != "FAQ" {
		t.Errorf("getMyName = %q before it was set", got)
	}
}
