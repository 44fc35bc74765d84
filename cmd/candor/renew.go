package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// adapter is a bot on a platform.
type adapter interface {
	runner
	refuser
}

// renewed is a bot whose token stands in a file. When its platform refuses the token it is off
// until the file holds another one, and begins anew with that: the program goes on. The file is
// read when a SIGHUP comes, and each minute.
type renewed struct {
	platform string
	read     func() (secret, error)              // the file
	make     func(token secret) (adapter, error) // makes the bot
	refused  func(error) bool                    // whether the bot ended for its token
	hangups  func() (<-chan os.Signal, func())   // begins to take SIGHUP
	log      zerolog.Logger

	mu     sync.Mutex
	token  secret
	bot    adapter
	before int64 // what the bots before this one refused
}

// renewEvery is how long a new token waits to be seen, at most.
const renewEvery = time.Minute

// errSameToken is that there is nothing new to try.
var errSameToken = errors.New("the token's file still holds the token that was refused")

// begin makes the first bot.
func (r *renewed) begin(token secret) (err error) {
	r.token = token
	r.bot, err = r.make(token)
	return err
}

// Run serves until ctx is done. The error is one that another token cannot help.
func (r *renewed) Run(ctx context.Context) error {
	hangup, stop := r.hangups()
	defer stop()
	for {
		err := r.bot.Run(ctx)
		if err == nil || !r.refused(err) {
			return err
		}
		r.log.Error().Str("platform", r.platform).Err(err).Msg("platform is off until its token's file holds another one")
		if !r.renew(ctx, hangup) {
			return nil
		}
		r.log.Info().Str("platform", r.platform).Msg("trying another token")
	}
}

// renew returns true once there is a bot with another token, and false when ctx is done. What
// keeps the file's token from being tried is logged once, and whenever somebody asks by a signal.
func (r *renewed) renew(ctx context.Context, hangup <-chan os.Signal) bool {
	ticker := time.NewTicker(renewEvery)
	defer ticker.Stop()
	said := errSameToken.Error()
	for {
		asked := false
		select {
		case <-ctx.Done():
			return false
		case <-hangup:
			asked = true
		case <-ticker.C:
		}
		err := r.another()
		if err == nil {
			return true
		}
		if why := oneSentence(err); asked || why != said {
			said = why
			r.log.Error().Str("platform", r.platform).Str("reason", why).Msg("platform stays off")
		}
	}
}

// another makes a bot with the token in the file, if it is not the one that was refused.
func (r *renewed) another() error {
	token, err := r.read()
	switch {
	case err != nil:
		return err
	case token == r.token:
		return errSameToken
	}
	next, err := r.make(token)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.before += r.bot.Refused()
	r.token, r.bot = token, next
	return nil
}

// Refused implements refuser: it is what all the bots refused.
func (r *renewed) Refused() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.before + r.bot.Refused()
}
