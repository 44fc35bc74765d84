package main

import (
	"errors"
	"fmt"
	"strings"

	"candor/adapters/discord"
	"candor/adapters/telegram"
)

// configs reads the settings of all platforms, and reports everything that is wrong. A
// platform without a token is left out.
func (c *serveCmd) configs() (telegram.Config, discord.Config, error) {
	tg, errT := c.Telegram.config()
	dc, errD := c.Discord.config()
	if err := errors.Join(errT, errD); err != nil {
		return tg, dc, err
	}
	if tg.Token == "" && dc.Token == "" {
		return tg, dc, errors.New("no platform has a token: set CANDOR_TELEGRAM_TOKEN or CANDOR_DISCORD_TOKEN, or one of them with _FILE")
	}
	var errs []error
	if tg.Token != "" {
		errs = append(errs, named("telegram", tg.Validate()))
	}
	if dc.Token != "" {
		errs = append(errs, named("discord", dc.Validate()))
	}
	if err := errors.Join(errs...); err != nil {
		return tg, dc, errors.New(oneSentence(err))
	}
	return tg, dc, nil
}

// named says of which platform an error is.
func named(platform string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(platform + ": " + oneSentence(err))
}

// config reads the secrets and puts the settings together.
func (f *telegramFlags) config() (telegram.Config, error) {
	token, tokenErr := readSecret("CANDOR_TELEGRAM_TOKEN", f.TokenFile)
	hook, hookErr := readSecret("CANDOR_TELEGRAM_SECRET", f.SecretFile)
	if err := errors.Join(tokenErr, hookErr); err != nil {
		return telegram.Config{}, errors.New(oneSentence(err))
	}
	if f.PerSecond < 0 {
		return telegram.Config{}, usageError{errors.New("--telegram-per-second must not be negative")}
	}
	return telegram.Config{
		Token:      string(token),
		Moderators: f.Moderators,
		Home:       f.Home,
		API:        f.API,
		Webhook:    telegram.Webhook{URL: f.WebhookURL, Listen: f.Listen, Secret: string(hook)},
		Limits:     telegram.Limits{PerSecond: f.PerSecond, Off: f.PerSecond == 0},
	}, nil
}

// oneSentence joins the faults, each of which is a line of err.
func oneSentence(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// config reads the secret and puts the settings together.
func (f *discordFlags) config() (discord.Config, error) {
	token, err := readSecret("CANDOR_DISCORD_TOKEN", f.TokenFile)
	if err != nil {
		return discord.Config{}, err
	}
	shards, err := parseShards(f.Shards)
	if err != nil {
		return discord.Config{}, err
	}
	return discord.Config{
		Token:      string(token),
		Moderators: f.Moderators,
		Home:       f.Home,
		API:        f.API,
		Endpoint:   discord.Endpoint{PublicKey: f.PublicKey, Listen: f.Listen, Only: f.NoGateway},
		Shards:     shards,
	}, nil
}

// parseShards reads "0-3/16": shards 0 to 3 of 16.
func parseShards(s string) (discord.Shards, error) {
	var first, last, total int
	if s == "" {
		return discord.Shards{}, nil
	}
	if n, err := fmt.Sscanf(s, "%d-%d/%d", &first, &last, &total); n != 3 || err != nil || first > last || fmt.Sprintf("%d-%d/%d", first, last, total) != s {
		return discord.Shards{}, usageError{errors.New("--discord-shards must be like 0-3/16")}
	}
	return discord.Shards{First: first, Count: last - first + 1, Total: total}, nil
}
