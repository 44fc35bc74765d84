package discord_test

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// interruption is what happens to a link, and how the bot is to come back.
type interruption struct {
	do       func(s *stage)
	server   []discordtest.Option
	identify bool // by a new session
	code     int  // by which the bot closes the link, if it does
}

var interruptions = map[string]interruption{
	"op 7":                      {do: func(s *stage) { s.Reconnect() }, code: 4000},
	"op 9, resumable":           {do: func(s *stage) { s.Invalidate(true) }, code: 4000},
	"op 9, not resumable":       {do: func(s *stage) { s.Invalidate(false) }, identify: true, code: 4000},
	"cut":                       {do: func(s *stage) { s.Cut() }},
	"no JSON":                   {do: func(s *stage) { s.SendRaw(`{"op":`) }, code: 4000},
	"no answer to a heartbeat":  {do: func(s *stage) { s.Silence() }, server: []discordtest.Option{discordtest.Heartbeat(500 * time.Millisecond)}, code: 4000},
	"going away":                {do: func(s *stage) { s.CloseGateway(1001) }},
	"unknown error":             {do: func(s *stage) { s.CloseGateway(4000) }},
	"unknown operation":         {do: func(s *stage) { s.CloseGateway(4001) }},
	"decode error":              {do: func(s *stage) { s.CloseGateway(4002) }},
	"already authenticated":     {do: func(s *stage) { s.CloseGateway(4005) }},
	"rate limited":              {do: func(s *stage) { s.CloseGateway(4008) }},
	"not authenticated":         {do: func(s *stage) { s.CloseGateway(4003) }, identify: true},
	"invalid sequence":          {do: func(s *stage) { s.CloseGateway(4007) }, identify: true},
	"timed out":                 {do: func(s *stage) { s.CloseGateway(4009) }, identify: true},
	"session forgotten":         {do: func(s *stage) { s.CloseGateway(4000); s.Advance(time.Hour) }, identify: true, code: 4000},
	"refused when it resumes":   {do: func(s *stage) { s.Refuse(2, 4000); s.Cut() }},
	"silence after resuming":    {do: func(s *stage) { s.Welcome(); s.Cut() }, code: 4000},
	"op 7 after resuming":       {do: func(s *stage) { s.Welcome(`{"op":7,"d":null}`); s.Cut() }, code: 4000},
	"op 9 true after resuming":  {do: func(s *stage) { s.Welcome(`{"op":9,"d":true}`); s.Cut() }, code: 4000},
	"no HELLO":                  {do: func(s *stage) { s.MissHello(1); s.Cut() }, code: 4000},
	"gateway down for a moment": {do: func(s *stage) { s.Fail(discordtest.Fault{Route: gatewayRoute, Times: 2, Drop: true}); s.Cut() }},
	"a page of a proxy":         {do: func(s *stage) { s.Fail(discordtest.Fault{Route: gatewayRoute, Status: 502, HTML: true}); s.Cut() }},
	"all down for a moment":     {do: func(s *stage) { s.Down(); s.up() }},
}

// up makes the server listen again. Another test's connection may have its port for a moment.
func (s *stage) up() {
	s.tb.Helper()
	for err := s.Up(); err != nil; err = s.Up() {
		if s.ctx.Err() != nil {
			s.tb.Fatal(err)
		}
		runtime.Gosched()
	}
}

// TestInterruptions: F08. After each the bot is back, by resuming where it can; what was said
// meanwhile is answered, once, and nothing is answered twice.
func TestInterruptions(t *testing.T) {
	t.Parallel()
	for name, c := range interruptions {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) { testInterruption(t, c) })
		})
	}
}

func testInterruption(t *testing.T, c interruption) {
	s := start(t, setup{server: c.server})
	s.inServer(adaptertest.Question)
	s.sent(1)
	c.do(s)
	if !c.identify { // what a session that is over has missed is lost on all
		s.inServer(adaptertest.Related)
	}
	s.until("it is back", func() bool { return s.back(c.identify) })
	if c.identify {
		s.inServer(adaptertest.Related)
	}
	s.sent(2)
	s.settled()
	codes, sessions := s.CloseCodes(), len(s.Identifies())
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Related, "Your privacy")
	if c.identify != (sessions > 1) {
		t.Errorf("%d sessions were begun, resumed %+v", sessions, s.Resumes())
	}
	for _, r := range s.Resumes() {
		if r.Path != "/resume" {
			t.Errorf("resumed at %s, want where the gateway said", r.Path)
		}
	}
	if slices.ContainsFunc(codes, func(code int) bool { return code == 1000 || code == 1001 }) {
		t.Errorf("it closed by %v, which ends the session", codes)
	}
	if c.code != 0 && !slices.Contains(codes, c.code) {
		t.Errorf("it closed by %v, want %d", codes, c.code)
	}
}

// back reports whether the bot has a session again, or a new one.
func (s *stage) back(identified bool) bool {
	if s.Connected() == 0 {
		return false
	}
	if identified {
		ids := s.Identifies()
		return len(ids) > 1 && ids[len(ids)-1].OK
	}
	r := s.Resumes()
	return len(r) > 0 && r[len(r)-1].OK
}
