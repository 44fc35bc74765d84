package bot

import (
	"context"
	"slices"
	"strings"
)

// Keep stores again all that is in use: the answers and those before them that are in
// memory, which versions were gone back from, what is switched off or paused, and settings.
// It is for a store that had to begin anew, so that the next start is as it was before. It
// does not wait for the store: [Desk.Run] stores it at once, and tries again where that
// fails. What the store alone knew is lost: counts, questions, older versions, the audit.
func (d *Desk) Keep() {
	if !d.restored.Load() { // what the store knew is not in use yet
		return
	}
	d.late.begunAnew()
	select {
	case d.wake <- struct{}{}:
	default: // it is told already
	}
}

// storeAll stores what is in use, with the way back if the store has begun anew. All that
// the next start needs comes first, in one piece. Where some of it fails, all is stored
// again: the way begins anew then. Callers hold storing.
func (d *Desk) storeAll(ctx context.Context) error {
	what := d.late.lacking()
	inUse, err := d.keeping(ctx, what)
	if err != nil {
		return err
	}
	changes := []lateChange{inUse}
	if what.anew {
		changes = append(changes, d.kept()...)
	}
	for _, c := range changes {
		if err := d.cfg.Store.Commit(ctx, c.change, c.with); err != nil {
			return err
		}
	}
	d.late.supplied(what)
	return nil
}

// keeping is all that the next start needs. Before is what the audit says last, if it does.
func (d *Desk) keeping(ctx context.Context, what lack) (lateChange, error) {
	audit, err := d.cfg.Store.History(ctx, 1)
	if err != nil {
		return lateChange{}, err
	}
	stored := map[string]string{}
	if what.lost { // what was switched on again may stand there as off
		if stored, err = d.cfg.Store.Notes(ctx, ""); err != nil {
			return lateChange{}, err
		}
	}
	d.switching.Lock()
	defer d.switching.Unlock()
	c := d.line(Moderator{}, actionKeep, textKeep)
	if len(audit) > 0 && audit[0].Version != "" {
		c.Before = audit[0].Version
	}
	return lateChange{c, Write{d.filesInUse(), d.notesInUse(stored)}}, nil
}

// notesInUse are the notes of what is in use, and take away others of those stored. Callers
// hold switching.
func (d *Desk) notesInUse(stored map[string]string) map[string]string {
	notes := d.trail.notes()
	for name := range stored {
		if strings.HasPrefix(name, noteOff) || strings.HasPrefix(name, notePlace) {
			notes[name] = ""
		}
	}
	l := d.bot.live.Load()
	notes[notePaused] = mark(l.paused)
	for id := range l.off {
		notes[noteOff+string(id)] = mark(true)
	}
	for place, s := range *d.placed.Load() {
		notes[notePlace+place] = s.note()
	}
	return notes
}

// filesInUse are those of the answers in use, with what was learned from them; none if they
// are not held.
func (d *Desk) filesInUse() Files {
	l := d.bot.live.Load()
	files, err := d.trail.find(l.base.Version)
	if err != nil {
		return nil
	}
	files[LearnedFile] = l.matcher.Learned()
	return files
}

// kept are the steps of the way back whose files are in memory, each with them, up to the
// answers in use. The first begins the way.
func (d *Desk) kept() []lateChange {
	way := d.trail.steps()
	first := len(way)
	files := make([]Files, len(way))
	for i, s := range slices.Backward(way) {
		held, err := d.trail.find(s.version)
		if err != nil {
			break
		}
		first, files[i] = i, held
	}
	if len(way)-first < 2 { // there is no way back
		return nil
	}
	var changes []lateChange
	before := ""
	for i, s := range way[first:] {
		c := Change{Time: s.since, Action: actionKept, Version: s.version, Before: before, Detail: textKeep}
		changes, before = append(changes, lateChange{c, Write{Files: files[first+i]}}), s.version
	}
	return changes
}
