package telegramtest

import (
	"math"
	"time"
)

// Limit is how many messages go through in a time. The zero value is no limit.
type Limit struct {
	Count int
	Per   time.Duration
}

// Limits are those on sending and editing: in each chat, in addition in each group,
// supergroup and channel, and in all chats together. Who goes beyond gets 429 with
// the seconds until there is room.
type Limits struct{ Chat, Group, All Limit }

// Documented are the limits that Telegram's FAQ names for bots; the real ones are
// more lenient for a short time: https://core.telegram.org/bots/faq#broadcasting-to-users
var Documented = Limits{
	Chat:  Limit{Count: 1, Per: time.Second},
	Group: Limit{Count: 20, Per: time.Minute},
	All:   Limit{Count: 30, Per: time.Second},
}

// windows hold when messages went through.
type windows map[windowKey][]time.Time

type windowKey struct {
	chat  int64
	group bool
}

// admit counts a message to a chat, unless it is too much. Failed ones do not count.
func (s *Server) admit(c *chat) error {
	checks := []struct {
		key   windowKey
		limit Limit
	}{
		{windowKey{chat: c.wire.ID}, s.set.limits.Chat},
		{windowKey{}, s.set.limits.All},
		{windowKey{chat: c.wire.ID, group: true}, s.set.limits.Group},
	}
	if c.private() {
		checks = checks[:2]
	}
	now := s.now()
	wait := time.Duration(0)
	for _, check := range checks {
		wait = max(wait, s.windows.wait(check.key, check.limit, now))
	}
	if wait > 0 {
		return tooMany(int(math.Ceil(wait.Seconds())))
	}
	for _, check := range checks {
		if check.limit.Count > 0 {
			s.windows[check.key] = append(s.windows[check.key], now)
		}
	}
	return nil
}

// wait is how long it takes until there is room.
func (w windows) wait(key windowKey, l Limit, now time.Time) time.Duration {
	if l.Count == 0 {
		return 0
	}
	times := w[key]
	for len(times) > 0 && !times[0].Add(l.Per).After(now) {
		times = times[1:]
	}
	w[key] = times
	if len(times) < l.Count {
		return 0
	}
	return times[len(times)-l.Count].Add(l.Per).Sub(now)
}
