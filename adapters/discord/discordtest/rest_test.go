package discordtest_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/discord/discordtest"
)

const answer = `{"content":"x",` + noPings + `}`

func messages(i int) string { return "/channels/" + discordtest.ChannelID(i) + "/messages" }

func TestAuthorization(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	b.must("GET", "/users/@me", "")
	b.token = "wrong"
	b.fails(401, 0, "GET", "/users/@me", "")
	b.token = ""
	b.fails(401, 0, "GET", "/users/@me", "")
	b.must("GET", "/gateway", "")
	s.SetToken("new")
	b.token = discordtest.Token
	b.fails(401, 0, "GET", "/users/@me", "")
	b.token = "new"
	b.must("GET", "/users/@me", "")
	if n := s.InvalidRequests(); n != 3 {
		t.Errorf("%d invalid requests", n)
	}
	calls := s.CallsOf("GET /users/@me")
	if len(calls) != 5 || calls[0].Status != 200 || calls[1].Status != 401 || calls[2].Token || calls[0].Path != "/users/@me" || s.CallCount() != 6 {
		t.Errorf("calls: %+v", calls)
	}
}

// TestCutRequest: what comes in half is no request, and against no rule.
func TestCutRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := discordtest.New(t, discordtest.InMemory())
		conn, err := s.Dial(t.Context(), "tcp", "")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintf(conn, "POST /api/v10%s HTTP/1.1\r\nHost: x\r\nUser-Agent: %s\r\nContent-Type: application/json\r\nAuthorization: Bot %s\r\nContent-Length: 99\r\n\r\n{",
			messages(0), agent, discordtest.Token)
		_ = conn.Close()
		synctest.Wait()
		if calls, wrong := s.CallCount(), s.Violations(); calls > 0 || len(wrong) > 0 {
			t.Errorf("%d calls, violations %v, want none", calls, wrong)
		}
	})
}

func TestRequestForms(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	send := func(version, agent, kind, body string) int {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+version+messages(0), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("User-Agent", agent)
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bot "+discordtest.Token)
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("payload_json", answer)
	_ = w.Close()
	for want, got := range map[int][]int{
		200: {
			send("/api/v10", agent, "application/json", answer), send("/api/v9", agent, "application/json; charset=utf-8", answer),
			send("/api", agent, "application/json", answer), send("/api/v10", agent, w.FormDataContentType(), form.String()),
		},
		403: {send("/api/v10", "Go-http-client/1.1", "application/json", answer)},
		404: {send("", agent, "application/json", answer)},
		400: {
			send("/api/v10", agent, "application/x-www-form-urlencoded", "content=x"),
			send("/api/v10", agent, "application/json", "{"), send("/api/v10", agent, "application/json", ""),
		},
	} {
		for i, status := range got {
			if status != want {
				t.Errorf("case %d: status %d, want %d", i, status, want)
			}
		}
	}
	b.fails(400, 50109, "POST", messages(0), "{")
	b.fails(404, 0, "GET", "/guilds/1/bans", "")
}

func TestErrorsNameTheField(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	a := newBot(t, s).fails(400, 50035, "POST", messages(0), `{"embeds":[{"title":"`+x(257)+`"}],`+noPings+`}`)
	want := `{"embeds":{"0":{"title":{"_errors":[{"code":"INVALID","message":"has 257 UTF-16 units, more than 256"}]}}}}`
	if string(a.Errors) != want {
		t.Errorf("errors: %s", a.Errors)
	}
}

func TestLimits(t *testing.T) {
	s := discordtest.New(t, discordtest.Limits(), discordtest.Guilds(2))
	b := newBot(t, s)
	for i := range 5 {
		a := b.must("POST", messages(0), answer)
		if a.header.Get("X-RateLimit-Remaining") != string(rune('4'-i)) || a.header.Get("X-RateLimit-Limit") != "5" || a.header.Get("X-RateLimit-Bucket") == "" {
			t.Errorf("header %d: %v", i, a.header)
		}
	}
	a := b.fails(429, 0, "POST", messages(0), answer)
	if a.RetryAfter <= 0 || a.RetryAfter > 5 || a.Global || a.header.Get("X-RateLimit-Scope") != "user" || a.header.Get("Retry-After") != "5" || a.header.Get("X-RateLimit-Reset-After") == "" {
		t.Errorf("429: %+v %v", a, a.header)
	}
	b.must("POST", messages(1), answer) // another channel
	b.fails(429, 0, "POST", messages(0), answer)
	s.Advance(5 * time.Second)
	b.must("POST", messages(0), answer)
	calls := s.CallsOf("POST /channels/{channel_id}/messages")
	if !calls[7].Early || calls[5].Early || calls[6].Early || calls[8].Early {
		t.Errorf("calls: %+v", calls)
	}
}

func TestGlobalLimit(t *testing.T) {
	s := discordtest.New(t, discordtest.Limits(), discordtest.Guilds(50))
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	var last reply
	for i := range 200 {
		if last = b.call("POST", messages(i%50), answer); last.status == 429 {
			break
		}
	}
	if last.status != 429 || !last.Global || last.header.Get("X-RateLimit-Scope") != "global" || last.header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("last: %d %s %v", last.status, last.body, last.header)
	}
	s.Ask(discordtest.Command{Name: "ask"})
	i := g.event("INTERACTION_CREATE")
	b.respond(i, show("x", 0)) // exempt
	b.must("GET", i.original(), "")
}

func TestWithoutLimits(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	for range 20 {
		if a := b.must("POST", messages(0), answer); a.header.Get("X-RateLimit-Remaining") != "4" {
			t.Fatalf("header: %v", a.header)
		}
	}
}

func TestBan(t *testing.T) {
	s := discordtest.New(t, discordtest.BanAfter(3))
	b := newBot(t, s)
	b.token = "wrong"
	for range 3 {
		b.fails(401, 0, "GET", "/users/@me", "")
	}
	b.token = discordtest.Token
	a := b.call("GET", "/users/@me", "")
	if a.status != 429 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") || !strings.Contains(string(a.body), "1015") {
		t.Errorf("banned: %d %s", a.status, a.body)
	}
	s.Advance(11 * time.Minute)
	b.must("GET", "/users/@me", "")
}

func TestDownAndUp(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	connect(t, s, 0)
	s.Down()
	if _, err := b.try(t.Context(), "GET", "/users/@me", ""); err == nil {
		t.Error("the server answers")
	}
	if s.Connected() != 0 {
		t.Error("still connected")
	}
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	b.must("GET", "/users/@me", "")
}

func TestKeep(t *testing.T) {
	s := discordtest.New(t, discordtest.Keep(10))
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	for range 50 {
		s.Ask(discordtest.Command{Name: "ask"})
		b.respond(g.event("INTERACTION_CREATE"), show("x", 64))
	}
	if n := len(s.Calls()); n < 10 || n > 20 {
		t.Errorf("%d calls are kept", n)
	}
	if n := len(s.Sent()); n < 10 || n > 20 {
		t.Errorf("%d messages are kept", n)
	}
	if s.SentCount() != 50 || s.CallCount() != 51 {
		t.Errorf("counts: %d messages, %d calls", s.SentCount(), s.CallCount())
	}
}
