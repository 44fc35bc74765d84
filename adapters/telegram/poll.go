package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"candor/adapters/internal/retry"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// mostUpdates is how many updates Telegram gives at once, and so how many can be in
	// hand: it shows further ones only when earlier ones are confirmed.
	mostUpdates = 100
	// patience is how long updates in hand are waited for before new ones are asked for,
	// and longPatience when there were none: what is in hand comes again each time.
	patience     = 50 * time.Millisecond
	longPatience = 250 * time.Millisecond
	// mostHeld is how far beyond an update that waits others are taken in hand before it is
	// confirmed although it is not done: Telegram shows no more than mostUpdates, and one
	// chat that has to be silent for a while is not to make everybody wait. A crash loses
	// those, so it is only those that have waited for holdTime.
	mostHeld = mostUpdates / 2
	holdTime = 2 * time.Second
	// confirmTime is how long the last word to Telegram may take.
	confirmTime = time.Second
	// arrivalTime is how long a request takes, at most and most likely, to get to Telegram.
	arrivalTime = 250 * time.Millisecond
	// idleTime is when Telegram may begin to count anew: it says after a week without
	// updates (core.telegram.org/bots/api#update).
	idleTime = 6 * 24 * time.Hour
)

// poll asks for updates until ctx is done, then waits for those in hand, which go on with
// work. An update is confirmed, by asking for those after it, only when it is done.
func (a *Adapter) poll(ctx, work context.Context) error {
	work, stop := context.WithCancel(work)
	defer stop()
	if err := a.leaveWebhook(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	a.log.Info().Str("mode", "polling").Msg("running")
	p := poller{Adapter: a}
	err := p.receive(ctx, work)
	a.drain(stop, func() {})
	p.confirm(context.WithoutCancel(ctx))
	return err
}

// leaveWebhook makes polling possible. Nothing that waits is dropped.
func (a *Adapter) leaveWebhook(ctx context.Context) error {
	_, err := a.untilTaken(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"})
	var refused *refusedError
	if errors.As(err, &refused) {
		return nil // a server that knows no webhooks; if there is one, polling says so
	}
	return err
}

// refusedError is that Telegram does not take a call, however often.
type refusedError struct {
	method string
	err    error
}

// Error implements error.
func (e *refusedError) Error() string {
	return "telegram: " + e.method + " is refused: " + e.err.Error()
}

// Unwrap returns what Telegram said.
func (e *refusedError) Unwrap() error { return e.err }

// untilTaken makes a call that everything depends on until Telegram takes it or ctx is
// done. The error is that the token is not valid.
func (a *Adapter) untilTaken(ctx context.Context, method string, params tgbotapi.Params) (json.RawMessage, error) {
	var back retry.Patience
	for {
		result, err := a.client.call(ctx, method, params)
		if err == nil {
			return result, nil
		}
		var said *tgbotapi.Error
		f, _ := faultOf(err)
		if errors.As(err, &said) && ctx.Err() == nil && (f == faultOther || f == faultToken && said.Code == http.StatusNotFound && method != "getMe") {
			return nil, &refusedError{method, err}
		}
		if err := a.waitOut(ctx, err, &back); err != nil || ctx.Err() != nil {
			return nil, err
		}
	}
}

// errToken ends the adapter: asking again cannot help.
var errToken = errors.New("telegram: the token is not valid: Telegram does not know it (see CANDOR_TELEGRAM_TOKEN, or ask @BotFather)")

// waitOut waits after a failed call, as long as the failure says or longer each time. The
// error is one that ends the adapter.
func (a *Adapter) waitOut(ctx context.Context, err error, back *retry.Patience) error {
	f, after := faultOf(err)
	said := after > 0
	switch {
	case ctx.Err() != nil:
		return nil
	case f == faultToken:
		return errToken
	case !said:
		after = back.Next(err)
	}
	a.log.Warn().Stringer("reason", f).Err(err).Dur("wait", after).Msg("telegram does not answer")
	if said || f == faultConflict { // others' calls succeed meanwhile
		_ = retry.Sleep(ctx, after) // the callers look at ctx
		return nil
	}
	_ = a.client.rest(ctx, after, err)
	return nil
}

// poller is where polling stands.
type poller struct {
	*Adapter
	next      int       // number after the highest update taken in hand, 0 before the first
	taken     time.Time // when that was
	asked     int       // the offset that was asked from last
	confirmed int       // the offset that Telegram heard last
	back      retry.Patience
}

func (p *poller) receive(ctx, work context.Context) error {
	for ctx.Err() == nil {
		if n := p.seen.loosen(p.next-mostHeld, holdTime); n > 0 {
			p.log.Warn().Int("updates", n).Msg("updates confirmed before they are answered: too many wait")
		}
		batch, err := p.fetch(ctx)
		if err != nil {
			if err := p.waitOut(ctx, err, &p.back); err != nil {
				return err
			}
			continue
		}
		p.back.Reset()
		fresh, jobs := p.take(work, batch)
		wait := patience
		if len(batch) > 0 && fresh == 0 {
			wait = longPatience
		}
		settle(ctx, jobs, wait)
	}
	return nil
}

// offset is the lowest number that is not done.
func (p *poller) offset() int {
	if lowest, open := p.seen.lowest(); open {
		return lowest
	}
	return p.next
}

// fetch asks for the updates from offset on, which confirms those before it.
func (p *poller) fetch(ctx context.Context) ([]json.RawMessage, error) {
	if p.next != 0 && time.Since(p.taken) > idleTime {
		p.next = 0 // all are confirmed: ask for whatever there is
	}
	params := tgbotapi.Params{
		"limit":           strconv.Itoa(mostUpdates),
		"timeout":         strconv.Itoa(int(pollTime / time.Second)),
		"allowed_updates": allowedUpdates,
	}
	offset := p.offset()
	params.AddNonZero("offset", offset)
	p.asked = offset
	began := time.Now()
	result, err := p.client.call(ctx, "getUpdates", params)
	if err == nil || ctx.Err() != nil && time.Since(began) > arrivalTime {
		p.confirmed = offset
	}
	if err != nil {
		return nil, err
	}
	var batch []json.RawMessage
	if err := json.Unmarshal(result, &batch); err != nil {
		return nil, errors.New("the updates are no list")
	}
	return batch, nil
}

// take takes the updates of a batch in hand, and reports how many of them are new.
func (p *poller) take(work context.Context, batch []json.RawMessage) (fresh int, jobs []*job) {
	highest := 0
	for _, raw := range batch {
		j, err := p.accept(work, raw)
		if err != nil {
			p.log.Warn().Err(err).Msg("update passed over")
			continue
		}
		if j.id >= p.next {
			p.next, p.taken = j.id+1, time.Now()
			fresh++
		}
		jobs, highest = append(jobs, j), max(highest, j.id)
	}
	if len(jobs) > 0 && highest < p.confirmed { // none is below the offset, unless Telegram counts anew
		p.next, p.taken = highest+1, time.Now()
	}
	return fresh, jobs
}

// settle waits until the jobs are done, but not long.
func settle(ctx context.Context, jobs []*job, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	for _, j := range jobs {
		select {
		case <-j.done:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// confirm tells Telegram what is done, so that the next start does not get it again. If
// a request that was interrupted has told it, Telegram takes three seconds to answer
// (tdlib/telegram-bot-api, Client.cpp), for which there is no need to wait.
func (p *poller) confirm(ctx context.Context) {
	offset, wait := p.offset(), confirmTime
	if offset == p.confirmed {
		return
	}
	if offset == p.asked {
		wait = arrivalTime
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	params := tgbotapi.Params{"offset": strconv.Itoa(offset), "limit": "1", "timeout": "0", "allowed_updates": allowedUpdates}
	if _, err := p.client.call(ctx, "getUpdates", params); err != nil {
		f, _ := faultOf(err)
		if f == faultUnsure && offset == p.asked {
			return
		}
		p.log.Warn().Stringer("reason", f).Msg("the last updates are not confirmed: some may be answered twice")
	}
}
