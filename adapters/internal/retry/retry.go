// Package retry says how long to wait before a call to a platform is tried again, and
// notices when one that could not be reached can be again.
package retry

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff waits longer after each failure, each time a random part of it ("full
// jitter", so that many clients do not come back together). Once it could wait for Most it
// waits for just that: no more than one trial in that time, and what came before keeps the
// clients apart. The zero value waits from half a second to a minute.
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
	if limit == most {
		return most
	}
	return base/2 + rand.N(max(1, limit-base/2))
}

// Reset forgets the failures: a call succeeded.
func (b *Backoff) Reset() { b.failures = 0 }

// Patience is two backoffs: one for calls that did not reach the platform, one for all other
// failures. After an outage a platform may fail in its first seconds, which is no reason to
// wait as long as for the outage. The zero value waits as that of [Backoff].
type Patience struct{ away, failing Backoff }

// Next is how long to wait after one more failure, which was err.
func (p *Patience) Next(err error) time.Duration {
	if Unreached(err) {
		return p.away.Next()
	}
	return p.failing.Next()
}

// Reset forgets the failures: a call succeeded.
func (p *Patience) Reset() { *p = Patience{} }

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
