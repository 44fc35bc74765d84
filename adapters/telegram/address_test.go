package telegram

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// What a message of a group may reply to.
const (
	toBot   = `,"reply_to_message":{"message_id":5,"from":{"id":99,"is_bot":true,"username":"candor_bot"},"text":"an answer"}`
	toHuman = `,"reply_to_message":{"message_id":5,"from":{"id":8,"first_name":"B"},"text":"an opinion"}`
	toOther = `,"reply_to_message":{"message_id":5,"from":{"id":98,"is_bot":true,"username":"other_bot"},"text":"beep"}`
	// toTopic is what a client sends with every message of a forum's topic, here one that
	// the bot opened.
	toTopic    = `,"message_thread_id":5,"is_topic_message":true,"reply_to_message":{"message_id":5,"from":{"id":99,"is_bot":true},"forum_topic_created":{"name":"T","icon_color":1}}`
	inTopic    = `,"message_thread_id":5,"is_topic_message":true` + toBot
	toNobody   = `,"reply_to_message":{"message_id":5}`
	forwarded  = `,"forward_origin":{"type":"user","date":1,"sender_user":{"id":8,"first_name":"B"}}`
	forwarded5 = `,"forward_from":{"id":8,"first_name":"B"},"forward_date":1`
)

// unaddressed stands where the bot is not spoken to.
const unaddressed = "\x00"

func TestAddressed(t *testing.T) {
	for name, test := range map[string]struct{ text, beside, want string }{
		"command":                         {"/ask how long", "", "/ask how long"},
		"command without words":           {"/help", "", "/help"},
		"command with the name":           {"/ask@candor_bot how long", "", "/ask@candor_bot how long"},
		"command with the name shouted":   {"/ASK@CANDOR_BOT how long", "", "/ASK@CANDOR_BOT how long"},
		"command shouted":                 {"/HELP", "", "/HELP"},
		"command and a new line":          {"/ask\nhow long", "", "/ask\nhow long"},
		"start":                           {"/start help", "", "/start help"},
		"start with the name":             {"/start@candor_bot x", "", "/start@candor_bot x"},
		"command as a reply to others":    {"/ask how long", toHuman, "/ask how long"},
		"unknown command with the name":   {"/sing@candor_bot", "", "/sing@candor_bot"},
		"command for another bot":         {"/ask@other_bot how long", "", unaddressed},
		"the same as a reply":             {"/ask@other_bot how long", toBot, unaddressed},
		"the same with a mention":         {"/ask@other_bot @candor_bot", "", unaddressed},
		"command for a longer name":       {"/ask@candor_bot2 how long", "", unaddressed},
		"unknown command":                 {"/sing", "", unaddressed},
		"unknown command as a reply":      {"/sing", toBot, unaddressed},
		"a command in the middle":         {"you can /ask it", "", unaddressed},
		"only a slash":                    {"/", "", unaddressed},
		"a fraction":                      {"/2 of us", "", unaddressed},
		"mention in front":                {"@candor_bot how long", "", "how long"},
		"mention at the end":              {"how long @candor_bot", "", "how long"},
		"mention in the middle":           {"hey @candor_bot, how long?", "", "hey , how long?"},
		"mention shouted":                 {"@CANDOR_Bot how long", "", "how long"},
		"mention before a command":        {"@candor_bot /help", "", "/help"},
		"mention alone":                   {"@candor_bot", "", ""},
		"mention twice":                   {"@candor_bot how @candor_bot long", "", "how  long"},
		"mention in brackets":             {"(@candor_bot) how long", "", "() how long"},
		"mention before other letters":    {"@candor_botжdoes it", "", "жdoes it"},
		"mention of a longer name":        {"@candor_bot2 how long", "", unaddressed},
		"mention of a name with a line":   {"@candor_bot_ how long", "", unaddressed},
		"mention of a shorter name":       {"@candor how long", "", unaddressed},
		"mention of another bot":          {"@other_bot how long", "", unaddressed},
		"an address of mail":              {"write to me@candor_bot.org", "", unaddressed},
		"an address, then a mention":      {"me@candor_bot.org @candor_bot how", "", "me@candor_bot.org  how"},
		"the name without its sign":       {"candor_bot how long", "", unaddressed},
		"reply to the bot":                {"how long", toBot, "how long"},
		"reply to the bot with a mention": {"@candor_bot how long", toBot, "how long"},
		"reply in a topic":                {"how long", inTopic, "how long"},
		"reply to others":                 {"how long", toHuman, unaddressed},
		"reply to another bot":            {"how long", toOther, unaddressed},
		"reply to nobody known":           {"how long", toNobody, unaddressed},
		"mention as a reply to others":    {"@candor_bot how long", toHuman, "how long"},
		"in a topic that the bot opened":  {"how long", toTopic, unaddressed},
		"mention in such a topic":         {"@candor_bot how long", toTopic, "how long"},
		"among themselves":                {"how long does it take?", "", unaddressed},
		"nothing":                         {"", "", unaddressed},
		"forwarded mention":               {"@candor_bot how long", forwarded, unaddressed},
		"forwarded command":               {"/ask how long", forwarded, unaddressed},
		"forwarded reply":                 {"how long", forwarded + toBot, unaddressed},
		"forwarded, as it was before 7.0": {"/ask how long", forwarded5, unaddressed},
	} {
		t.Run(name, func(t *testing.T) {
			msg := groupMessage(t, test.text, test.beside)
			got, ok := candor.addressed(msg, test.text)
			if ok != (test.want != unaddressed) || ok && got != test.want {
				t.Errorf("addressed(%q) = %q, %v, want %q", test.text, got, ok, test.want)
			}
			if e := candor.readMessage(msg, taskAsk); (e.task == taskAsk) != ok || ok && e.text != got {
				t.Errorf("readMessage(%q) = task %d, %q, want as addressed: %q, %v", test.text, e.task, e.text, got, ok)
			}
		})
	}
}

func groupMessage(t *testing.T, text, beside string) *message {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var m message
	raw := fmt.Sprintf(`{"message_id":6,"date":1,"chat":{"id":-5,"type":"supergroup"},"from":{"id":7,"first_name":"A"},"text":%s%s}`, quoted, beside)
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return &m
}

// TestNamelessIsNotMentioned: as long as the bot does not know its name, "@" is no mention,
// and no reply is one to it.
func TestNamelessIsNotMentioned(t *testing.T) {
	for _, text := range []string{"@", "hi @ you", "how long", "@candor_bot"} {
		if got, ok := (me{}).addressed(groupMessage(t, text, toNobody), text); ok {
			t.Errorf("addressed(%q) = %q, true, want false", text, got)
		}
	}
}

// FuzzAddressed: it ends, leaves no mention in, and takes nothing else out.
func FuzzAddressed(f *testing.F) {
	for _, text := range []string{"/ask@candor_bot x", "@candor_bot", "@candor_@candor_botbot", "me@candor_bot.org @CANDOR_BOT",
		"@candor_bot@candor_bot", "ſ@candor_bot", "\xff@candor_bot\xff", "/", "/@", "//a", "@\u212aandor_bot", strings.Repeat("@candor_bot ", 50)} {
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, toBot bool) {
		m := &message{}
		if toBot {
			m.ReplyToMessage = &replied{From: &tgbotapi.User{ID: candor.id}}
		}
		got, ok := candor.addressed(m, text)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("addressed(%q) = %q, which is no text", text, got)
		}
		if !ok && got != text && got != strings.TrimSpace(text) {
			t.Errorf("addressed(%q) = %q, false: changed though it is not for the bot", text, got)
		}
		if strings.HasPrefix(text, "/") {
			return
		}
		if ok && !toBot && len(text)-len(got) < len("@candor_bot") {
			t.Errorf("addressed(%q) = %q: nothing that could be a mention was taken out", text, got)
		}
		if again, more := candor.unmention(got); ok && more {
			t.Errorf("addressed(%q) = %q, in which a mention is left: %q", text, got, again)
		}
	})
}
