package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"candor/adapters/store"
	"candor/bot"
	"candor/faq"

	"github.com/rs/zerolog"
)

// reloader puts the folder's answers in use when it is told to from outside the chats: by
// SIGHUP, or by a change of the files.
type reloader struct {
	desk   *bot.Desk
	dir    string // to watch; "" for none
	hangup <-chan os.Signal
	log    zerolog.Logger
}

// settleTime is how long files must be left alone before they are read: editors and copies
// write many at once.
const settleTime = 2 * time.Second

// againTime is how long what made a reload fail, and passes, is waited for.
const againTime = time.Minute

// hangups begins to take SIGHUP, which ends a program that does not, until stop is called.
func hangups() (told <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}

// Run reloads until ctx is done.
func (r *reloader) Run(ctx context.Context) error {
	var changes chan struct{}
	if r.dir != "" {
		changes = make(chan struct{}, 1)
		w := &watcher{dir: r.dir, quiet: settleTime, log: r.log}
		defer w.start(ctx, changes)()
	}
	again := time.NewTimer(0)
	again.Stop()
	for why := ""; ; {
		select {
		case <-r.hangup:
			why = "signal"
		case <-changes:
			why = "watch"
		case <-again.C:
		case <-ctx.Done():
			return nil
		}
		if r.reload(ctx, why) {
			again.Stop()
		} else {
			again.Reset(againTime)
		}
	}
}

// reload logs what became of it: a fault of the files with its place. It reports whether
// that is the end of it, and not for something that passes.
func (r *reloader) reload(ctx context.Context, why string) (settled bool) {
	said, err := r.desk.ReloadNow(ctx, bot.Moderator{Platform: why})
	if err == nil {
		r.log.Info().Str("by", why).Msg(said)
	} else if ctx.Err() == nil {
		logFault(r.log.Error().Str("by", why), err).Msg("not reloaded: the answers in use stay")
	}
	return !bot.Passing(err)
}

// logFault adds an error to a line of the log: of many faults the first, and how many; of
// the store's trouble also the setting that names its folder.
func logFault(e *zerolog.Event, err error) *zerolog.Event {
	var trouble *store.Fault
	if errors.As(err, &trouble) {
		e = e.Str("setting", "--data")
	}
	var faults faq.Faults
	if errors.As(err, &faults) && len(faults) > 1 {
		return e.Err(faults[0]).Int("faults", len(faults))
	}
	return e.Err(err)
}
