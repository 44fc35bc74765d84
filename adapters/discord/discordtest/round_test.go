package discordtest_test

import (
	"fmt"
	"testing"

	"candor/adapters/discord/discordtest"
)

// TestRound plays one round of everything that the bot is for.
func TestRound(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, usual)
	b.must("PUT", "/applications/"+discordtest.AppID+"/commands", `[{"name":"ask","description":"Ask","type":1,"default_member_permissions":"0",
		"options":[{"type":3,"name":"question","description":"What","required":true,"autocomplete":true}]}]`)

	s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": "how?"}})
	i := g.event("INTERACTION_CREATE")
	b.respond(i, `{"type":4,"data":{"content":"So.","flags":64,`+noPings+`,"components":[{"type":1,"components":[{"type":2,"style":1,"label":"More","custom_id":"more"}]}]}}`)
	if err := s.WaitSent(within(t), 1); err != nil {
		t.Fatal(err)
	}
	m := s.Seen(discordtest.Ann, discordtest.ChannelID(0))
	if len(m) != 1 || !m[0].Ephemeral || m[0].Text() != "So." {
		t.Fatalf("seen: %+v", m)
	}
	button, _ := m[0].Button("More")
	s.Press(discordtest.Ann, m[0].ID, button.CustomID)
	i = g.event("INTERACTION_CREATE")
	if i.Type != 3 {
		t.Errorf("type %d", i.Type)
	}
	b.respond(i, `{"type":7,"data":{"content":"More.",`+noPings+`,"components":[]}}`)
	if m, _ := s.Message(m[0].ID); m.Content != "More." || m.Edited != 1 || len(m.Buttons()) != 0 {
		t.Errorf("after the button: %+v", m)
	}

	id := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "hello", Mentions: true})
	said := g.event("MESSAGE_CREATE")
	if said.ID != id || said.Content != "<@"+discordtest.BotID+"> hello" {
		t.Errorf("said: %+v", said)
	}
	b.must("POST", "/channels/"+said.Channel+"/messages", fmt.Sprintf(`{"content":"Hi","message_reference":{"message_id":%q},%s}`, id, noPings))
	if own := g.event("MESSAGE_CREATE"); own.Content != "Hi" {
		t.Errorf("own message: %+v", own)
	}
	if m := s.Sent(); len(m) != 2 || m[1].ReplyTo != id {
		t.Errorf("sent: %+v", m)
	}
}
