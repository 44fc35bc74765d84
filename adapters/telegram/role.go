package telegram

import (
	"context"

	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Accounts that Telegram shows as authors of what has none
// (core.telegram.org/bots/api#message): everybody's, so they may do nothing.
const (
	anonymousAdministrator = 1087968824
	anonymousChannel       = 136817688
	telegramItself         = 777000
)

func nobodys(user int64) bool {
	return user == anonymousAdministrator || user == anonymousChannel || user == telegramItself
}

// role finds out what somebody may do, now, and only by what is certainly theirs. Whom
// Telegram does not vouch for is a member.
func (a *Adapter) role(ctx context.Context, e event) bot.Role {
	if !e.own {
		return bot.RoleMember
	}
	chat, home := a.groups.current(e.chat), a.groups.moderators()
	switch {
	case e.group && chat != home:
		if a.administers(ctx, chat, e.user) {
			return bot.RoleManager
		}
	case a.moderators[e.user], home != 0 && a.administers(ctx, home, e.user):
		return bot.RoleModerator
	}
	return bot.RoleMember
}

// administers reports whether Telegram says that somebody administers a group.
func (a *Adapter) administers(ctx context.Context, chat, user int64) bool {
	yes, err := a.members.administers(ctx, chat, user)
	if to, ok := movedTo(err); ok {
		a.groups.move(chat, to)
		yes, err = a.members.administers(ctx, to, user)
	}
	if err != nil {
		f, _ := faultOf(err)
		a.log.Debug().Stringer("reason", f).Msg("somebody's rights are not known: taken for a member")
		return false
	}
	return yes
}

// own reports whether a message is of the person whom it says it is of, by their own hand,
// and just now: not forwarded, edited, sent later, or by a bot, a business, a chat for them.
func (m *message) own() bool {
	forwarded := m.ForwardOrigin != nil || m.ForwardDate != 0 || m.ForwardFrom != nil || m.ForwardFromChat != nil ||
		m.ForwardFromMessageID != 0 || m.ForwardSenderName != "" || m.ForwardSignature != "" || m.IsAutomaticForward
	other := m.ViaBot != nil || m.SenderChat != nil || m.Business != "" || m.BusinessBot != nil ||
		m.GuestQuery != "" || m.GuestUser != nil || m.GuestChat != nil
	return !forwarded && !other && !m.Offline && m.EditDate == 0 && m.with(m.From)
}

// with reports whether a person can be in the chat of the message as themselves.
func (m *message) with(user *tgbotapi.User) bool {
	if user == nil || m.Chat == nil || user.IsBot || user.ID <= 0 || nobodys(user.ID) || m.Business != "" {
		return false
	}
	switch m.Chat.Type {
	case "private":
		return m.Chat.ID == user.ID
	case "group", "supergroup":
		return m.Chat.ID < 0
	}
	return false
}
