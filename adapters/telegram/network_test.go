package telegram_test

import (
	"strings"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
)

// These tests speak with the server without the checker in between, which answers by
// itself when a connection breaks.

const proxyPage = "<html><body><h1>502 Bad Gateway</h1>nginx</body></html>"

// TestPollingSurvives: F07. Whatever an answer to getUpdates looks like, the next one is
// read.
func TestPollingSurvives(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]telegramtest.Fault{
		"a cut connection":        {Drop: true},
		"a cut body":              {Cut: true},
		"an error page":           {Status: 502, Body: proxyPage},
		"a page that says 200":    {Body: proxyPage},
		"a page that says 404":    {Status: 404, Body: proxyPage},
		"a redirection":           {Status: 302, Body: proxyPage},
		"JSON of another kind":    {Body: `{"ok":true,"result":{"updates":1}}`},
		"half of JSON":            {Body: `{"ok":true,"result":[{"update_id":`},
		"no result":               {Body: `{"ok":true}`},
		"no reason":               {Body: `{"ok":false}`},
		"nothing":                 {Body: " "},
		"a body of 50 MB":         {Huge: true},
		"a server error":          {Status: 500},
		"a wait":                  {RetryAfter: 1},
		"a body that trickles":    {Slow: 4000},
		"a body that is squeezed": {Gzip: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.Method = "getUpdates"
			s := direct(t, setup{before: func(s *telegramtest.Server) { s.Fail(f) }})
			s.ask(adaptertest.Question)
			s.sent(1)
			s.settled()
			s.stop()
			s.wantSent(adaptertest.Question)
		})
	}
}

// TestSendingSurvives: F06 and F07. The reply gets there, and at most twice where nobody
// can know whether it did.
func TestSendingSurvives(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		most  int
	}{
		"a cut connection":            {telegramtest.Fault{Drop: true}, 1},
		"cut when it was taken":       {telegramtest.Fault{AcceptThenDrop: true}, 2},
		"a cut body":                  {telegramtest.Fault{Cut: true}, 2},
		"an error page":               {telegramtest.Fault{Status: 502, Body: proxyPage}, 1},
		"a page that says 200":        {telegramtest.Fault{Body: proxyPage}, 1},
		"half of JSON":                {telegramtest.Fault{Body: `{"ok":true,"resu`}, 1},
		"a body of 50 MB":             {telegramtest.Fault{Huge: true}, 1},
		"a bomb":                      {telegramtest.Fault{Gzip: true, Body: `{"ok":true,"result":"` + strings.Repeat("x", 3<<20) + `"}`}, 1},
		"a server error, three times": {telegramtest.Fault{Status: 503, Times: 3}, 1},
		"a wait of a second":          {telegramtest.Fault{RetryAfter: 1}, 1},
		"a wait that nobody can wait": {telegramtest.Fault{Status: 429}, 1},
		"a body that trickles":        {telegramtest.Fault{Slow: 4000}, 1},
		"nothing to reply to":         {telegramtest.Fault{Status: 400, Description: "Bad Request: message to be replied not found"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := direct(t, setup{})
			c.fault.Method = "sendMessage"
			s.Fail(c.fault)
			s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question})
			s.sent(1)
			s.settled()
			s.stop()
			if n := s.SentCount(); n > c.most {
				t.Errorf("the reply was shown %d times, want %d at most", n, c.most)
			}
		})
	}
}

// TestStartSurvives: a server that is not there yet, or not itself.
func TestStartSurvives(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]telegramtest.Fault{
		"a cut connection":      {Method: "getMe", Drop: true},
		"an error page":         {Method: "getMe", Status: 502, Body: proxyPage},
		"a page that says 404":  {Method: "getMe", Status: 404, Body: proxyPage},
		"a page that says 200":  {Method: "getMe", Body: proxyPage},
		"no webhook to take":    {Method: "deleteWebhook", Status: 500},
		"a wait":                {Method: "deleteWebhook", RetryAfter: 1},
		"a profile that breaks": {Method: "getMyCommands", Body: `{"ok":true,"result":7}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := direct(t, setup{before: func(s *telegramtest.Server) { s.Fail(f) }})
			s.ask(adaptertest.Question)
			s.sent(1)
			s.settled()
			s.stop()
			s.wantSent(adaptertest.Question)
		})
	}
}

// TestServerComesBack: F01 and F03 in short. What was asked meanwhile is answered. It is
// alone, so that nobody takes the server's port.
func TestServerComesBack(t *testing.T) {
	s := direct(t, setup{before: func(s *telegramtest.Server) { s.Down() }})
	s.waitLog("unreachable")
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	s.ask(adaptertest.Question)
	s.sent(1)
	s.settled()
	s.Down()
	s.ask(adaptertest.Related)
	s.ask("/privacy")
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	s.sent(3)
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Related, "Your privacy")
	if !strings.Contains(s.log.String(), "telegram does not answer") {
		t.Errorf("the operator is not told of the outage:\n%s", s.log)
	}
}

// TestNobodyThere: F16. Names that lead nowhere and certificates that do not fit are no
// reason to speak without one, nor to end.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{
		"no such name":   "https://telegram.invalid",
		"nobody listens": "http://127.0.0.1:9",
		"no certificate": "https://",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := telegramtest.New(t)
			if url == "https://" {
				url += strings.TrimPrefix(server.URL, "http://")
			}
			s := run(t, server, setup{url: url})
			s.waitLog("telegram does not answer")
			s.stop()
			if n := len(s.Calls()); n != 0 {
				t.Errorf("%d calls came without a certificate", n)
			}
		})
	}
}
