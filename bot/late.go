package bot

import (
	"errors"
	"maps"
	"slices"
	"sync"
)

// late holds changes that are in use and could not be stored yet.
type late struct {
	mu    sync.Mutex
	lines []lateChange
	lack  lack
}

type lateChange struct {
	change Change
	with   Write
}

// lack is what the store lacks of what is in use beside the changes that wait.
type lack struct {
	lost    bool            // there was a change too many
	anew    bool            // the store has begun anew
	times   int             // how often it came to that
	changed map[string]bool // the notes that changes too many were of
}

// mostLate is how many such changes wait for the store. Of those beyond only what comes of
// them is stored, without their lines in the audit.
const mostLate = 100

// errLate says that a change does not wait for the store.
var errLate = errors.New("too many changes wait to be stored")

func (l *late) add(c lateChange) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lines) >= mostLate {
		l.tooMany(c)
		return errLate
	}
	if slices.ContainsFunc(l.lines, func(w lateChange) bool { return w.change.Version == c.change.Version && len(w.with.Files) > 0 }) {
		c.with.Files = nil // they are stored by then
	}
	l.lines = append(l.lines, c)
	return nil
}

// tooMany remembers what a change was of that does not wait. Callers hold mu.
func (l *late) tooMany(c lateChange) {
	l.lack.lost = true
	l.lack.times++
	if l.lack.changed == nil {
		l.lack.changed = map[string]bool{}
	}
	for name := range c.with.Notes {
		l.lack.changed[name] = true
	}
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

func (l *late) done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines[0] = lateChange{} // or its files stay in memory behind the list
	l.lines = l.lines[1:]
}

func (l *late) all() []lateChange {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lines)
}

// begunAnew says that the store has begun anew.
func (l *late) begunAnew() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lack.anew = true
	l.lack.times++
}

// lacking is what the store lacks now; supplied, that it has it.
func (l *late) lacking() lack {
	l.mu.Lock()
	defer l.mu.Unlock()
	what := l.lack
	what.changed = maps.Clone(what.changed)
	return what
}

func (l *late) supplied(what lack) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lack.times == what.times { // or it lacks more since
		l.lack = lack{times: what.times}
	}
}

// incomplete reports whether the store lacks what no change that waits brings.
func (l *late) incomplete() bool {
	what := l.lacking()
	return what.lost || what.anew
}

// nothing reports whether the store has all that is in use.
func (l *late) nothing() bool {
	_, waits := l.first()
	return !waits && !l.incomplete()
}
