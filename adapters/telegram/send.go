package telegram

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// outgoing is a reply on its way to a chat.
type outgoing struct {
	chat     int64
	thread   int // topic of a forum, 0 for none
	replyTo  int // message that it answers, 0 for none
	edit     int // message whose text it replaces, 0 for none
	parts    []part
	keyboard [][]tgbotapi.InlineKeyboardButton // under the last part
	urgent   bool
	job      *job // that it is of
}

// sender sends to chats: paced, and again when that can help.
type sender struct {
	client *client
	pace   *pacer
	groups *groups
	seen   *seen

	mu   sync.Mutex
	gone map[int64]struct{} // chats that want no messages
}

func newSender(c *client, l Limits, g *groups, seen *seen) *sender {
	return &sender{client: c, pace: newPacer(l), groups: g, seen: seen, gone: map[int64]struct{}{}}
}

// deliver sends the parts in order and returns the numbers of the messages. A part whose
// markup is not taken is sent without, in as many messages as its links take then.
func (s *sender) deliver(ctx context.Context, o outgoing) ([]int, error) {
	if s.groups.current(o.chat) != o.chat { // numbers are of other messages there
		o.edit, o.replyTo, o.thread = 0, 0, 0
	}
	var sent []int
	for i := 0; i < len(o.parts); i++ {
		r, err := o.request(i)
		if err != nil {
			return sent, err
		}
		result, err := s.call(ctx, r)
		if f, _ := faultOf(err); f == faultParse && err != nil && o.parts[i].html != "" {
			o.parts = slices.Concat(o.parts[:i], o.parts[i].unmarked(), o.parts[i+1:])
			i--
			continue
		}
		if err != nil {
			return sent, err
		}
		var m struct {
			ID int `json:"message_id"`
		}
		if json.Unmarshal(result, &m) == nil && m.ID != 0 {
			sent = append(sent, m.ID)
		}
	}
	return sent, nil
}

// request sends a part, or puts the first in the place of a message.
func (o outgoing) request(i int) (request, error) {
	r := request{method: "sendMessage", chat: o.chat, urgent: o.urgent, job: o.job, params: tgbotapi.Params{
		"text":                 o.parts[i].html,
		"parse_mode":           tgbotapi.ModeHTML,
		"link_preview_options": `{"is_disabled":true}`,
	}}
	if o.parts[i].html == "" {
		r.params["text"] = o.parts[i].plain
		delete(r.params, "parse_mode")
	}
	if o.edit != 0 && i == 0 {
		r.method = "editMessageText"
		r.params.AddNonZero("message_id", o.edit)
	} else {
		r.params.AddNonZero("message_thread_id", o.thread)
	}
	if o.replyTo != 0 && o.edit == 0 && i == 0 {
		r.params["reply_parameters"] = `{"message_id":` + strconv.Itoa(o.replyTo) + `,"allow_sending_without_reply":true}`
	}
	if i < len(o.parts)-1 || len(o.keyboard) == 0 {
		return r, nil
	}
	return r, r.params.AddInterface("reply_markup", tgbotapi.InlineKeyboardMarkup{InlineKeyboard: o.keyboard})
}

// replace is deliver, but a reply that is to take the place of a message becomes one of
// its own if that cannot be done.
func (s *sender) replace(ctx context.Context, o outgoing) ([]int, error) {
	if o.edit != 0 && len(o.parts) == 1 {
		sent, err := s.deliver(ctx, o)
		if f, _ := faultOf(err); err == nil || f != faultOther && f != faultMoved || len(sent) > 0 {
			if len(sent) == 0 {
				sent = []int{o.edit}
			}
			return sent, err
		}
	}
	o.edit = 0
	return s.deliver(ctx, o)
}

// request is a call that writes to a chat.
type request struct {
	method string
	params tgbotapi.Params
	chat   int64
	urgent bool
	job    *job
}

// call makes a request until Telegram takes it or there is no point in going on.
func (s *sender) call(ctx context.Context, r request) (json.RawMessage, error) {
	t := trial{request: r, began: time.Now()}
	if r.urgent {
		t.unsureLeft++
	}
	for {
		chat := s.groups.current(r.chat)
		t.params["chat_id"] = strconv.FormatInt(chat, 10)
		if s.left(chat) {
			return nil, errGone
		}
		if err := s.pace.wait(ctx, chat, r.urgent, func() <-chan struct{} { return s.seen.before(r.job) }); err != nil {
			return nil, err
		}
		result, err := s.client.call(ctx, r.method, t.params)
		if err == nil {
			return result, nil
		}
		if s.moves(chat, err) && t.move() {
			continue
		}
		wait, again := t.again(err)
		f, after := faultOf(err)
		switch f {
		case faultGone:
			s.leave(chat)
		case faultSlower:
			s.pace.hold(chat, after)
		}
		if !again {
			return nil, err
		}
		if err := s.pause(ctx, f, err, wait); err != nil {
			return nil, err
		}
	}
}

// pause waits after an error, which is the fault f, before the next trial.
func (s *sender) pause(ctx context.Context, f fault, err error, wait time.Duration) error {
	if f == faultSlower { // never earlier than it says
		return retry.Sleep(ctx, wait)
	}
	if err := s.client.rest(ctx, wait, err); err != nil || f != faultUnsure {
		return err
	}
	return s.awake(ctx)
}

// awake returns when Telegram answers. Before that, what may have been taken is not sent
// again: it can be tried only so often.
func (s *sender) awake(ctx context.Context) error {
	var back retry.Patience
	for began := time.Now(); time.Since(began) < outagePatience; {
		_, err := s.client.call(ctx, "getMe", nil)
		if f, _ := faultOf(err); err == nil || f != faultDown && f != faultServer && f != faultUnsure {
			break
		}
		if err := s.client.rest(ctx, back.Next(err), err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// mostGone is how many chats are remembered that want no messages.
const mostGone = 1 << 12

// errGone is what Telegram says of a chat that wants no messages.
var errGone = &tgbotapi.Error{Code: http.StatusForbidden, Message: "the chat wants no messages"}

// leave stops sending to a chat, until somebody writes there again.
func (s *sender) leave(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.gone) >= mostGone {
		clear(s.gone) // Telegram says it again
	}
	s.gone[chat] = struct{}{}
}

// welcome sends to a chat again: somebody wrote there.
func (s *sender) welcome(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.gone, chat)
}

func (s *sender) left(chat int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, gone := s.gone[chat]
	return gone
}

// moves reports whether the error says that the chat has another number, which is then
// remembered.
func (s *sender) moves(chat int64, err error) bool {
	to, ok := movedTo(err)
	if !ok || to == chat {
		return false
	}
	s.groups.move(chat, to)
	return true
}
