package retry_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/internal/retry"
)

// TestBackoff: waits grow, never exceed the cap, are never nothing, and start anew after
// a success.
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
				longest := time.Duration(0)
				for i := range 100 {
					got := b.Next()
					limit := most
					if i < 6 {
						limit = min(most, base<<i)
					}
					if got < base/2 || got > max(limit, base) {
						t.Fatalf("wait %d is %v, want %v to %v", i, got, base/2, limit)
					}
					longest = max(longest, got)
				}
				if longest < most/2 {
					t.Errorf("the longest of 100 waits is %v, want near %v", longest, most)
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
