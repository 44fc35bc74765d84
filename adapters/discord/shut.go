package discord

import (
	"net/http"
	"slices"
	"time"
)

// closure is a channel, or another address, that is not for the bot: it is not asked again
// for a while, the longer the more often it said so.
type closure struct {
	until time.Time
	times int
	why   *apiError
}

const (
	shutFirst = time.Minute
	shutMost  = time.Hour
	// mostShut is how many are kept before those that are over are dropped.
	mostShut = 1 << 12
)

// notForTheBot are the codes by which Discord says that of an address, rather than of a
// message (discord.com/developers/docs/topics/opcodes-and-status-codes#json): no code at
// all, no access, no messages to this person, no permission, no server in common.
var notForTheBot = []int{0, 50001, 50007, 50013, 50278}

// close keeps an address shut that refused a request.
func (l *limits) close(limit string, why *apiError) {
	if why.status != http.StatusForbidden || !slices.Contains(notForTheBot, why.code) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	c := l.shut[limit]
	c.until, c.why = now.Add(min(shutFirst<<min(c.times, 10), shutMost)), why
	c.times++
	if len(l.shut) >= mostShut {
		for k, old := range l.shut {
			if old.until.Before(now) {
				delete(l.shut, k)
			}
		}
	}
	l.shut[limit] = c
}

// closed is why an address is shut, nil if it is not.
func (l *limits) closed(limit string) *apiError {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c := l.shut[limit]; time.Now().Before(c.until) {
		return c.why
	}
	return nil
}
