package main

import (
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
		lines := make(lineWriter, 8)
		w := &helplineWatch{func() time.Time { return start.Add(time.Since(began)) }, zerolog.New(lines)}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.Run(ctx) }()
		first := safety.OlderHelplines(start.AddDate(0, 0, 1), safety.FailAge)[0]
		for day, want := range []int{0, 1, 1, 1} {
			synctest.Wait()
			if len(lines) != want {
				t.Errorf("after %d days it says so %d times, want %d", day, len(lines), want)
			}
			for range len(lines) {
				if line := <-lines; !strings.Contains(line, `"level":"error"`) || !strings.Contains(line, first) {
					t.Errorf("after %d days: no error that names %s: %s", day, first, line)
				}
			}
			time.Sleep(24 * time.Hour)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run() = %v", err)
		}
	})
}

// lineWriter hands on each line of a log.
type lineWriter chan string

func (w lineWriter) Write(b []byte) (int, error) {
	w <- string(b)
	return len(b), nil
}
