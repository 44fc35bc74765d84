// Package discord lets people talk with Candor on Discord: by commands, in private
// messages, and when the bot is mentioned in a server.
//
// The library github.com/bwmarrin/discordgo gives the types. The connections are Candor's
// own, because the library's hang for ever when the gateway answers out of turn, come back
// after they were closed, end the program when a handler panics, take five missed
// heartbeats for a live link and then end the session instead of resuming it, try fatal
// errors again, wait without a way to stop, and share one rate limit between all people:
//
//   - rest.go makes requests, with limits by route and person, and a context each;
//   - gateway.go holds one connection, shard.go connects again, resuming what it can;
//   - endpoint.go takes interactions by HTTP instead.
//
// An event goes through events.go (what it asks for), handle.go (what to show) and
// respond.go (showing it in time). Nothing of a person is logged.
package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"candor/adapters/internal/address"
	"candor/adapters/internal/lanes"
	"candor/adapters/internal/retry"
	"candor/adapters/internal/sign"
	"candor/bot"

	"github.com/rs/zerolog"
)

// Config says which bot this is and how events come.
type Config struct {
	Token     string // of the bot, from the developer portal; a secret
	API       string // base address, "" for Discord's own; what it lacks of /api/v9 is added
	Territory string // ISO 3166: whose helplines to show; "" goes by people's languages
	Endpoint  Endpoint
	Shards    Shards
	// Complete offers questions for what was typed so far. What it finds after a quarter of a
	// second is not shown.
	Complete func(prefix string, n int) []bot.Choice
	// Settings says how a server wants its answers; nil is the defaults. It is asked for every
	// message, so it must not wait for anything.
	Settings func(community string) bot.Settings
	// Moderators are the numbers of accounts that may change the answers: in the server Home,
	// and alone with the bot.
	Moderators []string
	// Home is the number of the server whose managers may change the answers; "" is none.
	Home string
	// Transport makes the requests; nil is Go's own.
	Transport http.RoundTripper
}

// Endpoint is the way by which Discord delivers interactions over HTTP. The zero value
// leaves them to the gateway.
type Endpoint struct {
	PublicKey string // of the application, in hexadecimal digits
	Listen    string // host:port to listen on; a proxy in front speaks TLS
	Only      bool   // whether there is no gateway: then nobody is answered who mentions the bot
}

// Shards says which part of the gateway this process serves: Count from First on, of
// Total. The zero value is all, as many as Discord recommends.
type Shards struct{ First, Count, Total int }

// DefaultAPI is Discord's own address.
const DefaultAPI = "https://discord.com"

// tokenForm keeps out what must not get into a header. Whether the rest is a token Discord
// decides.
var tokenForm = regexp.MustCompile(`^[\x21-\x7e]+$`)

// tokenPrefix stands before a token in a header, from which it may have been copied.
const tokenPrefix = "Bot "

// Validate reports everything that is wrong, without showing a secret.
func (c Config) Validate() error {
	var errs []error
	if !tokenForm.MatchString(strings.TrimPrefix(c.Token, tokenPrefix)) {
		errs = append(errs, errors.New("the token does not look like one: it stands in the developer portal under Bot"))
	}
	if u, err := url.Parse(c.api()); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(c.API, "?#") {
		errs = append(errs, errors.New("the address of Discord must be like https://discord.com"))
	}
	if s := c.Shards; s.First < 0 || s.Count < 0 || s.Total < 0 || s.Total == 0 && s.First+s.Count > 0 || s.First+s.Count > s.Total {
		errs = append(errs, errors.New("shards must be like 0-3/16"))
	}
	errs = append(errs, c.Endpoint.validate()...)
	return errors.Join(append(errs, c.validateModerators()...)...)
}

// snowflakeForm is what Discord's numbers look like: milliseconds since 2015, shifted by 22
// bits (discord.com/developers/docs/reference#snowflakes).
var snowflakeForm = regexp.MustCompile(`^[1-9][0-9]{14,18}$`)

// validateModerators reports what is wrong with who may change the answers. It shows
// nothing of it, since anything may have been put there.
func (c Config) validateModerators() (errs []error) {
	for i, id := range c.Moderators {
		if !snowflakeForm.MatchString(id) {
			errs = append(errs, fmt.Errorf("moderator %d of the list must be the number of an account, of 15 to 19 digits, "+
				"which Discord shows in developer mode under Copy User ID", i+1))
		}
	}
	if c.Home != "" && !snowflakeForm.MatchString(c.Home) {
		errs = append(errs, errors.New("the moderators' server must be its number, of 15 to 19 digits, "+
			"which Discord shows in developer mode under Copy Server ID"))
	}
	return errs
}

func (e Endpoint) validate() (errs []error) {
	if e.PublicKey == "" {
		if e.Listen != "" || e.Only {
			errs = append(errs, errors.New("interactions over HTTP need the application's public key"))
		}
		return errs
	}
	if e.Listen == "" {
		errs = append(errs, errors.New("interactions over HTTP need host:port to listen on"))
	} else if !address.HasPort(e.Listen) {
		errs = append(errs, errors.New("interactions over HTTP must be listened for on host:port, with the port's number"))
	}
	if key, err := hex.DecodeString(e.PublicKey); err != nil || len(key) != ed25519.PublicKeySize {
		errs = append(errs, errors.New("the public key must be 64 hexadecimal digits"))
	}
	return errs
}

func (c Config) api() string { return address.Base(c.API, DefaultAPI) }

// Adapter is one bot on Discord.
type Adapter struct {
	cfg      Config
	handler  bot.Handler
	log      zerolog.Logger
	rest     *rest
	key      sign.Key
	lanes    *lanes.Lanes[string] // messages, by channel
	shows    sync.WaitGroup       // interactions in hand
	slots    chan struct{}        // bounds those of them that are with the core
	inHand   chan struct{}        // bounds them all
	searches chan struct{}        // bounds what looks for completions
	beyond   chan struct{}        // bounds those that find no room in inHand
	me       identity
	seen     recent            // interactions and messages that were taken in hand
	ages     ages              // of those
	carded   recent            // messages that a card was given for
	parents  memory[string]    // channels of threads, "" of other channels
	parts    memory[[]removal] // of replies that stand before their last, by [view].reply
	refused  atomic.Int64
	// connecting makes connections to the gateway; only tests have their own.
	connecting retry.Dial
	// listening opens the endpoint; only tests have their own.
	listening func(ctx context.Context, network, address string) (net.Listener, error)
	doubled   sync.Once // somebody else was noticed who answers with the token
}

const (
	// maxHandling is how many messages are with the core at once, and how many interactions:
	// of those the others meanwhile are told to wait.
	maxHandling = 64
	// drainTime is how long what is in hand may take once the program is to stop.
	drainTime = 9 * time.Second
)

// New returns an adapter that has not begun. It uses no network. The error names
// everything that is wrong with cfg.
func New(cfg Config, h bot.Handler, log zerolog.Logger) (*Adapter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	cfg.Token = strings.TrimPrefix(cfg.Token, tokenPrefix)
	log = log.With().Str("platform", "discord").Logger()
	return &Adapter{
		cfg:        cfg,
		handler:    h,
		log:        log,
		rest:       newREST(cfg),
		key:        sign.Derive(cfg.Token, "candor buttons 1"),
		slots:      make(chan struct{}, maxHandling),
		inHand:     make(chan struct{}, maxInHand),
		searches:   make(chan struct{}, maxHandling),
		beyond:     make(chan struct{}, maxBeyond),
		connecting: retry.Connect,
		listening:  (&net.ListenConfig{}).Listen,
		me:         newIdentity(),
		parents:    memory[string]{most: mostKept},
		parts:      memory[[]removal]{most: mostKept},
		lanes:      lanes.New[string](maxHandling, func(v any) { log.Error().Msgf("panic (%T) while sending", v) }),
	}, nil
}

// Refused is how many presses of buttons and menus were refused since the start: made up,
// another person's, or of another place.
func (a *Adapter) Refused() int64 { return a.refused.Load() }

// Run answers until ctx is done, finishes what is in hand, at most ten seconds long, and
// returns nil. It waits out Discord's failures, obeying retry_after. The error is one that
// it cannot go on with: the token is not valid, an intent is refused, or the endpoint's
// port is taken.
func (a *Adapter) Run(ctx context.Context) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer a.rest.close()
	a.rest.lookout = a.lookout(retry.WayOf(a.rest.http.Transport), a.rest.base)
	serving, end := context.WithCancelCause(ctx)
	defer end(nil)
	var parts sync.WaitGroup
	part := func(run func(ctx, work context.Context) error) {
		parts.Go(func() {
			if err := run(serving, work); err != nil {
				end(err)
			}
		})
	}
	if a.cfg.Endpoint.PublicKey != "" {
		part(a.listen)
	}
	part(a.online)
	part(a.watch)
	<-serving.Done()
	timer := time.AfterFunc(drainTime, stop)
	defer timer.Stop()
	parts.Wait()
	a.lanes.Wait()
	a.shows.Wait()
	if err := context.Cause(serving); ctx.Err() == nil && err != nil {
		return err
	}
	return nil
}

// lookout looks for an address of Discord's while that cannot be reached.
func (a *Adapter) lookout(way retry.Way, address string) *retry.Lookout {
	return way.Lookout(address, func() { a.log.Info().Msg("discord takes connections again") })
}

// online finds out who the bot is, tells Discord its commands, and serves its shards
// until ctx is done.
func (a *Adapter) online(ctx, work context.Context) error {
	if err := a.hello(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	var registering sync.WaitGroup
	defer registering.Wait()
	if a.cfg.Endpoint.Only {
		registering.Go(func() { a.register(ctx) })
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	registering.Go(func() { a.register(ctx) })
	return a.connect(ctx, work)
}
