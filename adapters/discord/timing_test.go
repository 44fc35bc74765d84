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

const (
	callbackRoute = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	originalRoute = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	followupRoute = "POST /webhooks/{webhook_id}/{webhook_token}"
	messageRoute  = "POST /channels/{channel_id}/messages"
)

// slow is a core that takes its time.
func slow(d time.Duration) bot.Handler {
	core := adaptertest.Core()
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return bot.Reply{}, ctx.Err()
		}
		return core.Handle(ctx, m)
	})
}

// gated is a core that answers when it is let.
func gated() (h bot.Handler, came, let chan struct{}) {
	core := adaptertest.Core()
	came, let = make(chan struct{}, 1000), make(chan struct{})
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		came <- struct{}{}
		select {
		case <-let:
		case <-ctx.Done():
			return bot.Reply{}, ctx.Err()
		}
		return core.Handle(ctx, m)
	}), came, let
}

// ways are those in which interactions come.
var ways = map[string]func(*testing.T, setup) *stage{"gateway": startGateway, "endpoint": startEndpoint}

// TestSlowCoreIsDeferred: Discord is told to wait within its three seconds, and then shown
// the answer, in either way of delivery; whatever was asked.
func TestSlowCoreIsDeferred(t *testing.T) {
	t.Parallel()
	for _, d := range []time.Duration{2 * time.Second, 5 * time.Second} {
		for way, begin := range ways {
			t.Run(way+" "+d.String(), func(t *testing.T) {
				simulated(t, func(t *testing.T) { testSlowCoreIsDeferred(t, begin(t, setup{handler: slow(d)})) })
			})
		}
	}
}

func testSlowCoreIsDeferred(t *testing.T, s *stage) {
	danger := s.command(discordtest.Command{Guild: server, User: stranger, Name: "ask", Options: map[string]any{"question": inDanger, "public": true}})
	long := s.ask(adaptertest.Longer)
	for _, id := range []string{danger, long} {
		s.answered(id)
		if a, _ := s.Answer(id); a.Type != 5 || a.After > 2500*time.Millisecond {
			t.Errorf("first response of type %d after %v, want 5 within 2.5 s", a.Type, a.After)
		}
	}
	s.until("the last parts are there", func() bool {
		n := 0
		for _, m := range s.Sent() {
			if m.Embeds[0].Footer != nil {
				n++
			}
		}
		return n == 2
	})
	for _, m := range s.Sent() {
		if !m.Ephemeral {
			t.Errorf("%q is for all", title(m))
		}
	}
	s.onceEach()
}

// TestSlowAndPublic: an answer for all stays one if it takes long. One that turns out to be
// private does not come up where others read, and what was promised there goes.
func TestSlowAndPublic(t *testing.T) {
	t.Parallel()
	for way, begin := range ways {
		t.Run(way, func(t *testing.T) {
			simulated(t, func(t *testing.T) { testSlowAndPublic(t, begin(t, setup{handler: slow(2 * time.Second)})) })
		})
	}
}

func testSlowAndPublic(t *testing.T, s *stage) {
	ask := func(question string) string {
		return s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": question, "public": true}})
	}
	open, private := ask(adaptertest.Longer), ask(inDanger)
	s.until("all is there", func() bool { return s.SentCount() == 4 }) // three parts, and the card
	s.stop()
	for _, m := range s.Sent() {
		if m.Ephemeral != (m.Interaction == private) || m.Deleted || m.Interaction == open && title(m) == "Let us talk in private" {
			t.Errorf("%q is for one: %v, is gone: %v", title(m), m.Ephemeral, m.Deleted)
		}
	}
	promise, _ := s.Message(private)
	if a, _ := s.Answer(private); a.Type != 5 || promise.ID == "" || len(s.CallsOf("DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original")) != 1 {
		t.Errorf("first response of type %d, and %s", a.Type, calls(s.Server))
	}
}

// TestPromiseThatStays: if it cannot be taken back, others see the line that gives nothing
// away.
func TestPromiseThatStays(t *testing.T) { simulated(t, testPromiseThatStays) }

func testPromiseThatStays(t *testing.T) {
	s := start(t, setup{handler: slow(2 * time.Second)})
	s.Fail(discordtest.Fault{Route: "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original", Status: 500, Times: -1})
	s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": inDanger, "public": true}})
	m := s.sent(1)
	if title(m) != "Let us talk in private" || m.Ephemeral {
		t.Errorf("%q is for one %v, want the line, for all", title(m), m.Ephemeral)
	}
	s.until("it is whole", func() bool { m, _ = s.Message(m.ID); _, ok := m.Button("Open a private chat"); return ok })
	if got := s.answered(s.press(asker, m, "Open a private chat")); !got.Ephemeral {
		t.Errorf("%q is for all", title(got))
	}
}

// onceEach checks that no first response was given twice.
func (s *stage) onceEach() {
	s.tb.Helper()
	for _, c := range s.CallsOf(callbackRoute) {
		if c.Status != 204 && c.Status != 200 {
			s.tb.Errorf("a first response was answered by %d", c.Status)
		}
	}
}

// TestSlowPageIsTurnedLater: the page stays where it is meanwhile.
func TestSlowPageIsTurnedLater(t *testing.T) { simulated(t, testSlowPageIsTurnedLater) }

func testSlowPageIsTurnedLater(t *testing.T) {
	core, wait := adaptertest.Core(), slow(2*time.Second)
	s := start(t, setup{handler: bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Choice != "" {
			return wait.Handle(ctx, m)
		}
		return core.Handle(ctx, m)
	})})
	m := s.answered(s.Ask(discordtest.Command{Guild: server, Name: "topics"}))
	id := s.press(asker, m, "Next page")
	s.until("the page is turned", func() bool { m, _ = s.Message(m.ID); return m.Edited == 1 })
	if a, _ := s.Answer(id); a.Type != 6 || s.SentCount() != 1 {
		t.Errorf("response of type %d, %d messages; want 6, 1", a.Type, s.SentCount())
	}
}

// TestManySlowOnes: however many wait for the core, each is told to wait in time.
func TestManySlowOnes(t *testing.T) { simulated(t, testManySlowOnes) }

func testManySlowOnes(t *testing.T) {
	h, _, let := gated()
	s := start(t, setup{handler: h})
	const n = 100 // more than are with the core at once
	for i := range n {
		s.says(discordtest.Incoming{Guild: discordtest.GuildID(i), Text: adaptertest.Question, Mentions: true})
	}
	var ids []string
	for range n {
		ids = append(ids, s.ask(adaptertest.Question))
	}
	for _, id := range ids {
		s.answered(id)
		if a, _ := s.Answer(id); a.After > 3*time.Second {
			t.Errorf("the first response came after %v", a.After)
		}
	}
	close(let)
	s.sent(2 * n)
}

// TestFirstResponseThatIsLost: what was taken is not given again, and what was not is.
func TestFirstResponseThatIsLost(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]discordtest.Fault{
		"taken, then cut":  {AcceptThenDrop: true},
		"cut":              {Drop: true},
		"cut in the body":  {Cut: true},
		"a server error":   {Status: 502, HTML: true},
		"hangs":            {Hang: true},
		"slow":             {Delay: 500 * time.Millisecond},
		"50 MB of nothing": {Huge: true, Status: 500},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				s := start(t, setup{})
				f.Route = callbackRoute
				s.Fail(f)
				if m := s.answered(s.ask(adaptertest.Question)); title(m) != adaptertest.Question {
					t.Errorf("got %q", title(m))
				}
				s.settled()
				s.stop()
				if n := s.SentCount(); n != 2 {
					t.Errorf("%d messages, want the answer once, and that which settles", n)
				}
			})
		})
	}
}

// TestTooLateIsGivenUp: an interaction that Discord no longer knows is not tried again, nor
// made a fuss about.
func TestTooLateIsGivenUp(t *testing.T) { simulated(t, testTooLateIsGivenUp) }

func testTooLateIsGivenUp(t *testing.T) {
	s := start(t, setup{})
	for _, c := range []struct {
		ask  func() string
		want int
	}{
		{func() string { return s.ask(adaptertest.Longer) }, 1},
		{func() string {
			return s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "how"}})
		}, 2},
	} {
		s.Fail(discordtest.Fault{Route: callbackRoute, Status: 404, Code: 10062})
		c.ask()
		s.until("it is refused", func() bool { return len(s.CallsOf(callbackRoute)) == c.want })
	}
	s.settled()
	s.stop()
	if n := len(s.CallsOf(callbackRoute)) + len(s.CallsOf(followupRoute)) + len(s.CallsOf(originalRoute)); n != 2 {
		t.Errorf("%d requests, want one for each interaction: %s", n, calls(s.Server))
	}
	if strings.Contains(s.log.String(), `"warn"`) || strings.Contains(s.log.String(), `"error"`) {
		t.Errorf("the log complains:\n%s", s.log)
	}
}

// TestTokenExpires: what comes after a quarter of an hour is not shown, without a fuss.
func TestTokenExpires(t *testing.T) { simulated(t, testTokenExpires) }

func testTokenExpires(t *testing.T) {
	h, came, let := gated()
	s := start(t, setup{handler: h})
	id := s.ask(adaptertest.Question)
	<-came
	s.answered(id)
	s.Advance(16 * time.Minute)
	close(let)
	s.until("the answer is refused", func() bool { return len(s.CallsOf(originalRoute)) > 0 })
	s.settled()
	s.stop()
	if n := len(s.CallsOf(originalRoute)); n != 1 {
		t.Errorf("it was tried %d times, want once", n)
	}
}

// TestPanicInCompletion: nothing is offered then.
func TestPanicInCompletion(t *testing.T) { simulated(t, testPanicInCompletion) }

func testPanicInCompletion(t *testing.T) {
	s := start(t, setup{config: panicsInCompletion})
	id := s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "how"}})
	s.until("it is answered", func() bool { _, ok := s.Answer(id); return ok })
	if a, _ := s.Answer(id); a.Type != 8 || len(a.Choices) != 0 {
		t.Errorf("answer %+v, want no choices", a)
	}
}

func startGateway(t *testing.T, o setup) *stage { t.Helper(); return start(t, o) }
