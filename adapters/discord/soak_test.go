package discord

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"

	"github.com/rs/zerolog"
)

// soaking is how many interactions leave nothing behind: in a plain "go test", in .ci/run,
// and with CANDOR_LONG=1.
func soaking() int {
	switch {
	case RaceEnabled: // its detector takes most of the time
		return 500
	case os.Getenv("CANDOR_LONG") != "":
		return 100_000
	case os.Getenv("CANDOR_CI") != "":
		return 10_000
	}
	return 1_000
}

// TestSoak: F31. However many people ask in however many channels, what is kept of that stays
// the same: the heap, goroutines, connections, and the limits of each route and person, of
// which Discord makes one new for every interaction.
func TestSoak(t *testing.T) { synctest.Test(t, testSoak) }

func testSoak(t *testing.T) {
	s := soak(t)
	n := soaking()
	s.batches(n / 10)
	early := s.measure()
	s.batches(n * 8 / 10)
	middle := s.measure()
	s.batches(n / 10)
	late := s.measure()
	t.Logf("%d interactions: after a tenth %v, after nine %v, after all %v", n, early, middle, late)
	// What was seen is remembered up to a bound, which a tenth does not reach: other tests
	// beside this one count, too.
	if late.heap > early.heap+16<<20 || late.heap > middle.heap+2<<20 {
		t.Errorf("the heap grew from %d to %d and %d KiB", early.heap>>10, middle.heap>>10, late.heap>>10)
	}
	if late.goroutines > early.goroutines+2 {
		t.Errorf("%d goroutines after the first tenth, %d after the last", early.goroutines, late.goroutines)
	}
}

// measured is what an adapter takes that has nothing to do.
type measured struct {
	heap               uint64 // bytes that are in use
	goroutines, limits int
}

func (m measured) String() string {
	return fmt.Sprintf("%d KiB, %d goroutines, %d limits", m.heap>>10, m.goroutines, m.limits)
}

// sponge is an adapter at work, and what asks it.
type sponge struct {
	*discordtest.Server
	t     *testing.T
	ctx   context.Context
	a     *Adapter
	asked int
	shown int    // messages, if all is answered
	last  string // interaction whose answer has a button
}

const (
	// crowd is how many ask at once.
	crowd = 100
	// people and channels take turns; a server has one channel here.
	people, channels = 200, 100
)

// soak starts an adapter whose memories are full, on a server that keeps little.
func soak(t *testing.T) *sponge {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 20*time.Minute)
	s := &sponge{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.Keep(200), discordtest.Backlog(200), discordtest.Guilds(channels), discordtest.IdentifyEvery(0, 1000)), t: t, ctx: ctx}
	a, err := New(Config{Token: discordtest.Token, API: s.URL, Complete: adaptertest.Core().Complete}, adaptertest.Core(), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	ConnectBy(a, s.Dial)
	a.rest.http.Transport = usedUp{a.rest.http.Transport}
	for i := range 2 * mostSeen {
		id := fmt.Sprint(1_400_000_000_000_000_000 + i)
		a.seen.add(id)
		a.rest.limits.open.add("channels/" + id + "/messages")
	}
	for i := range mostLimits {
		a.rest.limits.hold(fmt.Sprint("webhooks/", i), false, 0)
	}
	time.Sleep(time.Second) // then those limits are over
	s.a = a
	running, tell := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Run(running) }()
	t.Cleanup(func() {
		defer cancel()
		tell()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v", err)
		}
	})
	if err := s.WaitReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	s.last = s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": adaptertest.Question}})
	s.shown++
	s.settle(s.last)
	return s
}

// usedUp is a Discord that says of each limit that it is used up, for a moment.
type usedUp struct{ http.RoundTripper }

func (u usedUp) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := u.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Header.Set("X-RateLimit-Remaining", "0")
		resp.Header.Set("X-RateLimit-Reset-After", "0.001")
	}
	return resp, err
}

// CloseIdleConnections is what http.Client looks for.
func (u usedUp) CloseIdleConnections() { u.RoundTripper.(*http.Transport).CloseIdleConnections() }

// batches lets n do that, a crowd at a time.
func (s *sponge) batches(n int) {
	s.t.Helper()
	for range n / crowd {
		s.batch()
	}
}

// batch lets a crowd do what people do, and waits until all have their answers.
func (s *sponge) batch() {
	s.t.Helper()
	typed := ""
	for i := range crowd {
		s.asked++
		guild, user := discordtest.GuildID(s.asked%channels), fmt.Sprint(200000000000001000+s.asked%people)
		ask := discordtest.Command{Guild: guild, User: user, Name: "ask", Options: map[string]any{"question": adaptertest.Question}}
		s.shown++
		switch kind := i % 10; {
		case i == 1: // in three parts
			ask.Options["question"] = adaptertest.Longer
			s.shown += 2
			s.Ask(ask)
		case kind == 0: // the answer has a button
			m, _ := s.Message(s.last)
			b, ok := m.Button(adaptertest.Related)
			if !ok {
				s.t.Fatalf("there is no button under %q", m.Text())
			}
			s.Press(discordtest.Ann, m.ID, b.CustomID)
		case kind < 4:
			s.shown--
			typed = s.Type(ask)
		case kind == 4:
			s.Say(discordtest.Incoming{Guild: guild, User: user, Text: adaptertest.Question, Mentions: true})
		case kind == 5:
			ask.Options["public"] = true
			s.Ask(ask)
		default:
			s.Ask(ask)
		}
	}
	s.last = s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": adaptertest.Question}})
	s.shown++
	s.settle(typed)
}

// settle waits until all is answered, and what was typed, too.
func (s *sponge) settle(typed string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 30*time.Second)
	defer cancel()
	err := s.Wait(ctx, func(*discordtest.Server) bool {
		_, ok := s.Answer(typed)
		return ok && s.SentCount() >= s.shown
	})
	if err != nil {
		s.t.Fatalf("%d of %d answers came: %v", s.SentCount(), s.shown, err)
	}
}

// measure measures what is left when nothing is to be done.
func (s *sponge) measure() measured {
	s.t.Helper()
	synctest.Wait() // until nobody uses a connection
	s.a.rest.close()
	synctest.Wait()
	m := measured{goroutines: inBubble()}
	runtime.GC()
	runtime.GC() // what pools hold survives one
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m.heap, m.limits = stats.HeapAlloc, s.kept()
	return m
}

// inBubble counts the goroutines of this test alone: those of others in the process come and go.
func inBubble() int {
	all := make([]byte, 4<<20)
	all = all[:runtime.Stack(all, true)]
	own, _, _ := bytes.Cut(all, []byte("\n"))
	_, bubble, _ := bytes.Cut(own, []byte("synctest bubble")) // "… 12]:"
	return bytes.Count(all, append([]byte("synctest bubble"), bubble...))
}

// kept checks that nothing has more than it may, and returns how many limits are known.
func (s *sponge) kept() int {
	s.t.Helper()
	l, q := s.a.rest.limits, &s.a.rest.queues
	l.mu.Lock()
	defer l.mu.Unlock()
	q.mu.Lock()
	defer q.mu.Unlock()
	for name, c := range map[string]struct{ have, most int }{
		"limits":                {len(l.until), mostLimits},
		"refusals":              {len(l.refusals), 0},
		"closed channels":       {len(l.shut), 0},
		"queues":                {len(q.all), 0},
		"open limits":           {l.open.ids.size(), 2 * mostSeen},
		"numbers of what came":  {s.a.seen.ids.size(), 2 * mostSeen},
		"numbers of cards":      {s.a.carded.ids.size(), 0},
		"parts of answers":      {s.a.parts.size(), 2 * mostKept},
		"channels of threads":   {s.a.parents.size(), 0},
		"messages being sent":   {len(s.a.slots), 0},
		"interactions in hand":  {len(s.a.inHand), 0},
		"searches under way":    {len(s.a.searches), 0},
		"requests under way":    {len(s.a.rest.slots), 0},
		"told to come back":     {len(s.a.beyond), 0},
		"presses not followed":  {int(s.a.Refused()), 0},
		"requests of the brake": {l.underWay, 0},
	} {
		if c.have > c.most {
			s.t.Errorf("there are %d %s, want %d at most", c.have, name, c.most)
		}
	}
	return len(l.until)
}

// size is how many numbers are in both halves.
func (m *memory[V]) size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.young) + len(m.old)
}
