package discordtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"

	"github.com/gorilla/websocket"
)

const sendRoute = "POST /channels/{channel_id}/messages"

func TestFaultStatus(t *testing.T) {
	cases := []struct {
		name   string
		fault  discordtest.Fault
		status int
		code   int
		header map[string]string
	}{
		{"500", discordtest.Fault{Status: 500}, 500, 0, nil},
		{"502", discordtest.Fault{Status: 502, Body: "<html>"}, 502, 0, map[string]string{"Content-Type": "text/html; charset=UTF-8"}},
		{"code", discordtest.Fault{Status: 403, Code: 50007}, 403, 50007, nil},
		{"429", discordtest.Fault{RetryAfter: 1.5}, 429, 0, map[string]string{
			"Retry-After": "2", "X-RateLimit-Scope": "user", "X-RateLimit-Reset-After": "1.500", "X-RateLimit-Global": "",
		}},
		{"global", discordtest.Fault{RetryAfter: 1, Global: true}, 429, 0, map[string]string{
			"X-RateLimit-Scope": "global", "X-RateLimit-Global": "true", "X-RateLimit-Reset-After": "",
		}},
		{"shared", discordtest.Fault{RetryAfter: 1, Scope: "shared"}, 429, 0, map[string]string{"X-RateLimit-Scope": "shared"}},
		{"HTML", discordtest.Fault{HTML: true, RetryAfter: 3}, 429, 0, map[string]string{"Content-Type": "text/html; charset=UTF-8", "Retry-After": "3"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := discordtest.New(t)
			b := newBot(t, s)
			c.fault.Route = sendRoute
			s.Fail(c.fault)
			b.must("GET", "/users/@me", "")
			a := b.fails(c.status, c.code, "POST", messages(0), answer)
			for name, want := range c.header {
				if got := a.header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if c.status == 429 && !c.fault.HTML && (a.RetryAfter != c.fault.RetryAfter || a.Global != c.fault.Global) {
				t.Errorf("body: %s", a.body)
			}
			b.must("POST", messages(0), answer)
			if n := s.SentCount(); n != 1 {
				t.Errorf("%d messages", n)
			}
			if early := s.CallsOf(sendRoute)[1].Early; early != (c.fault.RetryAfter > 0) {
				t.Errorf("early: %v", early)
			}
			if n := s.InvalidRequests(); (n == 1) != (c.status == 403 || c.status == 429 && c.fault.Scope != "shared") {
				t.Errorf("%d invalid requests", n)
			}
		})
	}
}

func TestFaultConnection(t *testing.T) {
	cases := []struct {
		name  string
		fault discordtest.Fault
		sent  int // by the call that fails
	}{
		{"drop", discordtest.Fault{Drop: true}, 0},
		{"accept then drop", discordtest.Fault{AcceptThenDrop: true}, 1},
		{"cut", discordtest.Fault{Cut: true}, 1},
		{"hang", discordtest.Fault{Hang: true}, 0},
		{"slow", discordtest.Fault{Slow: 20}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := discordtest.New(t)
			b := newBot(t, s)
			s.Fail(c.fault)
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			if _, err := b.try(ctx, "POST", messages(0), answer); err == nil {
				t.Error("the call succeeded")
			}
			if n := s.SentCount(); n != c.sent {
				t.Errorf("%d messages, want %d", n, c.sent)
			}
		})
	}
}

func TestFaultTimesAndMatch(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	s.Fail(discordtest.Fault{Times: 2, Status: 500, Match: func(c discordtest.Call) bool {
		return strings.Contains(string(c.Body), "x") && s.CallCount() > 0
	}})
	b.fails(500, 0, "POST", messages(0), answer)
	b.must("POST", messages(0), `{"content":"y",`+noPings+`}`)
	b.fails(500, 0, "POST", messages(0), answer)
	b.must("POST", messages(0), answer)
	s.Fail(discordtest.Fault{Times: -1, Status: 503})
	for range 3 {
		b.fails(503, 0, "GET", "/users/@me", "")
	}
	connect(t, s, 0) // is none of "any route"
	s.Heal()
	b.must("GET", "/users/@me", "")
	s.Fail(discordtest.Fault{Delay: 30 * time.Millisecond})
	begin := time.Now()
	b.must("GET", "/users/@me", "")
	if took := time.Since(begin); took < 30*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

func TestFaultHuge(t *testing.T) {
	s := discordtest.New(t)
	s.Fail(discordtest.Fault{Huge: true})
	r, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+"/api/v10/users/@me", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, _ := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)); n != 1<<20 {
		t.Errorf("%d bytes", n)
	}
}

func TestFaultAtGateway(t *testing.T) {
	s := discordtest.New(t)
	url := strings.Replace(s.URL, "http", "ws", 1)
	s.Fail(discordtest.Fault{Route: "GET gateway", Status: 503})
	_, resp, err := websocket.DefaultDialer.DialContext(t.Context(), url, nil)
	if !errors.Is(err, websocket.ErrBadHandshake) || resp.StatusCode != 503 {
		t.Errorf("dial: %v", err)
	}
	s.Fail(discordtest.Fault{Route: "GET gateway", Drop: true})
	if _, _, err = websocket.DefaultDialer.DialContext(t.Context(), url, nil); err == nil {
		t.Error("dial succeeded")
	}
	s.Fail(discordtest.Fault{Route: "GET gateway", Delay: 30 * time.Millisecond})
	begin := time.Now()
	dial(t, s, "").op(10)
	if took := time.Since(begin); took < 30*time.Millisecond {
		t.Errorf("took %v", took)
	}
	if n := len(s.CallsOf("GET gateway")); n != 3 {
		t.Errorf("%d calls", n)
	}
}
