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
// An update goes through poll.go or webhook.go, updates.go (what it asks for), the lanes
// (order), message.go (what the core is asked), handle.go (what to send) and send.go
// (sending it). What somebody may do is found out in role.go. Nothing of a person is
// logged: neither text nor name nor number, so no chat either.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"candor/adapters/internal/lanes"
	"candor/adapters/internal/retry"
	"candor/bot"

	"github.com/rs/zerolog"
)

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
	a.client.lookout = retry.WayOf(a.client.http.Transport).Lookout(a.cfg.api(), func() {
		a.log.Info().Msg("telegram takes connections again")
	})
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
