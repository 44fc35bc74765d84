package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/rs/zerolog"
)

// watcher tells of changes to the files of a knowledge base once they have settled. The
// system tells it of the files in a folder; that another folder takes the place of one, as
// when a link on the way to it is turned, it has to look for itself.
type watcher struct {
	dir   string
	quiet time.Duration // for how long the files must be left alone
	log   zerolog.Logger

	events *fsnotify.Watcher
	seen   [2]os.FileInfo // what is watched of folders; nil where there is none
	told   string         // what is wrong, if that has been logged
}

// start watches until the function that it returns is called.
func (w *watcher) start(ctx context.Context, changes chan<- struct{}) (stop func()) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.log.Warn().Err(err).Msg("the folder is not watched")
		return func() {}
	}
	w.events = events
	w.look()
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { w.run(ctx, changes) })
	return func() {
		cancel()
		running.Wait()
		events.Close()
	}
}

func (w *watcher) run(ctx context.Context, changes chan<- struct{}) {
	looks := time.NewTicker(w.quiet)
	defer looks.Stop()
	settled := time.NewTimer(w.quiet)
	settled.Stop()
	for {
		select {
		case <-w.events.Events:
			settled.Reset(w.quiet)
		case <-w.events.Errors: // events were lost: something has changed
			settled.Reset(w.quiet)
		case <-looks.C:
			if w.look() {
				settled.Reset(w.quiet)
			}
		case <-settled.C:
			w.look()
			select {
			case changes <- struct{}{}:
			default: // one is told of already
			}
		case <-ctx.Done():
			return
		}
	}
}

// look watches the folder and its entries, also those that have taken another's place. It
// reports whether there are any.
func (w *watcher) look() (changed bool) {
	wrong := ""
	for i, name := range []string{w.dir, filepath.Join(w.dir, "entries")} {
		info, err := os.Stat(name)
		if err == nil && os.SameFile(info, w.seen[i]) {
			continue
		}
		changed = changed || err == nil || w.seen[i] != nil
		_ = w.events.Remove(name) // which may not be watched
		if err == nil {
			err = w.events.Add(name)
		}
		if w.seen[i] = info; err != nil {
			w.seen[i], wrong = nil, err.Error()
		}
	}
	if wrong != "" && wrong != w.told {
		w.log.Warn().Str("error", wrong).Msg("the folder is not watched until it is there")
	}
	w.told = wrong
	return changed
}
