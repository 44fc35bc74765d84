package discord_test

import (
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// TestNothingOfAPersonIsLogged: through a run in which everything fails in every way, the
// log holds no token, of the bot or of an interaction, no words, names or numbers. The stage
// checks that when it stops.
func TestNothingOfAPersonIsLogged(t *testing.T) { simulated(t, testNothingOfAPersonIsLogged) }

func testNothingOfAPersonIsLogged(t *testing.T) {
	s := start(t, setup{server: []discordtest.Option{discordtest.Heartbeat(time.Second)}})
	faults := []discordtest.Fault{
		{Status: 500}, {Status: 502, HTML: true}, {Status: 403, Code: 50013}, {Status: 404, Code: 10003}, {Status: 400, Code: 50035, Message: "Invalid Form Body"},
		{RetryAfter: 0.2}, {Drop: true}, {Cut: true}, {AcceptThenDrop: true}, {Body: "{"}, {Status: 404, Code: 10062}, {Status: 401, Code: 50027}, {Body: `["x"]`, Status: 418},
	}
	for _, route := range []string{callbackRoute, originalRoute, followupRoute, messageRoute} {
		for _, f := range faults {
			f.Route = route
			s.Fail(f)
		}
	}
	for range len(faults) {
		s.inServer(adaptertest.Question)
		s.ask(adaptertest.Longer)
		s.ask(inDanger)
		s.says(discordtest.Incoming{Text: adaptertest.Related, User: stranger})
		s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "a sentinel that was typed"}})
		s.Click(discordtest.Click{User: stranger, Guild: server, Channel: channel, CustomID: "sentinel of a button"})
	}
	s.hush("a sentinel that was typed")
	s.hush("sentinel of a button")
	s.Dispatch("INTERACTION_CREATE", `{"id":"sentinel of an id","token":["sentinel of a token"],"type":"x"}`)
	s.Dispatch("MESSAGE_CREATE", `{"id":{"sentinel of an id":1},"content":"sentinel of a text"}`)
	s.Dispatch("INTERACTION_CREATE", `{"id":"77","token":"sentinel of a token","type":2,"channel_id":"5","user":{"id":"9"},"data":{"options":"sentinel of a text"}}`)
	for _, text := range []string{"sentinel of an id", "sentinel of a token", "sentinel of a text"} {
		s.hush(text)
	}
	s.Cut()
	s.SendRaw(`{"op":0,"t":"MESSAGE_CREATE","d":"sentinel of a text`)
	s.until("it is back", func() bool { return s.back(false) })
	s.Heal()
	s.settled()
	s.stop()
	if !strings.Contains(s.log.String(), `"warn"`) {
		t.Error("nothing was logged: the test is none")
	}
}

// TestPanicsAreApologisedFor: wherever the core fails, the person hears that something went
// wrong, in the way in which they asked, and the bot lives.
func TestPanicsAreApologisedFor(t *testing.T) { simulated(t, testPanicsAreApologisedFor) }

func testPanicsAreApologisedFor(t *testing.T) {
	core := adaptertest.Core()
	s := start(t, setup{handler: panicking(core)})
	const bad = "a question that nobody can take"
	apology := bot.Reply{}.Title()
	target := s.says(discordtest.Incoming{Guild: server, User: stranger, Text: bad})
	answer := s.answered(s.ask(adaptertest.Question))
	for name, do := range map[string]func() string{
		"/ask": func() string { return s.ask(bad) },
		"public /ask": func() string {
			return s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": bad, "public": true}})
		},
		"Answer this": func() string {
			return s.UseMessage(discordtest.Command{Guild: server, Name: bot.LabelAnswerThis, Target: target})
		},
		"a button": func() string { return s.press(asker, answer, "How do I store bread") },
	} {
		if m := s.answered(do()); title(m) != apology || !m.Ephemeral {
			t.Errorf("%s: got %q, for one %v; want the apology, alone", name, title(m), m.Ephemeral)
		}
	}
	for name, in := range map[string]discordtest.Incoming{
		"in private": {Text: bad}, "in a server": {Guild: server, Text: bad, Mentions: true},
	} {
		n := s.SentCount()
		s.says(in)
		if m := s.sent(n + 1); title(m) != apology {
			t.Errorf("%s: got %q, want the apology", name, title(m))
		}
	}
	if m := s.answered(s.ask(adaptertest.Related)); title(m) != adaptertest.Related {
		t.Errorf("after all that: %q", title(m))
	}
}
