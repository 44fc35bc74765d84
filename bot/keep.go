package bot

import (
	"context"
	"maps"
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
	inUse, what, err := d.keeping(ctx)
	if err != nil {
		return err
	}
	changes := []lateChange{inUse}
	if what.anew {
		changes = append(changes, d.kept()...)
	}
	for _, c := range changes {
		if err := d.commit(ctx, c); err != nil {
			return err
		}
	}
	d.late.supplied(what)
	return nil
}

// keeping is all that the next start needs, and what the store lacks. Before is what the
// audit says last, if it does.
func (d *Desk) keeping(ctx context.Context) (lateChange, lack, error) {
	audit, err := d.cfg.Store.History(ctx, 1)
	if err != nil {
		return lateChange{}, lack{}, err
	}
	// Not before: it may be this call that finds the store gone, and that is mended here, too.
	what := d.late.lacking()
	stored, err := d.cfg.Store.Notes(ctx, "")
	if err != nil {
		return lateChange{}, lack{}, err
	}
	d.switching.Lock()
	defer d.switching.Unlock()
	c := d.line(Moderator{}, actionKeep, textKeepLate)
	if what.anew {
		c.Detail = textKeep
	}
	if len(audit) > 0 && audit[0].Version != "" {
		c.Before = audit[0].Version
	}
	return lateChange{c, Write{d.filesInUse(), d.lackingNotes(what, stored)}}, what, nil
}

// lackingNotes are those of what is in use that the store lacks. What another program on it
// switched off stays so, as long as this one did not switch the same. Callers hold switching.
func (d *Desk) lackingNotes(what lack, stored map[string]string) map[string]string {
	inUse := d.notesInUse()
	notes := map[string]string{}
	if what.anew {
		maps.Copy(notes, inUse)
		maps.DeleteFunc(notes, func(_, value string) bool { return value == "" }) // or another's is taken away
		if !what.changed[noteLive] {
			shareLeft(notes, stored)
		}
	}
	for name := range what.changed { // what was switched on again may stand there as off
		notes[name] = inUse[name]
	}
	return notes
}

// shareLeft adds to notes for a store that has begun anew what another program stored there of
// versions that were gone back from. If this one answers from one of them still, the version
// that the other stored is what comes next.
func shareLeft(notes, stored map[string]string) {
	left := strings.Fields(stored[noteLeft])
	for _, v := range strings.Fields(notes[noteLeft]) {
		if !slices.Contains(left, v) {
			left = append(left, v)
		}
	}
	live := stored[noteLive]
	if live != "" && slices.Contains(left, notes[noteLive]) && !slices.Contains(left, live) {
		notes[noteLive] = live
	}
	notes[noteLeft] = leftNote(left)
}

// notesInUse are the notes of what is in use.
func (d *Desk) notesInUse() map[string]string {
	notes := d.trail.notes()
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

// kept are the versions whose files are in memory, each with them: first those that are not
// on the way back, then the way up to the answers in use, as far as it is held. The first of
// the way begins it.
func (d *Desk) kept() []lateChange {
	way := d.trail.steps()
	held := d.trail.holds()
	first := len(way)
	for first > 0 && held[way[first-1].version].files != nil {
		first--
	}
	var aside []heldFiles
	for version, h := range held {
		if !slices.ContainsFunc(way[first:], func(s step) bool { return s.version == version }) {
			aside = append(aside, h)
		}
	}
	slices.SortFunc(aside, func(a, b heldFiles) int { return a.since.Compare(b.since) })
	var changes []lateChange
	add := func(s step, before string) {
		c := Change{Time: s.since, Action: actionKept, Version: s.version, Before: before, Detail: textKeep}
		changes = append(changes, lateChange{c, Write{Files: held[s.version].files}})
	}
	for _, h := range aside {
		add(h.step, "")
	}
	before := ""
	for _, s := range way[first:] {
		add(s, before)
		before = s.version
	}
	return changes
}
