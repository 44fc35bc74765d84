package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"candor/adapters/internal/lanes"
	"candor/bot"
)

// accept takes an update in hand and returns at once. One that is in hand or done already
// is not taken again. The error says that there is no update to speak of.
func (a *Adapter) accept(ctx context.Context, raw json.RawMessage) (*job, error) {
	id, err := updateID(raw)
	if err != nil {
		return nil, err
	}
	j, fresh := a.seen.begin(id)
	if !fresh {
		return j, nil
	}
	e, err := a.read(raw)
	if err != nil {
		a.log.Warn().Int("update", id).Err(err).Msg("update passed over")
	}
	done := func() {
		if ctx.Err() != nil || a.client.revoked.Load() { // what was left may not have been sent
			a.seen.abandon(j)
			return
		}
		a.seen.finish(j)
	}
	switch e.task {
	case taskNone, taskMoved, taskLeft:
		a.know(e)
		j.unasked = true
		done()
		return j, nil
	case taskPress: // answered at once, whatever else goes on in the chat
		a.seen.also(j)
		a.begin(j, lane{query: e.query}, a.acknowledge(ctx, e.query), done)
	}
	e.job = j
	a.sender.welcome(e.chat)
	in := lane{chat: e.chat}
	if e.task == taskSearch {
		in = lane{query: e.query}
	}
	a.begin(j, in, func() []lanes.Parcel { return a.handle(ctx, id, e) }, done)
	return j, nil
}

// know takes in what an update says that asks for nothing.
func (a *Adapter) know(e event) {
	switch e.task {
	case taskMoved:
		a.groups.move(e.chat, e.moved)
	case taskLeft:
		a.sender.leave(e.chat)
	}
}

// lane names what has to stay in order: a chat, or a query by itself.
type lane struct {
	chat  int64
	query string
}

// begin puts a part of a job into its lane. Once the program stops it is left to come
// again.
func (a *Adapter) begin(j *job, in lane, handle func() []lanes.Parcel, done func()) {
	if !a.lanes.Add(in, &lanes.Work{Handle: handle, Done: done}) {
		a.seen.abandon(j)
	}
}

// read is me.read for what no client of Telegram's writes, too.
func (a *Adapter) read(raw json.RawMessage) (e event, err error) {
	defer func() {
		if v := recover(); v != nil {
			e, err = event{}, fmt.Errorf("panic (%T) while reading it", v)
		}
	}()
	return a.me.read(raw)
}

// handle answers an event. Whatever goes wrong in it, somebody who asked gets an apology.
func (a *Adapter) handle(ctx context.Context, id int, e event) (out []lanes.Parcel) {
	defer func() {
		if v := recover(); v != nil {
			a.log.Error().Int("update", id).Msg(fmt.Sprintf("panic (%T) while answering", v))
			if out = nil; e.task == taskAsk {
				out = a.parcels(ctx, e, a.compose(e, bot.Reply{}))
			}
		}
	}()
	switch e.task {
	case taskEdit:
		return a.edited(ctx, id, e)
	case taskPress:
		return a.pressed(ctx, id, e)
	case taskSearch:
		return a.searched(ctx, id, e)
	}
	r, ok := a.ask(ctx, e, a.message(ctx, id, e, ""))
	if !ok {
		return nil
	}
	return a.parcels(ctx, e, a.compose(e, r))
}

// ask puts a message to the core, and reports whether there is something to send.
func (a *Adapter) ask(ctx context.Context, e event, m bot.Message) (bot.Reply, bool) {
	stop := a.typing(ctx, e)
	defer stop()
	r, err := a.handler.Handle(ctx, m)
	if errors.Is(err, bot.ErrNoReply) {
		return bot.Reply{}, false
	}
	if err != nil {
		a.log.Error().Err(a.client.secrets.Error(err)).Msg("handle message")
	}
	return r, !a.unwanted(e, m, r)
}

// compose makes a message of a reply: in a group an answer to the message, and nothing of
// what is private.
func (a *Adapter) compose(e event, r bot.Reply) outgoing {
	o := outgoing{job: e.job, chat: e.chat, thread: e.thread, urgent: r.Kind() == bot.KindHelp}
	if e.group {
		r, o.replyTo = r.Public(), e.message
	}
	o.parts, o.keyboard = render(r), a.keyboard(r, e.chat, e.asker)
	return o
}

// parcels sends the message, remembers for edits what answers what, and says when that
// could not be done.
func (a *Adapter) parcels(ctx context.Context, e event, o outgoing) []lanes.Parcel {
	q := question{e.chat, e.message}
	if e.task != taskPress {
		a.answers.expect(q, time.Now())
	}
	return []lanes.Parcel{{Urgent: o.urgent, Send: func() {
		if before := a.answers.messages(q); e.task == taskEdit && len(before) == 1 && !o.urgent {
			o.edit = before[0]
		}
		sent, err := a.sender.replace(ctx, o)
		if e.task != taskPress {
			a.answers.arrived(q, sent, time.Now())
		}
		a.gaveUp(err, "reply given up")
	}}}
}

// gaveUp logs why something was not sent.
func (a *Adapter) gaveUp(err error, what string) {
	if err == nil {
		return
	}
	f, _ := faultOf(err)
	switch f {
	case faultSame:
	case faultGone: // people leave
		a.log.Info().Stringer("reason", f).Msg(what)
	default:
		a.log.Warn().Stringer("reason", f).Err(err).Msg(what)
	}
}

// edited handles a message that was changed: the first time within a short while, its
// answer is changed too, and each time while that is on its way, which is not held up for
// it. Where there is no answer to change, only somebody in danger is answered.
func (a *Adapter) edited(ctx context.Context, id int, e event) []lanes.Parcel {
	q := question{e.chat, e.message}
	before, may := a.answers.edit(q, time.Now())
	r, ok := a.ask(ctx, e, a.message(ctx, id, e, ""))
	card := ok && r.Kind() == bot.KindHelp
	switch {
	case !ok, card && before.carded:
		return nil
	case card:
		a.answers.card(q, time.Now())
	case !may, len(before.messages) == 0 && before.due == 0, r.Version() == "": // a refusal or an apology takes no answer's place
		return nil
	}
	return a.parcels(ctx, e, a.compose(e, r))
}
