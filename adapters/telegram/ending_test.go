package telegram_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
)

// TestEndConfirms: what was answered does not come again at the next start, nor does
// what an end interrupted get lost.
func TestEndConfirms(t *testing.T) {
	t.Parallel()
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	s.sent(1)
	s.stop()
	if n := s.Pending(); n != 0 || strings.Contains(s.log.String(), "answered twice") {
		t.Errorf("%d updates are not confirmed at the end; log:\n%s", n, s.log)
	}
	s.ask(adaptertest.Related) // while nothing runs
	again := run(t, s.Server, setup{url: s.URL, beside: s})
	again.sent(2)
	again.settled()
	again.stop()
	again.wantSent(adaptertest.Question, adaptertest.Related)
}

func TestEndIsQuick(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(*telegramtest.Server){
		"while it polls":           nil,
		"while the server is away": func(s *telegramtest.Server) { s.Fail(telegramtest.Fault{Method: "getMe", Status: 502, Times: -1}) },
		"while the server hangs":   func(s *telegramtest.Server) { s.Fail(telegramtest.Fault{Method: "getMe", Hang: true, Times: -1}) },
		"while the profile hangs": func(s *telegramtest.Server) {
			s.Fail(telegramtest.Fault{Method: "getMyCommands", Hang: true, Times: -1})
		},
		"while it is told to wait": func(s *telegramtest.Server) {
			s.Fail(telegramtest.Fault{Method: "getUpdates", RetryAfter: 3600, Times: -1})
		},
		"while the webhook is stuck": func(s *telegramtest.Server) {
			s.Fail(telegramtest.Fault{Method: "deleteWebhook", Hang: true, Times: -1})
		},
		"while another one is polling": func(s *telegramtest.Server) { s.Fail(telegramtest.Fault{Method: "getUpdates", Status: 409, Times: -1}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{before: before})
			s.until("it has called", func() bool { return len(s.Calls()) > 2 || before != nil && len(s.Calls()) > 0 })
			began := time.Now()
			s.stop()
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("the end took %v, want about a second at most", took)
			}
			if strings.Contains(s.log.String(), "answered twice") {
				t.Errorf("the operator is warned of what will not happen:\n%s", s.log)
			}
		})
	}
}

// TestTokenIsWrong: F17, at the start and while it runs. Trying again cannot help.
func TestTokenIsWrong(t *testing.T) {
	t.Parallel()
	for name, revoke := range map[string]struct{ before, after func(*telegramtest.Server) }{
		"at the start":  {before: func(s *telegramtest.Server) { s.SetToken("1:another") }},
		"while it runs": {after: func(s *telegramtest.Server) { s.SetToken("") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{before: revoke.before})
			if revoke.after != nil {
				s.ask(adaptertest.Question)
				s.sent(1)
				s.settled()
				revoke.after(s.Server)
			}
			err := s.end()
			if err == nil || !strings.Contains(err.Error(), "the token is not valid") || strings.Contains(err.Error(), telegramtest.Token) {
				t.Errorf("Run = %v, want that the token is not valid, without the token", err)
			}
			if errors.Is(err, context.Canceled) {
				t.Errorf("Run = %v, want no canceled context", err)
			}
		})
	}
}
