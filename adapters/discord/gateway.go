package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations: discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-opcodes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// intents is exactly what the bot needs: messages in servers, of which Discord shows the
// content of those that mention it, and private messages. Interactions need none, and
// nothing here is privileged.
const intents = discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

const (
	helloTime = 10 * time.Second // until the gateway must have greeted, and then resumed a session
	// readyTime is how long a new session may take: one that is given up is one of few in a day.
	readyTime = time.Minute
	writeTime = 10 * time.Second
	maxEvent  = 16 << 20
	// keptRoom is how much room for events, in bytes, a link keeps from one to the next: nearly
	// all fit, which stand beside many others' that are passed over.
	keptRoom = 128 << 10
	// mostInterval is the longest time between heartbeats, in milliseconds: an hour.
	mostInterval = 3_600_000
	// closeAgain ends a connection whose session is to be resumed: 1000 and 1001 end the
	// session (discord.com/developers/docs/topics/gateway#initiating-a-disconnect).
	closeAgain = 4000
)

// frame is what goes over the connection.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// link is one connection to the gateway.
type link struct {
	conn    *websocket.Conn
	session *session
	dial    dialing
	acked   atomic.Bool // the last heartbeat was answered
	zombie  atomic.Bool // one was not answered in time
	welcome *time.Timer // gives up a link that hears of no session
	write   sync.Mutex
	raw     bytes.Buffer    // the frame that was read last
	data    json.RawMessage // of that
}

// dialing is what a link is made with.
type dialing struct {
	token    string
	shard    [2]int
	way      retry.Way
	dispatch func(kind string, data json.RawMessage) // which does not keep data
	ready    func(ready)
	// identify waits until the shard may identify. Others wait until done is called.
	identify func(ctx context.Context) (done func(sent bool), err error)
}

// Why a connection ended, when it was not by an error of the network.
var (
	errReconnect = errors.New("asked to reconnect")
	errZombie    = errors.New("the gateway does not answer")
	errInvalid   = errors.New("the session is not valid")
)

// run connects, resumes the session or begins one, and reads events until the connection
// ends. The session is up to date then. The error says why; nil only when ctx is done.
func (d dialing) run(ctx context.Context, url string, s *session) error {
	s.asked, s.welcome = false, false
	done := func(bool) {}
	if s.id == "" { // before there is a connection, which waits for nobody
		var err error
		if done, err = d.identify(ctx); err != nil {
			return err
		}
		defer done(false)
	}
	dialer := websocket.Dialer{Proxy: d.way.Proxy, HandshakeTimeout: helloTime, NetDialContext: d.way.Dial}
	conn, resp, err := dialer.DialContext(ctx, url, http.Header{"User-Agent": {userAgent}})
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if err != nil {
		return err
	}
	conn.SetReadLimit(maxEvent)
	l := &link{conn: conn, session: s, dial: d}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) })
	defer stop()
	var beating sync.WaitGroup
	defer beating.Wait()
	defer cancel()
	defer conn.Close()
	err = l.serve(ctx, &beating, func() { done(true) })
	if ctx.Err() != nil {
		l.bye(websocket.CloseNormalClosure)
		return nil
	}
	l.bye(closeAgain)
	return err
}

// bye says why the connection ends, if anybody still listens.
func (l *link) bye(code int) {
	_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

// serve reads what comes. It calls sent when the session is asked for.
func (l *link) serve(ctx context.Context, beating *sync.WaitGroup, sent func()) error {
	_ = l.conn.SetReadDeadline(time.Now().Add(helloTime))
	hello, err := l.read()
	if err != nil {
		return err
	}
	var h struct {
		Interval number `json:"heartbeat_interval"` // milliseconds
	}
	if hello.Op != opHello || json.Unmarshal(hello.Data, &h) != nil || h.Interval < 1 {
		return fmt.Errorf("the gateway greets with operation %d", hello.Op)
	}
	interval := time.Duration(min(h.Interval, mostInterval)) * time.Millisecond
	l.acked.Store(true)
	beating.Go(func() { l.beat(ctx, interval) })
	if err := l.begin(); err != nil {
		return err
	}
	sent()
	l.welcome = time.AfterFunc(l.welcomeTime(), l.giveUp)
	defer l.welcome.Stop()
	for ctx.Err() == nil {
		if err := l.patience(ctx, 2*interval+helloTime); err != nil {
			return err
		}
		f, err := l.read()
		if err != nil {
			if l.zombie.Load() {
				return errZombie
			}
			return err
		}
		if err := l.take(f); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// welcomeTime is how long the first event may take.
func (l *link) welcomeTime() time.Duration {
	if l.session.asked {
		return helloTime
	}
	return readyTime
}

// patience lets the next read wait. Who ends reading sets the deadline to now, which must
// not be undone: hence the second look.
func (l *link) patience(ctx context.Context, d time.Duration) error {
	_ = l.conn.SetReadDeadline(time.Now().Add(d))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case l.zombie.Load():
		return errZombie
	}
	return nil
}

// read reads a frame, whose data is there until the next is read.
func (l *link) read() (frame, error) {
	if l.raw.Cap() > keptRoom {
		l.raw, l.data = bytes.Buffer{}, nil
	}
	l.raw.Reset()
	f := frame{Data: l.data[:0]}
	_, r, err := l.conn.NextReader()
	if err == nil {
		_, err = l.raw.ReadFrom(r)
	}
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(l.raw.Bytes(), &f); err != nil {
		return f, errors.New("the gateway sent no JSON")
	}
	l.data = f.Data
	return f, nil
}

// begin resumes the session, or identifies.
func (l *link) begin() error {
	if s := l.session; s.id != "" {
		s.asked = true
		return l.send(opResume, struct {
			Token   string `json:"token"`
			Session string `json:"session_id"`
			Seq     int64  `json:"seq"`
		}{l.dial.token, s.id, s.seq.Load()})
	}
	return l.send(opIdentify, identify{
		Token:   l.dial.token,
		Intents: intents,
		Shard:   l.dial.shard,
		Properties: properties{
			OS:      runtime.GOOS,
			Browser: "candor",
			Device:  "candor",
		},
	})
}

// identify is discordgo.Identify with the names of properties as they are now, and
// without a presence.
type identify struct {
	Token      string           `json:"token"`
	Intents    discordgo.Intent `json:"intents"`
	Shard      [2]int           `json:"shard"`
	Properties properties       `json:"properties"`
}

type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

func (l *link) send(op int, data any) error {
	d, err := json.Marshal(data)
	if err != nil {
		return err
	}
	l.write.Lock()
	defer l.write.Unlock()
	_ = l.conn.SetWriteDeadline(time.Now().Add(writeTime))
	return l.conn.WriteJSON(frame{Op: op, Data: d})
}

// take does what a frame asks for. An error ends the connection.
func (l *link) take(f frame) error {
	switch f.Op {
	case opDispatch:
		return l.dispatched(f)
	case opHeartbeat:
		return l.send(opHeartbeat, l.seq())
	case opHeartbeatACK:
		l.acked.Store(true)
	case opReconnect:
		return errReconnect
	case opInvalidSession:
		if resumable := string(f.Data) == "true"; !resumable {
			l.session.reset()
		}
		return errInvalid
	}
	return nil
}

func (l *link) dispatched(f frame) error {
	l.welcome.Stop()
	l.session.welcome = true
	if f.Seq > l.session.seq.Load() { // an event that comes again has an old number
		l.session.seq.Store(f.Seq)
	}
	if f.Type == "READY" {
		var r ready
		if err := json.Unmarshal(f.Data, &r); err != nil || r.Session == "" {
			return errors.New("the gateway is ready without a session")
		}
		l.session.id, l.session.url = string(r.Session), string(r.Resume)
		l.dial.ready(r)
		return nil
	}
	l.dial.dispatch(f.Type, f.Data)
	return nil
}
