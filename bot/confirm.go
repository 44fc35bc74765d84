package bot

import (
	"context"
	"slices"
	"time"

	"candor/faq"
)

// confirm puts in use what a reload showed: to its moderator, or, where two have to agree,
// to another one after that. Callers hold the gate.
func (d *Desk) confirm(r request) Reply {
	if err := d.restore(r.ctx); err != nil {
		return r.notReloaded(notStored{err})
	}
	p := &d.plan
	switch {
	case !d.waits(r.arg):
		return r.refuse(textNotReloadedTitle, textNoPlan)
	case p.before != d.bot.Version():
		d.plan = plan{}
		return r.refuse(textNotReloadedTitle, textPlanOld)
	case p.first == nil && p.by != r.by, p.first != nil && *p.first == r.by:
		return r.refuse(textNotReloadedTitle, textNotYours)
	case d.cfg.TwoPerson && p.first == nil:
		p.first = &r.by
		return r.info(textSecondTitle, secondText(p.code))
	case d.cfg.TwoPerson && !slices.Contains(p.seen, r.by): // nobody agrees to what they have not seen
		p.seen = append(p.seen, r.by)
		return r.shown(*p, textPlanEndSecond)
	}
	ready := *p
	d.plan = plan{}
	change := Change{By: r.by, Action: "reload", Detail: ready.detail}
	if ready.first != nil {
		change.Detail += ", asked for by " + ready.first.Platform + " " + ready.first.ID
	}
	if err := d.reloaded(r.ctx, ready.files, change); err != nil {
		return r.notReloaded(err)
	}
	return r.inUse()
}

// waits reports whether a plan of that code waits still.
func (d *Desk) waits(code string) bool {
	return code != "" && d.plan.code == code && d.cfg.Now().Before(d.plan.expires)
}

// cancel forgets what a reload found. Callers hold the gate.
func (d *Desk) cancel(r request) Reply {
	if !d.waits(r.arg) {
		return r.refuse(textNotReloadedTitle, textNoPlan)
	}
	if d.plan.by != r.by && d.plan.first == nil { // a second moderator may say no
		return r.refuse(textNotReloadedTitle, textNotYours)
	}
	d.plan = plan{}
	return r.info(textCancelledTitle, textNothingChanged)
}

// reloaded puts in use what a reload found.
func (d *Desk) reloaded(ctx context.Context, files Files, c Change) error {
	defer d.cfg.Busy()()
	base, err := faq.Load(files.fsys())
	if err != nil {
		return err
	}
	return d.putInUse(ctx, base, c, files)
}

// putInUse stores that a base is in use, and then answers from it: all of it or nothing.
func (d *Desk) putInUse(ctx context.Context, base *faq.Base, c Change, files Files) error {
	s := NewSnapshot(base)
	c.Time, c.Version, c.Before = d.cfg.Now().Truncate(time.Second), base.Version, d.bot.Version()
	notes := map[string]string{noteLive: base.Version, noteLeft: ""}
	err := d.save(ctx, c, Write{files, notes}, func() {
		d.bot.Use(s)
		d.trail.use(step{c.Version, c.Time}, files, false, notes)
	})
	if err != nil {
		return notStored{err}
	}
	return nil
}

// notStored is a change that was left because the store could not keep it.
type notStored struct{ error }

func (e notStored) Unwrap() error { return e.error }

// inUse says which answers are in use now.
func (r request) inUse() Reply {
	r.live = r.bot.live.Load()
	return r.info(textInUseTitle, inUseText(r.base.Version))
}
