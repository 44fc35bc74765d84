package discordtest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"

	"github.com/gorilla/websocket"
)

func TestHeartbeat(t *testing.T) {
	s := discordtest.New(t, discordtest.Heartbeat(1234*time.Millisecond))
	g := dial(t, s, "")
	if e := g.op(10); e.Interval != 1234 {
		t.Errorf("interval %d", e.Interval)
	}
	g.send(`{"op":1,"d":null}`)
	g.op(11)
	g.identify(usual)
	g.event("READY")
	s.AskHeartbeat()
	g.op(1)
	g.send(`{"op":1,"d":1}`)
	g.op(11)
	if n := s.Heartbeats(); n != 2 {
		t.Errorf("%d heartbeats", n)
	}
}

func TestMissingHeartbeats(t *testing.T) {
	s := discordtest.New(t, discordtest.Heartbeat(20*time.Millisecond))
	g, _ := connect(t, s, usual)
	g.closed(4009)
	if s.Connected() != 0 {
		t.Error("still connected")
	}
}

func TestProtocolErrors(t *testing.T) {
	begin := func(t *testing.T, s *discordtest.Server) *shard { g, _ := connect(t, s, usual); return g }
	fresh := func(t *testing.T, s *discordtest.Server) *shard { g := dial(t, s, ""); g.op(10); return g }
	cases := []struct {
		name string
		link func(*testing.T, *discordtest.Server) *shard
		send string
		code int
	}{
		{"no JSON", fresh, `{`, 4002},
		{"no op", fresh, `{"d":1}`, 4002},
		{"unknown op", fresh, `{"op":99,"d":1}`, 4001},
		{"too long", begin, `{"op":3,"d":"` + strings.Repeat("x", 4096) + `"}`, 4002},
		{"presence before identify", fresh, `{"op":3,"d":{}}`, 4003},
		{"identify twice", begin, `{"op":2,"d":{"token":"` + discordtest.Token + `","properties":{},"intents":0}}`, 4005},
		{"resume within a session", begin, `{"op":6,"d":{"token":"` + discordtest.Token + `","session_id":"x","seq":1}}`, 4005},
		{"resume with a wrong token", fresh, `{"op":6,"d":{"token":"x","session_id":"x","seq":1}}`, 4004},
		{"resume without seq", fresh, `{"op":6,"d":{"token":"` + discordtest.Token + `","session_id":"x"}}`, 4002},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := discordtest.New(t)
			g := c.link(t, s)
			g.send("%s", c.send)
			g.closed(c.code)
		})
	}
	s := discordtest.New(t)
	dial(t, s, "/?v=5").closed(4012)
	dial(t, s, "/?v=10&encoding=etf").closed(4002)
	if codes := s.CloseCodes(); len(codes) != 0 {
		t.Errorf("close codes of the bot: %v", codes)
	}
}

func TestTooManySends(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	for range 119 {
		g.send(`{"op":1,"d":1}`)
		g.op(11)
	}
	g.send(`{"op":1,"d":1}`)
	g.closed(4008)
}

// again opens a link and resumes.
func again(t *testing.T, s *discordtest.Server, session string, seq int64) *shard {
	t.Helper()
	g := dial(t, s, "/resume?v=10&encoding=json")
	g.op(10)
	g.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":%d}}`, discordtest.Token, session, seq)
	return g
}

func TestResumeReplays(t *testing.T) {
	s := discordtest.New(t)
	_, ready := connect(t, s, usual)
	first := s.Say(discordtest.Incoming{Text: "one"})
	s.Cut()
	second := s.Say(discordtest.Incoming{Text: "two"})
	third := s.Ask(discordtest.Command{Name: "ask"})
	g := again(t, s, ready.Session, 1)
	for i, want := range []string{first, second, third} {
		if e := g.op(0); e.ID != want || e.Seq != int64(i+2) {
			t.Errorf("event %d: %s with number %d, want %s", i, e.ID, e.Seq, want)
		}
	}
	if e := g.event("RESUMED"); e.Seq != 5 {
		t.Errorf("RESUMED has number %d", e.Seq)
	}
	s.Say(discordtest.Incoming{Text: "three"})
	g.event("MESSAGE_CREATE")
	if r := s.Resumes(); len(r) != 1 || !r[0].OK || r[0].Path != "/resume" || r[0].Seq != 1 || r[0].Session != ready.Session {
		t.Errorf("resumes: %+v", r)
	}
	if n := len(s.Identifies()); n != 1 {
		t.Errorf("%d identifies", n)
	}
}

func TestResumeRefused(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(s *discordtest.Server, g *shard, session string) (string, int64)
	}{
		{"unknown session", func(_ *discordtest.Server, _ *shard, _ string) (string, int64) { return "x", 1 }},
		{"number of the future", func(_ *discordtest.Server, _ *shard, id string) (string, int64) { return id, 99 }},
		{"forgotten number", func(s *discordtest.Server, _ *shard, id string) (string, int64) {
			for range 10 {
				s.Say(discordtest.Incoming{Text: "x"})
			}
			return id, 1
		}},
		{"closed by 1000", func(s *discordtest.Server, g *shard, id string) (string, int64) {
			hangUp(t, s, g, 1000)
			return id, 1
		}},
		{"closed by 1001", func(s *discordtest.Server, g *shard, id string) (string, int64) {
			hangUp(t, s, g, 1001)
			return id, 1
		}},
		{"too late", func(s *discordtest.Server, _ *shard, id string) (string, int64) {
			s.Cut()
			s.Advance(3 * time.Minute)
			return id, 1
		}},
		{"invalidated", func(s *discordtest.Server, g *shard, id string) (string, int64) {
			s.Invalidate(false)
			g.op(9)
			return id, 1
		}},
		{"closed by 4009", func(s *discordtest.Server, g *shard, id string) (string, int64) {
			s.CloseGateway(4009)
			g.closed(4009)
			return id, 1
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := discordtest.New(t, discordtest.Backlog(4))
			g, ready := connect(t, s, usual)
			id, seq := c.spoil(s, g, ready.Session)
			g = again(t, s, id, seq)
			if e := g.op(9); string(e.Data) != "false" {
				t.Errorf("op 9: %s", e.Data)
			}
			if r := s.Resumes(); len(r) != 1 || r[0].OK {
				t.Errorf("resumes: %+v", r)
			}
		})
	}
}

// hangUp closes a link by a code and waits until the server has seen it.
func hangUp(t *testing.T, s *discordtest.Server, g *shard, code int) {
	t.Helper()
	text := websocket.FormatCloseMessage(code, "")
	if err := g.ws.WriteControl(websocket.CloseMessage, text, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	err := s.Wait(within(t), func(s *discordtest.Server) bool { return slices.Contains(s.CloseCodes(), code) })
	if err != nil {
		t.Fatalf("close by %d was not seen: %v", code, err)
	}
}

func TestSessionSurvives(t *testing.T) {
	cases := map[string]func(t *testing.T, s *discordtest.Server, g *shard){
		"reconnect": func(t *testing.T, s *discordtest.Server, g *shard) {
			s.Reconnect()
			g.op(7)
			hangUp(t, s, g, 4000)
		},
		"resumable": func(t *testing.T, s *discordtest.Server, g *shard) {
			s.Invalidate(true)
			if e := g.op(9); string(e.Data) != "true" {
				t.Errorf("op 9: %s", e.Data)
			}
		},
		"closed by 4000": func(_ *testing.T, s *discordtest.Server, g *shard) {
			s.CloseGateway(4000)
			g.closed(4000)
		},
		"cut by the bot": func(t *testing.T, s *discordtest.Server, g *shard) {
			_ = g.ws.NetConn().Close()
			err := s.Wait(within(t), func(s *discordtest.Server) bool { return slices.Contains(s.CloseCodes(), 1006) })
			if err != nil {
				t.Error(err)
			}
		},
		"half open": func(*testing.T, *discordtest.Server, *shard) {},
		"server was down": func(t *testing.T, s *discordtest.Server, _ *shard) {
			s.Down()
			if err := s.Up(); err != nil {
				t.Error(err)
			}
		},
	}
	for name, leave := range cases {
		t.Run(name, func(t *testing.T) {
			s := discordtest.New(t)
			g, ready := connect(t, s, usual)
			leave(t, s, g)
			again(t, s, ready.Session, ready.Seq).event("RESUMED")
			if n := s.Connected(); n != 1 {
				t.Errorf("%d sessions are connected", n)
			}
		})
	}
}

func TestZombie(t *testing.T) {
	s := discordtest.New(t)
	g, ready := connect(t, s, usual)
	s.Silence()
	g.send(`{"op":1,"d":1}`)
	id := s.Say(discordtest.Incoming{Text: "unheard"})
	g.quiet()
	if s.Links() != 1 {
		t.Errorf("%d links", s.Links())
	}
	if e := again(t, s, ready.Session, ready.Seq).event("MESSAGE_CREATE"); e.ID != id {
		t.Errorf("message %s, want %s", e.ID, id)
	}
}

func TestMissHello(t *testing.T) {
	s := discordtest.New(t)
	s.MissHello(1)
	dial(t, s, "").quiet()
	dial(t, s, "").op(10)
}

func TestWelcome(t *testing.T) {
	s := discordtest.New(t)
	s.Welcome(`{"op":7,"d":null}`, `{"op":11}`)
	s.Welcome()
	s.Refuse(1, 4014)
	g := dial(t, s, "")
	g.op(10)
	g.identify(usual)
	g.op(7)
	g.op(11)
	g = dial(t, s, "")
	g.op(10)
	g.identify(usual)
	g.quiet()
	g = again(t, s, "x", 1)
	g.closed(4014)
	connect(t, s, usual)
	if id := s.Identifies(); len(id) != 3 || id[1].OK || !id[2].OK {
		t.Errorf("identifies: %+v", id)
	}
	if r := s.Resumes(); len(r) != 1 || r[0].OK {
		t.Errorf("resumes: %+v", r)
	}
}

func TestDuplicatesAndGaps(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	s.Say(discordtest.Incoming{Text: "one"})
	s.Say(discordtest.Incoming{Text: "two"})
	s.Replay(2)
	s.Repeat(1)
	s.SkipSeq(5)
	s.Say(discordtest.Incoming{Text: "three"})
	var seqs []int64
	for range 6 {
		seqs = append(seqs, g.event("MESSAGE_CREATE").Seq)
	}
	if want := []int64{2, 3, 2, 3, 4, 10}; !slices.Equal(seqs, want) {
		t.Errorf("numbers %v, want %v", seqs, want)
	}
}

func TestDispatch(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	s.Dispatch("SOMETHING_NEW", `{"a":1}`)
	if e := g.event("SOMETHING_NEW"); string(e.Data) != `{"a":1}` {
		t.Errorf("data %s", e.Data)
	}
	s.Dispatch("INTERACTION_CREATE", `{"id":"77","token":"t","type":2,"channel_id":"5","user":{"id":"9"}}`)
	b.respond(g.event("INTERACTION_CREATE"), `{"type":4,"data":{"content":"x","flags":64,`+noPings+`}}`)
	if m := s.Seen("9", "5"); len(m) != 1 {
		t.Errorf("seen: %+v", m)
	}
	s.SendRaw(`{"op":0,"t":"BROKEN","s":1,"d":`)
	if _, err := g.try(time.Second); err == nil {
		t.Error("broken JSON came whole")
	}
}

func TestPresenceIsTaken(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	g.send(`{"op":3,"d":{"since":null,"activities":[],"status":"online","afk":false}}`)
	g.send(`{"op":1,"d":1}`)
	g.op(11)
}

func TestInvite(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, discordtest.IntentGuilds)
	g.event("GUILD_CREATE")
	s.Invite(discordtest.GuildID(7))
	if e := g.event("GUILD_CREATE"); e.ID != discordtest.GuildID(7) || !json.Valid(e.Data) {
		t.Errorf("guild %s", e.ID)
	}
	s.Expel(discordtest.GuildID(7))
	if e := g.event("GUILD_DELETE"); e.ID != discordtest.GuildID(7) {
		t.Errorf("guild %s", e.ID)
	}
	newBot(t, s).fails(403, 50001, "POST", messages(7), answer)
}

func TestOneShard(t *testing.T) {
	s := discordtest.New(t, discordtest.Concurrency(2))
	var shards [2]*shard
	for i := range shards {
		shards[i] = dial(t, s, "")
		shards[i].op(10)
		shards[i].send(`{"op":2,"d":{"token":%q,"properties":{},"intents":4096,"shard":[%d,2]}}`, discordtest.Token, i)
		shards[i].event("READY")
	}
	s.Reconnect(1)
	s.CloseGateway(4000, 1)
	shards[1].op(7)
	shards[1].closed(4000)
	s.Say(discordtest.Incoming{Text: "hi"})
	shards[0].event("MESSAGE_CREATE")
}
