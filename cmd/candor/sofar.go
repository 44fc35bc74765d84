package main

import (
	"context"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// refuser counts what it refused, since the start.
type refuser interface{ Refused() int64 }

// soFar logs now and then, and at the end, how often answers helped, which dangers messages
// told of, and what was refused: moderators' commands of others, and buttons that were made
// up or are another's. Those are numbers since the start, small ones of dangers left out:
// nothing says whose.
type soFar struct {
	bot      *bot.Bot
	commands refuser
	buttons  []refuser // the adapters
	log      zerolog.Logger
	every    time.Duration
}

// Run logs until ctx is done.
func (s *soFar) Run(ctx context.Context) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for ctx.Err() == nil {
		select {
		case <-ticker.C:
		case <-ctx.Done():
		}
		s.say()
	}
	return nil
}

func (s *soFar) say() {
	helped, votes, buttons := 0, 0, int64(0)
	for _, v := range s.bot.Votes() {
		helped, votes = helped+v.Helpful, votes+v.Helpful+v.Unhelpful
	}
	for _, a := range s.buttons {
		buttons += a.Refused()
	}
	s.log.Info().Int("votes", votes).Int("helpful", helped).Interface("findings", s.bot.Findings()).
		Int64("refused_commands", s.commands.Refused()).Int64("refused_buttons", buttons).Msg("so far")
}
