package discordtest_test

import (
	"strings"
	"testing"

	"candor/adapters/discord/discordtest"
)

// TestAnswersFitDocument checks the fake's own answers against Discord's document.
func TestAnswersFitDocument(t *testing.T) {
	if err := discordtest.DocumentError(); err != nil {
		t.Skip(err)
	}
	if problems, _ := discordtest.CheckAnswer("get", "/gateway", "200", []byte(`{}`)); len(problems) == 0 {
		t.Fatal("an empty answer fits")
	}
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	check := func(a reply, method, path string) {
		t.Helper()
		problems, _ := discordtest.CheckAnswer(strings.ToLower(method), path, "200", a.body)
		for _, p := range problems {
			t.Errorf("%s %s: %s in %s", method, path, p, a.body)
		}
	}
	get := func(path, template string) { t.Helper(); check(b.must("GET", path, ""), "GET", template) }
	get("/gateway", "/gateway")
	get("/gateway/bot", "/gateway/bot")
	get("/users/@me", "/users/@me")
	get("/applications/@me", "/applications/@me")
	get("/oauth2/applications/@me", "/oauth2/applications/@me")

	const rich = `"embeds":[{"title":"T","description":"D","color":255,"url":"https://example.org","footer":{"text":"F"},"fields":[{"name":"N","value":"V","inline":true}]}],
		"components":[{"type":1,"components":[{"type":2,"style":1,"label":"L","custom_id":"a"},{"type":2,"style":5,"label":"L","url":"https://example.org"}]},
		{"type":1,"components":[{"type":3,"custom_id":"b","placeholder":"P","options":[{"label":"L","value":"v","description":"D"}]}]}],` + noPings
	messages := "/channels/" + discordtest.ChannelID(0) + "/messages"
	said := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hi"})
	a := b.must("POST", messages, `{"content":"x","nonce":"n","message_reference":{"message_id":"`+said+`"},`+rich+`}`)
	check(a, "POST", "/channels/{channel_id}/messages")
	get(messages+"/"+a.ID, "/channels/{channel_id}/messages/{message_id}")
	check(b.must("PATCH", messages+"/"+a.ID, `{"content":"y",`+noPings+`}`), "PATCH", "/channels/{channel_id}/messages/{message_id}")
	check(b.must("POST", "/users/@me/channels", `{"recipient_id":"42"}`), "POST", "/users/@me/channels")
	get("/channels/"+s.DM("42"), "/channels/{channel_id}")

	s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask"})
	i := g.event("INTERACTION_CREATE")
	check(b.must("POST", i.callback()+"?with_response=true", `{"type":4,"data":{"flags":64,`+rich+`}}`), "POST", "/interactions/{interaction_id}/{interaction_token}/callback")
	get(i.original(), "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
	check(b.must("PATCH", i.original(), `{"content":"y",`+noPings+`}`), "PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
	check(b.must("POST", i.webhook(), `{"content":"y",`+noPings+`}`), "POST", "/webhooks/{webhook_id}/{webhook_token}")

	commands := "/applications/" + discordtest.AppID + "/commands"
	check(b.must("PUT", commands, `[{"name":"ask","description":"D","options":[{"type":3,"name":"q","description":"D","required":true}]}]`), "PUT", "/applications/{application_id}/commands")
	get(commands, "/applications/{application_id}/commands")
	get(commands+"/"+s.Commands()[0].ID, "/applications/{application_id}/commands/{command_id}")
}
