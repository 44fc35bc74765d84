package discord

import (
	"context"
	"slices"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
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

	pending     int       // shards that may identify and have not yet
	total, left int       // sessions that Discord lets this bot begin, with all its processes; total 0 is not known
	renewed     time.Time // when left is total again
}

const (
	identifySpacing = 5 * time.Second
	identifyPerDay  = 100 // or twice for each shard
)

// newIdentifying takes what Discord says of it, and how many shards there are here.
func newIdentifying(limit discordgo.SessionInformation, shards int) *identifying {
	n := max(1, limit.MaxConcurrency)
	i := &identifying{
		groups: make([]chan struct{}, n), at: make([]time.Time, n), perDay: max(identifyPerDay, 2*shards),
		total: limit.Total, left: limit.Remaining, renewed: time.Now().Add(time.Duration(limit.ResetAfter) * time.Millisecond),
	}
	for g := range i.groups {
		i.groups[g] = make(chan struct{}, 1)
	}
	return i
}

// renew takes in what Discord says is left now. It has not counted who may identify and has
// not yet.
func (i *identifying) renew(limit discordgo.SessionInformation) {
	if limit.Total <= 0 { // it says nothing
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.total, i.left = limit.Total, limit.Remaining-i.pending
	i.renewed = time.Now().Add(time.Duration(limit.ResetAfter) * time.Millisecond)
}

// next is for other shards, when none of these waits any more. What was begun today counts on.
func (i *identifying) next(limit discordgo.SessionInformation, shards int) *identifying {
	n := newIdentifying(limit, shards)
	n.today = i.today
	last := slices.MaxFunc(i.at, time.Time.Compare)
	for g := range n.at {
		n.at[g] = last
	}
	return n
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
	i.pending--
	if now := time.Now(); sent {
		i.at[group] = now.Add(identifySpacing)
		i.today = append(i.today, now)
	} else {
		i.left++
	}
	i.mu.Unlock()
	<-i.groups[group]
}

// take returns how long a shard of a group has to wait: nothing if it may identify now, which
// then counts.
func (i *identifying) take(group int, now time.Time) time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.today = slices.DeleteFunc(i.today, func(t time.Time) bool { return now.Sub(t) > 24*time.Hour })
	if len(i.today) >= i.perDay {
		return i.today[0].Add(24 * time.Hour).Sub(now)
	}
	if i.total > 0 && !now.Before(i.renewed) {
		i.left, i.renewed = i.total, now.Add(24*time.Hour)
	}
	if i.total > 0 && i.left <= 0 {
		return i.renewed.Sub(now)
	}
	if wait := i.at[group].Sub(now); wait > 0 {
		return wait
	}
	i.left--
	i.pending++
	return 0
}
