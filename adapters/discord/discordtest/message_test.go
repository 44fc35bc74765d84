package discordtest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

func TestContentIsMissing(t *testing.T) {
	guild := discordtest.GuildID(0)
	cases := []struct {
		name string
		in   discordtest.Incoming
		want string
	}{
		{"not to the bot", discordtest.Incoming{Guild: guild, Text: "hi"}, ""},
		{"mention", discordtest.Incoming{Guild: guild, Text: "hi", Mentions: true}, "<@" + discordtest.BotID + "> hi"},
		{"mention in the text", discordtest.Incoming{Guild: guild, Text: "hi <@!" + discordtest.BotID + ">"}, "hi <@!" + discordtest.BotID + ">"},
		{"direct message", discordtest.Incoming{Text: "hi"}, "hi"},
		{"own message", discordtest.Incoming{Guild: guild, Text: "hi", Own: true}, "hi"},
		{"thread", discordtest.Incoming{Guild: guild, Thread: "99", Text: "hi"}, ""},
	}
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	for _, c := range cases {
		id := s.Say(c.in)
		e := g.event("MESSAGE_CREATE")
		if e.ID != id || e.Content != c.want {
			t.Errorf("%s: message %s %q, want %s %q", c.name, e.ID, e.Content, id, c.want)
		}
		if e.HasMember != (c.in.Guild != "") {
			t.Errorf("%s: member is there: %v", c.name, e.HasMember)
		}
	}
	if n := s.SentCount(); n != 0 {
		t.Errorf("%d messages count as sent", n)
	}
}

func TestReplyToBot(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, usual)
	id := b.must("POST", "/channels/"+discordtest.ChannelID(0)+"/messages", `{"content":"hi",`+noPings+`}`).ID
	g.event("MESSAGE_CREATE")
	s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "and?", ReplyTo: id})
	if e := g.event("MESSAGE_CREATE"); e.Content != "and?" || !strings.Contains(string(e.Data), `"referenced_message":{"id":"`+id) {
		t.Errorf("reply: %s", e.Data)
	}
	s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "and?", ReplyTo: id, NoPing: true})
	if e := g.event("MESSAGE_CREATE"); e.Content != "" {
		t.Errorf("reply without ping has the text %q", e.Content)
	}
}

func TestIntentsOfMessages(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, discordtest.IntentDirectMessages)
	s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hi", Mentions: true})
	want := s.Say(discordtest.Incoming{Text: "hi"})
	if e := g.event("MESSAGE_CREATE"); e.ID != want {
		t.Errorf("the guild's message came")
	}
}

func TestIncomingAuthors(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	s.Name("42", "@everyone\n<b>")
	s.Say(discordtest.Incoming{User: "42", Guild: discordtest.GuildID(0), Text: "hi", Mentions: true, Roles: []string{"3"}})
	s.Say(discordtest.Incoming{User: "43", Guild: discordtest.GuildID(0), Text: "hi", FromBot: true})
	s.Say(discordtest.Incoming{User: "44", Guild: discordtest.GuildID(0), Text: "hi", Webhook: true, Everyone: true, Type: 7, Age: 48 * time.Hour})
	type author struct {
		ID       string `json:"id"`
		Bot      bool   `json:"bot"`
		Username string `json:"username"`
	}
	var got []string
	for range 3 {
		var m struct {
			ID       string
			Author   author
			Webhook  string `json:"webhook_id"`
			Type     int
			Everyone bool `json:"mention_everyone"`
			Member   struct{ Roles []string }
		}
		if err := json.Unmarshal(g.event("MESSAGE_CREATE").Data, &m); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%+v %s %d %v %v", m.Author, m.Webhook, m.Type, m.Everyone, m.Member.Roles))
	}
	want := []string{
		"{ID:42 Bot:false Username:@everyone\n<b>}  0 false [3]",
		"{ID:43 Bot:true Username:other-bot}  0 false []",
		"{ID:44 Bot:false Username:user44} 44 7 true []",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEditAndDelete(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	id := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hi"})
	g.event("MESSAGE_CREATE")
	s.Edit(id, "<@"+discordtest.BotID+"> hello")
	if e := g.event("MESSAGE_UPDATE"); e.ID != id || !strings.HasSuffix(e.Content, "hello") {
		t.Errorf("edited: %+v", e)
	}
	s.Edit(id, "never mind")
	if e := g.event("MESSAGE_UPDATE"); e.Content != "" {
		t.Errorf("the bot reads %q", e.Content)
	}
	if !s.Delete(id) || s.Delete(id) || s.Edit(id, "x") || s.Edit("1", "x") {
		t.Error("deleted twice, or edited after that")
	}
	if e := g.event("MESSAGE_DELETE"); e.ID != id || e.Guild != discordtest.GuildID(0) {
		t.Errorf("deleted: %+v", e)
	}
}

func TestBotMessages(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, usual)
	channel := "/channels/" + discordtest.ChannelID(0)
	b.must("POST", channel+"/typing", "")
	id := b.must("POST", channel+"/messages", `{"embeds":[{"title":"T","description":"D","footer":{"text":"F"}}],`+noPings+`}`).ID
	g.event("MESSAGE_CREATE")
	b.must("PATCH", channel+"/messages/"+id, `{"content":"new",`+noPings+`}`)
	if e := g.event("MESSAGE_UPDATE"); e.Content != "new" {
		t.Errorf("edited: %+v", e)
	}
	m, _ := s.Message(id)
	if m.Text() != "new\n\nT\n\nD\n\nF" || m.Edited != 1 || s.Typings(discordtest.ChannelID(0)) != 1 {
		t.Errorf("message: %q %+v", m.Text(), m)
	}
	b.must("GET", channel+"/messages/"+id, "")
	b.must("DELETE", channel+"/messages/"+id, "")
	g.event("MESSAGE_DELETE")
	if len(s.Seen(discordtest.Ann, discordtest.ChannelID(0))) != 0 || !s.Sent()[0].Deleted {
		t.Errorf("after the deletion: %+v", s.Sent())
	}
	b.fails(404, 10008, "PATCH", channel+"/messages/"+id, `{"content":"x",`+noPings+`}`)
	b.fails(404, 10003, "POST", "/channels/123/messages", `{"content":"x",`+noPings+`}`)
	foreign := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "mine"})
	b.fails(403, 50005, "PATCH", channel+"/messages/"+foreign, `{"content":"x",`+noPings+`}`)
	b.fails(403, 50013, "DELETE", channel+"/messages/"+foreign, "")
}

func TestDirectMessageIsOpened(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	id := b.must("POST", "/users/@me/channels", `{"recipient_id":"42"}`).ID
	if id != s.DM("42") {
		t.Errorf("channel %s, want %s", id, s.DM("42"))
	}
	b.must("POST", "/channels/"+id+"/messages", `{"content":"hi",`+noPings+`}`)
	if m := s.Seen("42", id); len(m) != 1 {
		t.Errorf("seen: %+v", m)
	}
}

func TestMessageReference(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	id := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hi"})
	other := s.Say(discordtest.Incoming{Text: "elsewhere"})
	send := func(to, more string) string {
		return `{"content":"x","message_reference":{"message_id":"` + to + `"` + more + `},` + noPings + `}`
	}
	b.must("POST", path, send(id, ""))
	b.fails(400, 50035, "POST", path, send("1", ""))
	b.fails(400, 50035, "POST", path, send(other, ""))
	b.must("POST", path, send("1", `,"fail_if_not_exists":false`))
	s.Delete(id)
	b.fails(400, 50035, "POST", path, send(id, ""))
	if m := s.Sent(); len(m) != 2 || m[0].ReplyTo != id || m[1].ReplyTo != "" {
		t.Errorf("sent: %+v", m)
	}
}

func TestNonce(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	body := `{"content":"x","nonce":"n1","enforce_nonce":true,` + noPings + `}`
	first := b.must("POST", path, body).ID
	if again := b.must("POST", path, body).ID; again != first {
		t.Errorf("the second message is %s, the first %s", again, first)
	}
	b.must("POST", path, strings.Replace(body, "true", "false", 1))
	s.Advance(6 * time.Minute)
	b.must("POST", path, body)
	if m := s.Sent(); len(m) != 3 || m[0].Nonce != "n1" {
		t.Errorf("sent: %+v", m)
	}
}

func TestPings(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	text := "@everyone @here <@1> <@!2> <@&3>"
	id := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hi", User: "9"})
	send := func(mentions string) []string {
		t.Helper()
		path := "/channels/" + discordtest.ChannelID(0) + "/messages"
		b.must("POST", path, fmt.Sprintf(`{"content":%q,"message_reference":{"message_id":%q}%s}`, text, id, mentions))
		sent := s.Sent()
		return sent[len(sent)-1].Pings
	}
	if pings := send("," + noPings); len(pings) != 0 {
		t.Errorf("pings %q", pings)
	}
	if pings := send(`,"allowed_mentions":{"parse":[],"users":["2"],"roles":["3"],"replied_user":true}`); !slices.Equal(pings, []string{"<@2>", "<@&3>", "<@9>"}) {
		t.Errorf("pings %q", pings)
	}
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	b.fails(400, 50035, "POST", path, `{"content":"@everyone"}`)
	b.fails(400, 50035, "POST", path, `{"content":"x","allowed_mentions":{"parse":["users"]}}`)
	b.fails(400, 50035, "POST", path, `{"content":"x","allowed_mentions":{"parse":null}}`)
	if v := s.Violations(); len(v) != 3 {
		t.Errorf("violations: %v", v)
	}
}

func TestForumPost(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, usual|discordtest.IntentGuilds)
	g.event("GUILD_CREATE")
	id := s.OpenPost(discordtest.Post{Title: "How?", Text: "<@" + discordtest.BotID + "> how?"})
	if e := g.event("THREAD_CREATE"); e.ID != id || !strings.Contains(string(e.Data), `"name":"How?"`) {
		t.Errorf("thread: %s", e.Data)
	}
	if e := g.event("MESSAGE_CREATE"); e.ID != id || e.Channel != id || e.Content == "" {
		t.Errorf("message: %+v", e)
	}
	b.must("POST", "/channels/"+id+"/messages", `{"content":"So.",`+noPings+`}`)
	g.event("MESSAGE_CREATE")
	late := s.OpenPost(discordtest.Post{Title: "How?", Late: true})
	g.event("THREAD_CREATE")
	b.fails(403, 40058, "POST", "/channels/"+late+"/messages", `{"content":"So.",`+noPings+`}`)
	s.FinishPost(late, "how?")
	if e := g.event("MESSAGE_CREATE"); e.ID != late || e.Content != "" {
		t.Errorf("message: %+v", e)
	}
	b.must("POST", "/channels/"+late+"/messages", `{"content":"So.",`+noPings+`}`)
}
