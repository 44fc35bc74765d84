package discordtest

import "time"

// Option changes how a server behaves.
type Option func(*settings)

type settings struct {
	lenient       bool
	trusting      bool
	memory        bool
	limits        bool
	keep          int
	guilds        int
	shards        int
	concurrency   int
	identifyEvery time.Duration
	identifies    int
	heartbeat     time.Duration
	sessionLife   time.Duration
	responseTime  time.Duration
	privileged    int
	backlog       int
	banAfter      int
}

func defaults() settings {
	return settings{
		guilds:        1,
		concurrency:   1,
		identifyEvery: 5 * time.Second,
		identifies:    1000,
		heartbeat:     5 * time.Second,
		sessionLife:   3 * time.Minute,
		responseTime:  3 * time.Second,
		backlog:       4096,
		banAfter:      10_000,
	}
}

// Lenient keeps violations from failing the test; [Server.Violations] has them.
func Lenient() Option { return func(s *settings) { s.lenient = true } }

// Trusting leaves out the check of requests against Discord's OpenAPI document, which takes
// more time than the rest, for tests with very many.
func Trusting() Option { return func(s *settings) { s.trusting = true } }

// InMemory lets nobody but [Server.Dial] connect, and delivers nowhere but to who listens by
// [Server.ListenAtEndpoint]: there is no socket, so that a server can be in a bubble of
// testing/synctest.
func InMemory() Option { return func(s *settings) { s.memory = true } }

// Limits makes the server enforce rate limits: per route and major parameter, and 50
// requests a second for all that are no answers to interactions.
func Limits() Option { return func(s *settings) { s.limits = true } }

// Keep makes the server forget all but about the last n calls, messages and
// interactions, for tests with very many. Counts go on.
func Keep(n int) Option { return func(s *settings) { s.keep = n } }

// Guilds sets how many servers the bot is in; [GuildID] and [ChannelID] name them.
// There is one if it is not set.
func Guilds(n int) Option { return func(s *settings) { s.guilds = n } }

// Shards sets how many shards GET /gateway/bot recommends. If it is not set, that is
// one for each begun thousand of guilds.
func Shards(n int) Option { return func(s *settings) { s.shards = n } }

// Concurrency sets max_concurrency, 1 if it is not set.
func Concurrency(n int) Option { return func(s *settings) { s.concurrency = n } }

// IdentifyEvery sets the time in which max_concurrency shards may identify, and how
// often they may in 24 hours. Discord's numbers are 5 seconds and 1000.
func IdentifyEvery(d time.Duration, budget int) Option {
	return func(s *settings) { s.identifyEvery, s.identifies = d, budget }
}

// Heartbeat sets the interval that HELLO asks for: 5 seconds if it is not set, while
// Discord asks for 41. A link that misses two of them is closed with 4009.
func Heartbeat(d time.Duration) Option { return func(s *settings) { s.heartbeat = d } }

// SessionLife sets how long a session can be resumed after its link has gone: three
// minutes if it is not set.
func SessionLife(d time.Duration) Option { return func(s *settings) { s.sessionLife = d } }

// ResponseTime sets how long a first response to an interaction is taken: three seconds if it is
// not set, as Discord does. More is for programs whose time cannot be simulated, in tests that
// are not about that.
func ResponseTime(d time.Duration) Option { return func(s *settings) { s.responseTime = d } }

// Privileged sets the privileged intents that the application may ask for.
func Privileged(intents int) Option { return func(s *settings) { s.privileged = intents } }

// Backlog sets how many of a session's last events can be replayed: 4096 if it is
// not set. Who resumes from further back gets op 9.
func Backlog(n int) Option { return func(s *settings) { s.backlog = n } }

// BanAfter sets how many invalid requests in ten minutes end in a ban, which is 429
// with HTML for everything: 10,000 if it is not set.
func BanAfter(n int) Option { return func(s *settings) { s.banAfter = n } }
