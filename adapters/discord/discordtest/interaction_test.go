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

// show is a response that shows a text.
func show(text string, flags int) string {
	return fmt.Sprintf(`{"type":4,"data":{"content":%q,"flags":%d,%s}}`, text, flags, noPings)
}

func TestCommandOnTheWire(t *testing.T) {
	s := discordtest.New(t)
	s.Register("", `[{"name":"ask","description":"x","options":[{"type":3,"name":"question","description":"x"},{"type":7,"name":"where","description":"x"}]}]`)
	g, _ := connect(t, s, 0)
	s.Ask(discordtest.Command{
		Guild: discordtest.GuildID(0), User: "42", Name: "ask", Locale: "de", GuildLocale: "fr", Roles: []string{"5"}, Permissions: 8,
		Options: map[string]any{"question": "how?", "public": true, "where": "77", "n": 3, "x": 1.5, "sub": map[string]any{"deep": "y"}},
	})
	i := g.event("INTERACTION_CREATE")
	var w struct {
		Type    int
		Context int
		Owners  map[string]string `json:"authorizing_integration_owners"`
		Locale  string
		Guild   string `json:"guild_locale"`
		User    *struct{}
		Member  struct {
			User        struct{ ID string }
			Roles       []string
			Permissions string
		}
		Data struct {
			ID      string
			Options []struct {
				Name    string
				Type    int
				Value   any
				Options []struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(i.Data, &w); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%+v", w)
	want := "{Type:2 Context:0 Owners:map[0:" + discordtest.GuildID(0) + "] Locale:de Guild:fr User:<nil> Member:{User:{ID:42} Roles:[5] Permissions:8} Data:{ID:" +
		s.Commands()[0].ID + " Options:[{Name:n Type:4 Value:3 Options:[]} {Name:public Type:5 Value:true Options:[]} " +
		"{Name:question Type:3 Value:how? Options:[]} {Name:sub Type:1 Value:<nil> Options:[{Name:deep}]} {Name:where Type:7 Value:77 Options:[]} {Name:x Type:10 Value:1.5 Options:[]}]}}"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPlacesOfCommands(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, 0)
	cases := []struct {
		in      discordtest.Command
		context int
		owner   string
		member  bool
	}{
		{discordtest.Command{Name: "ask"}, 1, "0", false},
		{discordtest.Command{Name: "ask", Guild: "4194304000"}, 0, "0", true},
		{discordtest.Command{Name: "ask", Guild: "8388608000", OwnInstall: true}, 0, "1", true},
		{discordtest.Command{Name: "ask", Channel: "66", GroupDM: true}, 2, "1", false},
	}
	for _, c := range cases {
		s.Ask(c.in)
		i := g.event("INTERACTION_CREATE")
		var w struct {
			Context int
			Owners  map[string]string `json:"authorizing_integration_owners"`
			User    *struct{ ID string }
		}
		if err := json.Unmarshal(i.Data, &w); err != nil {
			t.Fatal(err)
		}
		if w.Context != c.context || w.Owners[c.owner] == "" || i.HasMember != c.member || (w.User == nil) != c.member {
			t.Errorf("%+v: %s", c.in, i.Data)
		}
	}
	b := newBot(t, s)
	b.fails(403, 50001, "POST", "/channels/8388608001/messages", `{"content":"x",`+noPings+`}`)
	b.fails(403, 50001, "POST", "/channels/66/messages", `{"content":"x",`+noPings+`}`)
	b.must("POST", "/channels/4194304001/messages", `{"content":"x",`+noPings+`}`)
}

func TestFirstResponse(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	b.token = "" // the token of the interaction is enough
	g, _ := connect(t, s, usual)
	id := s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask"})
	i := g.event("INTERACTION_CREATE")
	b.fails(404, 10015, "PATCH", i.original(), `{"content":"x",`+noPings+`}`)
	b.fails(404, 10062, "POST", "/interactions/"+id+"/wrong/callback", show("x", 0))
	b.must("POST", i.callback(), show("x", 0))
	g.event("MESSAGE_CREATE")
	b.fails(400, 40060, "POST", i.callback(), show("x", 0))
	a, ok := s.Answer(id)
	if !ok || a.Type != 4 || a.HTTP || a.After > 3*time.Second {
		t.Errorf("answer: %+v", a)
	}

	id = s.Ask(discordtest.Command{Name: "ask"})
	i = g.event("INTERACTION_CREATE")
	s.Advance(3 * time.Second)
	b.fails(404, 10062, "POST", i.callback(), show("x", 0))
	if _, ok := s.Answer(id); ok || s.SentCount() != 1 {
		t.Error("the late response was shown")
	}
}

// TestResponseTime: a response that is too late for Discord is taken where the test has time.
func TestResponseTime(t *testing.T) {
	s := discordtest.New(t, discordtest.ResponseTime(time.Minute))
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	for _, c := range []struct {
		after  time.Duration
		status int
	}{{50 * time.Second, 204}, {time.Minute, 404}} {
		s.Ask(discordtest.Command{Name: "ask"})
		i := g.event("INTERACTION_CREATE")
		s.Advance(c.after)
		if got := b.call("POST", i.callback(), show("x", 0)).status; got != c.status {
			t.Errorf("after %v: status %d, want %d", c.after, got, c.status)
		}
	}
}

func TestResponseOfWrongType(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	bodies := map[int]string{
		1: `{"type":1}`, 4: show("x", 0), 5: `{"type":5}`, 6: `{"type":6}`, 7: `{"type":7,"data":{"content":"y",` + noPings + `}}`,
		8: `{"type":8,"data":{"choices":[]}}`,
		9: `{"type":9,"data":{"custom_id":"m","title":"M","components":[{"type":1,"components":[{"type":4,"custom_id":"i","style":1,"label":"L"}]}]}}`,
	}
	message := b.must("POST", "/channels/"+discordtest.ChannelID(0)+"/messages", `{"content":"x",`+noPings+`}`).ID
	asks := map[string]func(){
		"command":      func() { s.Ask(discordtest.Command{Name: "ask"}) },
		"component":    func() { s.Press(discordtest.Ann, message, "x") },
		"autocomplete": func() { s.Type(discordtest.Command{Name: "ask", Options: map[string]any{"q": "h"}}) },
		"modal":        func() { s.Submit(discordtest.Submission{Values: map[string]string{"i": "v"}}) },
	}
	takes := map[string][]int{"command": {4, 5, 9}, "component": {4, 5, 6, 7, 9}, "autocomplete": {8}, "modal": {4, 5}}
	for kind, ask := range asks {
		for response, body := range bodies {
			ask()
			a := b.call("POST", g.event("INTERACTION_CREATE").callback(), body)
			if ok := a.status == 204; ok != slices.Contains(takes[kind], response) {
				t.Errorf("%s, response %d: %d %s", kind, response, a.status, a.body)
			}
		}
	}
}

func TestDeferredResponse(t *testing.T) {
	for name, finish := range map[string]func(b bot, i event){
		"edit":      func(b bot, i event) { b.must("PATCH", i.original(), `{"content":"So.",`+noPings+`}`) },
		"follow-up": func(b bot, i event) { b.must("POST", i.webhook(), `{"content":"So.","flags":0,`+noPings+`}`) },
	} {
		t.Run(name, func(t *testing.T) {
			s := discordtest.New(t)
			b := newBot(t, s)
			g, _ := connect(t, s, usual)
			id := s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask"})
			i := g.event("INTERACTION_CREATE")
			b.respond(i, `{"type":5,"data":{"flags":64}}`)
			if m, _ := s.Message(id); !m.Loading || !m.Ephemeral || s.SentCount() != 0 {
				t.Errorf("loading: %+v", m)
			}
			s.Advance(14 * time.Minute)
			finish(b, i)
			m := s.Sent()
			if len(m) != 1 || m[0].Content != "So." || !m[0].Ephemeral || m[0].For != discordtest.Ann || m[0].Edited != 0 || m[0].Loading {
				t.Fatalf("sent: %+v", m)
			}
			if len(s.Seen("42", m[0].Channel)) != 0 || len(s.Seen(discordtest.Ann, m[0].Channel)) != 1 {
				t.Error("seen by the wrong people")
			}
			b.must("POST", i.webhook(), `{"content":"And so.",`+noPings+`}`)
			if m := s.Sent(); len(m) != 2 || m[1].Ephemeral || m[1].Interaction != id {
				t.Errorf("sent: %+v", m)
			}
		})
	}
}

func TestDeferredUpdate(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	id := b.must("POST", "/channels/"+discordtest.ChannelID(0)+"/messages", `{"content":"old",`+noPings+`}`).ID
	s.Select("42", id, "menu", "a", "b")
	i := g.event("INTERACTION_CREATE")
	if !strings.Contains(string(i.Inner), `"component_type":3`) || !strings.Contains(string(i.Inner), `"values":["a","b"]`) {
		t.Errorf("data: %s", i.Inner)
	}
	b.respond(i, `{"type":6}`)
	b.must("PATCH", i.original(), `{"content":"new",`+noPings+`}`)
	b.must("POST", i.webhook(), `{"content":"more","flags":64,`+noPings+`}`)
	m := s.Sent()
	if len(m) != 2 || m[0].Content != "new" || m[0].Edited != 1 || m[1].For != "42" {
		t.Errorf("sent: %+v", m)
	}
	b.must("DELETE", i.original(), "")
	b.fails(404, 10008, "PATCH", i.original(), `{"content":"newer",`+noPings+`}`)
	s.Press("42", id, "x")
	b.fails(404, 10008, "POST", g.event("INTERACTION_CREATE").callback(), `{"type":7,"data":{"content":"y",`+noPings+`}}`)
}

func TestTokenLife(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	s.Ask(discordtest.Command{Name: "ask"})
	i := g.event("INTERACTION_CREATE")
	b.respond(i, show("x", 64))
	b.must("GET", i.original(), "")
	followup := b.must("POST", i.webhook(), `{"content":"y","flags":64,`+noPings+`}`).ID
	b.must("PATCH", i.webhook()+"/messages/"+followup, `{"content":"z",`+noPings+`}`)
	b.must("DELETE", i.webhook()+"/messages/"+followup, "")
	b.fails(404, 10008, "GET", i.webhook()+"/messages/"+followup, "")
	m, _ := s.Message(i.ID)
	b.fails(404, 10008, "PATCH", "/channels/"+m.Channel+"/messages/"+m.ID, `{"content":"z",`+noPings+`}`) // it is ephemeral
	b.fails(404, 10015, "GET", strings.Replace(i.original(), discordtest.AppID, discordtest.BotID, 1), "")
	b.fails(401, 50027, "GET", "/webhooks/"+discordtest.AppID+"/wrong/messages/@original", "")
	s.Advance(15 * time.Minute)
	b.fails(401, 50027, "PATCH", i.original(), `{"content":"z",`+noPings+`}`)
	b.fails(401, 50027, "POST", i.webhook(), `{"content":"z",`+noPings+`}`)
}

func TestFollowupsOfOwnInstall(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	s.Ask(discordtest.Command{Name: "ask", Guild: "4194304000", OwnInstall: true})
	i := g.event("INTERACTION_CREATE")
	b.respond(i, show("x", 64))
	for range 5 {
		b.must("POST", i.webhook(), `{"content":"y",`+noPings+`}`)
	}
	b.fails(400, 40094, "POST", i.webhook(), `{"content":"y",`+noPings+`}`)
}

func TestCompletion(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	id := s.Type(discordtest.Command{Name: "ask", Options: map[string]any{"question": "ho"}})
	i := g.event("INTERACTION_CREATE")
	if i.Type != 4 || !strings.Contains(string(i.Inner), `"focused":true`) {
		t.Errorf("interaction: %s", i.Data)
	}
	b.respond(i, `{"type":8,"data":{"choices":[{"name":"How?","value":"how","name_localizations":{"de":"Wie?"}}]}}`)
	a, err := s.WaitAnswer(within(t), id)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Choices) != 1 || a.Choices[0].Value != "how" || a.Choices[0].Localized["de"] != "Wie?" {
		t.Errorf("choices: %+v", a.Choices)
	}
	b.fails(404, 10015, "POST", i.webhook(), `{"content":"y",`+noPings+`}`)
}

func TestMessageCommand(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	target := s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), User: "42", Text: "how does dough rise?"})
	s.UseMessage(discordtest.Command{Guild: discordtest.GuildID(0), Name: "Answer this", Target: target})
	i := g.event("INTERACTION_CREATE")
	var d struct {
		Type     int
		Target   string `json:"target_id"`
		Resolved struct {
			Messages map[string]struct {
				Content string
				Author  struct{ ID string }
			}
		}
	}
	if err := json.Unmarshal(i.Inner, &d); err != nil {
		t.Fatal(err)
	}
	if m := d.Resolved.Messages[target]; d.Type != 3 || d.Target != target || m.Content != "how does dough rise?" || m.Author.ID != "42" {
		t.Errorf("data: %s", i.Inner)
	}
	b.respond(i, show("So.", 64))
}

func TestModal(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	id := b.must("POST", "/channels/"+discordtest.ChannelID(0)+"/messages", `{"content":"old",`+noPings+`}`).ID
	click := s.Press("42", id, "x")
	b.respond(g.event("INTERACTION_CREATE"), `{"type":9,"data":{"custom_id":"form","title":"Form","components":[{"type":1,"components":[{"type":4,"custom_id":"what","style":1,"label":"What"}]}]}}`)
	if a, _ := s.Answer(click); a.Modal == nil || a.Modal.Title != "Form" {
		t.Fatalf("answer: %+v", a)
	}
	s.Submit(discordtest.Submission{Interaction: click, Values: map[string]string{"what": "this"}})
	i := g.event("INTERACTION_CREATE")
	if want := `{"custom_id":"form","components":[{"type":1,"id":1,"components":[{"type":4,"id":2,"custom_id":"what","value":"this"}]}]}`; string(i.Inner) != want {
		t.Errorf("data: %s", i.Inner)
	}
	b.respond(i, `{"type":7,"data":{"content":"new",`+noPings+`}}`)
	if m, _ := s.Message(id); m.Content != "new" {
		t.Errorf("message: %+v", m)
	}
}

func TestClickOnUnknownMessage(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, usual)
	s.Click(discordtest.Click{User: "42", Message: "77", CustomID: "old", Guild: discordtest.GuildID(0)})
	i := g.event("INTERACTION_CREATE")
	if i.Guild != discordtest.GuildID(0) || !strings.Contains(string(i.Data), `"message":{"id":"77"`) {
		t.Errorf("interaction: %s", i.Data)
	}
	b.respond(i, show("It is too old.", 64))
}

func TestInteractionWhileAway(t *testing.T) {
	s := discordtest.New(t)
	_, ready := connect(t, s, 0)
	s.Cut()
	id := s.Ask(discordtest.Command{Name: "ask"})
	if i := again(t, s, ready.Session, ready.Seq).event("INTERACTION_CREATE"); i.ID != id {
		t.Errorf("interaction %s, want %s", i.ID, id)
	}
}
