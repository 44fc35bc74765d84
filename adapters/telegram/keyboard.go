package telegram

import (
	"slices"
	"strconv"

	"candor/adapters/internal/sign"
	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// What a button holds: a version, a code that binds it to a chat and to who may press it,
// and the choice. Telegram takes 64 bytes (core.telegram.org/bots/api#inlinekeyboardbutton)
// and warns that a client may send any.
const (
	dataVersion = "1"
	maxData     = 64
	dataHead    = len(dataVersion) + sign.Length
	// noData is behind a button that does nothing: it is signed by nobody.
	noData = "-"
)

// signer makes codes. Its key comes from the token, so buttons outlive a restart and end
// with the token.
type signer struct{ key sign.Key }

func newSigner(token string) signer { return signer{sign.Derive(token, "candor buttons 1")} }

// data is what a button for the choice holds. Asker 0 lets anybody in the chat press it.
func (s signer) data(chat, asker int64, choice string) string {
	return dataVersion + s.key.Code(number(chat), number(asker), choice) + choice
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

// choice returns the choice of a button that somebody pressed in a chat, if the button is
// of this bot, for this chat, and for them. What only some may do has to be for them by
// number.
func (s signer) choice(chat, presser int64, data string) (string, bool) {
	if len(data) <= dataHead || len(data) > maxData || data[:len(dataVersion)] != dataVersion {
		return "", false
	}
	code, choice := data[len(dataVersion):dataHead], data[dataHead:]
	persons := []string{number(presser), number(0)}
	if (bot.Message{Choice: choice}).NeedsRole() {
		persons = persons[:1]
	}
	if !s.key.Check(code, number(chat), choice, persons...) {
		return "", false
	}
	return choice, true
}

// keyboard puts the choices under a reply, one a row, and the votes side by side; nil if
// there is none.
func (a *Adapter) keyboard(r bot.Reply, chat, asker int64) [][]tgbotapi.InlineKeyboardButton {
	var rows [][]tgbotapi.InlineKeyboardButton
	for _, c := range r.Choices() {
		rows = a.addRow(rows, chat, asker, c)
	}
	rows = a.addRow(rows, chat, asker, r.Votes()...)
	if link := r.Link(); link.ID != "" && a.me.username != "" {
		rows = append(rows, tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonURL(link.Label, a.me.link(link.ID))))
	}
	return rows
}

func (a *Adapter) addRow(rows [][]tgbotapi.InlineKeyboardButton, chat, asker int64, choices ...bot.Choice) [][]tgbotapi.InlineKeyboardButton {
	var row []tgbotapi.InlineKeyboardButton
	for _, c := range choices {
		if data := a.signer.data(chat, asker, c.ID); len(data) <= maxData {
			row = append(row, tgbotapi.NewInlineKeyboardButtonData(c.Label, data))
		}
	}
	if row == nil {
		return rows
	}
	return append(rows, row)
}

// link opens the private chat: core.telegram.org/bots/features#deep-linking.
func (m me) link(start string) string { return "https://t.me/" + m.username + "?start=" + start }

// mark puts a word in the place of the row that holds the button.
func mark(k *tgbotapi.InlineKeyboardMarkup, data, word string) [][]tgbotapi.InlineKeyboardButton {
	if k == nil {
		return nil
	}
	rows := slices.Clone(k.InlineKeyboard)
	for i, row := range rows {
		if slices.ContainsFunc(row, func(b tgbotapi.InlineKeyboardButton) bool { return b.CallbackData != nil && *b.CallbackData == data }) {
			rows[i] = tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonData(word, noData))
			return rows
		}
	}
	return nil
}
