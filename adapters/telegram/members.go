package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// standingTime is how long what Telegram says of a member holds: so long somebody can
	// still act who is no administrator any more.
	standingTime = time.Minute
	// lookTime is how long Telegram is waited for.
	lookTime = 3 * time.Second
	// mostLooks is how many are looked up at once: those who may do nothing must not keep
	// messages from being answered.
	mostLooks = 8
	// mostStandings is how many are remembered, at some 100 bytes each.
	mostStandings = 1 << 12
)

// errBusy says that nobody more can be looked up just now.
var errBusy = errors.New("too many are looked up")

// members knows, for a short while, who administers which group.
type members struct {
	client *client
	slots  chan struct{}

	mu    sync.Mutex
	known map[membership]standing
	quiet time.Time // until when Telegram wants no questions
}

type membership struct{ chat, user int64 }

type standing struct {
	administers bool
	at          time.Time // when Telegram was asked
}

func newMembers(c *client) *members {
	return &members{client: c, slots: make(chan struct{}, mostLooks), known: map[membership]standing{}}
}

// administers reports whether somebody owns or administers a group. Only what Telegram
// says is remembered: after an error the next question is asked anew.
func (m *members) administers(ctx context.Context, chat, user int64) (bool, error) {
	who, now := membership{chat, user}, time.Now()
	m.mu.Lock()
	s, ok := m.known[who]
	quiet := now.Before(m.quiet)
	m.mu.Unlock()
	if ok && now.Sub(s.at) < standingTime {
		return s.administers, nil
	}
	if quiet {
		return false, errBusy
	}
	select {
	case m.slots <- struct{}{}:
		defer func() { <-m.slots }()
	default:
		return false, errBusy
	}
	yes, err := m.look(ctx, who)
	m.note(who, standing{yes, now}, err)
	return yes, err
}

// look asks Telegram.
func (m *members) look(ctx context.Context, who membership) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	result, err := m.client.call(ctx, "getChatMember", tgbotapi.Params{"chat_id": number(who.chat), "user_id": number(who.user)})
	if err != nil {
		return false, err
	}
	var member tgbotapi.ChatMember
	if json.Unmarshal(result, &member) != nil || member.User == nil || member.User.ID != who.user {
		return false, errors.New("a member of another form")
	}
	return member.Status == "creator" || member.Status == "administrator", nil
}

func (m *members) note(who membership, s standing, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil {
		if f, after := faultOf(err); f == faultSlower {
			m.quiet = time.Now().Add(after)
		}
		return
	}
	if len(m.known) >= mostStandings {
		m.forget(s.at)
	}
	m.known[who] = s
}

// forget drops what does not hold any more, or, if all of it does, everything.
func (m *members) forget(now time.Time) {
	for who, s := range m.known {
		if now.Sub(s.at) >= standingTime {
			delete(m.known, who)
		}
	}
	if len(m.known) >= mostStandings {
		clear(m.known)
	}
}
