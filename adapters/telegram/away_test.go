package telegram_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/internal/pipes"
	"candor/adapters/internal/retry"
	"candor/adapters/telegram"
)

// road leads to a wire by connections, of a network that can be down.
type road struct {
	*wire
	log   adaptertest.Log
	web   *http.Server
	conns *pipes.Listener

	mu      sync.Mutex
	refuses bool
	hole    bool // it swallows what comes, also of what is connected
	open    []*pipe
}

// pipe is the bot's end of a connection.
type pipe struct {
	net.Conn
	road *road
}

// Read implements [net.Conn].
func (p *pipe) Read(b []byte) (int, error) {
	for {
		n, err := p.Conn.Read(b)
		if err != nil || !p.road.is(&p.road.hole) {
			return n, err
		}
	}
}

// Write implements [net.Conn].
func (p *pipe) Write(b []byte) (int, error) {
	if p.road.is(&p.road.hole) {
		return len(b), nil
	}
	return p.Conn.Write(b)
}

func newRoad() *road {
	r := &road{wire: newWire(), conns: pipes.Listen()}
	r.web = &http.Server{Handler: r}
	go func() { _ = r.web.Serve(r.conns) }() // ends by Close
	return r
}

// ServeHTTP lets the wire answer.
func (r *road) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	resp, err := r.RoundTrip(req)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer resp.Body.Close()
	w.Header().Set("Content-Type", resp.Header.Get("Content-Type"))
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body) // who asked may have gone
}

// dialTime is how long the adapter waits for a connection.
const dialTime = 10 * time.Second

// dial connects as the adapter does without a road.
func (r *road) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	for wait := time.Second; r.is(&r.hole); wait *= 2 { // as systems ask again for a connection
		if retry.Sleep(ctx, wait) != nil {
			return nil, &net.OpError{Op: "dial", Net: network, Err: os.ErrDeadlineExceeded}
		}
	}
	if r.is(&r.refuses) {
		return nil, refused
	}
	ours, err := r.conns.Dial(ctx, network)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	p := &pipe{ours, r}
	r.open = append(r.open, p)
	return p, nil
}

func (r *road) is(what *bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *what
}

func (r *road) set(what *bool, is bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*what = is
}

// down cuts all connections and refuses new ones.
func (r *road) down() (end func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.open {
		_ = p.Close()
	}
	r.open, r.refuses = nil, true
	return func() { r.set(&r.refuses, false) }
}

// swallow lets nothing through, and says nothing.
func (r *road) swallow() (end func()) {
	r.set(&r.hole, true)
	return func() { r.set(&r.hole, false) }
}

// run begins an adapter on the road. It returns what ends both.
func (r *road) run(t *testing.T) (stop func()) {
	t.Helper()
	a, err := telegram.New(telegram.Config{Token: wireToken, API: "http://telegram.invalid",
		Transport: &http.Transport{DialContext: r.dial}}, adaptertest.Core(), r.log.Logger())
	if err != nil {
		t.Fatal(err)
	}
	end := adaptertest.Running(t, a.Run)
	return func() {
		end()
		_ = r.web.Close()
		synctest.Wait()
	}
}

// attempts is how often more was tried than to look. Each is logged.
func (r *road) attempts() int { return strings.Count(r.log.String(), `"telegram does not answer"`) }

// TestAway: F01 and F03. For ten minutes Telegram cannot be reached: it is tried once a minute
// in the end, and what was asked meanwhile is answered five seconds after it is back.
func TestAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		midway bool // it was there before
		begin  func(*road) (end func())
	}{
		"refuses from the start":  {false, (*road).down},
		"refuses midway":          {true, (*road).down},
		"swallows from the start": {false, (*road).swallow},
		"swallows midway":         {true, (*road).swallow},
	} {
		for _, more := range []time.Duration{0, 7 * time.Second, 19 * time.Second, 31 * time.Second, 43 * time.Second, 57 * time.Second} {
			t.Run(name+", "+more.String()+" longer", func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { away(t, c.midway, c.begin, 10*time.Minute+more) })
			})
		}
	}
}

func away(t *testing.T, midway bool, begin func(*road) (end func()), long time.Duration) {
	r := newRoad()
	if midway {
		defer r.run(t)()
		time.Sleep(time.Minute)
	}
	end := begin(r)
	if !midway {
		defer r.run(t)()
	}
	r.say(7, adaptertest.Question)
	time.Sleep(4 * time.Minute) // a poll that hears nothing takes one before it is given up
	before := r.attempts()
	time.Sleep(long - 4*time.Minute)
	if n, most := r.attempts()-before, int(long/time.Minute)-3; n > most || n == 0 {
		t.Errorf("%d attempts in the last %v, want one a minute, %d at most", n, long-4*time.Minute, most)
	}
	if _, shown := r.all(); len(shown) > 0 {
		t.Fatal("it is answered: the test is none")
	}
	end()
	time.Sleep(5 * time.Second)
	if _, shown := r.all(); len(shown) != 1 {
		t.Errorf("five seconds after Telegram is back %d messages are shown, want the answer:\n%s", len(shown), &r.log)
	}
}

// TestSaysWhyItDidNotWait: the log says for how long an attempt waits, so also why it came sooner.
func TestSaysWhyItDidNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newRoad()
		end := r.down()
		defer r.run(t)()
		time.Sleep(2 * time.Minute)
		for before := r.attempts(); r.attempts() == before; {
			time.Sleep(time.Second)
		}
		const why = "telegram takes connections again"
		if strings.Contains(r.log.String(), why) {
			t.Error("the log says so while nobody listens")
		}
		end()
		time.Sleep(5 * time.Second)
		if n := strings.Count(r.log.String(), why); n != 1 {
			t.Errorf("the log says %d times why the attempt came sooner, want once:\n%s", n, &r.log)
		}
	})
}
