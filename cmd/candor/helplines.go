package main

import (
	"context"
	"time"

	"candor/bot/safety"

	"github.com/rs/zerolog"
)

// helplineWatch logs at the start, and once a day, that helplines are too old to be shown,
// while there are such. To serve on without them is safer than not to serve: see
// [safety.Directory].
type helplineWatch struct {
	now func() time.Time
	log zerolog.Logger
}

// Run logs until ctx is done.
func (w *helplineWatch) Run(ctx context.Context) error {
	ticker := time.NewTicker(24 * time.Hour)
	defer ticker.Stop()
	for {
		w.say()
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (w *helplineWatch) say() {
	if old := safety.OlderHelplines(w.now(), safety.FailAge); len(old) > 0 {
		w.log.Error().Int("old", len(old)).Str("such_as", old[0]).Float64("days", safety.FailAge.Hours()/24).
			Msg("helplines are too old to be shown, cards name the worldwide finder instead: read their pages again, and build candor anew")
	}
}
