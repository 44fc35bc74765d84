package discord

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"candor/adapters/internal/retry"
)

// minHold is how long a limit holds that does not say.
const minHold = time.Second

// everything is the limit of all requests from this address.
const everything = ""

// limits holds requests back that Discord asked to wait: those that share a limit, all
// with the bot's token, or all.
type limits struct {
	mu       sync.Mutex
	until    map[string]time.Time
	bot      time.Time
	refusals []time.Time
	next     time.Time // when the next request may be made while many are refused
}

func newLimits() *limits { return &limits{until: map[string]time.Time{}} }

const (
	// mostLimits is how many limits are kept before those that are over are dropped.
	mostLimits = 1 << 10
	// Discord shuts an address out after 10,000 refused requests in refusalTime
	// (discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
	// After manyRefusals they are made one at a time, refusalSpace apart.
	refusalTime  = 10 * time.Minute
	manyRefusals = 25
	refusalSpace = 20 * time.Second
)

// wait returns when a request may be made. A free one is without the bot's token.
func (l *limits) wait(ctx context.Context, limit string, free bool) error {
	for {
		l.mu.Lock()
		until := l.when(limit, free, time.Now())
		l.mu.Unlock()
		d := time.Until(until)
		if d <= 0 {
			return ctx.Err()
		}
		if deadline, ok := ctx.Deadline(); ok && deadline.Before(until) {
			return context.DeadlineExceeded
		}
		if err := retry.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// enter reports whether a request with the bot's token may be made now. If so it is: while
// many are refused, the next one must wait.
func (l *limits) enter(limit string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.when(limit, false, now).After(now) {
		return false
	}
	l.next = now.Add(refusalSpace)
	return true
}

// when is when a request may be made, as far as is known now. It is called with l.mu held.
func (l *limits) when(limit string, free bool, now time.Time) time.Time {
	until := later(l.until[limit], l.until[everything])
	if free {
		return until
	}
	until = later(until, l.bot)
	l.forget(now)
	if len(l.refusals) < manyRefusals {
		return until
	}
	return later(until, l.next)
}

// refused counts a request that Discord refused.
func (l *limits) refused() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.forget(now)
	l.refusals = append(l.refusals, now)
}

// forget drops the refusals that no longer count.
func (l *limits) forget(now time.Time) {
	i := slices.IndexFunc(l.refusals, func(t time.Time) bool { return now.Sub(t) < refusalTime })
	if i < 0 {
		i = len(l.refusals)
	}
	l.refusals = l.refusals[i:]
}

// hold keeps back what shares the limit, or everything with the bot's token. It shortens
// no other hold.
func (l *limits) hold(limit string, global bool, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if len(l.until) >= mostLimits {
		for k, until := range l.until {
			if until.Before(now) {
				delete(l.until, k)
			}
		}
	}
	if global {
		l.bot = later(l.bot, now.Add(d))
		return
	}
	l.until[limit] = later(l.until[limit], now.Add(d))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// learn obeys a limit that is used up before Discord has to say no.
func (l *limits) learn(limit string, h http.Header) {
	after, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if h.Get("X-RateLimit-Remaining") == "0" && err == nil && after > 0 {
		l.hold(limit, false, seconds(after))
	}
}
