package discord_test

import (
	"context"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/adapters/internal/retry"
)

// road leads to a server, unless it swallows what goes there.
type road struct {
	*discordtest.Server
	log adaptertest.Log

	mu   sync.Mutex
	hole bool
}

// swallow lets nothing through until the end of that.
func (r *road) swallow() (end func()) {
	r.set(true)
	return func() { r.set(false) }
}

func (r *road) set(hole bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hole = hole
}

func (r *road) swallows() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.hole
}

// dialTime is how long the adapter waits for a connection.
const dialTime = 10 * time.Second

// dial connects as the adapter does without a road.
func (r *road) dial(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	for wait := time.Second; r.swallows(); wait *= 2 { // as systems ask again for a connection
		if retry.Sleep(ctx, wait) != nil {
			return nil, &net.OpError{Op: "dial", Net: network, Err: os.ErrDeadlineExceeded}
		}
	}
	return r.Dial(ctx, network, address)
}

// attempts is how often it was tried to do more than to look. Each is logged.
func (r *road) attempts() int {
	log := r.log.String()
	return strings.Count(log, `"discord does not answer"`) + strings.Count(log, `"gateway connection ended"`)
}

// run begins an adapter on the road. It returns what ends it.
func (r *road) run(t *testing.T) (stop func()) {
	t.Helper()
	return discord.RunOn(t, r.log.Logger(), r.URL, r.dial)
}

// absences are ways in which Discord is not there, with the end of each.
var absences = map[string]struct {
	midway bool          // it was there before
	life   time.Duration // of a session without a connection
	begin  func(r *road) (end func())
	within time.Duration // of the end it is connected, if not five seconds
}{
	"refuses from the start":   {begin: (*road).down},
	"swallows from the start":  {begin: (*road).swallow},
	"refuses, can resume":      {midway: true, life: time.Hour, begin: (*road).down},
	"swallows, can resume":     {midway: true, life: time.Hour, begin: (*road).silence},
	"refuses, session is over": {midway: true, begin: (*road).down, within: 9 * time.Second}, // Discord wants one to five before the next
}

func (r *road) down() (end func()) {
	r.Down()
	return func() { _ = r.Up() } // who listens in memory cannot fail
}

// silence is swallow, also of what is connected.
func (r *road) silence() (end func()) {
	r.Silence()
	return r.swallow()
}

// TestAway: F02 and F03. For five minutes Discord cannot be reached: it is tried once a minute
// in the end, and connected five seconds after it is back, by one session or two.
func TestAway(t *testing.T) {
	t.Parallel()
	for name, c := range absences {
		for _, more := range []time.Duration{0, 7 * time.Second, 19 * time.Second, 31 * time.Second, 43 * time.Second, 57 * time.Second} {
			t.Run(name+", "+more.String()+" longer", func(t *testing.T) {
				simulated(t, func(t *testing.T) {
					r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.SessionLife(max(c.life, time.Minute)))}
					away(t, r, c.midway, c.begin, 5*time.Minute+more, max(c.within, 5*time.Second))
				})
			})
		}
	}
}

func away(t *testing.T, r *road, midway bool, begin func(*road) (end func()), long, within time.Duration) {
	if midway {
		defer r.run(t)()
		time.Sleep(time.Minute)
	}
	end := begin(r)
	if !midway {
		defer r.run(t)()
	}
	time.Sleep(2 * time.Minute)
	before := r.attempts()
	time.Sleep(long - 2*time.Minute)
	if n, most := r.attempts()-before, int(long/time.Minute)-1; n > most || n == 0 {
		t.Errorf("%d attempts in the last %v, want one a minute, %d at most", n, long-2*time.Minute, most)
	}
	if r.Connected() > 0 {
		t.Fatal("it is connected: the test is none")
	}
	end()
	time.Sleep(within)
	if r.Connected() == 0 {
		t.Errorf("%v after Discord is back nothing is connected:\n%s", within, &r.log)
	}
	if n := len(r.Identifies()); n > 2 {
		t.Errorf("%d sessions were begun, want two at most", n)
	}
}

// TestSaysWhyItDidNotWait: the log says for how long an attempt waits, so also why it came sooner.
func TestSaysWhyItDidNotWait(t *testing.T) {
	simulated(t, func(t *testing.T) {
		r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
		r.Down()
		defer r.run(t)()
		time.Sleep(2 * time.Minute)
		for before := r.attempts(); r.attempts() == before; {
			time.Sleep(time.Second)
		}
		const why = "discord takes connections again"
		if strings.Contains(r.log.String(), why) {
			t.Error("the log says so while nobody listens")
		}
		if err := r.Up(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		if n := strings.Count(r.log.String(), why); n != 1 || r.Connected() == 0 {
			t.Errorf("the log says %d times why the attempt came sooner, want once:\n%s", n, &r.log)
		}
	})
}

// TestShardsLookTogether: however many wait for the gateway, it is looked at by one of them.
func TestShardsLookTogether(t *testing.T) {
	simulated(t, func(t *testing.T) {
		const shards = 16
		r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.Shards(shards),
			discordtest.Concurrency(shards), discordtest.Guilds(shards), discordtest.SessionLife(time.Hour))}
		dials := &counter{dial: r.dial}
		defer discord.RunOn(t, r.log.Logger(), r.URL, dials.count)()
		time.Sleep(time.Minute)
		r.Down()
		time.Sleep(3 * time.Minute)
		began, attempts := dials.n(), r.attempts()
		time.Sleep(5 * time.Minute)
		looks := dials.n() - began - (r.attempts() - attempts)
		if looks < 90 || looks > 210 {
			t.Errorf("%d looks in five minutes, want one in 1.5 to 3 seconds", looks)
		}
		if err := r.Up(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		if n := r.Connected(); n != shards {
			t.Errorf("%d of %d shards are connected after five seconds", n, shards)
		}
	})
}

// counter counts connections that are tried.
type counter struct {
	dial retry.Dial
	mu   sync.Mutex
	all  int
}

func (c *counter) count(ctx context.Context, network, address string) (net.Conn, error) {
	c.mu.Lock()
	c.all++
	c.mu.Unlock()
	return c.dial(ctx, network, address)
}

func (c *counter) n() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}
