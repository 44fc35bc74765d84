package discordtest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

func TestGatewayAddresses(t *testing.T) {
	s := discordtest.New(t, discordtest.Guilds(2001), discordtest.Concurrency(3))
	b := newBot(t, s)
	for _, path := range []string{"/gateway", "/gateway/bot"} {
		var a struct {
			URL    string `json:"url"`
			Shards int    `json:"shards"`
			Limit  struct {
				Total, Remaining int
				ResetAfter       int `json:"reset_after"`
				Concurrency      int `json:"max_concurrency"`
			} `json:"session_start_limit"`
		}
		if err := json.Unmarshal(b.must("GET", path, "").body, &a); err != nil {
			t.Fatal(err)
		}
		if a.URL != strings.Replace(s.URL, "http", "ws", 1) {
			t.Errorf("%s: url %q", path, a.URL)
		}
		if path == "/gateway/bot" && (a.Shards != 3 || a.Limit.Concurrency != 3 || a.Limit.Total != 1000 || a.Limit.Remaining != 1000) {
			t.Errorf("%s: %+v", path, a)
		}
	}
}

func TestReadyAnnouncesGuilds(t *testing.T) {
	s := discordtest.New(t, discordtest.Guilds(3), discordtest.IdentifyEvery(0, 1000))
	g, ready := connect(t, s, usual|discordtest.IntentGuilds)
	var d struct {
		Guilds []struct {
			ID          string
			Unavailable bool
		}
		Shard       []int
		Application struct{ ID string }
		User        struct {
			ID  string
			Bot bool
		}
	}
	if err := json.Unmarshal(ready.Data, &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Guilds) != 3 || !d.Guilds[2].Unavailable || d.Application.ID != discordtest.AppID || d.User.ID != discordtest.BotID || !d.User.Bot {
		t.Errorf("READY: %s", ready.Data)
	}
	if ready.Seq != 1 || ready.Session == "" || !strings.HasSuffix(ready.Resume, "/resume") {
		t.Errorf("READY: %+v", ready)
	}
	for i := range 3 {
		if e := g.event("GUILD_CREATE"); e.ID != discordtest.GuildID(i) || e.Seq != int64(i+2) {
			t.Errorf("guild %d: %s %d", i, e.ID, e.Seq)
		}
	}
	g2, _ := connect(t, s, usual)
	s.Say(discordtest.Incoming{Text: "hi"})
	g2.event("MESSAGE_CREATE") // and no guild before it
}

func TestIdentifyRefused(t *testing.T) {
	const properties = `"properties":{"os":"linux"}`
	token := `"token":"` + discordtest.Token + `"`
	cases := []struct {
		name, data string
		code       int
	}{
		{"wrong token", `{"token":"x",` + properties + `,"intents":512}`, 4004},
		{"shard beyond the last", `{` + token + `,` + properties + `,"intents":512,"shard":[2,2]}`, 4010},
		{"no shards", `{` + token + `,` + properties + `,"intents":512,"shard":[0,0]}`, 4010},
		{"too many guilds", `{` + token + `,` + properties + `,"intents":512}`, 4011},
		{"unknown intent", `{` + token + `,` + properties + `,"intents":131072,"shard":[0,2]}`, 4013},
		{"privileged intent", `{` + token + `,` + properties + `,"intents":32768,"shard":[0,2]}`, 4014},
		{"no intents", `{` + token + `,` + properties + `,"shard":[0,2]}`, 4002},
		{"no properties", `{` + token + `,"intents":512,"shard":[0,2]}`, 4002},
		{"no object", `7`, 4002},
	}
	s := discordtest.New(t, discordtest.Guilds(2501))
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := dial(t, s, "/?v=10&encoding=json")
			g.op(10)
			g.send(`{"op":2,"d":%s}`, c.data)
			g.closed(c.code)
		})
	}
	if s.Connected() != 0 {
		t.Errorf("%d sessions", s.Connected())
	}
	if id := s.Identifies(); id[0].Code != 4004 || id[0].OK || id[1].Shard != [2]int{2, 2} {
		t.Errorf("identifies: %+v", id)
	}
}

func TestPrivilegedIntent(t *testing.T) {
	s := discordtest.New(t, discordtest.Privileged(discordtest.IntentMessageContent))
	g, _ := connect(t, s, usual|discordtest.IntentMessageContent)
	s.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: "not to the bot"})
	if e := g.event("MESSAGE_CREATE"); e.Content != "not to the bot" {
		t.Errorf("content %q", e.Content)
	}
}

func TestIdentifyTooSoon(t *testing.T) {
	s := discordtest.New(t, discordtest.Concurrency(2))
	identify := func(shard int) *shard {
		g := dial(t, s, "")
		g.op(10)
		g.send(`{"op":2,"d":{"token":%q,"properties":{},"intents":512,"shard":[%d,4]}}`, discordtest.Token, shard)
		return g
	}
	identify(0).event("READY")
	identify(1).event("READY") // of the other row
	late := identify(2)
	if e := late.op(9); string(e.Data) != "false" {
		t.Errorf("op 9: %s", e.Data)
	}
	s.Advance(5 * time.Second)
	late.send(`{"op":2,"d":{"token":%q,"properties":{},"intents":512,"shard":[2,4]}}`, discordtest.Token)
	late.event("READY")
}

func TestIdentifyBudget(t *testing.T) {
	s := discordtest.New(t, discordtest.IdentifyEvery(0, 2))
	b := newBot(t, s)
	connect(t, s, 0)
	connect(t, s, 0)
	if a := b.must("GET", "/gateway/bot", ""); !strings.Contains(string(a.body), `"remaining":0`) {
		t.Errorf("%s", a.body)
	}
	g := dial(t, s, "")
	g.op(10)
	g.identify(0)
	g.op(9)
	g.identify(0)
	g.closed(4004)
	b.fails(401, 0, "GET", "/users/@me", "")
}

func TestShards(t *testing.T) {
	s := discordtest.New(t, discordtest.Guilds(4), discordtest.Concurrency(2))
	var shards [2]*shard
	for i := range shards {
		g := dial(t, s, "")
		g.op(10)
		g.send(`{"op":2,"d":{"token":"Bot %s","properties":{},"intents":4609,"shard":[%d,2]}}`, discordtest.Token, i)
		g.event("READY")
		for range 2 {
			g.event("GUILD_CREATE")
		}
		shards[i] = g
	}
	if err := s.WaitReady(within(t), 2); err != nil {
		t.Fatal(err)
	}
	s.Say(discordtest.Incoming{Text: "a direct message"})
	shards[0].event("MESSAGE_CREATE")
	for i := range 4 {
		s.Ask(discordtest.Command{Guild: discordtest.GuildID(i), Name: "ask"})
	}
	seen := map[string]bool{}
	for _, g := range shards {
		for range 2 {
			seen[g.event("INTERACTION_CREATE").Guild] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("guilds heard: %v", seen)
	}
	shards[1].quiet()
}

func TestSameShardTwice(t *testing.T) {
	s := discordtest.New(t, discordtest.IdentifyEvery(0, 1000))
	g1, _ := connect(t, s, usual)
	g2, _ := connect(t, s, usual)
	id := s.Ask(discordtest.Command{Name: "ask"})
	if a, b := g1.event("INTERACTION_CREATE").ID, g2.event("INTERACTION_CREATE").ID; a != id || b != id {
		t.Errorf("ids %s, %s, want %s", a, b, id)
	}
}

func TestCompression(t *testing.T) {
	s := discordtest.New(t, discordtest.Guilds(200))
	g := dial(t, s, "")
	g.op(10)
	g.send(`{"op":2,"d":{"token":%q,"properties":{},"intents":512,"compress":true}}`, discordtest.Token)
	if e := g.event("READY"); len(e.Data) < 4096 {
		t.Errorf("READY has only %d bytes", len(e.Data))
	}
}
