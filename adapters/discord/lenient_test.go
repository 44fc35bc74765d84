package discord_test

import (
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
)

// TestOddAnswers: an answer of another form, in what the bot can do without, keeps nobody
// from being answered.
func TestOddAnswers(t *testing.T) {
	t.Parallel()
	const me, app, bots = "GET /users/@me", "GET /applications/@me", "GET /gateway/bot"
	for name, f := range map[string]discordtest.Fault{
		"who it is, odd":             {Route: me, Body: `{"id":"` + discordtest.BotID + `","username":5,"discriminator":0,"flags":"x"}`},
		"who it is, a number":        {Route: me, Body: `{"id":` + discordtest.BotID + `}`},
		"who it is, nothing":         {Route: me, Body: `{}`},
		"who it is, a list":          {Route: me, Body: `[]`},
		"who it is, not there":       {Route: me, Status: 501},
		"who it is, not for bots":    {Route: me, Status: 403},
		"application, bad request":   {Route: app, Status: 400},
		"application, not for bots":  {Route: app, Status: 403},
		"application, not there":     {Route: app, Status: 501},
		"application, a list":        {Route: app, Body: `[]`},
		"application, text":          {Route: app, Body: `ok`},
		"gateway, shards as text":    {Route: bots, Body: `{"url":"URL","shards":"1"}`},
		"gateway, a broken limit":    {Route: bots, Body: `{"url":"URL","shards":1,"session_start_limit":{"total":1000,"remaining":10,"reset_after":3000.5,"max_concurrency":1}}`},
		"gateway, limit is a list":   {Route: bots, Body: `{"url":"URL","shards":1,"session_start_limit":[]}`},
		"gateway, an address of web": {Route: bots, Body: `{"url":"HTTP/","shards":1}`},
		"gateway, not there":         {Route: bots, Status: 501},
		"gateway, HTML":              {Route: bots, Status: 404, Body: `<html>`},
		"commands, not there":        {Route: "GET /applications/{application_id}/commands", Status: 405},
		"commands, odd":              {Route: "GET /applications/{application_id}/commands", Body: `[{"name":"x","type":1,"default_member_permissions":8}]`},
		"commands, none":             {Route: "GET /applications/{application_id}/commands", Body: `[null,null,null,null,null,null,null,null,null]`},
		"commands, odder":            {Route: "GET /applications/{application_id}/commands", Body: `{"commands":[]}`},
		"commands, text":             {Route: "GET /applications/{application_id}/commands", Body: `none`},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{before: func(s *discordtest.Server) {
					f.Times = -1
					f.Body = strings.NewReplacer("URL", strings.Replace(s.URL, "http", "ws", 1), "HTTP", s.URL).Replace(f.Body)
					s.Fail(f)
				}})
				s.inServer(adaptertest.Question)
				s.answered(s.ask(adaptertest.Question))
				s.sent(2)
			})
		})
	}
}

// TestOddReady: of READY the session counts, and who the bot is.
func TestOddReady(t *testing.T) {
	t.Parallel()
	for name, odd := range map[string]string{
		"version":     `"v":"9","user":{"id":"1"}`,
		"person":      `"user":{"id":1,"discriminator":0}`,
		"servers":     `"guilds":[{"id":"1","permissions":7,"joined_at":"yesterday"}]`,
		"no servers":  `"guilds":{}`,
		"flags":       `"application":{"id":"1","flags":"0"}`,
		"application": `"application":[],"user":"x"`,
		"address":     `"resume_gateway_url":7`,
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
				r.Welcome(`{"op":0,"t":"READY","s":1,"d":{"session_id":"s",` + odd + `}}`)
				defer r.run(t)()
				time.Sleep(2 * time.Minute)
				if n := len(r.Identifies()); n != 1 || r.Links() != 1 || !strings.Contains(r.log.String(), `"running"`) {
					t.Errorf("%d sessions were begun, %d links, want one of each:\n%s", n, r.Links(), &r.log)
				}
			})
		})
	}
}

// TestOddHello: the interval may be written in any way that says how long it is.
func TestOddHello(t *testing.T) {
	t.Parallel()
	for _, interval := range []string{`41250.0`, `"41250"`, `4.125e4`} {
		t.Run(interval, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.Heartbeat(time.Hour))}
				r.MissHello(1)
				defer r.run(t)()
				for r.Links() == 0 {
					time.Sleep(time.Second)
				}
				r.SendRaw(`{"op":10,"d":{"heartbeat_interval":` + interval + `}}`)
				time.Sleep(165 * time.Second)
				if r.Connected() != 1 || len(r.Identifies()) != 1 || r.Heartbeats() != 4 && r.Heartbeats() != 3 {
					t.Errorf("%d connected, %d heartbeats, want one and four:\n%s", r.Connected(), r.Heartbeats(), &r.log)
				}
			})
		})
	}
}
