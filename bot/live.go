package bot

import (
	"maps"

	"candor/faq"
)

// live is what messages are answered from: a message is answered wholly from one.
type live struct {
	*Snapshot
	off    map[faq.ID]bool // answers that moderators switched off; never changed
	paused bool            // whether no questions are answered
}

// Use answers from s from now on. Messages being answered keep the snapshot
// that they began with.
func (b *Bot) Use(s *Snapshot) {
	b.change(func(l *live) { l.Snapshot = s })
}

// change puts a changed live in use, in one step.
func (b *Bot) change(how func(*live)) {
	b.changing.Lock()
	defer b.changing.Unlock()
	l := *b.live.Load()
	how(&l)
	b.live.Store(&l)
}

// switchOff gives an entry's answer no more, or gives it again. It reports whether that
// changed anything.
func (b *Bot) switchOff(id faq.ID, off bool) (changed bool) {
	b.change(func(l *live) {
		if changed = l.off[id] != off; !changed {
			return
		}
		l.off = maps.Clone(l.off)
		if l.off == nil {
			l.off = map[faq.ID]bool{}
		}
		l.off[id] = off
		maps.DeleteFunc(l.off, func(_ faq.ID, off bool) bool { return !off })
	})
	return changed
}

// switchTo switches just these answers off.
func (b *Bot) switchTo(off map[faq.ID]bool) { b.change(func(l *live) { l.off = off }) }

// pause answers no questions any more, or answers them again. It reports whether that
// changed anything.
func (b *Bot) pause(paused bool) (changed bool) {
	b.change(func(l *live) { l.paused, changed = paused, l.paused != paused })
	return changed
}

// gives reports whether the entry's answer may be shown.
func (l *live) gives(id faq.ID) bool { return !l.paused && !l.off[id] }

// withheld is the reply in place of an entry's answer that is not to be shown.
func (t turn) withheld(best faq.Match) Reply {
	if t.paused {
		return t.resting()
	}
	r := t.reply(KindNone, textOffTitle, faq.Plain(textOff))
	r.best, r.confidence = string(best.ID), best.Confidence
	r.choices = []Choice{topicsChoice}
	return r
}

// resting says that no questions are answered for now.
func (t turn) resting() Reply {
	r := t.reply(KindRefused, textPausedTitle, faq.Plain(textPaused))
	r.choices = []Choice{{ID: "/crisis", Label: textCrisis}}
	return r
}
