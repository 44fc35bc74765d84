package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/rs/zerolog"
)

// connect serves this process's shards until ctx is done. The error is one that connecting
// again cannot help.
func (a *Adapter) connect(ctx, work context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	g, err := a.newGateway(ctx)
	if g == nil {
		cancel()
		return err
	}
	defer g.asking.Wait()
	defer cancel()
	for {
		if err = a.serve(ctx, work, g); err == nil {
			return nil
		}
		if grown, refused := g.grow(ctx, err); !grown {
			return cmp.Or(refused, err)
		}
	}
}

// serve runs the shards until ctx is done, or one of them must not connect again.
func (a *Adapter) serve(ctx, work context.Context, g *gateway) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var shards sync.WaitGroup
	s := g.shards
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

// shard keeps one shard connected until ctx is done.
func (a *Adapter) shard(ctx, work context.Context, g *gateway, shard [2]int) error {
	log := a.log.With().Int("shard", shard[0]).Logger()
	var s session
	var back retry.Patience
	d := a.dialing(work, g, shard, log, &back)
	for {
		own := g.at()
		address, err := gatewayAddress(own, s.url, a.rest.version)
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
		wait := pause(err, s.welcome && time.Since(began) > settled, &back)
		log.Warn().Err(a.rest.secrets.Error(err)).Bool("resumes", s.id != "").Dur("wait", wait).Msg("gateway connection ended")
		if s.lost() {
			g.doubt(ctx)
		}
		if g.sleep(ctx, wait, err, own) != nil {
			return nil
		}
	}
}

// dialing is what the links of a shard are made with.
func (a *Adapter) dialing(work context.Context, g *gateway, shard [2]int, log zerolog.Logger, back *retry.Patience) dialing {
	began := func() {
		back.Reset()
		g.reached()
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

// pause is how long to wait before the next connection, after one that stood or not.
func pause(err error, stood bool, back *retry.Patience) time.Duration {
	wait := back.Next(err)
	switch {
	case errors.Is(err, errInvalid): // docs: after one to five seconds
		return max(wait, time.Second+rand.N(4*time.Second))
	case stood:
		return 0
	}
	return wait
}

// settled is how long a connection with a session must have lasted for the next one to begin
// at once.
const settled = time.Minute

// met takes from the gateway who the bot is, if it was not known.
func (a *Adapter) met(r ready) { a.me.is(string(r.User.ID), string(r.App.ID)) }
