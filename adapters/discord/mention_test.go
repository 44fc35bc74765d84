package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// run runs an adapter while something is done.
func run(t *testing.T, a *discord.Adapter, do func()) {
	t.Helper()
	ctx, tell := context.WithCancel(t.Context())
	defer tell()
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	do()
	tell()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run = %v, want nil when it is told to end", err)
		}
	case <-time.After(patience):
		t.Error("Run does not end")
	}
}

// TestAddressedIsAnswered: by mention, as a reply to the bot, or in private; below the
// message, without a ping.
func TestAddressedIsAnswered(t *testing.T) { simulated(t, testAddressedIsAnswered) }

func testAddressedIsAnswered(t *testing.T) {
	s := start(t, setup{})
	s.inServer("/privacy")
	own := s.sent(1).ID
	for i, in := range []discordtest.Incoming{
		{Guild: server, Text: adaptertest.Question, Mentions: true},
		{Guild: server, Text: adaptertest.Question + " <@!" + discordtest.BotID + ">"},
		{Guild: server, Text: adaptertest.Question, ReplyTo: own},
		{Guild: server, Thread: "125829120000009999", Text: adaptertest.Question, Mentions: true},
		{Text: adaptertest.Question},
		{Text: adaptertest.Question, Mentions: true},
	} {
		id := s.says(in)
		m := s.sent(i + 2)
		if title(m) != adaptertest.Question || m.ReplyTo != id || m.Ephemeral {
			t.Errorf("%+v got %q as a reply to %q, want the answer as a reply to %q", in, title(m), m.ReplyTo, id)
		}
	}
	for _, m := range s.core.Asked()[1:] {
		if m.Text != adaptertest.Question {
			t.Errorf("the core was asked %q, want the words alone", m.Text)
		}
	}
}

// TestLetBe: what is not for the bot, or of no person, is not answered.
func TestLetBe(t *testing.T) { simulated(t, testLetBe) }

func testLetBe(t *testing.T) {
	const q = adaptertest.Question
	s := start(t, setup{})
	s.inServer("/privacy")
	own := s.sent(1).ID
	for _, in := range []discordtest.Incoming{
		{Text: q},
		{Text: "@everyone " + q, Everyone: true},
		{Text: "<@&" + discordtest.BotID + "> " + q},
		{Text: "<@" + stranger + "> " + q},
		{Text: q, Mentions: true, FromBot: true, User: "200000000000000777"},
		{Text: q, Mentions: true, Webhook: true, User: "200000000000000778"},
		{Text: q, Mentions: true, Own: true},
		{Text: q, Mentions: true, Type: 7},
		{Text: q, ReplyTo: own, NoPing: true}, // which the bot may not read
	} {
		in.Guild = server
		s.says(in)
	}
	s.says(discordtest.Incoming{Text: q, Own: true})
	s.settled()
	s.stop()
	s.wantSent("Your privacy", "Your privacy")
}

// TestDangerInAServer: everybody sees a line that gives nothing away; its button shows the
// card of that danger to who presses it, alone.
func TestDangerInAServer(t *testing.T) { simulated(t, testDangerInAServer) }

func testDangerInAServer(t *testing.T) {
	s := start(t, setup{})
	for _, said := range []string{inDanger, "my therapist touched me", "i was raped last night"} {
		n := s.SentCount()
		s.inServer(said)
		m := s.sent(n + 1)
		given := s.core.Given()
		card := given[len(given)-1]
		if !card.Private() {
			t.Fatalf("%q got %q: the test is none", said, card.Title())
		}
		text := strings.ToLower(strings.Replace(plain(m.Text()), card.Disclaimer(), "", 1))
		for _, word := range append(strings.Fields(strings.ToLower(said)), "suicid", "abuse", "danger", "crisis", "988", "violence") {
			if len(word) > 4 && strings.Contains(text, word) {
				t.Errorf("%q: everybody sees the word %q in %q", said, word, text)
			}
		}
		s.press(asker, m, "Open a private chat")
		got := s.sent(n + 2)
		if !got.Ephemeral || got.For != asker || got.Guild != server {
			t.Errorf("%q: the card %q is for %q, alone: %v", said, title(got), got.For, got.Ephemeral)
		}
		given = s.core.Given()
		if opened := given[len(given)-1]; opened.Kind() != bot.KindHelp || opened.Title() != card.Title() {
			t.Errorf("%q: the button opens %q, want the card %q", said, opened.Title(), card.Title())
		}
	}
}

// TestEditToDanger: a message that becomes one of danger gets a card, once; other changes
// get nothing.
func TestEditToDanger(t *testing.T) { simulated(t, testEditToDanger) }

func testEditToDanger(t *testing.T) {
	s := start(t, setup{})
	private := s.says(discordtest.Incoming{Text: adaptertest.Question})
	s.sent(1)
	public := s.inServer(adaptertest.Question)
	s.sent(2)
	for _, text := range []string{adaptertest.Related, inDanger, inDanger + ".", "/privacy"} {
		s.hush(text)
		s.Edit(private, text)
	}
	card := s.sent(3)
	if card.Channel != s.DM(asker) || card.ReplyTo != private {
		t.Errorf("the card %q is in %s, below %s", title(card), card.Channel, card.ReplyTo)
	}
	s.Edit(public, "<@"+discordtest.BotID+"> "+inDanger)
	if m := s.sent(4); title(m) != "Let us talk in private" {
		t.Errorf("in the server: %q", title(m))
	}
	s.Dispatch("MESSAGE_UPDATE", `{"id":"`+private+`","channel_id":"`+s.DM(asker)+`","content":"`+inDanger+`","author":{"id":"`+asker+`"},"edited_timestamp":null}`)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Question, title(card), "Let us talk in private", "Your privacy")
}

// TestEditOfDanger: who got the card for a message gets none for a change of it.
func TestEditOfDanger(t *testing.T) { simulated(t, testEditOfDanger) }

func testEditOfDanger(t *testing.T) {
	s := start(t, setup{})
	id := s.says(discordtest.Incoming{Text: inDanger})
	s.sent(1)
	s.Edit(id, inDanger+" now")
	s.hush(inDanger + " now")
	s.settled()
	s.stop()
	if n := s.SentCount(); n != 2 {
		t.Errorf("%d messages, want the card and that which settles: %q", n, s.titles())
	}
}

// TestPostsAreAnsweredOnce: in a forum, also when the post is not there yet.
func TestPostsAreAnsweredOnce(t *testing.T) { simulated(t, testPostsAreAnsweredOnce) }

func testPostsAreAnsweredOnce(t *testing.T) {
	const route = "POST /channels/{channel_id}/messages"
	s := start(t, setup{})
	question := "<@" + discordtest.BotID + "> " + adaptertest.Question
	s.hush(adaptertest.Question)
	id := s.OpenPost(discordtest.Post{Title: "How long?", Text: question})
	if m := s.sent(1); m.Channel != id || title(m) != adaptertest.Question {
		t.Errorf("the post got %q in %s", title(m), m.Channel)
	}
	s.OpenPost(discordtest.Post{Title: "How long?", Text: adaptertest.Question})
	s.Fail(discordtest.Fault{Route: route, Status: 403, Code: 40058})
	late := s.OpenPost(discordtest.Post{Title: "How long?", Late: true})
	s.FinishPost(late, question)
	if m := s.sent(2); m.Channel != late {
		t.Errorf("the late post's answer is in %s", m.Channel)
	}
	s.Replay(100)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Question, "Your privacy")
}

// TestWhereRepliesAreNotTaken: the answer comes all the same, as a message.
func TestWhereRepliesAreNotTaken(t *testing.T) { simulated(t, testWhereRepliesAreNotTaken) }

func testWhereRepliesAreNotTaken(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"may not read what was before": {Status: 400, Code: 160002},
		"refused as forbidden":         {Status: 403, Code: 160002},
		"of another kind": {Status: 400, Body: `{"code":50035,"message":"Invalid Form Body",` +
			`"errors":{"message_reference":{"_errors":[{"code":"REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE","message":"x"}]}}}`},
	} {
		s := start(t, setup{})
		f.Route = messageRoute
		s.Fail(f)
		s.inServer(adaptertest.Question)
		if m := s.sent(1); title(m) != adaptertest.Question || m.ReplyTo != "" {
			t.Errorf("%s: %q as a reply to %q, want the answer, as no reply", name, title(m), m.ReplyTo)
		}
		s.Fail(discordtest.Fault{Route: messageRoute, Status: 400, Body: `{"code":50035,"errors":[]}`})
		s.inServer(adaptertest.Question)
		s.until("it is refused", func() bool {
			calls := s.CallsOf(messageRoute)
			return len(calls) == 3 && calls[2].Status != 0
		})
		s.settled()
		s.stop()
		s.wantSent(adaptertest.Question, "Your privacy")
	}
}

// TestServersHaveSettings: each its territory, what /ask does, and where the bot may answer
// in public.
func TestServersHaveSettings(t *testing.T) { simulated(t, testServersHaveSettings) }

func testServersHaveSettings(t *testing.T) {
	open, closed := discordtest.GuildID(1), discordtest.GuildID(2)
	s := start(t, setup{config: func(c *discord.Config) {
		c.Territory = "US"
		c.Settings = func(id string) bot.Settings {
			switch id {
			case open:
				return bot.Settings{Territory: "DE", Public: true}
			case closed:
				return bot.Settings{Public: true, Channels: []string{"1234"}}
			}
			return bot.Settings{}
		}
	}})
	ask := func(guild string, options map[string]any) bool {
		options["question"] = adaptertest.Question
		return s.answered(s.command(discordtest.Command{Guild: guild, Name: "ask", Options: options})).Ephemeral
	}
	if ask(open, map[string]any{}) || !ask(open, map[string]any{"public": false}) {
		t.Error("where answers are public, they are not, or not unless told otherwise")
	}
	if !ask(closed, map[string]any{}) || !ask(closed, map[string]any{"public": true}) {
		t.Error("an answer is public in a channel that is not for that")
	}
	s.says(discordtest.Incoming{Guild: closed, Text: adaptertest.Question, Mentions: true})
	s.says(discordtest.Incoming{Guild: closed, Channel: "1234", Text: adaptertest.Question, Mentions: true})
	if m := s.sent(5); m.Channel != "1234" {
		t.Errorf("a mention is answered in %s", m.Channel)
	}
	s.stop()
	var places []string
	for _, m := range s.core.Asked() {
		places = append(places, m.Territory)
	}
	if got := strings.Join(places, " "); got != "DE DE US US US US" {
		t.Errorf("territories %s", got)
	}
}
