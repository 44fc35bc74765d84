package adaptertest

import (
	"context"
	"testing"
)

// Running begins what runs until its context is done. It returns what ends it, and fails the
// test if that is by an error.
func Running(t testing.TB, run func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, tell := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	return func() {
		tell()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v", err)
		}
	}
}
