package main

import (
	"context"

	"candor/adapters/discord"
	"candor/adapters/telegram"
	"candor/bot"

	"github.com/rs/zerolog"
)

// service is what adapters are of use to people by.
type service struct {
	territory string
	bot       *bot.Bot
	desk      *bot.Desk
	kept      *deliveries
	log       zerolog.Logger
	// The files of the tokens, "" where they are from the environment, which cannot change.
	telegramFile, discordFile string
}

// platforms are the adapters.
type platforms struct {
	runners  map[string]runner // by name
	refusers []refuser
}

// add makes the adapter of each platform that has a token.
func (p *platforms) add(ctx context.Context, tg telegram.Config, dc discord.Config, s service) error {
	if tg.Token != "" {
		if err := p.begin(secret(tg.Token), s.telegramFile, s.onTelegram(ctx, tg)); err != nil {
			return err
		}
	}
	if dc.Token != "" {
		return p.begin(secret(dc.Token), s.discordFile, s.onDiscord(dc))
	}
	return nil
}

// begin makes the adapter of a platform, and one that can be renewed if its token is in a file.
func (p *platforms) begin(token secret, file string, r *renewed) error {
	if err := r.begin(token); err != nil {
		return err
	}
	p.refusers = append(p.refusers, r)
	if file == "" {
		p.runners[r.platform] = r.bot
		return nil
	}
	p.runners[r.platform] = r
	return nil
}

// onTelegram makes adapters that share the limits of people, and know what earlier ones answered.
func (s service) onTelegram(ctx context.Context, tg telegram.Config) *renewed {
	tg.Territory, tg.Search, tg.Profile = s.territory, s.bot.Search, s.bot.Profile()
	tg.Settings = func(group string) bot.Settings { return s.desk.Settings("telegram", group) }
	tg.Moved = func(from, to string) { s.desk.Moved("telegram", from, to) }
	tg.Answered = s.kept.answered
	handler := bot.Recover(bot.RateLimit(flood, nil)(s.bot))
	return &renewed{
		platform: "telegram", refused: telegram.TokenRefused, hangups: hangups, log: s.log,
		read: func() (secret, error) { return readSecret("CANDOR_TELEGRAM_TOKEN", s.telegramFile) },
		make: func(token secret) (adapter, error) {
			tg := tg
			tg.Token, tg.Known = string(token), s.kept.known(ctx)
			return telegram.New(tg, handler, s.log)
		},
	}
}

// onDiscord makes adapters that share the limits of people, and answer no message that an
// earlier one did.
func (s service) onDiscord(dc discord.Config) *renewed {
	dc.Territory, dc.Complete = s.territory, s.bot.Complete
	dc.Settings = func(server string) bot.Settings { return s.desk.Settings("discord", server) }
	handler := bot.Recover(bot.Dedupe(remembered)(bot.RateLimit(flood, nil)(s.bot)))
	return &renewed{
		platform: "discord", refused: discord.TokenRefused, hangups: hangups, log: s.log,
		read: func() (secret, error) { return readSecret("CANDOR_DISCORD_TOKEN", s.discordFile) },
		make: func(token secret) (adapter, error) {
			dc := dc
			dc.Token = string(token)
			return discord.New(dc, handler, s.log)
		},
	}
}
