package discordtest_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// agent is what a bot has to call itself.
const agent = "DiscordBot (https://example.org, 1)"

// noPings is what every message carries.
const noPings = `"allowed_mentions":{"parse":[]}`

// reply is what the REST API answers.
type reply struct {
	status int
	header http.Header
	body   []byte

	ID         string          `json:"id"`
	Code       int             `json:"code"`
	Message    string          `json:"message"`
	RetryAfter float64         `json:"retry_after"`
	Global     bool            `json:"global"`
	Errors     json.RawMessage `json:"errors"`
}

// client keeps no connections, so that none outlives its test.
var client = http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// bot is a client without any ideas of its own.
type bot struct {
	tb    testing.TB
	s     *discordtest.Server
	token string
}

func newBot(tb testing.TB, s *discordtest.Server) bot { return bot{tb, s, discordtest.Token} }

// try sends a request; body "" is none.
func (b bot) try(ctx context.Context, method, path, body string) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, method, b.s.URL+"/api/v10"+path, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	r.Header.Set("User-Agent", agent)
	if b.token != "" {
		r.Header.Set("Authorization", "Bot "+b.token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := client.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	a := reply{status: resp.StatusCode, header: resp.Header}
	if a.body, err = io.ReadAll(resp.Body); err != nil {
		return a, err
	}
	_ = json.Unmarshal(a.body, &a) // not all answers are objects
	return a, nil
}

func (b bot) call(method, path, body string) reply {
	b.tb.Helper()
	a, err := b.try(b.tb.Context(), method, path, body)
	if err != nil {
		b.tb.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// must sends a request that succeeds.
func (b bot) must(method, path, body string) reply {
	b.tb.Helper()
	a := b.call(method, path, body)
	if a.status >= 300 {
		b.tb.Fatalf("%s %s %s: %d %s", method, path, body, a.status, a.body)
	}
	return a
}

// fails sends a request that must fail in this way.
func (b bot) fails(status, code int, method, path, body string) reply {
	b.tb.Helper()
	a := b.call(method, path, body)
	if a.status != status || a.Code != code {
		b.tb.Errorf("%s %s %.300s: %d %.300s, want %d with code %d", method, path, body, a.status, a.body, status, code)
	}
	return a
}

func (b bot) respond(i event, body string) reply {
	b.tb.Helper()
	return b.must("POST", i.callback(), body)
}

// shard is a link of the bot.
type shard struct {
	tb testing.TB
	ws *websocket.Conn
}

// event is what comes from the gateway.
type event struct {
	Op   int             `json:"op"`
	Seq  int64           `json:"s"`
	Name string          `json:"t"`
	Data json.RawMessage `json:"d"`

	// of Data
	ID        string          `json:"-"`
	Token     string          `json:"-"`
	Content   string          `json:"-"`
	Session   string          `json:"-"`
	Resume    string          `json:"-"`
	Guild     string          `json:"-"`
	Channel   string          `json:"-"`
	Type      int             `json:"-"`
	Inner     json.RawMessage `json:"-"`
	Interval  int             `json:"-"`
	Locale    string          `json:"-"`
	HasMember bool            `json:"-"`
}

func (e event) callback() string { return "/interactions/" + e.ID + "/" + e.Token + "/callback" }

func (e event) original() string { return e.webhook() + "/messages/@original" }

func (e event) webhook() string { return "/webhooks/" + discordtest.AppID + "/" + e.Token }

// dial opens a link; path is what comes after the server's address.
func dial(tb testing.TB, s *discordtest.Server, path string) *shard {
	tb.Helper()
	url := strings.Replace(s.URL, "http", "ws", 1) + path
	ws, _, err := websocket.DefaultDialer.DialContext(tb.Context(), url, nil)
	if err != nil {
		tb.Fatalf("dial %s: %v", url, err)
	}
	tb.Cleanup(func() { _ = ws.Close() })
	return &shard{tb, ws}
}

// send sends a payload.
func (g *shard) send(format string, args ...any) {
	g.tb.Helper()
	if err := g.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, format, args...)); err != nil {
		g.tb.Fatalf("send: %v", err)
	}
}

// try receives a payload.
func (g *shard) try(wait time.Duration) (event, error) {
	_ = g.ws.SetReadDeadline(time.Now().Add(wait))
	kind, text, err := g.ws.ReadMessage()
	if err != nil {
		return event{}, err
	}
	if kind == websocket.BinaryMessage {
		z, err := zlib.NewReader(bytes.NewReader(text))
		if err != nil {
			return event{}, err
		}
		if text, err = io.ReadAll(z); err != nil {
			return event{}, err
		}
	}
	var e event
	if err := json.Unmarshal(text, &e); err != nil {
		return e, err
	}
	var d struct {
		ID       string          `json:"id"`
		Token    string          `json:"token"`
		Content  string          `json:"content"`
		Session  string          `json:"session_id"`
		Resume   string          `json:"resume_gateway_url"`
		Guild    string          `json:"guild_id"`
		Channel  string          `json:"channel_id"`
		Type     int             `json:"type"`
		Data     json.RawMessage `json:"data"`
		Interval int             `json:"heartbeat_interval"`
		Locale   string          `json:"locale"`
		Member   json.RawMessage `json:"member"`
	}
	_ = json.Unmarshal(e.Data, &d) // not all are objects
	e.ID, e.Token, e.Content, e.Session, e.Resume = d.ID, d.Token, d.Content, d.Session, d.Resume
	e.Guild, e.Channel, e.Type, e.Inner, e.Interval, e.Locale = d.Guild, d.Channel, d.Type, d.Data, d.Interval, d.Locale
	e.HasMember = len(d.Member) > 0
	return e, nil
}

// read receives a payload that must come.
func (g *shard) read() event {
	g.tb.Helper()
	e, err := g.try(10 * time.Second)
	if err != nil {
		g.tb.Fatalf("read: %v", err)
	}
	return e
}

// op receives a payload of a kind.
func (g *shard) op(want int) event {
	g.tb.Helper()
	e := g.read()
	if e.Op != want {
		g.tb.Fatalf("op %d %s, want op %d", e.Op, e.Name, want)
	}
	return e
}

// event receives an event of a name.
func (g *shard) event(want string) event {
	g.tb.Helper()
	e := g.op(0)
	if e.Name != want {
		g.tb.Fatalf("event %s, want %s", e.Name, want)
	}
	return e
}

// closed receives a close frame with a code; what comes before it is dropped.
func (g *shard) closed(want int) {
	g.tb.Helper()
	for {
		_, err := g.try(10 * time.Second)
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			if closed.Code != want {
				g.tb.Errorf("closed by %d, want %d", closed.Code, want)
			}
			return
		}
		if err != nil {
			g.tb.Fatalf("want close code %d: %v", want, err)
		}
	}
}

// quiet wants nothing to come for a moment, after which the link is of no use.
func (g *shard) quiet() {
	g.tb.Helper()
	if e, err := g.try(50 * time.Millisecond); err == nil {
		g.tb.Errorf("op %d %s came: %s", e.Op, e.Name, e.Data)
	}
}

// usual are the intents of most tests.
const usual = discordtest.IntentGuildMessages | discordtest.IntentDirectMessages

func (g *shard) identify(intents int) {
	g.tb.Helper()
	g.send(`{"op":2,"d":{"token":%q,"properties":{"os":"linux","browser":"test","device":"test"},"intents":%d}}`, discordtest.Token, intents)
}

// connect opens a link and begins a session.
func connect(tb testing.TB, s *discordtest.Server, intents int) (*shard, event) {
	tb.Helper()
	g := dial(tb, s, "/?v=10&encoding=json")
	g.op(10)
	g.identify(intents)
	return g, g.event("READY")
}

// within is a context for what must not take long.
func within(tb testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(tb.Context(), 10*time.Second)
	tb.Cleanup(cancel)
	return ctx
}
