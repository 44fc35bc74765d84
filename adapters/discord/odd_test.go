package discord

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"candor/bot"

	"github.com/rs/zerolog"
)

// told is a Discord that takes everything and keeps what it is asked.
type told struct {
	mu    sync.Mutex
	paths []string
}

func (d *told) RoundTrip(r *http.Request) (*http.Response, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.paths = append(d.paths, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/api/v9/"))
	return content(r, http.StatusOK, "{}")
}

// oddEvents are events in which something has another form than Discord gives it, with what is
// asked of Discord then.
var oddEvents = map[string]struct {
	event
	want string
}{
	"context":      {inHome.with(`"context":0`, `"context":"1"`), "POST interactions/1/tok/callback"},
	"type":         {inHome.with(`"type":2`, `"type":"2"`), "POST interactions/1/tok/callback"},
	"flags":        {inHome.with(`"data"`, `"message":{"id":"5","flags":"64"},"data"`), "POST interactions/1/tok/callback"},
	"numbers":      {inHome.with(`"id":"1"`, `"id":1`, `"channel_id":"5"`, `"channel_id":5`, `"id":"`+moderator+`"`, `"id":7`), "POST interactions/1/tok/callback"},
	"in a message": {written.with(`"id":"1"`, `"id":1`, `"channel_id":"7"`, `"channel_id":7`, `"type":0`, `"type":"0"`, `"id":"`+moderator+`"`, `"id":7`), "POST channels/7/messages"},
}

// TestOddEvents: they are answered.
func TestOddEvents(t *testing.T) {
	for name, c := range oddEvents {
		t.Run(name, func(t *testing.T) {
			d := &told{}
			a, err := New(Config{Token: token, Transport: d}, &recorder{}, zerolog.Nop())
			if err != nil {
				t.Fatal(err)
			}
			a.me.is(botAccount, "900000000000000001")
			a.play(c.event)
			if len(d.paths) == 0 || d.paths[0] != c.want {
				t.Errorf("Discord is asked %q, want %q first", d.paths, c.want)
			}
		})
	}
}

// TestNoApplication: an interaction that does not say whose it is is the bot's own: what
// answers it can be taken away.
func TestNoApplication(t *testing.T) {
	d := &told{}
	a, err := New(Config{Token: token, Transport: d}, bot.HandlerFunc(nil), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me.is(botAccount, "900000000000000001")
	press := inHome.with(`"application_id":"9",`, "", `"type":2`, `"type":3,"message":{"id":"8"}`)
	a.play(press.with(`{"type":1,"name":"reload"}`, `{"custom_id":"`+a.customID("5", moderator, actDismiss, "r")+`"}`))
	if want := "DELETE webhooks/900000000000000001/tok/messages/@original"; len(d.paths) != 2 || d.paths[1] != want {
		t.Errorf("Discord is asked %q, want %q last", d.paths, want)
	}
}

// TestOddGivesNoRole: H08. What is read in another form than Discord's says nothing for a role:
// permissions, and who installed the bot.
func TestOddGivesNoRole(t *testing.T) {
	for name, e := range map[string]event{
		"permissions": inHome.by(somebody).may("32").with(`"context":0`, `"context":"0"`),
		"installed":   inHome.with(`{"0":"`+homeServer+`"}`, `{"0":`+homeServer+`}`, `"context":0`, `"context":"0"`),
	} {
		a, core := guarded(t, homeServer)
		a.play(e)
		if got := core.roles(); len(got) != 1 || got[0] != bot.RoleMember {
			t.Errorf("%s: roles %v, want a member's", name, got)
		}
	}
}

// TestTokens: whether a token is one Discord decides, unless it cannot stand in a header.
func TestTokens(t *testing.T) {
	for given, want := range map[string]string{
		"test": "Bot test", "x": "Bot x", "Bot abc.def.ghi": "Bot abc.def.ghi", strings.Repeat("x", 500): "Bot " + strings.Repeat("x", 500),
		"": "", "Bot ": "", "a b": "", "a\nb": "", "Bot a\x00": "", "Bot Bot a": "", "tökén": "",
	} {
		a, err := New(Config{Token: given}, nil, zerolog.Nop())
		switch {
		case (err == nil) != (want != ""):
			t.Errorf("New with the token %q = %v", given, err)
		case err == nil && a.rest.auth != want:
			t.Errorf("the token %q is sent as %q, want %q", given, a.rest.auth, want)
		case err != nil && given != "" && given != "Bot " && strings.Contains(err.Error(), given):
			t.Errorf("the error shows the token %q", given)
		}
	}
}
