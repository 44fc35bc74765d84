package discord_test

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// Who talks in these tests. None of it may be in a log.
const (
	asker    = discordtest.Ann
	stranger = "200000000000009876"

	askerName, strangerName = "zephyrquill77", "thaddeusmarrow"
)

// server and channel are where others read along.
var server, channel = discordtest.GuildID(0), discordtest.ChannelID(0)

// personal is what may not be in a log.
var personal = []string{
	discordtest.Token, "token_not_real", asker, stranger, askerName, strangerName, server, channel, "7" + asker,
	"aW50ZXJhY3Rpb246", // what the token of an interaction begins with
}

// patience is how long anything may take that is to happen.
const patience = 15 * time.Second

// setup says how a stage differs from the usual.
type setup struct {
	server  []discordtest.Option
	before  func(*discordtest.Server)
	config  func(*discord.Config)
	handler bot.Handler // adaptertest.Core if nil
	offline bool        // nobody waits until it is connected
	sockets bool        // loopback ports, which a simulated test cannot have
	listen  string      // of the endpoint
}

// stage is an adapter at work on a server of its own.
type stage struct {
	*discordtest.Server
	tb    testing.TB
	ctx   context.Context // ends when the test has taken too long
	bot   *bot.Bot
	core  *adaptertest.Witness
	log   *adaptertest.Log
	said  []string
	url   string             // of the endpoint
	tell  context.CancelFunc // tells Run to end
	ended chan error
}

// simulated runs a test whose time passes at once while all wait, and not while somebody works:
// Discord's three seconds are never over because the machine is at other work. Its stages must
// be in memory.
func simulated(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Parallel()
	simulatedAlone(t, test)
}

// simulatedAlone is simulated while no other test runs.
func simulatedAlone(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))) // numbers are times, since 2015
		test(t)
	})
}

func start(tb testing.TB, o setup) *stage {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(tb.Context()), 4*patience) // outlives the test, whose end is watched
	if !o.sockets {
		o.server = append(slices.Clone(o.server), discordtest.InMemory())
	}
	s := &stage{
		Server: discordtest.New(tb, append([]discordtest.Option{discordtest.IdentifyEvery(0, 1000)}, o.server...)...),
		tb:     tb, ctx: ctx, bot: adaptertest.Core(), log: &adaptertest.Log{}, ended: make(chan error, 1),
	}
	s.Name(asker, askerName)
	s.Name(stranger, strangerName)
	if o.before != nil {
		o.before(s.Server)
	}
	h := o.handler
	if h == nil {
		h = s.bot
	}
	s.core = adaptertest.Watch(h)
	cfg := discord.Config{Token: discordtest.Token, API: s.URL, Complete: s.complete}
	if o.config != nil {
		o.config(&cfg)
	}
	a, err := discord.New(cfg, s.core, s.log.Logger())
	if err != nil {
		tb.Fatalf("New: %v", err)
	}
	if !o.sockets {
		discord.ConnectBy(a, s.Dial)
		discord.ListenBy(a, s.ListenAtEndpoint)
	}
	running, tell := context.WithCancel(ctx)
	s.tell = tell
	go func() { s.ended <- a.Run(running) }()
	tb.Cleanup(func() {
		s.stop()
		cancel()
	})
	if !o.offline {
		s.until("it is connected and has its commands", func() bool { return s.Connected() > 0 && len(s.Commands()) > 0 })
		beats := s.Heartbeats()
		s.AskHeartbeat() // who answers has read what came before, that the session has begun
		s.until("it answers", func() bool { return s.Heartbeats() > beats })
	}
	return s
}

// complete is the core's, and what it offers may be seen.
func (s *stage) complete(prefix string, n int) []bot.Choice { return s.bot.Complete(prefix, n) }

// stop tells Run to end, waits for that, and checks what always holds. The second time
// it does nothing.
func (s *stage) stop() {
	s.tb.Helper()
	if s.tell == nil {
		return
	}
	s.tell()
	if err := s.end(); err != nil {
		s.tb.Errorf("Run = %v, want nil when it is told to end", err)
	}
}

// end waits for Run to end, and checks what always holds.
func (s *stage) end() error {
	s.tb.Helper()
	s.tell = nil
	var err error
	select {
	case err = <-s.ended:
	case <-time.After(patience):
		s.tb.Errorf("Run does not end")
	}
	s.check()
	return err
}

// check checks what always holds: people see only what the core said, and what is private
// alone; nobody is pinged; nothing was sent earlier than the server asked, nor is a first
// response given twice; the log is clean.
func (s *stage) check() {
	s.tb.Helper()
	for _, m := range s.Sent() {
		if foreign := s.core.Foreign(plain(m.Text()) + "\n" + strings.Join(labels(m), "\n")); len(foreign) > 0 {
			s.tb.Errorf("people see what the core did not say: %q", foreign)
		}
		if secret := s.core.Secret(plain(m.Text())); m.Guild != "" && !m.Ephemeral && len(secret) > 0 {
			s.tb.Errorf("everybody sees what is private: %q", secret)
		}
		if len(m.Pings) > 0 {
			s.tb.Errorf("a message pings %q", m.Pings)
		}
	}
	var refused time.Time
	for _, c := range s.Calls() {
		if c.Early && !free(c) && c.At.Sub(refused) > underWay {
			s.tb.Errorf("%s came earlier than the server asked", c.Route)
		}
		if c.Status == http.StatusTooManyRequests {
			refused = c.At
		}
	}
	s.checkLog()
}

func (s *stage) checkLog() {
	s.tb.Helper()
	if shown := s.log.Shows(append(slices.Clone(personal), s.said...)...); shown != nil {
		s.tb.Errorf("the log shows %q:\n%s", shown, s.log)
	}
	if bad := s.log.Malformed(); bad != nil {
		s.tb.Errorf("these lines of the log are no JSON objects: %q", bad)
	}
}

// underWay is how long after a refusal a request may come that was on its way when the
// adapter could not have read it yet.
const underWay = 250 * time.Millisecond

// free reports whether a call answers an interaction: the bot's limit is not for those.
func free(c discordtest.Call) bool { return !c.Token }

// says is Say by the asker, if nobody else is named; it may not stand in the log.
func (s *stage) says(in discordtest.Incoming) string {
	s.hush(in.Text)
	return s.Say(in)
}

// hush keeps a text out of the log.
func (s *stage) hush(text string) {
	if len(text) > 12 { // "hi" may be anywhere
		s.said = append(s.said, text)
	}
}

// inServer says something to the bot where others read along.
func (s *stage) inServer(text string) string {
	return s.says(discordtest.Incoming{Guild: server, Text: text, Mentions: true})
}

// ask asks by command in the server, alone.
func (s *stage) ask(question string) string {
	return s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": question}})
}

// command is Ask, but what was asked may not stand in the log.
func (s *stage) command(c discordtest.Command) string {
	if q, ok := c.Options["question"].(string); ok {
		s.hush(q)
	}
	return s.Ask(c)
}

// until waits for something to happen.
func (s *stage) until(what string, done func() bool) {
	s.tb.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := s.Wait(ctx, func(*discordtest.Server) bool { return done() }); err != nil {
		s.tb.Fatalf("wait until %s: %v; people got %.1000s\ncalls: %.3000s\nlog:\n%.4000s", what, err, strings.Join(s.titles(), " | "), calls(s.Server), s.log)
	}
}

// answered waits for the first response to an interaction and returns what it shows.
func (s *stage) answered(interaction string) discordtest.Message {
	s.tb.Helper()
	s.until("the interaction is answered", func() bool { _, ok := s.Answer(interaction); return ok })
	a, _ := s.Answer(interaction)
	m, _ := s.Message(a.Message)
	return m
}

// sent waits for n messages and returns the last of them.
func (s *stage) sent(n int) discordtest.Message {
	s.tb.Helper()
	s.until(strconv.Itoa(n)+" messages are sent", func() bool { return s.SentCount() >= n })
	return s.Sent()[n-1]
}

// settled waits until whatever came before is handled, which what comes last shows.
func (s *stage) settled() {
	s.tb.Helper()
	n := s.SentCount()
	s.says(discordtest.Incoming{User: "200000000000000099", Text: "/privacy"})
	s.until("a last message is answered", func() bool {
		sent := s.Sent()
		return len(sent) > n && slices.ContainsFunc(sent[n:], func(m discordtest.Message) bool { return m.Channel == s.DM("200000000000000099") })
	})
}

// press presses the button with a label.
func (s *stage) press(user string, m discordtest.Message, label string) string {
	s.tb.Helper()
	b, ok := m.Button(label)
	if !ok {
		s.tb.Fatalf("there is no button %q under %q, only %q", label, m.Text(), labels(m))
	}
	return s.Press(user, m.ID, b.CustomID)
}
