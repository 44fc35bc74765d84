// Package telegramtest plays the Bot API server for tests: it queues what people
// write, hands it to a bot by getUpdates or to its webhook, checks what the bot
// sends as Telegram does, keeps it as a person would see it, and fails on demand.
//
//	s := telegramtest.New(t)
//	go adapter.Run(ctx) // with s.URL for https://api.telegram.org and telegramtest.Token
//	s.Say(telegramtest.Incoming{User: 7, Text: "How long does dough rise?"})
//	if err := s.WaitSent(ctx, 1); err != nil {
//		t.Fatal(err)
//	}
//	fmt.Println(s.Sent()[0].Text)
//
// # Telegram's semantics
//
// The model is the server that Telegram runs (tdlib/telegram-bot-api). The parts
// that bots fall over:
//
//   - An update stays in the queue until getUpdates comes with a higher offset, or
//     the webhook answers 2xx, or its time is over: 24 hours for messages, 150
//     seconds for callback queries, 30 for inline queries. [Server.Advance] lets
//     that time pass.
//   - An offset more than ten beyond the next update_id is ignored.
//   - A getUpdates that waits is ended by the next one with error 409, and by
//     setWebhook. A second 409 within three seconds comes three seconds late.
//   - Who asks again for the same offset within three seconds waits three seconds,
//     even with timeout 0, if there is nothing.
//   - allowed_updates holds until it is set again, for updates queued from then on.
//   - A second setWebhook within a second gets 429.
//   - Texts are measured in code points, after the HTML is parsed; a bare & is a
//     letter, a bare < is an error.
//   - Private chats and basic groups share one count of message ids, each
//     supergroup and channel has its own, so ids of two chats may be the same.
//
// Not played: delivery by privacy mode, files, MarkdownV2, payments, what a webhook
// asks for in its answer, Telegram's real limits (see [Flood] for made-up ones).
//
// Everything here may be used by several goroutines at once.
package telegramtest

import (
	"net/http"
	"sync"
	"testing"
	"time"
)

// Token is the token that the server accepts until [Server.SetToken].
const Token = "123456:TEST-token_not_a_real_one_aaaaaaaaaa"

// Server is a Bot API server for one bot. URL + "/bot" + Token + "/METHOD" is the
// address of a method; URL stands in for https://api.telegram.org.
type Server struct {
	URL string

	set settings
	// busy counts what Close waits for: requests being answered, updates on their
	// way to a webhook, the listener.
	busy sync.WaitGroup

	mu      sync.Mutex
	up      bool
	addr    string
	web     *http.Server
	cut     func()        // ends what Down and Close must not wait for
	changed chan struct{} // closed at the next change
	watched bool          // somebody waits for changed
	ahead   time.Duration // by Advance

	token    string
	queue    queue
	waiting  *poll
	lastPoll time.Time
	lastFrom int // offset of the last getUpdates
	polls    int
	allowed  map[string]bool
	conflict time.Time // when the next 409 may come at once

	hook      *webhook
	hookTo    string
	hookAgain time.Time // when setWebhook is allowed again

	faults  []*Fault
	calls   []*Call
	quiet   map[string]time.Time // until when a 429 asked for silence
	windows windows

	chats     map[int64]*chat
	users     map[int64]wireUser
	messages  map[messageKey]*message
	kept      []messageKey // all of messages, the oldest first
	sent      []*message
	sentCount int
	lastID    int             // message id, outside supergroups
	inline    map[string]bool // messages sent inline that the bot may edit

	queries   map[string]*query
	lastQuery int
	answers   []Answer
	inlined   []Inlined
	profile   profile
}

// New starts a server on a loopback port, which ends with the test.
func New(tb testing.TB, o ...Option) *Server {
	tb.Helper()
	s, err := Listen("127.0.0.1:0", o...)
	if err != nil {
		tb.Fatalf("telegramtest: %v", err)
	}
	tb.Cleanup(s.Close)
	return s
}

// Listen starts a server at addr, for programs that are not tests. Close ends it.
func Listen(addr string, o ...Option) (*Server, error) {
	s := &Server{
		set:      defaults(),
		addr:     addr,
		changed:  make(chan struct{}),
		token:    Token,
		allowed:  usualUpdates(),
		chats:    map[int64]*chat{},
		users:    map[int64]wireUser{},
		messages: map[messageKey]*message{},
		quiet:    map[string]time.Time{},
		queries:  map[string]*query{},
		inline:   map[string]bool{},
		windows:  windows{},
		profile:  newProfile(),
	}
	s.queue.init(firstUpdateID)
	for _, option := range o {
		option(&s.set)
	}
	s.profile.texts[textKey{"name", ""}] = s.set.bot.Name
	if err := s.Up(); err != nil {
		return nil, err
	}
	s.URL = "http://" + s.addr
	return s, nil
}

// SetToken makes token the only one that the server accepts; "" revokes all. A
// getUpdates that waits ends with 401.
func (s *Server) SetToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
	s.endPoll(unauthorized())
}

// Advance lets time pass: updates and queries grow old, limits are forgotten.
// What is waiting already goes on waiting.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// now is the server's time. It is called with s.mu held.
func (s *Server) now() time.Time { return time.Now().Add(s.ahead) }
