package retry_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/internal/retry"
)

// TestBackoff: waits grow, never exceed the cap, are never nothing, are the cap in the end, so
// that trials do not come oftener, and start anew after a success.
func TestBackoff(t *testing.T) {
	for name, b := range map[string]retry.Backoff{
		"zero": {},
		"own":  {Base: time.Second, Most: 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			base, most := b.Base, b.Most
			if base == 0 {
				base, most = 500*time.Millisecond, time.Minute
			}
			for range 3 {
				for i := range 100 {
					got := b.Next()
					limit := most
					if i < 6 {
						limit = min(most, base<<i)
					}
					if got < base/2 || got > max(limit, base) {
						t.Fatalf("wait %d is %v, want %v to %v", i, got, base/2, limit)
					}
					if i >= 7 && got != most {
						t.Errorf("wait %d is %v, want %v", i, got, most)
					}
				}
				b.Reset()
			}
		})
	}
}

func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if err := retry.Sleep(t.Context(), time.Minute); err != nil || time.Since(start) != time.Minute {
			t.Errorf("Sleep = %v after %v, want nil after a minute", err, time.Since(start))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start = time.Now()
		if err := retry.Sleep(ctx, time.Minute); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("Sleep = %v after %v, want the context's end after a second", err, time.Since(start))
		}
	})
}

// TestPatience: what fails at a platform that is there waits for its own failures alone.
func TestPatience(t *testing.T) {
	var p retry.Patience
	for range 20 {
		p.Next(errRefused)
	}
	if wait := p.Next(errLater); wait > time.Second {
		t.Errorf("the first failure of a platform that is back waits %v, want a second at most", wait)
	}
	if wait := p.Next(errRefused); wait != time.Minute {
		t.Errorf("one more failed connection waits %v, want a minute", wait)
	}
	p.Reset()
	if wait := p.Next(errRefused); wait > time.Second {
		t.Errorf("the first failed connection after a success waits %v, want a second at most", wait)
	}
}
