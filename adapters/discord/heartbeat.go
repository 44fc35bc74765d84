package discord

import (
	"context"
	"math/rand/v2"
	"time"
)

// seq is the last number that came, nil before the first.
func (l *link) seq() *int64 {
	if n := l.session.seq.Load(); n > 0 {
		return &n
	}
	return nil
}

// giveUp ends reading: the link is dead.
func (l *link) giveUp() {
	l.zombie.Store(true)
	_ = l.conn.SetReadDeadline(time.Now())
}

// beat sends heartbeats, the first after a random part of the interval. When one was not
// answered before the next is due, the link is dead.
func (l *link) beat(ctx context.Context, interval time.Duration) {
	timer := time.NewTimer(rand.N(interval))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if !l.acked.Swap(false) {
			l.giveUp()
			return
		}
		if l.send(opHeartbeat, l.seq()) != nil {
			return // reading fails too
		}
		timer.Reset(interval)
	}
}
