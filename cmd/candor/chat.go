package main

import (
	"time"

	"candor/adapters/terminal"
	"candor/bot"

	"github.com/rs/zerolog"
)

type chatCmd struct{ placeFlags }

const welcome = "Ask in your own words. A number picks a choice, Tab completes, /help tells more, Ctrl-D leaves.\n"

// Run talks until the input ends.
func (c *chatCmd) Run(con *console, dir *knowledgeDir) error {
	if err := c.check(con.errOut); err != nil {
		return err
	}
	b, err := dir.bot()
	if err != nil {
		return err
	}
	log := zerolog.New(zerolog.ConsoleWriter{Out: con.errOut, TimeFormat: time.TimeOnly, NoColor: !colorful(con.errOut)}).
		With().Timestamp().Logger()
	chat, err := terminal.New(terminal.Config{
		In:        con.in,
		Out:       con.out,
		Welcome:   welcome,
		Color:     colorful(con.out),
		Locale:    messagesLocale(),
		Territory: c.Territory,
		Complete:  b.Complete,
	}, bot.Recover(b), log)
	if err != nil {
		return err
	}
	return chat.Run(con.ctx)
}
