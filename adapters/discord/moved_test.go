package discord_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

const botGatewayRoute = "GET /gateway/bot"

// town is Discord with gateways beside the server that says where they are.
type town struct {
	*road
	gateways map[string]*discordtest.Server // by address
}

func newTown(t *testing.T, addresses ...string) *town {
	t.Helper()
	c := &town{road: &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}, gateways: map[string]*discordtest.Server{}}
	for _, address := range addresses {
		c.gateways[address] = discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())
	}
	c.tell(addresses[0])
	return c
}

// tell makes the server say that the gateway is there.
func (c *town) tell(address string) {
	c.Heal()
	c.Fail(discordtest.Fault{Route: botGatewayRoute, Times: -1, Body: `{"url":"ws://` + address + `","shards":1}`})
}

func (c *town) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if g := c.gateways[address]; g != nil {
		return g.Dial(ctx, network, address)
	}
	return c.Dial(ctx, network, address)
}

// TestGatewayMoves: F08. Where the gateway is, is asked again when it is not there: with a
// session or without, while it refuses connections, or breaks them.
func TestGatewayMoves(t *testing.T) {
	t.Parallel()
	const here, there = "127.0.0.1:2", "127.0.0.1:3"
	for name, leave := range map[string]func(*discordtest.Server){
		"refuses": (*discordtest.Server).Down,
		"breaks": func(s *discordtest.Server) {
			s.Fail(discordtest.Fault{Route: gatewayRoute, Status: 502, HTML: true, Times: -1})
			s.Cut()
		},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				c := newTown(t, here, there)
				defer discord.RunOn(t, c.log.Logger(), c.URL, c.dial)()
				time.Sleep(time.Minute)
				if c.gateways[here].Connected() != 1 {
					t.Fatalf("it is not connected: the test is none:\n%s", &c.log)
				}
				leave(c.gateways[here])
				c.tell(there)
				time.Sleep(75 * time.Second)
				if c.gateways[there].Connected() != 1 {
					t.Errorf("after 75 seconds it is not connected where the gateway is now:\n%s", &c.log)
				}
			})
		})
	}
}

// TestGatewayIsAskedForSeldom: F03. While it is away and has not moved, once a minute.
func TestGatewayIsAskedForSeldom(t *testing.T) {
	simulated(t, func(t *testing.T) {
		const here = "127.0.0.1:2"
		c := newTown(t, here)
		defer discord.RunOn(t, c.log.Logger(), c.URL, c.dial)()
		time.Sleep(time.Minute)
		c.gateways[here].Down()
		time.Sleep(20 * time.Minute)
		if n := len(c.CallsOf(botGatewayRoute)); n < 10 || n > 22 {
			t.Errorf("it was asked for %d times in twenty minutes, want about once a minute", n)
		}
		_ = c.gateways[here].Up() // who listens in memory cannot fail
		time.Sleep(5 * time.Second)
		if c.gateways[here].Connected() != 1 {
			t.Errorf("five seconds after the gateway is back nothing is connected:\n%s", &c.log)
		}
	})
}

// TestMoreShards: who is in more servers than its shards may have begins as many as Discord
// recommends then, without a restart.
func TestMoreShards(t *testing.T) {
	simulated(t, func(t *testing.T) {
		r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.Guilds(4))}
		defer r.run(t)()
		time.Sleep(time.Minute)
		r.Fail(discordtest.Fault{Route: botGatewayRoute, Times: -1, Body: `{"url":"` + strings.Replace(r.URL, "http", "ws", 1) + `","shards":3}`})
		r.CloseGateway(4011)
		time.Sleep(time.Minute)
		seen := map[[2]int]bool{}
		for _, id := range r.Identifies() {
			seen[id.Shard] = true
			if !id.OK {
				t.Errorf("shard %v came too soon", id.Shard)
			}
		}
		if n := len(r.Identifies()); n != 4 || len(seen) != 4 || r.Connected() != 3 {
			t.Errorf("%d identifies of %v, %d are connected, want one shard and then three:\n%s", n, seen, r.Connected(), &r.log)
		}
	})
}

// TestShardsThatAreSet: who says how many there are is told that it needs more.
func TestShardsThatAreSet(t *testing.T) {
	t.Parallel()
	s := start(t, setup{config: func(c *discord.Config) { c.Shards = discord.Shards{Count: 1, Total: 1} }})
	s.Fail(discordtest.Fault{Route: botGatewayRoute, Times: -1, Body: `{"url":"` + strings.Replace(s.URL, "http", "ws", 1) + `","shards":3}`})
	s.CloseGateway(4011)
	if err := s.end(); err == nil || !strings.Contains(err.Error(), "more shards") {
		t.Errorf("Run = %v, want that there must be more shards", err)
	}
}
