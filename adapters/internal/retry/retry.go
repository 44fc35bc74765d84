// Package retry says how long to wait before a call to a platform is tried again.
package retry

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff waits longer after each failure, each time a random part of it ("full
// jitter", so that many clients do not come back together). The zero value waits from
// half a second to a minute.
type Backoff struct {
	Base, Most time.Duration
	failures   int
}

const (
	defaultBase = 500 * time.Millisecond
	defaultMost = time.Minute
)

// Next is how long to wait after one more failure.
func (b *Backoff) Next() time.Duration {
	base, most := b.Base, b.Most
	if base <= 0 {
		base = defaultBase
	}
	if most <= 0 {
		most = defaultMost
	}
	limit := most
	if b.failures < 32 {
		if grown := base << b.failures; grown > 0 {
			limit = min(most, grown)
		}
	}
	b.failures++
	return base/2 + rand.N(max(1, limit-base/2))
}

// Reset forgets the failures: a call succeeded.
func (b *Backoff) Reset() { b.failures = 0 }

// Sleep waits, at most until ctx is done: then it returns ctx's error.
func Sleep(ctx context.Context, d time.Duration) error { return SleepUntil(ctx, d, nil) }

// SleepUntil is Sleep that ends when up is closed, too.
func SleepUntil(ctx context.Context, d time.Duration, up <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-up:
	}
	return nil
}
