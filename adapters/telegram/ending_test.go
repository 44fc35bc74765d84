package telegram_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
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

// TestTokenIsRevoked: F17. A webhook hears of it by what it sends, and what it could not
// send is delivered again, also where polling would hear of it first.
func TestTokenIsRevoked(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(*testing.T, setup) *stage{
		"webhook": func(t *testing.T, o setup) *stage { return startHook(t, o).stage },
		"polling": func(t *testing.T, o setup) *stage { return start(t, o) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			let := make(chan struct{})
			s := begin(t, setup{handler: gated(adaptertest.Question, let)})
			s.ask(adaptertest.Question)
			s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
			s.SetToken("")
			close(let)
			if err := s.end(); err == nil || !strings.Contains(err.Error(), "the token is not valid") {
				t.Errorf("Run = %v, want that the token is not valid", err)
			}
			if n := s.Pending(); n != 1 || s.SentCount() != 0 {
				t.Errorf("%d updates are pending and %d messages are sent, want 1 and none", n, s.SentCount())
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
			if !telegram.TokenRefused(err) {
				t.Errorf("TokenRefused(%v) = false", err)
			}
			if errors.Is(err, context.Canceled) {
				t.Errorf("Run = %v, want no canceled context", err)
			}
		})
	}
}
