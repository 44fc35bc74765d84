package bot

import (
	"context"
	"time"
)

// Names of notes in the store.
const (
	noteLive   = "live"   // the version that was in use last
	noteLeft   = "left"   // the versions that were gone back from since the last reload
	notePaused = "paused" // whether no questions are answered
	noteOff    = "off/"   // and an entry's ID: it is switched off
	notePlace  = "place/" // and a place: its settings
)

// Actions in the audit that the way back depends on.
const (
	actionBack = "rollback"
	actionKeep = "keep" // what is in use was stored again
	actionKept = "kept" // what had been in use before that, too
)

// mark is a note that says yes, "" that it does not.
func mark(yes bool) string {
	if yes {
		return "1"
	}
	return ""
}

// gate lets one at a time through.
type gate chan struct{}

func newGate() gate { return make(gate, 1) }

// enter waits for the gate; leave opens it again.
func (g gate) enter(ctx context.Context) bool {
	select {
	case g <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g gate) leave() { <-g }

// line is a line of the audit that leaves the answers in use as they are.
func (d *Desk) line(by Moderator, action, detail string) Change {
	version := d.bot.Version()
	return Change{Time: d.cfg.Now().Truncate(time.Second), By: by, Action: action, Version: version, Before: version, Detail: detail}
}

// atOnce makes a change that is in use whether it can be stored or not, and stores it, now
// or later. It reports whether anything changed. As long as it is not known what the store
// knows, everything may be a change.
func (d *Desk) atOnce(ctx context.Context, how func() bool, c Change, with Write) (changed bool, err error) {
	d.switching.Lock()
	if changed = how() || !d.restored.Load(); changed {
		err = d.late.add(lateChange{c, with})
	}
	d.switching.Unlock()
	if changed && err == nil {
		err = d.saveLate(ctx)
	}
	if err != nil {
		d.cfg.Failed("store a change", err)
	}
	return changed, err
}

// record stores a change that is in use already. Where that fails it is tried again later.
func (d *Desk) record(ctx context.Context, c Change, with Write) error {
	_, err := d.atOnce(ctx, func() bool { return true }, c, with)
	return err
}

// save stores a change, after those that could not be stored before, and then puts it in
// use: all of it or nothing.
func (d *Desk) save(ctx context.Context, c Change, with Write, use func()) error {
	err := d.store(ctx, func(ctx context.Context) error {
		err := d.commit(ctx, lateChange{c, with})
		if err == nil {
			use() // before anybody stores what is in use
		}
		return err
	})
	if err != nil {
		d.cfg.Failed("store a change", err)
	}
	return err
}

// saveLate stores what could not be stored before.
func (d *Desk) saveLate(ctx context.Context) error {
	return d.store(ctx, func(context.Context) error { return nil })
}

// store stores what could not be stored before, in its order, then something more.
func (d *Desk) store(ctx context.Context, more func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	if !d.storing.enter(ctx) {
		return ctx.Err()
	}
	defer d.storing.leave()
	for {
		c, ok := d.late.first()
		switch {
		case ok:
			if err := d.commit(ctx, c); err != nil {
				return err
			}
			d.late.done()
		case d.late.incomplete() && d.restored.Load(): // or what is in use is not known yet
			if err := d.storeAll(ctx); err != nil {
				return err
			}
		default:
			return more(ctx)
		}
	}
}

// commit stores a change. With a version that comes into use go its files if they are held: the
// store may have been lost since it had them. Callers hold storing.
func (d *Desk) commit(ctx context.Context, c lateChange) error {
	live := c.with.Notes[noteLive]
	if h, held := d.trail.holds()[live]; held && live == c.change.Version && len(c.with.Files) == 0 {
		c.with.Files = h.files
	}
	err := d.cfg.Store.Commit(ctx, c.change, c.with)
	if err == nil && live != "" {
		d.trail.has(live)
	}
	return err
}
