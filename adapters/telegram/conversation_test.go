package telegram_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"

	"github.com/rs/zerolog"
)

// TestConversation is the one that every chat adapter must pass.
func TestConversation(t *testing.T) {
	adaptertest.Test(t, func(t *testing.T) adaptertest.Platform {
		s := telegramtest.New(t)
		return &platform{s, telegramtest.Checked(t, s)}
	})
}

// platform is Telegram for the conversation.
type platform struct {
	s   *telegramtest.Server
	url string
}

var _ adaptertest.Platform = (*platform)(nil)

func (p *platform) Run(ctx context.Context, h bot.Handler, log zerolog.Logger) error {
	a, err := telegram.New(telegram.Config{Token: telegramtest.Token, API: p.url, Limits: telegram.Limits{Off: true}}, h, log)
	if err != nil {
		return err
	}
	return a.Run(ctx)
}

func (p *platform) Say(where adaptertest.Where, text string) string {
	in := telegramtest.Incoming{User: asker, Text: text, Name: askerName, Username: askerUser}
	switch where {
	case adaptertest.Group:
		in.Chat, in.ChatType, in.Text = group, telegramtest.Supergroup, "@faq_bot "+text
	case adaptertest.Aside:
		in.Chat, in.ChatType = group, telegramtest.Supergroup
	case adaptertest.Own:
		in = telegramtest.Incoming{Chat: asker, User: 123456, FromBot: true, Text: text}
	case adaptertest.OwnGroup:
		in = telegramtest.Incoming{Chat: group, ChatType: telegramtest.Supergroup, User: 123456, FromBot: true, Text: "@faq_bot " + text}
	}
	return strconv.Itoa(p.s.Say(in))
}

func (p *platform) Press(label string) string {
	for _, m := range slices.Backward(p.s.Sent()) {
		if b, ok := m.Button(label); ok {
			return strconv.Itoa(p.s.Press(m.Chat, asker, b.Data, m.MessageID))
		}
	}
	return ""
}

func (p *platform) Redeliver(event string) {
	id, _ := strconv.Atoi(event)
	p.s.Replay(id)
}

func (p *platform) Fail(f adaptertest.Failure, times int) {
	fault := telegramtest.Fault{Method: "sendMessage", Times: times}
	switch f {
	case adaptertest.TooFast:
		fault.RetryAfter = int(adaptertest.Pause / time.Second)
	case adaptertest.Broken:
		fault.Status = 500
	case adaptertest.Refused:
		fault.Status = 403
	}
	p.s.Fail(fault)
}

func (p *platform) Wait(ctx context.Context, done func() bool) error {
	return p.s.Wait(ctx, func(*telegramtest.Server) bool { return done() })
}

func (p *platform) Shown() (all []adaptertest.Shown) {
	for _, m := range p.s.Sent() {
		all = append(all, adaptertest.Shown{Public: m.Chat < 0, Text: m.Text, Labels: labels(m)})
	}
	return all
}

func (p *platform) Attempts() (at []time.Time) {
	for _, c := range p.s.Calls() {
		if c.Method == "sendMessage" || c.Method == "editMessageText" {
			at = append(at, c.At)
		}
	}
	return at
}

func (p *platform) Fits(text string) bool { return utf8.RuneCountInString(text) <= 4096 }

func (p *platform) Hidden() []string { return personal }
