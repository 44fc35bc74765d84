package discord

import (
	"context"
	"slices"
	"sync"
	"time"

	"candor/adapters/internal/retry"
)

// identifying says when a shard may identify: so many at once in five seconds
// (discord.com/developers/docs/topics/gateway#rate-limiting), and far fewer in a day than
// the thousand after which Discord takes the token away.
type identifying struct {
	groups []chan struct{} // held by the shard of each group whose turn it is

	mu     sync.Mutex
	at     []time.Time // when a shard of each group may next
	today  []time.Time
	perDay int
}

const (
	identifySpacing = 5 * time.Second
	identifyPerDay  = 100 // or twice for each shard
)

func newIdentifying(atOnce, shards int) *identifying {
	n := max(1, atOnce)
	i := &identifying{groups: make([]chan struct{}, n), at: make([]time.Time, n), perDay: max(identifyPerDay, 2*shards)}
	for g := range i.groups {
		i.groups[g] = make(chan struct{}, 1)
	}
	return i
}

// wait returns when the shard may identify. It must call done when it has sent that, or does
// not want to any more: until then no other shard of its group may, so that no two of them
// come together on the way.
func (i *identifying) wait(ctx context.Context, shard int) (done func(sent bool), err error) {
	g := shard % len(i.groups)
	select {
	case i.groups[g] <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		d := i.take(g, time.Now())
		if d <= 0 {
			break
		}
		if err := retry.Sleep(ctx, d); err != nil {
			<-i.groups[g]
			return nil, err
		}
	}
	var once sync.Once
	return func(sent bool) { once.Do(func() { i.done(g, sent) }) }, nil
}

// done lets the next shard of a group come.
func (i *identifying) done(group int, sent bool) {
	i.mu.Lock()
	if now := time.Now(); sent {
		i.at[group] = now.Add(identifySpacing)
		i.today = append(i.today, now)
	}
	i.mu.Unlock()
	<-i.groups[group]
}

// take returns how long a shard of a group has to wait.
func (i *identifying) take(group int, now time.Time) time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.today = slices.DeleteFunc(i.today, func(t time.Time) bool { return now.Sub(t) > 24*time.Hour })
	if len(i.today) >= i.perDay {
		return i.today[0].Add(24 * time.Hour).Sub(now)
	}
	return i.at[group].Sub(now)
}
