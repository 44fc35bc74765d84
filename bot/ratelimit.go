package bot

import (
	"context"
	"hash/maphash"
	"sync"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"

	"golang.org/x/time/rate"
)

// Limit is how much one person may ask.
type Limit struct {
	PerSecond rate.Limit // sustained messages a second
	Burst     int        // messages at once, at least 1
	People    int        // how many people are told apart, at least 2; the longest silent are forgotten
}

// RateLimit answers a person who writes faster than l with a refusal that says
// when to try again: once, then with [ErrNoReply] until a message is let through; each time
// where a reply is awaited. A message that tells of danger is always let through, and so is
// /crisis.
// People are told apart by a hash of platform and user whose key is drawn here
// and never leaves memory. The clock is a parameter for tests; nil is time.Now.
func RateLimit(l Limit, now func() time.Time) func(Handler) Handler {
	if now == nil {
		now = time.Now
	}
	return func(next Handler) Handler {
		people := &people{Limit: l, seed: maphash.MakeSeed()}
		return HandlerFunc(func(ctx context.Context, m Message) (Reply, error) {
			wait, told := people.take(m.Platform, m.User, now())
			switch {
			case wait == 0:
				return next.Handle(ctx, m)
			case seeksHelp(m):
				return next.Handle(ctx, m) // nothing slows down help (C01)
			case told && !m.Awaited:
				return Reply{}, ErrNoReply
			}
			return Reply{kind: KindRefused, title: textRefusedTitle, body: faq.Plain(refusedText(wait))}, nil
		})
	}
}

// seeksHelp reports whether a message tells of danger, or asks for what the
// disclaimer, of a refusal, too, says is always there.
func seeksHelp(m Message) bool {
	cmd, ok := parseCommand(m.Choice)
	if m.Choice == "" {
		cmd, ok = readCommand(m.Text, text.Normalize(m.Text))
	}
	return ok && cmd.asksForHelp() || detect(safety.Detect, m.Text).Tier == safety.TierA
}

// people holds a limiter for each person of late, in two generations: when the
// young one is full, the old one is dropped.
type people struct {
	Limit
	seed maphash.Seed

	mu         sync.Mutex
	young, old map[uint64]*person
}

type person struct {
	limiter *rate.Limiter
	told    bool // whether the refusal was sent since a message was last let through
}

// take lets a message of the person through (wait 0), or says how long to wait
// and whether the person was told so already.
func (p *people) take(platform, user string, now time.Time) (wait time.Duration, told bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	who := p.find(maphash.Comparable(p.seed, [2]string{platform, user}))
	r := who.limiter.ReserveN(now, 1)
	wait = r.DelayFrom(now)
	if wait == 0 {
		who.told = false
		return 0, false
	}
	r.CancelAt(now)
	told, who.told = who.told, true
	return wait, told
}

func (p *people) find(key uint64) *person {
	if who, ok := p.young[key]; ok {
		return who
	}
	who, ok := p.old[key]
	if !ok {
		who = &person{limiter: rate.NewLimiter(p.PerSecond, p.Burst)}
	}
	if p.young == nil || len(p.young) >= max(1, p.People/2) {
		p.old, p.young = p.young, map[uint64]*person{}
	}
	p.young[key] = who
	return who
}
