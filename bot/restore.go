package bot

import (
	"context"
	"errors"
	"maps"
	"strings"
	"time"

	"candor/faq"
)

// began stores which answers the program began with, if the audit knows of others last. What
// is in use because nothing else is sound does not become what was in use last.
func (d *Desk) began(ctx context.Context, s chosen, notes map[string]string) {
	d.first = nil
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	audit, err := d.cfg.Store.History(ctx, 1)
	if err != nil {
		d.cfg.Failed("read the store", err)
		audit = []Change{{Version: notes[noteLive]}}
	}
	d.trail.noted(map[string]string{noteLive: notes[noteLive], noteLeft: notes[noteLeft]})
	version, before := s.base.Version, ""
	if len(audit) > 0 {
		before = audit[0].Version
	}
	if version == before && (version == notes[noteLive] || s.from == fromProgram) {
		return
	}
	with := Write{Files: s.files, Notes: map[string]string{}}
	if s.from != fromProgram {
		with.Notes[noteLive] = version
	}
	if s.from == fromFolder {
		with.Notes[noteLeft] = ""
	}
	d.trail.noted(with.Notes)
	c := Change{Time: d.cfg.Now().Truncate(time.Second), Action: "start", Version: version, Before: before}
	_ = d.record(ctx, c, with) // told already, and tried again
}

// restore takes over what the store knew, if that could not be read before. Callers hold
// the gate.
func (d *Desk) restore(ctx context.Context) error {
	if d.restored.Load() {
		return nil
	}
	notes, err := d.takeOver(ctx)
	if err != nil {
		return err
	}
	s := d.choose(ctx, notes)
	if s.base.Version != d.bot.Version() {
		d.plan = plan{}
		d.bot.Use(s.snapshot())
	}
	d.trail.begin(step{s.base.Version, d.cfg.Now().Truncate(time.Second)}, s.files)
	d.began(ctx, s, notes)
	return nil
}

// takeOver reads the notes and applies them, while nothing is stored.
func (d *Desk) takeOver(ctx context.Context) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	if !d.storing.enter(ctx) {
		return nil, errors.New("the store is busy")
	}
	defer d.storing.leave()
	notes, err := d.known(ctx, storeTime)
	if err != nil {
		return nil, err
	}
	if d.restored.Load() && d.late.incomplete() { // which came out just now
		return nil, errIncomplete
	}
	d.apply(notes)
	return notes, nil
}

// share takes over what other programs on the same store switched off, paused or set. Where
// the store does not know all that this one switched, it does not: that goes before.
func (d *Desk) share(ctx context.Context) error {
	if !d.restored.Load() || d.late.incomplete() {
		return nil
	}
	if _, err := d.takeOver(ctx); !errors.Is(err, errIncomplete) {
		return err
	}
	return nil
}

// errIncomplete: what the store knows is not all that is in use, and must not replace it.
var errIncomplete = errors.New("the store lacks what is in use")

// apply takes over notes: what is switched off, and settings. What was changed since they
// could last be read goes before.
func (d *Desk) apply(notes map[string]string) {
	d.switching.Lock()
	defer d.switching.Unlock()
	d.restored.Store(true)
	d.trail.has(notes[noteLive])
	maps.Copy(notes, d.unstored())
	d.trail.noted(map[string]string{noteLeft: notes[noteLeft]})
	if _, held := d.trail.holds()[notes[noteLive]]; held { // another program may have gone back to it
		d.trail.noted(map[string]string{noteLive: notes[noteLive]})
	}
	places, off := map[string]Settings{}, map[faq.ID]bool{}
	for name, value := range notes {
		if id, ok := strings.CutPrefix(name, noteOff); ok && value != "" {
			off[faq.ID(id)] = true
		}
		if place, ok := strings.CutPrefix(name, notePlace); ok {
			if s, ok := parseSettings(value); ok {
				places[place] = s
			}
		}
	}
	d.bot.switchTo(off)
	d.bot.pause(notes[notePaused] != "")
	d.placed.Store(&places)
	for _, m := range d.moved {
		d.move(m[0], m[1])
	}
	d.moved = nil
}

// unstored are the notes of what was changed and is not stored. Where there was one change too
// many to wait for the store, what is in use says how it is.
func (d *Desk) unstored() map[string]string {
	notes := map[string]string{}
	for _, c := range d.late.all() {
		maps.Copy(notes, c.with.Notes)
	}
	inUse := d.notesInUse()
	for name := range d.late.lacking().changed {
		notes[name] = inUse[name]
	}
	return notes
}
