package telegram

import (
	"context"
	"encoding/json"
	"slices"

	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// introduce tells Telegram the commands and how the bot describes itself, where that
// differs from what Telegram has. The bot answers without it, so a failure is only
// logged.
func (a *Adapter) introduce(ctx context.Context) {
	want := commands()
	for what, step := range map[string]func() error{
		"commands":          func() error { return a.setCommands(ctx, want) },
		"description":       func() error { return a.setText(ctx, "Description", "description", a.cfg.Profile.Description) },
		"short description": func() error { return a.setText(ctx, "ShortDescription", "short_description", a.cfg.Profile.Short) },
	} {
		if err := step(); err != nil && ctx.Err() == nil {
			a.log.Warn().Str("what", what).Err(err).Msg("not introduced")
		}
	}
}

// commands is the menu: core.telegram.org/bots/api#botcommand.
func commands() []tgbotapi.BotCommand {
	var out []tgbotapi.BotCommand
	for _, c := range bot.Commands() {
		out = append(out, tgbotapi.BotCommand{Command: c.Name, Description: c.Help})
	}
	return out
}

func (a *Adapter) setCommands(ctx context.Context, want []tgbotapi.BotCommand) error {
	result, err := a.client.call(ctx, "getMyCommands", nil)
	if err != nil {
		return err
	}
	var have []tgbotapi.BotCommand
	if json.Unmarshal(result, &have) == nil && slices.Equal(have, want) {
		return nil
	}
	params := tgbotapi.Params{}
	if err := params.AddInterface("commands", want); err != nil {
		return err
	}
	_, err = a.client.call(ctx, "setMyCommands", params)
	return err
}

// setText sets a text of the profile: getMy… and setMy… with one parameter.
func (a *Adapter) setText(ctx context.Context, method, name, want string) error {
	if want == "" {
		return nil
	}
	result, err := a.client.call(ctx, "getMy"+method, nil)
	if err != nil {
		return err
	}
	var have map[string]string
	if json.Unmarshal(result, &have) == nil && have[name] == want {
		return nil
	}
	_, err = a.client.call(ctx, "setMy"+method, tgbotapi.Params{name: want})
	return err
}

// hello finds out whose token it is. It waits while Telegram cannot be reached.
func (a *Adapter) hello(ctx context.Context) error {
	result, err := a.untilTaken(ctx, "getMe", nil)
	if err != nil || ctx.Err() != nil {
		return err
	}
	var user tgbotapi.User
	if err := json.Unmarshal(result, &user); err != nil || user.UserName == "" {
		a.log.Warn().Msg("telegram does not say who the bot is: mentions and links will not work")
	}
	a.me = me{id: user.ID, username: user.UserName}
	a.log.Info().Str("bot", "@"+user.UserName).Bool("inline", user.SupportsInlineQueries).
		Bool("reads_groups", user.CanReadAllGroupMessages).Msg("telegram knows the token")
	return nil
}
