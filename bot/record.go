package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
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

// late holds changes that are in use and could not be stored yet.
type late struct {
	mu    sync.Mutex
	lines []lateChange
	lost  bool // whether there was one too many: what is in use is not all in the store
}

type lateChange struct {
	change Change
	with   Write
}

// mostLate is how many such changes wait for the store. Those beyond are in use and are
// forgotten at the next start, as the reply to each says.
const mostLate = 100

// errLate says that a change does not wait for the store.
var errLate = errors.New("too many changes wait to be stored")

func (l *late) add(c lateChange) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lines) >= mostLate {
		l.lost = true
		return errLate
	}
	l.lines = append(l.lines, c)
	return nil
}

// first returns the oldest; done takes it away.
func (l *late) first() (c lateChange, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lines) == 0 {
		return lateChange{}, false
	}
	return l.lines[0], true
}

func (l *late) incomplete() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

func (l *late) all() []lateChange {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lines)
}

func (l *late) done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines[0] = lateChange{} // or its files stay in memory behind the list
	l.lines = l.lines[1:]
}

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

// save stores a change, after those that could not be stored before: all of it or nothing.
func (d *Desk) save(ctx context.Context, c Change, with Write) error {
	err := d.store(ctx, func(ctx context.Context) error { return d.cfg.Store.Commit(ctx, c, with) })
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
		if !ok {
			return more(ctx)
		}
		if err := d.cfg.Store.Commit(ctx, c.change, c.with); err != nil {
			return err
		}
		d.late.done()
	}
}
