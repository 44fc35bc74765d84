package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"
)

// fatal are the close codes after which connecting again cannot help, with what to do
// (discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-close-event-codes).
var fatal = map[int]string{
	4004: "the token is not valid: take a new one from the developer portal, under Bot",
	4010: "there is no such shard: see the setting of shards",
	4011: "the bot is in so many servers that it needs more shards: see the setting of shards",
	4012: "this version of the gateway is no more: Candor needs an update",
	4013: "Discord does not know the intents: Candor needs an update",
	4014: "the application may not use these intents: allow them in the developer portal, under Bot",
}

// lostSession are the close codes after which a session cannot be resumed. If it is lost
// for another reason, the gateway says so.
var lostSession = []int{4003, 4007, 4009}

// connect serves this process's shards until ctx is done. The error is one that connecting
// again cannot help.
func (a *Adapter) connect(ctx, work context.Context) error {
	var gate discordgo.GatewayBotResponse
	for _, path := range []string{"gateway/bot", "gateway"} {
		if gate.URL != "" {
			break
		}
		if err := a.untilTaken(ctx, request{method: http.MethodGet, path: path}, &gate); err != nil || ctx.Err() != nil {
			return err
		}
	}
	s := a.cfg.Shards
	if s.Total == 0 {
		s = Shards{0, max(1, gate.Shards), max(1, gate.Shards)}
	}
	limit := gate.SessionStartLimit
	ids := newIdentifying(limit, s.Count)
	if limit.Total > 0 && limit.Remaining < s.Count {
		a.log.Warn().Int("left", limit.Remaining).Int("shards", s.Count).Dur("renewed", time.Duration(limit.ResetAfter)*time.Millisecond).
			Msg("few sessions may be begun today: waiting for more")
	}
	way := retry.Way{Proxy: http.ProxyFromEnvironment, Dial: a.connecting}
	g := gateway{gate.URL, way, a.lookout(way, gate.URL), ids}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var shards sync.WaitGroup
	for n := s.First; n < s.First+s.Count; n++ {
		shards.Go(func() {
			if err := a.shard(ctx, work, g, [2]int{n, s.Total}); err != nil {
				stop(err)
			}
		})
	}
	shards.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// gateway is what the shards share.
type gateway struct {
	address string
	way     retry.Way
	lookout *retry.Lookout
	ids     *identifying
}

// shard keeps one shard connected until ctx is done.
func (a *Adapter) shard(ctx, work context.Context, g gateway, shard [2]int) error {
	log := a.log.With().Int("shard", shard[0]).Logger()
	var s session
	var back retry.Patience
	d := a.dialing(work, g, shard, log, &back)
	for {
		address, err := gatewayAddress(g.address, s.url)
		if err != nil {
			return err
		}
		began := time.Now()
		err = d.run(ctx, address, &s)
		if ctx.Err() != nil {
			return nil
		}
		if err := s.closed(err); err != nil {
			return err
		}
		wait := pause(err, time.Since(began), &back)
		log.Warn().Err(a.rest.secrets.Error(err)).Bool("resumes", s.id != "").Dur("wait", wait).Msg("gateway connection ended")
		if g.lookout.Sleep(ctx, wait, err) != nil {
			return nil
		}
	}
}

// dialing is what the links of a shard are made with.
func (a *Adapter) dialing(work context.Context, g gateway, shard [2]int, log zerolog.Logger, back *retry.Patience) dialing {
	began := func() {
		back.Reset()
		g.lookout.Reached()
	}
	return dialing{
		token:    a.cfg.Token,
		shard:    shard,
		way:      g.way,
		identify: func(ctx context.Context) (func(bool), error) { return g.ids.wait(ctx, shard[0]) },
		dispatch: func(kind string, data json.RawMessage) {
			began()
			a.dispatch(work, kind, data)
		},
		ready: func(r discordgo.Ready) {
			began()
			a.met(r)
			log.Info().Int("servers", len(r.Guilds)).Int("shards", shard[1]).Msg("running")
		},
	}
}

// pause is how long to wait before the next connection.
func pause(err error, lasted time.Duration, back *retry.Patience) time.Duration {
	wait := back.Next(err)
	switch {
	case errors.Is(err, errInvalid): // docs: after one to five seconds
		return max(wait, time.Second+rand.N(4*time.Second))
	case lasted > settled:
		return 0
	}
	return wait
}

// closed takes in why a connection ended. It returns an error if connecting again cannot
// help.
func (s *session) closed(err error) error {
	var closed *websocket.CloseError
	if retry.Unreached(err) {
		s.url = "" // the gateway's own address leads to the session too
	}
	if !errors.As(err, &closed) {
		return nil
	}
	if why, ends := fatal[closed.Code]; ends {
		return fmt.Errorf("discord: %s (close code %d)", why, closed.Code)
	}
	if slices.Contains(lostSession, closed.Code) {
		s.reset()
	}
	return nil
}

// settled is how long a connection must have lasted for the next one to begin at once.
// It is more than what dialling, greeting and waiting for a turn take together.
const settled = time.Minute

// met takes from the gateway who the bot is, if it was not known.
func (a *Adapter) met(r discordgo.Ready) {
	if r.User == nil {
		return
	}
	app := r.User.ID
	if r.Application != nil && r.Application.ID != "" {
		app = r.Application.ID
	}
	a.me.is(r.User.ID, app)
}

// gatewayAddress is where to connect: where the session can be resumed, if it is known.
func gatewayAddress(gateway, resume string) (string, error) {
	address := gateway
	if resume != "" {
		address = resume
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "wss" && u.Scheme != "ws" {
		return "", errors.New("discord: the address of the gateway makes no sense")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	q := u.Query()
	q.Set("v", discordgo.APIVersion)
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	return u.String(), nil
}
