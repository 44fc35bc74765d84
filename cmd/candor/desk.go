package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"

	"github.com/rs/zerolog"
)

// desk is what moderators need of a running service.
type desk struct {
	*bot.Desk
	store bot.Store
	data  string // its folder
	close func() error
}

// start returns the core with its desk.
func (c *serveCmd) start(ctx context.Context, dir *knowledgeDir, data *dataDir, log zerolog.Logger) (*bot.Bot, *desk, error) {
	var serving atomic.Pointer[bot.Desk] // nil until it can keep what is in use
	s, err := data.open(func(said string) {
		d := serving.Load()
		if d == nil {
			log.Info().Msg(said)
			return
		}
		log.Warn().Msg(said)
		d.Keep()
	})
	if err != nil {
		return nil, nil, err
	}
	folder, _ := data.path() // or there were no store
	trouble := &seldom{every: time.Minute, now: time.Now}
	cfg := bot.DeskConfig{
		Embedded:  knowledge.Files,
		Store:     s,
		TwoPerson: c.TwoPerson,
		Busy:      roomToBuild,
		Examine:   examineApart,
		Suggest:   suggestions(filepath.Join(folder, suggestionsDir)).add,
		Failed: func(what string, err error) {
			if trouble.pass(what) {
				logFault(log.Error().Str("to", what), err).Msg("could not")
			}
		},
	}
	if *dir != "" {
		cfg.Folder = func() (fs.FS, error) { return dir.files() }
	}
	var ready sync.WaitGroup
	ready.Go(bot.Prepare)
	defer ready.Wait()
	b, d, err := bot.Start(ctx, cfg, readBuild().version)
	if err != nil {
		s.Close()
		return nil, nil, err
	}
	serving.Store(d)
	return b, &desk{Desk: d, store: s, data: folder, close: s.Close}, nil
}

// seldom lets one line of a kind through in a while: what fails once a second must not fill
// the log.
type seldom struct {
	every time.Duration
	now   func() time.Time

	mu   sync.Mutex
	last map[string]time.Time
}

func (s *seldom) pass(what string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if last, ok := s.last[what]; ok && now.Sub(last) < s.every {
		return false
	}
	if s.last == nil {
		s.last = map[string]time.Time{}
	}
	s.last[what] = now
	return true
}

// suggestions is the folder where moderators' suggestions are kept, a file an entry: a
// person copies from there into the knowledge base.
type suggestions string

// add appends a suggestion to its entry's file.
func (dir suggestions) add(s bot.Suggestion) (where string, err error) {
	if err := os.MkdirAll(string(dir), 0o700); err != nil {
		return "", err
	}
	root, err := os.OpenRoot(string(dir))
	if err != nil {
		return "", err
	}
	defer root.Close()
	name := s.Entry + ".txt"
	f, err := root.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	text := "golden.jsonl:\n" + s.Golden() + "\n"
	if line := s.Phrasing(); line != "" {
		text += faq.ID(s.Entry).File() + ", under asked:\n" + line + "\n"
	}
	if _, err := f.WriteString(text + "\n"); err != nil {
		f.Close()
		return "", err
	}
	return filepath.Join(string(dir), name), f.Close()
}
