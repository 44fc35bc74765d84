package bot

import (
	"context"
	"errors"
	"time"
)

// forget deletes what the store keeps for a time only.
func (d *Desk) forget(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	now := d.cfg.Now()
	return d.cfg.Store.Forget(ctx, now.Add(-KeepDeliveries), oldestQuestion(now))
}

// oldestQuestion is a moment of the first day whose questions are kept: the day before
// began too long ago.
func oldestQuestion(now time.Time) time.Time { return now.Add(-KeepQuestions).AddDate(0, 0, 1) }

const (
	flushEvery  = 30 * time.Second
	forgetEvery = time.Hour
	// shareEvery is how long it takes at most until what another program on the same store
	// switched off is off in this one: reading it opens the file, which rests otherwise.
	shareEvery = time.Minute
)

// Run keeps the store up to date until ctx is done: what was counted, and what could not be
// stored before. It takes over what other programs on the store switch and set. Of trouble it
// tells once until that has passed.
func (d *Desk) Run(ctx context.Context) error {
	ticker := time.NewTicker(flushEvery)
	defer ticker.Stop()
	var forgot time.Time
	shared := d.cfg.Now()
	told := false
	for {
		err := d.sync(ctx)
		if d.cfg.Now().Sub(shared) >= shareEvery {
			err = errors.Join(err, d.share(ctx))
			shared = d.cfg.Now()
		}
		if d.cfg.Now().Sub(forgot) >= forgetEvery {
			failed := d.forget(ctx)
			if err = errors.Join(err, failed); failed == nil {
				forgot = d.cfg.Now()
			}
		}
		if err != nil && ctx.Err() == nil && !told {
			d.cfg.Failed("keep the store up to date", err)
		}
		told = err != nil
		select {
		case <-ticker.C:
		case <-d.wake:
		case <-ctx.Done():
			d.lastSync(ctx)
			return nil
		}
	}
}

// lastTime is how long the end waits for the store: who stops a program may kill it after
// ten seconds, and what adapters have in hand goes first.
const lastTime = 2 * time.Second

// lastSync stores what is left when ctx is done. Nobody may have looked of late whether the
// store is still there: one that is found gone or damaged begins anew with the next call, and
// has to be given all that is in use.
func (d *Desk) lastSync(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
	defer cancel()
	var err error
	for range 2 {
		if err = errors.Join(d.sync(ctx), d.share(ctx)); err == nil && d.late.nothing() {
			return
		}
	}
	if err != nil {
		d.cfg.Failed("store the last counts", err)
	}
}

// sync restores what the store knew, if that could not be read before, and stores what is
// new.
func (d *Desk) sync(ctx context.Context) error {
	if err := d.restoreInTurn(ctx); err != nil {
		return err
	}
	return errors.Join(d.saveLate(ctx), d.flush(ctx), d.recall(ctx))
}

// restoreInTurn is restore for those who do not hold the gate.
func (d *Desk) restoreInTurn(ctx context.Context) error {
	if d.restored.Load() {
		return nil
	}
	if !d.gate.enter(ctx) {
		return ctx.Err()
	}
	defer d.gate.leave()
	return d.restore(ctx)
}
