package telegramtest

import "time"

// Option changes how a server behaves.
type Option func(*settings)

type settings struct {
	bot            Bot
	limits         Limits
	keep           int
	conflictDelay  time.Duration
	backoff, limit time.Duration
}

func defaults() settings {
	return settings{
		bot:           Bot{ID: 123456, Name: "FAQ", Username: "faq_bot"},
		conflictDelay: 3 * time.Second,
		backoff:       50 * time.Millisecond,
		limit:         time.Second,
	}
}

// Bot is the bot as getMe describes it. The zero value of a switch is what
// BotFather sets at first, but for inline mode, which is on.
type Bot struct {
	ID          int64
	Name        string
	Username    string
	ReadsGroups bool // privacy mode is off
	NoGroups    bool
	NoInline    bool
}

// As sets who the bot is; empty fields stay as they are: 123456, FAQ, faq_bot.
func As(b Bot) Option {
	return func(s *settings) {
		if b.ID == 0 {
			b.ID = s.bot.ID
		}
		if b.Name == "" {
			b.Name = s.bot.Name
		}
		if b.Username == "" {
			b.Username = s.bot.Username
		}
		s.bot = b
	}
}

// Flood makes the server enforce limits on sending and editing.
func Flood(l Limits) Option { return func(s *settings) { s.limits = l } }

// Keep makes the server forget all but about the last n calls, messages and
// answers, for tests with very many. Counts, like [Server.SentCount], go on.
func Keep(n int) Option { return func(s *settings) { s.keep = n } }

// ConflictDelay is how late the second and further of several 409 come. Telegram
// waits three seconds.
func ConflictDelay(d time.Duration) Option { return func(s *settings) { s.conflictDelay = d } }

// WebhookBackoff is how long the server waits before it repeats an update that the
// webhook did not take: first, then twice as long each time, at most limit.
// Telegram takes a second and one to two minutes; here it is 50 ms and a second.
func WebhookBackoff(first, limit time.Duration) Option {
	return func(s *settings) { s.backoff, s.limit = first, limit }
}
