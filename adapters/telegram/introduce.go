package telegram

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"candor/adapters/internal/retry"
	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// introduce tells Telegram the commands and how the bot describes itself, where that
// differs from what Telegram has. It tries again while Telegram fails. The bot answers
// without it, so what is refused is only logged.
func (a *Adapter) introduce(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	for what, step := range map[string]func() error{
		"commands":          func() error { return a.setCommands(ctx, bot.Commands(), nil) },
		"description":       func() error { return a.setText(ctx, "Description", "description", a.cfg.Profile.Description) },
		"short description": func() error { return a.setText(ctx, "ShortDescription", "short_description", a.cfg.Profile.Short) },
	} {
		all.Go(func() {
			if err := a.insist(ctx, what, step); err != nil {
				a.log.Warn().Str("what", what).Err(err).Msg("not introduced")
			}
		})
	}
	all.Go(func() { a.introduceModerators(ctx) })
}

// introduceModerators shows the moderators their commands, in their group and in private.
// It only shows them: what somebody may do is found out when they do it.
func (a *Adapter) introduceModerators(ctx context.Context) {
	commands := append(bot.Commands(), bot.ModeratorCommands()...) // the narrowest list hides the others
	if a.groups.moderators() != 0 {
		err := a.insist(ctx, "the moderators' group", func() error {
			err := a.setCommands(ctx, commands, &scope{"chat_administrators", a.groups.moderators()})
			if to, ok := movedTo(err); ok {
				a.groups.move(a.groups.moderators(), to)
				a.log.Warn().Msg("the moderators' group has another number now than the one that is set")
				err = a.setCommands(ctx, commands, &scope{"chat_administrators", to})
			}
			return err
		})
		if err != nil {
			a.log.Warn().Err(err).Msg("the moderators' group gets no menu: is the bot in it?")
		}
	}
	for id := range a.moderators {
		err := a.insist(ctx, "a moderator", func() error { return a.setCommands(ctx, commands, &scope{"chat", id}) })
		if err != nil { // they never wrote to the bot: they need no menu
			a.log.Debug().Err(err).Msg("a moderator gets no menu")
		}
	}
}

// insist makes a step until Telegram takes or refuses it, or ctx is done.
func (a *Adapter) insist(ctx context.Context, what string, step func() error) error {
	var back retry.Patience
	for {
		err := step()
		f, after := faultOf(err)
		switch {
		case err == nil, ctx.Err() != nil:
			return nil
		case f != faultDown && f != faultServer && f != faultUnsure && f != faultSlower:
			return err
		}
		wait := max(after, back.Next(err))
		a.log.Debug().Str("what", what).Stringer("reason", f).Dur("wait", wait).Msg("not introduced yet")
		if a.client.lookout.Sleep(ctx, wait, err) != nil {
			return nil
		}
	}
}

// scope says who sees commands: core.telegram.org/bots/api#botcommandscope.
type scope struct {
	Type string `json:"type"`
	Chat int64  `json:"chat_id"`
}

// setCommands makes a menu of the commands, for everybody if s is nil.
func (a *Adapter) setCommands(ctx context.Context, commands []bot.Command, s *scope) error {
	params := tgbotapi.Params{}
	if s != nil {
		if err := params.AddInterface("scope", s); err != nil {
			return err
		}
	}
	result, err := a.client.call(ctx, "getMyCommands", params)
	if err != nil {
		return err
	}
	want := menu(commands)
	var have []tgbotapi.BotCommand
	if json.Unmarshal(result, &have) == nil && slices.Equal(have, want) {
		return nil
	}
	if err := params.AddInterface("commands", want); err != nil {
		return err
	}
	_, err = a.client.call(ctx, "setMyCommands", params)
	return err
}

// menu is the commands as core.telegram.org/bots/api#botcommand has them.
func menu(commands []bot.Command) []tgbotapi.BotCommand {
	var out []tgbotapi.BotCommand
	for _, c := range commands {
		text := c.Help
		if c.Args != "" {
			text = c.Args + ": " + text
		}
		out = append(out, tgbotapi.BotCommand{Command: c.Name, Description: text})
	}
	return out
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
