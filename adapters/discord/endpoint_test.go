package discord_test

import (
	"context"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// freePort is an address that nobody listens on.
func freePort(tb testing.TB) string {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// atEndpoint makes a setup take interactions over HTTP only.
func atEndpoint(tb testing.TB, o setup) setup {
	tb.Helper()
	listen := "127.0.0.1:2" // where nobody looks
	if o.sockets {
		listen = freePort(tb)
	}
	o.offline, o.listen = true, listen
	config := o.config
	var key string
	before := o.before
	o.before = func(s *discordtest.Server) {
		key = s.PublicKey
		if before != nil {
			before(s)
		}
	}
	o.config = func(c *discord.Config) {
		c.Endpoint = discord.Endpoint{PublicKey: key, Listen: listen, Only: true}
		if config != nil {
			config(c)
		}
	}
	return o
}

// open waits until the endpoint is there, and lets Discord deliver to it.
func (s *stage) open(o setup) {
	s.tb.Helper()
	s.url = "http://" + o.listen
	for s.Probe(s.ctx, s.url) != nil {
		if s.ctx.Err() != nil {
			s.tb.Fatal("nobody listens at the endpoint")
		}
		runtime.Gosched()
	}
	s.SetEndpoint(s.url)
}

func startEndpoint(t *testing.T, o setup) *stage {
	t.Helper()
	o = atEndpoint(t, o)
	s := start(t, o)
	s.open(o)
	return s
}

// TestEndpointAnswers: commands, buttons, completion, in all their parts, without a gateway.
func TestEndpointAnswers(t *testing.T) { simulated(t, testEndpointAnswers) }

func testEndpointAnswers(t *testing.T) {
	s := startEndpoint(t, setup{})
	s.until("the commands are there", func() bool { return len(s.Commands()) > 0 })
	m := s.answered(s.ask(adaptertest.Question))
	if a, _ := s.Answer(m.Interaction); !a.HTTP || title(m) != adaptertest.Question {
		t.Errorf("answer %q, by HTTP %v", title(m), a.HTTP)
	}
	if got := s.answered(s.press(asker, m, adaptertest.Related)); title(got) != adaptertest.Related {
		t.Errorf("the button shows %q", title(got))
	}
	id := s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "zzzz qqqq"}})
	s.until("the completion is answered", func() bool { _, ok := s.Answer(id); return ok })
	s.answered(s.ask(adaptertest.Longer))
	s.until("the last part is there", func() bool {
		sent := s.Sent()
		return len(sent) > 3 && sent[len(sent)-1].Embeds[0].Footer != nil
	})
	s.press(asker, m, bot.LabelDismiss)
	s.until("it is gone", func() bool { m, _ = s.Message(m.ID); return m.Deleted })
	if s.Links() != 0 || len(s.Identifies()) != 0 || len(s.CallsOf(callbackRoute)) != 0 {
		t.Error("there is a gateway, or a first response by request")
	}
}

// TestEndpointBesideTheGateway: mentions come by the one, commands by the other.
func TestEndpointBesideTheGateway(t *testing.T) { simulated(t, testEndpointBesideTheGateway) }

func testEndpointBesideTheGateway(t *testing.T) {
	s := startEndpoint(t, setup{config: func(c *discord.Config) { c.Endpoint.Only = false }})
	s.until("it is connected", func() bool { return s.Connected() > 0 })
	s.inServer(adaptertest.Question)
	s.sent(1)
	s.ask(adaptertest.Related)
	s.sent(2)
	s.stop()
	s.wantSent(adaptertest.Question, adaptertest.Related)
}

// TestEndpointListens: at the address that it is given.
func TestEndpointListens(t *testing.T) {
	t.Parallel()
	startEndpoint(t, setup{sockets: true})
}

// TestEndpointRefuses what Discord did not send just now.
func TestEndpointRefuses(t *testing.T) { simulated(t, testEndpointRefuses) }

func testEndpointRefuses(t *testing.T) {
	s := startEndpoint(t, setup{})
	const ping = `{"type":1}`
	question := `{"id":"1","application_id":"` + discordtest.AppID + `","token":"t","type":2,"channel_id":"5","user":{"id":"9"},"data":{"name":"help","type":1}}`
	for name, test := range map[string]struct {
		in   discordtest.Delivery
		want int
	}{
		"a ping":              {discordtest.Delivery{Body: ping}, 200},
		"a bad signature":     {discordtest.Delivery{Body: question, Signature: strings.Repeat("0", 128)}, 401},
		"half a signature":    {discordtest.Delivery{Body: question, Signature: "abc"}, 401},
		"no hexadecimal":      {discordtest.Delivery{Body: question, Signature: strings.Repeat("z", 128)}, 401},
		"no signature":        {discordtest.Delivery{Body: question, Signature: "-"}, 401},
		"another's body":      {discordtest.Delivery{Body: question, Signature: s.Sign("1", ping)}, 401},
		"four minutes old":    {discordtest.Delivery{Body: ping, At: time.Now().Add(-4 * time.Minute)}, 200},
		"six minutes old":     {discordtest.Delivery{Body: question, At: time.Now().Add(-6 * time.Minute)}, 401},
		"of the future":       {discordtest.Delivery{Body: question, At: time.Now().Add(6 * time.Minute)}, 401},
		"no time":             {discordtest.Delivery{Body: question, Timestamp: "soon"}, 401},
		"GET":                 {discordtest.Delivery{Body: ping, Method: "GET"}, 405},
		"too long":            {discordtest.Delivery{Body: `"` + strings.Repeat("x", 2<<20) + `"`}, 413},
		"no JSON":             {discordtest.Delivery{Body: `{"type":`}, 400},
		"another form":        {discordtest.Delivery{Body: `[1,2]`}, 400},
		"nothing":             {discordtest.Delivery{}, 400},
		"deep":                {discordtest.Delivery{Body: strings.Repeat("[", 100_000)}, 400},
		"nobody":              {discordtest.Delivery{Body: `{"id":"1","type":2,"token":"t"}`}, 400},
		"of an unknown kind":  {discordtest.Delivery{Body: `{"id":"1","type":99,"token":"t","user":{"id":"9"}}`}, 400},
		"a command of no use": {discordtest.Delivery{Body: `{"id":"2","type":2,"token":"t","user":{"id":"9"},"data":[]}`}, 200},
	} {
		began := time.Now()
		status, body, err := s.Post(t.Context(), s.url, test.in)
		if err != nil || status != test.want {
			t.Errorf("%s: %d %.100s %v, want %d", name, status, body, err, test.want)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
	if err := s.Probe(t.Context(), s.url); err != nil {
		t.Errorf("Discord's own probe: %v", err)
	}
	if asked := s.core.Asked(); len(asked) != 0 {
		t.Errorf("the core was asked %+v", asked)
	}
}

// TestEndpointDrains: what is in hand is answered.
func TestEndpointDrains(t *testing.T) { simulated(t, testEndpointDrains) }

func testEndpointDrains(t *testing.T) {
	h, came, let := gated()
	s := startEndpoint(t, setup{handler: h})
	type outcome struct {
		status int
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		status, _, err := s.Deliver(s.ctx, s.url, discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Question}})
		done <- outcome{status, err}
	}()
	<-came
	s.tell()
	close(let)
	if got := <-done; got.status != 200 || got.err != nil {
		t.Errorf("what was in hand got %d, %v", got.status, got.err)
	}
	s.stop()
	s.wantSent(adaptertest.Question)
}

// TestEndpointIsThereBeforeDiscord: interactions need no REST API.
func TestEndpointIsThereBeforeDiscord(t *testing.T) { simulated(t, testEndpointIsThereBeforeDiscord) }

func testEndpointIsThereBeforeDiscord(t *testing.T) {
	s := startEndpoint(t, setup{before: func(s *discordtest.Server) {
		s.Fail(discordtest.Fault{Times: -1, Status: 503})
	}})
	if m := s.answered(s.ask(adaptertest.Question)); title(m) != adaptertest.Question {
		t.Errorf("got %q", title(m))
	}
}

// TestEndpointThatIsTaken ends Run with a sentence.
func TestEndpointThatIsTaken(t *testing.T) {
	t.Parallel()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o := atEndpoint(t, setup{sockets: true})
	config := o.config
	o.config = func(c *discord.Config) {
		config(c)
		c.Endpoint.Listen = l.Addr().String()
	}
	s := start(t, o)
	if err := s.end(); err == nil || !strings.HasPrefix(err.Error(), "discord: the endpoint cannot listen: ") {
		t.Errorf("Run = %v, want that the endpoint cannot listen", err)
	}
}

// panicsInCompletion is a setting that panics.
func panicsInCompletion(c *discord.Config) {
	c.Complete = func(string, int) []bot.Choice { panic(context.Canceled) }
}
