package discordtest

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
	"sync"
	"testing"
	"time"

	"candor/adapters/internal/pipes"
)

// Token is the bot's token until [Server.SetToken]. AppID and BotID differ, as they
// do for applications that are old enough.
const (
	Token = "TEST.fake.token_not_real"
	AppID = "900000000000000001"
	BotID = "900000000000000002"
)

// Ann is who acts where no user is given.
const Ann = "200000000000000001"

// Server is Discord for one bot. URL stands in for https://discord.com: the address
// of a method is URL + "/api/v10/…", in which the version does not matter. URL with
// the scheme ws is a gateway, though a bot had better ask for that.
type Server struct {
	URL       string
	PublicKey string // of the application, in hex

	set    settings
	key    ed25519.PrivateKey
	caller http.Client // of the bot's endpoint
	schema *document   // nil if it is not here
	busy   sync.WaitGroup
	ctx    context.Context // of what the server asks of others
	cancel context.CancelFunc

	mu      sync.Mutex
	up      bool
	addr    string
	web     *http.Server
	pipes   *pipes.Listener // instead of a port
	toBot   *pipes.Listener // instead of that of the bot's endpoint
	cut     func()
	changed chan struct{} // closed at the next change
	watched bool          // somebody waits for changed
	ahead   time.Duration // by Advance
	lastID  uint64

	token      string
	endpoint   string // for interactions, if not the gateway
	faults     []*Fault
	calls      []*Call
	callCount  int
	quiet      map[string]time.Time // until when a 429 asked for silence
	buckets    map[string]*bucket
	sweepAt    int // so many buckets
	invalid    []time.Time
	invalidAll int
	violations []Violation

	links    map[*link]bool
	sessions []*session
	gate     gate

	people       map[string]*person
	channels     map[string]*channel
	guilds       []string
	member       map[string]bool // of these guilds
	messages     map[string]*message
	kept         []string // ids of messages, the oldest first
	sent         []*message
	sentCount    int
	nonces       map[string]nonceUse
	noncesAt     int // so many are too many
	typings      map[string]int
	interactions map[string]*interaction
	tokens       map[string]*interaction
	asked        []string // ids of interactions, the oldest first
	commands     map[string][]*Registered
}

// New starts a server on a loopback port, which ends with the test. What the bot
// sends against the rules then fails the test, unless [Lenient] is among the options.
func New(tb testing.TB, o ...Option) *Server {
	tb.Helper()
	s, err := Listen("127.0.0.1:0", o...)
	if err != nil {
		tb.Fatalf("discordtest: %v", err)
	}
	if s.schema == nil {
		tb.Logf("requests are not checked against Discord's OpenAPI document, only against the limits that it does not state: %v", noDocument())
	}
	tb.Cleanup(func() {
		s.Close()
		if s.set.lenient {
			return
		}
		for _, v := range s.Violations() {
			tb.Errorf("Discord does not allow this request: %s", v)
		}
	})
	return s
}

// Listen starts a server at addr, for programs that are not tests. Close ends it.
func Listen(addr string, o ...Option) (*Server, error) {
	s := &Server{
		set:          defaults(),
		key:          ed25519.NewKeyFromSeed([]byte("discordtest: a seed of 32 bytes.")),
		schema:       openDocument(),
		addr:         addr,
		changed:      make(chan struct{}),
		token:        Token,
		quiet:        map[string]time.Time{},
		buckets:      map[string]*bucket{},
		links:        map[*link]bool{},
		member:       map[string]bool{},
		people:       map[string]*person{},
		channels:     map[string]*channel{},
		messages:     map[string]*message{},
		nonces:       map[string]nonceUse{},
		typings:      map[string]int{},
		interactions: map[string]*interaction{},
		tokens:       map[string]*interaction{},
		commands:     map[string][]*Registered{},
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	for _, option := range o {
		option(&s.set)
	}
	s.caller = s.newCaller()
	s.PublicKey = hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
	s.gate.init()
	for i := range s.set.guilds {
		s.join(GuildID(i))
	}
	if err := s.Up(); err != nil {
		return nil, err
	}
	s.URL = "http://" + s.addr
	return s, nil
}

// SetToken makes token the only one that the server accepts; "" revokes all. Links
// stay open until [Server.CloseGateway].
func (s *Server) SetToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
}

// Advance lets time pass: interactions and their tokens grow old, limits and budgets
// are forgotten, sessions end. Heartbeats go by the real clock.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
	s.signal()
}

// now is the server's time. It is called with s.mu held.
func (s *Server) now() time.Time { return time.Now().Add(s.ahead) }
