package bot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"candor/faq"
)

const (
	// mostSteps is how many changes of the answers /rollback knows the way back through.
	mostSteps = 1000
	// mostLeft is how many versions that were gone back from a start passes over.
	mostLeft = 50
	// heldTime is how long going back waits for the store where it can do without.
	heldTime = time.Second
)

// rollback goes back to the answers that were in use before, or to a version. Answers that
// are wrong must go quickly, so nobody is asked twice, and it works at once, also where it
// cannot be stored. Callers hold the gate.
func (d *Desk) rollback(r request) Reply {
	if err := d.restore(r.ctx); err != nil {
		return r.notReloaded(notHad{err})
	}
	defer d.cfg.Busy()()
	to, err := d.back(r.ctx, r.arg)
	switch {
	case errors.Is(err, errNothingBefore):
		return r.refuse(textNotReloadedTitle, textNothingBefore)
	case errors.Is(err, ErrNotStored):
		return r.refuse(textNotReloadedTitle, textNoVersion)
	case err != nil:
		return r.notReloaded(err)
	case to.base.Version == d.bot.Version():
		return r.info(textUnchangedTitle, inUseAlreadyText(to.base.Version))
	}
	d.plan = plan{}
	gone := cmp.Or(d.trail.inStore(), d.bot.Version())
	err = d.useAtOnce(r, to)
	reply := r.inUse()
	if err != nil {
		reply.body = append(reply.body, faq.Plain(unsavedText(err, wentBackText(gone, to.base.Version)))...)
	}
	return reply
}

// target is what to go back to.
type target struct {
	base   *faq.Base
	files  Files  // that were read
	stored bool   // whether the store has them
	left   string // the note of those that are gone back from then
}

// useAtOnce answers from what was gone back to, and stores that, now or later.
func (d *Desk) useAtOnce(r request, to target) error {
	s := NewSnapshot(to.base)
	c := d.line(r.by, actionBack, "")
	c.Version = to.base.Version
	with := Write{Notes: map[string]string{noteLive: c.Version, noteLeft: to.left}}
	if !to.stored {
		with.Files = to.files // or they stay in memory as long as this waits
	}
	_, err := d.atOnce(r.ctx, func() bool {
		d.bot.Use(s)
		d.trail.use(step{c.Version, c.Time}, to.files, true, with.Notes)
		return true
	}, c, with)
	return err
}

// notHad is trouble of the store that keeps the answers to go back to from being read.
type notHad struct{ error }

func (e notHad) Unwrap() error { return e.error }

var errNothingBefore = errors.New("no earlier answers are known")

// back reads the answers to go back to.
func (d *Desk) back(ctx context.Context, version string) (to target, err error) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	missing := ErrNotStored
	if version == "" {
		if version, err = d.earlier(ctx); err != nil {
			return to, err
		}
		missing = errNothingBefore // that can be had
	}
	to.files, to.stored, err = d.filesOf(ctx, version)
	switch {
	case errors.Is(err, ErrNotStored):
		return to, missing
	case err != nil:
		return to, err
	}
	if to.base, err = faq.Load(to.files.fsys()); err != nil {
		return to, err
	}
	to.left = d.leaving(ctx, to.base.Version, to.stored)
	return to, nil
}

// earlier is the version to go back to.
func (d *Desk) earlier(ctx context.Context) (string, error) {
	if version := before(d.trail.steps()); version != "" {
		return version, nil
	}
	if err := d.recall(ctx); err != nil {
		return "", notHad{err}
	}
	if version := before(d.trail.steps()); version != "" {
		return version, nil
	}
	return "", errNothingBefore
}

// filesOf reads a version from the store, or, where that cannot give it, from memory.
func (d *Desk) filesOf(ctx context.Context, version string) (files Files, stored bool, err error) {
	held, unheld := d.trail.find(version)
	if unheld == nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, heldTime)
		defer cancel()
	}
	files, err = d.cfg.Store.Files(ctx, version)
	switch {
	case err == nil:
		return files, true, nil
	case errors.Is(err, ErrNotStored):
		if h, whole := d.trail.holds()[version]; whole { // several may begin like that in the store
			return maps.Clone(h.files), false, nil
		}
		return nil, false, err
	case unheld == nil:
		return held, false, nil
	}
	return nil, false, notHad{err}
}

// leaving is the note of what is gone back from once a version is in use. The store knows
// what other programs on it went back from; where it fails nobody waits for it once more.
func (d *Desk) leaving(ctx context.Context, version string, readable bool) string {
	gone := strings.Fields(d.trail.notes()[noteLeft])
	if readable {
		if stored, err := d.left(ctx); err == nil {
			gone = stored
		}
	}
	gone = append(gone, d.bot.Version())
	gone = slices.DeleteFunc(gone, func(v string) bool { return v == version })
	return leftNote(gone)
}

// leftNote is the note of the versions that were gone back from, of which it keeps the last.
func leftNote(versions []string) string {
	return strings.Join(versions[max(0, len(versions)-mostLeft):], " ")
}

// left lists the versions that were gone back from since the last reload.
func (d *Desk) left(ctx context.Context) ([]string, error) {
	if !d.late.nothing() { // the store does not have all of them
		return strings.Fields(d.trail.notes()[noteLeft]), nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	notes, err := d.cfg.Store.Notes(ctx, noteLeft)
	return strings.Fields(notes[noteLeft]), err
}

// recall reads, once, what the store knows of the way back, so that going back works
// without it from then on.
func (d *Desk) recall(ctx context.Context) error {
	if d.trail.asked() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	audit, err := d.cfg.Store.Versions(ctx, mostSteps)
	if err != nil {
		return err
	}
	way := wayOf(audit)
	var older []heldFiles
	for _, s := range way[max(0, len(way)-1-mostRecalled):max(0, len(way)-1)] {
		// One that is damaged is missing, and mended when it is next reloaded.
		if files, err := d.cfg.Store.Files(ctx, s.version); err == nil {
			older = append(older, newHeld(s, files))
		}
	}
	d.trail.recall(way, older)
	return nil
}
