package discord_test

import (
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// deadEnds are ways in which the address at which to resume leads nowhere, though it takes
// connections.
var deadEnds = map[string]discordtest.Fault{
	"a page of a proxy": {Status: 502, HTML: true},
	"not found":         {Status: 404},
	"cut":               {Drop: true},
	"silence":           {Hang: true},
}

// TestResumeAddressIsDead: F08. The session goes on at the gateway's own address.
func TestResumeAddressIsDead(t *testing.T) {
	t.Parallel()
	for name, f := range deadEnds {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
				defer r.run(t)()
				time.Sleep(time.Minute)
				f.Route, f.Times = gatewayRoute, -1
				f.Match = func(c discordtest.Call) bool { return c.Path == "/resume" }
				r.Fail(f)
				r.Cut()
				time.Sleep(time.Minute)
				resumes := r.Resumes()
				if len(resumes) != 1 || !resumes[0].OK || resumes[0].Path != "/" || len(r.Identifies()) != 1 {
					t.Errorf("resumed %+v, %d sessions, want one that is resumed at the gateway's own address:\n%s", resumes, len(r.Identifies()), &r.log)
				}
			})
		})
	}
}

// TestSessionIsNotTaken: F08. A session that no address resumes, without a word, makes room for
// a new one.
func TestSessionIsNotTaken(t *testing.T) {
	for name, payloads := range map[string][]string{
		"silence":          nil,
		"reconnect":        {`{"op":7,"d":null}`},
		"invalid, but not": {`{"op":9,"d":true}`},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.SessionLife(time.Hour))}
				defer r.run(t)()
				time.Sleep(time.Minute)
				for range 6 {
					r.Welcome(payloads...)
				}
				r.Cut()
				time.Sleep(3 * time.Minute)
				if n := len(r.Identifies()); n != 2 || r.Connected() == 0 {
					t.Errorf("%d sessions were begun, %d are connected, want a second one after %d resumes:\n%s", n, r.Connected(), len(r.Resumes()), &r.log)
				}
			})
		})
	}
}

// TestResumeAddressMakesNoSense: F08. Then the gateway's own is the one.
func TestResumeAddressMakesNoSense(t *testing.T) {
	for _, address := range []string{`"gateway.discord.test"`, `"http://x"`, `"%"`, `""`, `null`} {
		t.Run(address, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
				r.Welcome(`{"op":0,"t":"READY","s":1,"d":{"v":9,"session_id":"s","resume_gateway_url":` + address + `,"user":{"id":"` + discordtest.BotID + `"},"guilds":[]}}`)
				defer r.run(t)()
				time.Sleep(time.Minute)
				r.Cut()
				time.Sleep(time.Minute)
				if n := r.Resumes(); len(n) != 1 || n[0].Session != "s" || n[0].Path != "/" || r.Connected() != 1 {
					t.Errorf("resumed %+v, %d connected, want s at the gateway's own address, and then connected:\n%s", n, r.Connected(), &r.log)
				}
			})
		})
	}
}
