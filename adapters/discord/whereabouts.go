package discord

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
)

// gateway is what the shards share: where it is, and how many sessions may be begun there.
type gateway struct {
	a      *Adapter
	way    retry.Way
	shards Shards // that this process serves; they change while none of them runs
	ids    *identifying
	asking sync.WaitGroup

	mu      sync.Mutex
	address string
	lookout *retry.Lookout
	asked   time.Time // when it was last doubted where it is
	moved   retry.News
}

// doubtSpace is from one question where the gateway is to the next, at least.
const doubtSpace = time.Minute

// newGateway waits until Discord says where the gateway is. It is nil with an error, or when
// ctx is done.
func (a *Adapter) newGateway(ctx context.Context) (*gateway, error) {
	gate, err := a.untilSaid(ctx)
	if err != nil || ctx.Err() != nil {
		return nil, err
	}
	s := a.cfg.Shards
	if s.Total == 0 {
		s = Shards{0, gate.shards(), gate.shards()}
	}
	limit := gate.Limit.information()
	a.warnFew(limit, s.Count)
	g := &gateway{a: a, way: retry.Way{Proxy: http.ProxyFromEnvironment, Dial: a.connecting}, shards: s, ids: newIdentifying(limit, s.Count)}
	g.move(string(gate.URL))
	return g, nil
}

// untilSaid asks where the gateway is until Discord says so or ctx is done. Of an answer that
// does not, it tells once.
func (a *Adapter) untilSaid(ctx context.Context) (gate recommended, err error) {
	var back retry.Backoff
	for told := false; ; told = true {
		gate, err = askGateway(ctx, a.untilTaken)
		if err != nil || ctx.Err() != nil {
			return gate, err
		}
		if _, err := gatewayAddress(string(gate.URL), "", a.rest.version); err == nil {
			return gate, nil
		}
		if !told {
			a.log.Warn().Msg("discord does not say where its gateway is, and is asked again and again: " +
				"is its address right (see CANDOR_DISCORD_API), and does nothing else answer there?")
		}
		if retry.Sleep(ctx, back.Next()) != nil {
			return gate, nil
		}
	}
}

// askGateway asks where the gateway is, in the way that is given. An answer that does not say
// it leaves the address empty, or senseless.
func askGateway(ctx context.Context, ask func(context.Context, request, any) error) (gate recommended, err error) {
	for _, path := range []string{gatewayForBots, "gateway"} {
		r := request{method: http.MethodGet, path: path, shows: true}
		err = ask(ctx, r, &gate)
		var said *apiError
		if gate.URL != "" || err != nil && !(errors.As(err, &said) && r.unknown(said.status)) {
			break
		}
	}
	return gate, err
}

// warnFew tells the operator of a bot that has to wait before all its shards are there.
func (a *Adapter) warnFew(limit discordgo.SessionInformation, shards int) {
	if limit.Total > 0 && limit.Remaining < shards {
		a.log.Warn().Int("left", limit.Remaining).Int("shards", shards).Dur("renewed", time.Duration(limit.ResetAfter)*time.Millisecond).
			Msg("few sessions may be begun today: waiting for more")
	}
}

// move sets where the gateway is, and reports whether it was elsewhere.
func (g *gateway) move(address string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if address == g.address {
		return false
	}
	g.address, g.lookout = address, g.a.lookout(g.way, address)
	g.moved.Tell()
	return true
}

// at is where the gateway is.
func (g *gateway) at() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.address
}

// reached says that a connection is of use.
func (g *gateway) reached() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lookout.Reached()
}

// doubt asks again where the gateway is, if that was not done a short while ago. It returns at
// once: shards go on with where it was.
func (g *gateway) doubt(ctx context.Context) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := time.Now(); now.Sub(g.asked) >= doubtSpace {
		g.asked = now
		g.asking.Go(func() { g.ask(ctx) })
	}
}

func (g *gateway) ask(ctx context.Context) {
	gate, err := askGateway(ctx, g.a.try)
	if err != nil {
		return // why a connection ended is logged
	}
	if _, err := gatewayAddress(string(gate.URL), "", g.a.rest.version); err != nil {
		return
	}
	g.ids.renew(gate.Limit.information())
	if g.move(string(gate.URL)) {
		g.a.log.Info().Msg("the gateway has moved")
	}
}

// sleep waits after a connection to own that failed, no longer than until the gateway is known
// to be elsewhere, or ctx is done: then it returns ctx's error.
func (g *gateway) sleep(ctx context.Context, d time.Duration, err error, own string) error {
	g.mu.Lock()
	lookout, moved, here := g.lookout, g.moved.Next(), g.address == own
	g.mu.Unlock()
	if !here {
		return ctx.Err()
	}
	limit, wake := context.WithCancel(ctx)
	defer wake()
	var waking sync.WaitGroup
	waking.Go(func() {
		defer wake()
		select {
		case <-moved:
		case <-limit.Done():
		}
	})
	_ = lookout.Sleep(limit, d, err) // it ends by ctx, or may end sooner
	wake()
	waking.Wait()
	return ctx.Err()
}

// grow takes in how many shards Discord recommends, after an error that says that there are too
// few. It reports whether there are more now: not if the operator says how many.
func (g *gateway) grow(ctx context.Context, err error) (grown bool, refused error) {
	var fatal *fatalError
	if !errors.As(err, &fatal) || fatal.code != codeMoreShards || g.a.cfg.Shards.Total != 0 {
		return false, nil
	}
	gate, err := g.a.untilSaid(ctx)
	n := gate.shards()
	if err != nil || n <= g.shards.Total {
		return false, err
	}
	limit := gate.Limit.information()
	g.a.warnFew(limit, n)
	g.ids = g.ids.next(limit, n)
	g.shards = Shards{0, n, n}
	g.a.log.Info().Int("shards", n).Msg("more shards are needed")
	return true, nil
}
