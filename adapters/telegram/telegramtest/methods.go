package telegramtest

import "strings"

// methods are those that the server knows, beside getUpdates. They are called with
// s.mu held.
var methods = map[string]func(*Server, params) (result, error){
	"getMe": (*Server).getMe,

	"setWebhook":     (*Server).setWebhook,
	"deleteWebhook":  (*Server).deleteWebhook,
	"getWebhookInfo": (*Server).getWebhookInfo,

	"sendMessage":            (*Server).sendMessage,
	"editMessageText":        (*Server).editMessageText,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"sendChatAction":         (*Server).sendChatAction,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"answerInlineQuery":      (*Server).answerInlineQuery,

	"getChat":               (*Server).getChat,
	"getChatMember":         (*Server).getChatMember,
	"getChatAdministrators": (*Server).getChatAdministrators,
	"leaveChat":             (*Server).leaveChat,

	"setMyCommands":         (*Server).setMyCommands,
	"getMyCommands":         (*Server).getMyCommands,
	"deleteMyCommands":      (*Server).deleteMyCommands,
	"setMyName":             setText("name", 64),
	"getMyName":             getText("name"),
	"setMyDescription":      setText("description", 512),
	"getMyDescription":      getText("description"),
	"setMyShortDescription": setText("short_description", 120),
	"getMyShortDescription": getText("short_description"),
}

// spelling maps the names in lower case to the proper ones.
var spelling = spellings()

func spellings() map[string]string {
	names := map[string]string{"getupdates": "getUpdates"}
	for name := range methods {
		names[strings.ToLower(name)] = name
	}
	return names
}

func (s *Server) getMe(params) (result, error) {
	b := s.set.bot
	return encode(wireMe{
		wireUser:    s.bot(),
		JoinsGroups: !b.NoGroups,
		ReadsGroups: b.ReadsGroups,
		Inline:      !b.NoInline,
	})
}
