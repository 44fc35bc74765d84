package telegram

import (
	"context"
	"strconv"

	"candor/adapters/internal/lanes"
	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// acknowledge answers a callback query: the button stops turning.
func (a *Adapter) acknowledge(ctx context.Context, query string) func() []lanes.Parcel {
	return func() []lanes.Parcel {
		return []lanes.Parcel{{Urgent: true, Send: func() {
			_, err := a.client.call(ctx, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": query})
			if f, _ := faultOf(err); err != nil && f != faultOther { // too old is no matter
				a.log.Debug().Stringer("reason", f).Msg("button not acknowledged")
			}
		}}}
	}
}

// pressed follows a button, if it is one of the bot's for this person.
func (a *Adapter) pressed(ctx context.Context, id int, e event) []lanes.Parcel {
	choice, ok := a.choice(e)
	if !ok {
		if e.data != noData {
			a.refused.Add(1)
		}
		return nil
	}
	r, ok := a.ask(ctx, e, a.message(ctx, id, e, choice))
	if !ok {
		return nil
	}
	o := a.compose(e, r)
	switch r.Place() {
	case bot.PlaceSame:
		o.edit = e.message
	case bot.PlaceMark:
		return a.marked(ctx, e, r.Title())
	}
	return a.parcels(ctx, e, o)
}

// choice is what the button was for, if it is of this bot, for this chat, and for who
// pressed it. A group's buttons stay its own when it gets another number.
func (a *Adapter) choice(e event) (string, bool) {
	for _, chat := range []int64{e.chat, a.groups.former(e.chat)} {
		if choice, ok := a.signer.choice(chat, e.user, e.data); ok && chat != 0 {
			return choice, true
		}
	}
	return "", false
}

// Refused is how often since the start a button was pressed that was never there, or is
// another's, or another chat's, or has lost its message.
func (a *Adapter) Refused() int64 { return a.refused.Load() }

// marked puts a word in the place of the votes that were pressed.
func (a *Adapter) marked(ctx context.Context, e event, word string) []lanes.Parcel {
	rows := mark(e.markup, e.data, word)
	if rows == nil || a.groups.current(e.chat) != e.chat { // a message of another number by now
		return nil
	}
	return []lanes.Parcel{{Send: func() {
		params := tgbotapi.Params{"message_id": strconv.Itoa(e.message)}
		err := params.AddInterface("reply_markup", tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows})
		if err == nil {
			_, err = a.sender.call(ctx, request{method: "editMessageReplyMarkup", params: params, chat: e.chat, job: e.job})
		}
		a.gaveUp(err, "buttons not changed")
	}}}
}
