package discord_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

const gatewayRoute = "GET gateway"

// TestIdentifiesAsItself: with the intents that it needs and no other, and its shard.
func TestIdentifiesAsItself(t *testing.T) { simulated(t, testIdentifiesAsItself) }

func testIdentifiesAsItself(t *testing.T) {
	s := start(t, setup{})
	ids := s.Identifies()
	if len(ids) != 1 || ids[0].Intents != 4608 || ids[0].Shard != [2]int{0, 1} || ids[0].Browser != "candor" {
		t.Errorf("identifies %+v, want one with the intents 4608 for shard 0 of 1", ids)
	}
}

// TestHeartbeats come on time, also those that are asked for.
func TestHeartbeats(t *testing.T) { simulated(t, testHeartbeats) }

func testHeartbeats(t *testing.T) {
	s := start(t, setup{server: []discordtest.Option{discordtest.Heartbeat(time.Second)}})
	s.until("the heart beats", func() bool { return s.Heartbeats() >= 4 })
	if len(s.Identifies()) != 1 || len(s.Resumes()) != 0 {
		t.Error("the connection was not kept")
	}
}

// TestHeartbeatOnDemand does not wait for its time.
func TestHeartbeatOnDemand(t *testing.T) { simulated(t, testHeartbeatOnDemand) }

func testHeartbeatOnDemand(t *testing.T) {
	s := start(t, setup{server: []discordtest.Option{discordtest.Heartbeat(time.Hour)}})
	n := s.Heartbeats()
	s.AskHeartbeat()
	s.until("the heart beats", func() bool { return s.Heartbeats() > n })
}

// TestFatalCodes end Run, with a sentence that says what to do.
func TestFatalCodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{4004: "token", 4010: "shard", 4011: "more shards", 4012: "version", 4013: "intents", 4014: "developer portal"} {
		for _, at := range []string{"later", "at once"} {
			t.Run(fmt.Sprint(code, " ", at), func(t *testing.T) {
				simulated(t, func(t *testing.T) { testFatalCode(t, code, at == "later", want) })
			})
		}
	}
}

func testFatalCode(t *testing.T, code int, later bool, want string) {
	o := setup{}
	if !later {
		o = setup{offline: true, before: func(s *discordtest.Server) { s.Refuse(1, code) }}
	}
	s := start(t, o)
	if later {
		s.CloseGateway(code)
	}
	err := s.end()
	if err == nil || !strings.HasPrefix(err.Error(), "discord: ") || !strings.Contains(err.Error(), want) ||
		!strings.Contains(err.Error(), fmt.Sprint(code)) || strings.Contains(err.Error(), "\n") {
		t.Errorf("Run = %v, want one line about %q", err, want)
	}
	if n := len(s.Identifies()); n != 1 {
		t.Errorf("it identified %d times, want once", n)
	}
}

// TestWrongToken ends Run at once, with one sentence.
func TestWrongToken(t *testing.T) { simulated(t, testWrongToken) }

func testWrongToken(t *testing.T) {
	s := start(t, setup{offline: true, before: func(s *discordtest.Server) { s.SetToken("another.token") }})
	err := s.end()
	if err == nil || !strings.HasPrefix(err.Error(), "discord: the token is not valid") || strings.Contains(err.Error(), "\n") {
		t.Errorf("Run = %v, want that the token is not valid", err)
	}
	if n := s.InvalidRequests(); n != 1 {
		t.Errorf("%d requests were refused, want one", n)
	}
}

// TestRevokedToken ends Run when Discord says so, after few requests.
func TestRevokedToken(t *testing.T) { simulated(t, testRevokedToken) }

func testRevokedToken(t *testing.T) {
	s := start(t, setup{})
	s.SetToken("")
	for range 20 {
		s.inServer(adaptertest.Question)
	}
	if err := s.end(); err == nil || !strings.Contains(err.Error(), "token is not valid") {
		t.Errorf("Run = %v, want that the token is not valid", err)
	}
	if n := s.InvalidRequests(); n > 22 {
		t.Errorf("%d requests were refused", n)
	}
}

// TestDownFromTheStart: the bot is there when Discord is.
func TestDownFromTheStart(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]setup{
		"all":      {before: func(s *discordtest.Server) { s.Down() }},
		"REST":     {before: func(s *discordtest.Server) { s.Fail(discordtest.Fault{Times: 5, Status: 503}) }},
		"gateway":  {before: func(s *discordtest.Server) { s.Fail(discordtest.Fault{Route: gatewayRoute, Times: 3, Drop: true}) }},
		"no HELLO": {before: func(s *discordtest.Server) { s.MissHello(1) }},
	} {
		t.Run(name, func(t *testing.T) {
			o.offline = true
			simulated(t, func(t *testing.T) {
				s := start(t, o)
				if name == "all" {
					s.up()
				}
				s.until("it is connected", func() bool { return s.Connected() > 0 })
				s.inServer(adaptertest.Question)
				s.sent(1)
			})
		})
	}
}

// TestRepeatedEvents: F08. What comes again is not answered again.
func TestRepeatedEvents(t *testing.T) { simulated(t, testRepeatedEvents) }

func testRepeatedEvents(t *testing.T) {
	s := start(t, setup{})
	s.inServer(adaptertest.Question)
	s.sent(1)
	s.answered(s.ask(adaptertest.Question))
	s.Replay(100)
	s.Repeat(100)
	s.SkipSeq(7)
	s.Cut()
	s.until("it is back", func() bool { return s.back(false) })
	s.Repeat(3)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Question, "Your privacy")
	s.onceEach()
}

// TestShards: each identifies in its turn, as many at once as the gateway allows, and hears
// of its servers.
func TestShards(t *testing.T) { simulated(t, testShards) }

func testShards(t *testing.T) {
	s := start(t, setup{server: []discordtest.Option{
		discordtest.Shards(4), discordtest.Concurrency(2), discordtest.Guilds(4), discordtest.IdentifyEvery(5*time.Second, 1000),
	}})
	s.until("all shards are there", func() bool { return s.Connected() == 4 })
	for i := range 4 {
		s.says(discordtest.Incoming{Guild: discordtest.GuildID(i), Text: adaptertest.Question, Mentions: true})
	}
	s.sent(4)
	s.settled()
	s.stop()
	seen := map[[2]int]bool{}
	for _, id := range s.Identifies() {
		seen[id.Shard] = true
		if !id.OK {
			t.Errorf("shard %v came too soon", id.Shard)
		}
	}
	if n := len(s.Identifies()); n != 4 || len(seen) != 4 {
		t.Errorf("%d identifies of %v, want four shards", n, seen)
	}
	if n := s.SentCount(); n != 5 {
		t.Errorf("%d messages, want one for each server", n)
	}
}

// TestShardRange serves a part.
func TestShardRange(t *testing.T) { simulated(t, testShardRange) }

func testShardRange(t *testing.T) {
	s := start(t, setup{
		server: []discordtest.Option{discordtest.Concurrency(16), discordtest.Guilds(8)},
		config: func(c *discord.Config) { c.Shards = discord.Shards{First: 1, Count: 2, Total: 4} },
	})
	s.until("both shards are there", func() bool { return s.Connected() == 2 })
	for i := range 8 {
		s.says(discordtest.Incoming{Guild: discordtest.GuildID(i), Text: adaptertest.Question, Mentions: true})
	}
	s.sent(4)
	s.stop()
	for _, id := range s.Identifies() {
		if id.Shard != [2]int{1, 4} && id.Shard != [2]int{2, 4} {
			t.Errorf("identified as %v", id.Shard)
		}
	}
	if n := s.SentCount(); n != 4 {
		t.Errorf("%d messages, want four: those of the servers of two shards of four", n)
	}
}
