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
	refusals []refusal
	underWay int       // requests with the bot's token
	next     time.Time // when the next of them may be made while many are refused
	shut     map[string]closure
	open     recent // limits under which a request was taken
}

// refusal is a request that Discord refused.
type refusal struct {
	at        time.Time
	forbidden bool // not for the bot, rather than too soon
}

func newLimits() *limits {
	return &limits{until: map[string]time.Time{}, shut: map[string]closure{}}
}

const (
	// mostLimits is how many limits are kept before those that are over are dropped.
	mostLimits = 1 << 10
	// Discord shuts an address out after 10,000 refused requests in refusalTime
	// (discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
	// Here there are a hundred at most: twice manyRefusals, and then one each refusalSpace;
	// the rest is for what cannot wait.
	refusalTime  = 10 * time.Minute
	manyRefusals = 30
	refusalSpace = 20 * time.Second
	mostRefusals = 100
	// recheck is how soon a request looks again that waits for others to come back.
	recheck = 50 * time.Millisecond
)

// wait returns when a request may be made.
func (l *limits) wait(ctx context.Context, r request) error {
	for {
		l.mu.Lock()
		until := l.when(r, time.Now())
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

// enter reports whether a request with the bot's token may be made now. If so it is, and
// leave is to be called when its answer is there: while many are refused, the next one must
// wait.
func (l *limits) enter(r request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.when(r, now).After(now) {
		return false
	}
	if !r.insist {
		l.next = now.Add(refusalSpace)
	}
	l.underWay++
	return true
}

// leave ends a request, with what Discord said of it if that was not what was wanted.
func (l *limits) leave(limit string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underWay--
	if err == nil {
		l.open.add(limit)
		delete(l.shut, limit)
	}
}

// when is when a request may be made, as far as is known now. It is called with l.mu held.
func (l *limits) when(r request, now time.Time) time.Time {
	until := later(l.until[r.limit], l.until[everything])
	if r.free { // it is without the bot's token
		return until
	}
	return later(later(until, l.bot), l.brake(r, now))
}

// brake is when a request may be made for all the refusals of late. Those that came too soon
// hold back everything; those that are not for the bot only what nobody knows to be. What is
// under way may be refused, too, so it counts until it is not.
func (l *limits) brake(r request, now time.Time) time.Time {
	l.forget(now)
	count := l.countFor(r.limit)
	switch {
	case len(l.refusals) >= mostRefusals:
		return l.refusals[0].at.Add(refusalTime)
	case len(l.refusals)+l.underWay >= mostRefusals:
		return now.Add(recheck)
	case r.insist:
		return time.Time{}
	case count >= manyRefusals:
		return l.next
	case count+l.underWay >= manyRefusals:
		return now.Add(recheck)
	}
	return time.Time{}
}

// countFor is how many refusals there were that hold a limit back.
func (l *limits) countFor(limit string) int {
	forbidden := 0
	for _, r := range l.refusals {
		if r.forbidden {
			forbidden++
		}
	}
	most := len(l.refusals) - forbidden
	if l.open.has(limit) {
		return most
	}
	return max(most, forbidden)
}

// refused counts a request that Discord refused.
func (l *limits) refused(forbidden bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.forget(now)
	l.refusals = append(l.refusals, refusal{now, forbidden})
}

// forget drops the refusals that no longer count.
func (l *limits) forget(now time.Time) {
	i := slices.IndexFunc(l.refusals, func(r refusal) bool { return now.Sub(r.at) < refusalTime })
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
