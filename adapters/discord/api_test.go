package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// TestFaultsOfTheAPI: F06, F07. Whatever happens to the sending of a message, it is shown, once.
func TestFaultsOfTheAPI(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]discordtest.Fault{
		"429":                {RetryAfter: 1.2},
		"429 of all":         {RetryAfter: 1, Global: true},
		"429 by others":      {RetryAfter: 1, Scope: "shared"},
		"429 of a proxy":     {HTML: true},
		"500":                {Status: 500, Times: 2},
		"502 of a proxy":     {Status: 502, HTML: true},
		"503":                {Status: 503},
		"504":                {Status: 504},
		"refused connection": {Drop: true, Times: 2},
		"cut in the body":    {Cut: true},
		"taken, then cut":    {AcceptThenDrop: true, Times: 2},
		"no JSON":            {Status: 500, Body: "{{"},
		"50 MB":              {Huge: true, Status: 500},
		"slow":               {Slow: 2000},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{})
				f.Route = messageRoute
				s.Fail(f)
				s.inServer(adaptertest.Question)
				s.sent(1)
				s.settled()
				s.stop()
				s.wantSent(adaptertest.Question, "Your privacy")
			})
		})
	}
}

// TestLimitOfOneRoute holds back that channel alone, and none of the answers to commands.
func TestLimitOfOneRoute(t *testing.T) { simulated(t, testLimitOfOneRoute) }

func testLimitOfOneRoute(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, RetryAfter: 2})
	s.inServer(adaptertest.Question)
	s.until("it is refused", func() bool { return s.InvalidRequests() == 1 })
	began := time.Now()
	s.says(discordtest.Incoming{Guild: discordtest.GuildID(5), Text: adaptertest.Question, Mentions: true})
	s.sent(1)
	s.answered(s.ask(adaptertest.Question))
	if took := time.Since(began); took > 1500*time.Millisecond {
		t.Errorf("others waited %v", took)
	}
	s.sent(3)
}

// TestGlobalLimit holds back what carries the bot's token, and no answer to a command: for
// those the limit is not (docs/topics/rate-limits#global-rate-limit).
func TestGlobalLimit(t *testing.T) { simulated(t, testGlobalLimit) }

func testGlobalLimit(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, RetryAfter: 2, Global: true})
	s.inServer(adaptertest.Question)
	s.until("it is refused", func() bool { return s.InvalidRequests() == 1 })
	began := time.Now()
	s.answered(s.ask(adaptertest.Question))
	if took := time.Since(began); took > time.Second {
		t.Errorf("the command waited %v", took)
	}
	s.says(discordtest.Incoming{Guild: discordtest.GuildID(5), Text: adaptertest.Question, Mentions: true})
	s.sent(3)
	if took := time.Since(began); took < 1900*time.Millisecond {
		t.Errorf("another channel's message was sent after %v", took)
	}
}

// TestTrueLimits: Discord's own numbers are kept without being told, nearly.
func TestTrueLimits(t *testing.T) { simulated(t, testTrueLimits) }

func testTrueLimits(t *testing.T) {
	s := start(t, setup{server: []discordtest.Option{discordtest.Limits()}})
	for range 12 {
		s.inServer(adaptertest.Question)
	}
	s.sent(12)
	if n := s.InvalidRequests(); n > 1 {
		t.Errorf("%d requests came too soon", n)
	}
}

// TestServerErrorsAreTriedThrice, and then the reply is given up: the next one is not.
func TestServerErrorsAreTriedThrice(t *testing.T) { simulated(t, testServerErrorsAreTriedThrice) }

func testServerErrorsAreTriedThrice(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, Status: 503, Times: 3})
	s.inServer(adaptertest.Question)
	s.until("it was tried", func() bool { return len(s.CallsOf(messageRoute)) == 3 })
	s.inServer(adaptertest.Related)
	s.sent(1)
	s.stop()
	s.wantSent(adaptertest.Related)
	if n := len(s.CallsOf(messageRoute)); n != 4 {
		t.Errorf("%d requests, want three and one", n)
	}
}

// TestHangingRequest is given up after a while and made again; other channels go on.
func TestHangingRequest(t *testing.T) { simulated(t, testHangingRequest) }

func testHangingRequest(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, Hang: true})
	s.inServer(adaptertest.Question)
	s.until("it hangs", func() bool { return len(s.CallsOf(messageRoute)) == 1 })
	began := time.Now()
	s.says(discordtest.Incoming{Text: adaptertest.Related})
	s.sent(1)
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("another channel waited %v", took)
	}
	time.Sleep(10 * time.Second)
	s.sent(2)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it was made again after %v", took)
	}
}

// TestStormOfLimits: when Discord says no to nearly all, it hears few requests, none of them
// too early.
func TestStormOfLimits(t *testing.T) { simulated(t, testStormOfLimits) }

func testStormOfLimits(t *testing.T) {
	s := start(t, setup{})
	s.Fail(discordtest.Fault{Route: messageRoute, RetryAfter: 0.2, Times: -1})
	for i := range 300 {
		s.says(discordtest.Incoming{Guild: discordtest.GuildID(i), Text: adaptertest.Question, Mentions: true})
	}
	s.until("many are refused", func() bool { return s.InvalidRequests() >= 25 })
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second) // in which nothing more is to happen
	defer cancel()
	_ = s.Wait(ctx, func(s *discordtest.Server) bool { return s.InvalidRequests() > 60 })
	if n := s.InvalidRequests(); n > 60 {
		t.Errorf("%d requests were refused in a few seconds, want at most the %d under way when it begins", n, 60)
	}
	if m := s.answered(s.ask(adaptertest.Question)); title(m) != adaptertest.Question {
		t.Errorf("in the storm a command gets %q", title(m))
	}
}

// TestCardsOvertake: in a channel that is held back, help goes first.
func TestCardsOvertake(t *testing.T) { simulated(t, testCardsOvertake) }

func testCardsOvertake(t *testing.T) {
	h, came, let := gated()
	s := start(t, setup{handler: bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if strings.Contains(m.Text, "kill") {
			return adaptertest.Core().Handle(ctx, m)
		}
		return h.Handle(ctx, m)
	})})
	close(let)
	s.Fail(discordtest.Fault{Route: messageRoute, RetryAfter: 2})
	for range 5 {
		s.says(discordtest.Incoming{Text: adaptertest.Question})
	}
	for range 5 {
		<-came
	}
	s.says(discordtest.Incoming{Text: inDanger})
	s.sent(6)
	s.stop()
	if got := s.titles(); got[1] == adaptertest.Question && got[0] == adaptertest.Question {
		t.Errorf("people got %q, want the card before what was not yet on its way", got)
	}
}
