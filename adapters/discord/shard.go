package discord

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/rs/zerolog"
)

// connect serves this process's shards until ctx is done. The error is one that connecting
// again cannot help.
func (a *Adapter) connect(ctx, work context.Context) error {
	var gate recommended
	for _, path := range []string{gatewayForBots, "gateway"} {
		if gate.URL != "" {
			break
		}
		if err := a.untilTaken(ctx, request{method: http.MethodGet, path: path}, &gate); err != nil || ctx.Err() != nil {
			return err
		}
	}
	s := a.cfg.Shards
	if s.Total == 0 {
		s = Shards{0, gate.shards(), gate.shards()}
	}
	limit := gate.Limit.information()
	ids := newIdentifying(limit, s.Count)
	if limit.Total > 0 && limit.Remaining < s.Count {
		a.log.Warn().Int("left", limit.Remaining).Int("shards", s.Count).Dur("renewed", time.Duration(limit.ResetAfter)*time.Millisecond).
			Msg("few sessions may be begun today: waiting for more")
	}
	way := retry.Way{Proxy: http.ProxyFromEnvironment, Dial: a.connecting}
	g := gateway{string(gate.URL), way, a.lookout(way, string(gate.URL)), ids}
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
		ready: func(r ready) {
			began()
			a.met(r)
			log.Info().Int("servers", int(r.Guilds)).Int("shards", shard[1]).Msg("running")
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

// settled is how long a connection must have lasted for the next one to begin at once.
// It is more than what dialling, greeting and waiting for a turn take together.
const settled = time.Minute

// met takes from the gateway who the bot is, if it was not known.
func (a *Adapter) met(r ready) { a.me.is(string(r.User.ID), string(r.App.ID)) }
