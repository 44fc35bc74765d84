package bot

// Keep stores again what is in use: what is switched off or paused, and settings. It is for
// a store that had to begin anew, and does not wait for it; the answers themselves come with
// the next reload, or the next start.
func (d *Desk) Keep() {
	if !d.restored.Load() { // what the store knew is not in use yet
		return
	}
	l := d.bot.live.Load()
	notes := map[string]string{notePaused: mark(l.paused)}
	for id := range l.off {
		notes[noteOff+string(id)] = mark(true)
	}
	for place, s := range *d.placed.Load() {
		notes[notePlace+place] = s.note()
	}
	if err := d.late.add(lateChange{d.line(Moderator{}, "keep", "the store has begun anew"), Write{Notes: notes}}); err != nil {
		d.cfg.Failed("store again what is switched off", err)
	}
}
