package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot/safety"

	"github.com/rs/zerolog"
)

// TestServeTellsOldHelplines: who runs the program reads on each day that its cards show no
// numbers any more, from the first such day on, and nothing before.
func TestServeTellsOldHelplines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		start := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
		for len(safety.OlderHelplines(start.AddDate(0, 0, 1), safety.FailAge)) == 0 {
			start = start.AddDate(0, 0, 1) // the day before the first is too old
		}
		var log bytes.Buffer
		w := &helplineWatch{func() time.Time { return start.Add(time.Since(began)) }, zerolog.New(&log)}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.Run(ctx) }()
		for day, want := range []int{0, 1, 2, 3} {
			synctest.Wait()
			if got := strings.Count(log.String(), `"level":"error"`); got != want {
				t.Errorf("after %d days it said so %d times, want %d: %s", day, got, want, &log)
			}
			time.Sleep(24 * time.Hour)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run() = %v", err)
		}
		if first := safety.OlderHelplines(start.AddDate(0, 0, 1), safety.FailAge)[0]; !strings.Contains(log.String(), first) {
			t.Errorf("does not name %s: %s", first, &log)
		}
	})
}
