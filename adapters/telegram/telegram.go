// Package telegram lets people talk with Candor on Telegram: in private, in groups when
// the bot is spoken to, and inline in any chat.
//
// The library github.com/go-telegram-bot-api/telegram-bot-api/v5 gives the types and
// makes the requests. Polling, webhook, retries and pacing are Candor's own, because the
// library's lose updates, leak the token into errors and wait without a way to stop:
//
//   - An update is confirmed to Telegram only when its reply was accepted, or given up
//     for a reason that is logged: what a crash interrupts comes again.
//   - Updates of one chat are answered in order, those of different chats side by side;
//     help cards overtake other replies.
//   - Each request has a context; each error is freed of the token.
//
// An update goes through poll.go or webhook.go, updates.go (what it asks for), lanes.go
// (order), handle.go (what to send) and send.go (sending it). Nothing of a person is
// logged: neither text nor name nor number, so no chat either.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"candor/adapters/internal/lanes"
	"candor/bot"

	"github.com/rs/zerolog"
)

// Config says which bot this is and how updates come.
type Config struct {
	Token     string // from @BotFather; a secret
	API       string // base address of the Bot API server, "" for Telegram's own
	Territory string // ISO 3166: whose helplines to show; "" goes by people's languages
	// Settings are those of a group, by its number; nil for none. It is asked for every
	// message in a group, from memory. Territory goes before the one above. Channels are
	// numbers of topics: in others the bot only says where help is, and where commands of
	// moderators and managers got them. The topic General is "1". Public means nothing here:
	// what is said in a group is for all to see, and what is private never is.
	Settings func(community string) bot.Settings
	// Moved is told that a group has another number now, so that its settings go along; nil
	// for nobody. It is to be quick, and may be told the same twice.
	Moved func(from, to string)
	// Moderators are the numbers of those who may change the answers, in private and in
	// Home; Home is the number of their group, negative, "" for none. Who administers Home is
	// a moderator too: Telegram is asked at the moment of the action, or was within the last
	// minute. Those who administer another group may change its settings, there.
	Moderators []string
	Home       string
	// Known are numbers of updates that were answered before the start, in no order: they
	// are not answered again.
	Known []int
	// Answered is told of each update that asked for a reply once that was sent or given up,
	// for Known; nil for nobody. It has to return at once.
	Answered func(update int)
	Webhook  Webhook
	Limits   Limits
	// Search finds whole answers for inline mode; nil for no inline mode.
	Search func(m bot.Message, n int) (found []bot.Reply, otherwise bot.Choice)
	// Profile is how the bot is introduced in its profile.
	Profile bot.Profile
	// Transport makes the requests; nil is Go's own, which goes through the proxy of the
	// environment.
	Transport http.RoundTripper
}

// Webhook says where Telegram delivers updates. The zero value asks for them instead
// ("long polling"), which needs no address that others can reach.
type Webhook struct {
	URL    string // as Telegram reaches it: https
	Listen string // host:port to listen on; a proxy in front speaks TLS
	Secret string // that Telegram sends along; "" derives one from the token
}

// DefaultAPI is Telegram's own server.
const DefaultAPI = "https://api.telegram.org"

// tokenForm is what a token looks like: anything else must not get into an address.
var tokenForm = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{1,128}$`)

// secretForm: core.telegram.org/bots/api#setwebhook.
var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// Validate reports everything that is wrong, without showing a secret.
func (c Config) Validate() error {
	var errs []error
	if !tokenForm.MatchString(c.Token) {
		errs = append(errs, errors.New("the token does not look like one: @BotFather gives it as digits, a colon and letters"))
	}
	if u, err := url.Parse(c.api()); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(c.API, "%?#") {
		errs = append(errs, errors.New("the address of the Bot API server must be like https://api.telegram.org"))
	}
	errs = append(errs, c.validateModerators()...)
	return errors.Join(append(errs, c.Webhook.validate()...)...)
}

func (w Webhook) validate() (errs []error) {
	if w.URL == "" {
		if w.Listen != "" || w.Secret != "" {
			errs = append(errs, errors.New("a webhook needs the address that Telegram reaches it at"))
		}
		return errs
	}
	if u, err := url.Parse(w.URL); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		errs = append(errs, errors.New("the webhook's address must begin with https://"))
	}
	if w.Listen == "" {
		errs = append(errs, errors.New("a webhook needs host:port to listen on"))
	}
	if w.Secret != "" && !secretForm.MatchString(w.Secret) {
		errs = append(errs, errors.New("the webhook's secret must be 1 to 256 of A-Z, a-z, 0-9, _ and -"))
	}
	return errs
}

func (c Config) api() string {
	if c.API == "" {
		return DefaultAPI
	}
	return strings.TrimRight(c.API, "/")
}

// Adapter is one bot on Telegram.
type Adapter struct {
	cfg        Config
	handler    bot.Handler
	log        zerolog.Logger
	client     *client
	signer     signer
	groups     *groups
	members    *members
	moderators map[int64]bool
	sender     *sender
	lanes      *lanes.Lanes[lane]
	seen       *seen
	answers    answers
	refused    atomic.Int64
	me         me // known once Run has asked for it
}

// me is the bot's own account.
type me struct {
	id       int64
	username string
}

// New returns an adapter that has not begun. It uses no network. The error names
// everything that is wrong with cfg.
func New(cfg Config, h bot.Handler, log zerolog.Logger) (*Adapter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("telegram: %w", err)
	}
	c := newClient(cfg)
	log = log.With().Str("platform", "telegram").Logger()
	g, known := newGroups(cfg.home(), cfg.Moved), newSeen(cfg.Known...)
	known.answered = cfg.Answered
	return &Adapter{
		cfg:        cfg,
		handler:    h,
		log:        log,
		client:     c,
		signer:     newSigner(cfg.Token),
		groups:     g,
		members:    newMembers(c),
		moderators: cfg.moderators(),
		sender:     newSender(c, cfg.Limits, g, known),
		lanes:      lanes.New[lane](maxHandling, func(v any) { log.Error().Msgf("panic (%T) in a chat", v) }),
		seen:       known,
	}, nil
}

const (
	// maxHandling is how many messages are answered at the same time.
	maxHandling = 64
	// drainTime is how long messages in hand may take once the program is to stop.
	drainTime = 9 * time.Second
)

// Run answers updates until ctx is done, finishes those in hand, at most ten seconds
// long, and returns nil. It waits out Telegram's failures, obeying retry_after. The error
// is one that it cannot go on with: the token is not valid, or not any more, or the
// webhook's port is taken. What was not answered then comes again.
func (a *Adapter) Run(ctx context.Context) error {
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	a.client.lost = func() { lose(errToken) }
	err := a.run(ctx)
	if err == nil && errors.Is(context.Cause(ctx), errToken) {
		return errToken
	}
	return err
}

func (a *Adapter) run(ctx context.Context) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer a.client.close()
	if err := a.hello(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	var beside sync.WaitGroup
	defer beside.Wait()
	meanwhile, end := context.WithCancel(ctx)
	defer end()
	beside.Go(func() { a.introduce(meanwhile) })
	if a.cfg.Webhook.URL == "" {
		return a.poll(ctx, work)
	}
	beside.Go(func() { a.watch(meanwhile) })
	return a.listen(ctx, work)
}

// drain lets stopped return, then waits for the messages in hand, first for those that
// Telegram does not deliver again. Those that take too long are left to come again.
func (a *Adapter) drain(stop context.CancelFunc, stopped func()) {
	timer := time.AfterFunc(drainTime, stop)
	defer timer.Stop()
	a.seen.end()
	stopped()
	a.lanes.Wait()
	if n := a.seen.lost(); n > 0 {
		a.log.Error().Int("updates", n).Msg("updates were confirmed, but not answered before the end")
	}
}
