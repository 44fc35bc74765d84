package telegram

import (
	"context"
	"strconv"
	"time"

	"candor/adapters/internal/retry"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// typingAfter is how long a reply may take before the chat shows that one is coming: a
	// moderator's reload does, an answer does not.
	typingAfter = time.Second
	// typingAgain is a little less than the five seconds for which Telegram shows it
	// (core.telegram.org/bots/api#sendchataction).
	typingAgain = 4 * time.Second
)

// typing shows in an event's chat that a reply is coming, if it takes long, until the function
// that it returns is called.
func (a *Adapter) typing(ctx context.Context, e event) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	first := time.AfterFunc(typingAfter, func() {
		defer close(ended)
		for a.sender.typing(ctx, e.chat, e.thread) == nil && retry.Sleep(ctx, typingAgain) == nil {
		}
	})
	return func() {
		cancel()
		if !first.Stop() {
			<-ended
		}
	}
}

// typing says so once. It is no message: where it cannot be said nobody misses it, and nothing
// else waits for it.
func (s *sender) typing(ctx context.Context, chat int64, thread int) error {
	to := s.groups.current(chat)
	if s.left(to) || s.pace.silent(to) {
		return nil
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(to, 10), "action": tgbotapi.ChatTyping}
	if to == chat { // numbers of topics are of others elsewhere
		params.AddNonZero("message_thread_id", thread)
	}
	_, err := s.client.call(ctx, "sendChatAction", params)
	return err
}
