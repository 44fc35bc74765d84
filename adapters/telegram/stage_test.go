package telegram_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// Who talks in these tests, and where. None of it may be in a log.
const (
	asker    = 5_550_001_234
	stranger = 5_550_009_876
	group    = -1_007_770_001_234

	askerName, askerUser = "Zephyrine Quill", "zephyrquill77"
	strangerName         = "Thaddeus Marrow"

	webhookSecret = "hook-SECRET_of_nobody"
)

// personal is what may not be in a log.
var personal = []string{
	telegramtest.Token, "TEST-token_not_a_real_one", webhookSecret,
	strconv.Itoa(asker), strconv.Itoa(stranger), strconv.Itoa(-group),
	askerName, askerUser, strangerName,
}

// long says that tests may take minutes.
var long = os.Getenv("CANDOR_LONG") != ""

// longer chooses between a short test and a long one.
func longer[T any](short, whole T) T {
	if long {
		return whole
	}
	return short
}

// patience is how long anything may take that is to happen.
const patience = 15 * time.Second

// setup says how a stage differs from the usual.
type setup struct {
	server  []telegramtest.Option
	before  func(*telegramtest.Server)
	config  func(*telegram.Config)
	handler bot.Handler // adaptertest.Core if nil
	url     string      // of the Bot API, if it is not the checked server's
	bare    bool        // without the witness, which remembers everything
	beside  *stage      // another one on the same server: the two are one witness
}

// stage is an adapter at work on a server of its own, behind the checker of requests.
type stage struct {
	*telegramtest.Server
	tb    testing.TB
	ctx   context.Context // ends when the test has taken too long
	bot   *bot.Bot
	core  *adaptertest.Witness
	log   *adaptertest.Log
	said  []string
	bare  bool
	tell  context.CancelFunc // tells Run to end
	ended chan error
}

func start(tb testing.TB, o setup) *stage {
	tb.Helper()
	server := telegramtest.New(tb, append([]telegramtest.Option{telegramtest.ConflictDelay(100 * time.Millisecond)}, o.server...)...)
	if o.url == "" {
		o.url = telegramtest.Checked(tb, server)
	}
	if o.before != nil {
		o.before(server)
	}
	return run(tb, server, o)
}

// direct starts without the checker before it, which would hide what happens to a
// connection: the requests are checked at the end.
func direct(tb testing.TB, o setup) *stage {
	tb.Helper()
	server := telegramtest.New(tb, append([]telegramtest.Option{telegramtest.ConflictDelay(100 * time.Millisecond)}, o.server...)...)
	check := telegramtest.CheckedLater(tb)
	tb.Cleanup(func() { check(server.Calls()) }) // after the adapter has ended
	if o.before != nil {
		o.before(server)
	}
	o.url = server.URL
	return run(tb, server, o)
}

// run runs an adapter on a server that may have others.
func run(tb testing.TB, server *telegramtest.Server, o setup) *stage {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(tb.Context()), 4*patience) // outlives the test, whose end is watched
	s := &stage{Server: server, tb: tb, ctx: ctx, bot: adaptertest.Core(), log: &adaptertest.Log{}, ended: make(chan error, 1), bare: o.bare}
	h := o.handler
	if h == nil {
		h = s.bot
	}
	s.core = adaptertest.Watch(h)
	if o.beside != nil {
		s.core = o.beside.core
	}
	cfg := telegram.Config{
		Token: telegramtest.Token, API: o.url, Limits: telegram.Limits{Off: true},
		Search: s.search, Profile: s.bot.Profile(),
	}
	if o.config != nil {
		o.config(&cfg)
	}
	if !o.bare {
		h = s.core
	}
	a, err := telegram.New(cfg, h, s.log.Logger())
	if err != nil {
		tb.Fatalf("New: %v", err)
	}
	running, tell := context.WithCancel(ctx)
	s.tell = tell
	go func() { s.ended <- a.Run(running) }()
	tb.Cleanup(func() {
		s.stop()
		cancel()
	})
	return s
}

func (s *stage) search(m bot.Message, n int) ([]bot.Reply, bot.Choice) {
	found, otherwise := s.bot.Search(m, n)
	for _, r := range found {
		s.core.Hear(r)
	}
	return found, otherwise
}

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

// ask says something in private.
func (s *stage) ask(text string) int { return s.says(telegramtest.Incoming{Text: text}) }

// says is Say by the asker, if nobody else is named; it may not stand in the log.
func (s *stage) says(in telegramtest.Incoming) int {
	if in.User == 0 && (in.Chat == 0 || in.ChatType != "") {
		in.User = asker
	}
	if in.User == asker {
		in.Name, in.Username = askerName, askerUser
	}
	if len(in.Text) > 12 { // "hi" may be anywhere
		s.said = append(s.said, in.Text)
	}
	return s.Say(in)
}

// inGroup says something where others read along.
func (s *stage) inGroup(in telegramtest.Incoming) int {
	in.Chat, in.ChatType = group, telegramtest.Supergroup
	return s.says(in)
}

// until waits for something to happen.
func (s *stage) until(what string, done func() bool) {
	s.tb.Helper()
	var err error
	for began := time.Now(); time.Since(began) < patience; { // not all that is waited for shows at the server
		ctx, cancel := context.WithTimeout(s.ctx, 100*time.Millisecond)
		err = s.Wait(ctx, func(*telegramtest.Server) bool { return done() })
		cancel()
		if err == nil {
			return
		}
	}
	s.tb.Fatalf("wait until %s: %v; people got %.2000q\ncalls: %.2000s\nlog:\n%.4000s", what, err, strings.Join(s.titles(), "; "), calls(s.Server), s.log)
}

// sent waits for n messages and returns the last of them.
func (s *stage) sent(n int) telegramtest.Sent {
	s.tb.Helper()
	s.until(strconv.Itoa(n)+" messages are sent", func() bool { return s.SentCount() >= n })
	return s.Sent()[n-1]
}

// settled waits until every update was handled and confirmed.
func (s *stage) settled() {
	s.tb.Helper()
	s.until("all updates are confirmed", func() bool { return s.Pending() == 0 })
}

// press presses the button with a label.
func (s *stage) press(user int64, m telegramtest.Sent, label string) int {
	s.tb.Helper()
	b, ok := m.Button(label)
	if !ok || b.Data == "" {
		s.tb.Fatalf("there is no button %q under %q, only %q", label, m.Text, labels(m))
	}
	return s.Press(m.Chat, user, b.Data, m.MessageID)
}

// waitLog waits for words in the log.
func (s *stage) waitLog(words string) {
	s.tb.Helper()
	select {
	case <-s.log.When(words):
	case <-time.After(patience):
		s.tb.Fatalf("the log does not say %q:\n%s", words, s.log)
	}
}
