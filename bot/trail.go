package bot

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/faq"
)

const (
	// mostHeld is how many versions' files stay in memory, those in use among them, and
	// mostRecalled, how many of those before the start are read.
	mostHeld     = 4
	mostRecalled = 2
	// mostHeldBytes bounds them: of the shipped base they are less than 1 MB each. Those in use stay
	// whatever they are.
	mostHeldBytes = faq.MaxTotalBytes
)

// trail is what the program itself remembers of the answers that were in use: a store that
// is gone, or cannot be read, takes away neither them nor the way back. It is safe for
// concurrent use.
type trail struct {
	mu     sync.Mutex
	way    []step      // to go back through, the version in use last; never changed in place
	last   string      // the note of the version that was in use last
	left   string      // the note of those that were gone back from
	held   []heldFiles // the one in use last
	walked bool        // whether the store was asked for the way before the start
	stored string      // the version that the store has as the last in use, "" if that is not known
}

// step is a version that came into use.
type step struct {
	version string
	since   time.Time
}

// heldFiles are the files of a version without what was learned from them: that is large, and
// can be learned anew.
type heldFiles struct {
	step
	files Files
}

func (h heldFiles) size() (n int) {
	for _, data := range h.files {
		n += len(data)
	}
	return n
}

func newHeld(s step, files Files) heldFiles {
	files = maps.Clone(files)
	delete(files, LearnedFile)
	return heldFiles{s, files}
}

// begin remembers what the program begins with.
func (t *trail) begin(s step, files Files) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.way, t.walked = []step{s}, false
	t.hold(s, files)
}

// use remembers that a version came into use, by going back to it or not, and its notes.
func (t *trail) use(s step, files Files, back bool, notes map[string]string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if back && !t.walked && len(t.way) == 1 { // what is before it is not known
		t.way = nil
	}
	t.way = walk(t.way, s, back)
	t.hold(s, files)
	t.note(notes)
}

// noted remembers the notes of versions that are in the store.
func (t *trail) noted(notes map[string]string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.note(notes)
}

// note remembers those notes that are of versions. Callers hold mu.
func (t *trail) note(notes map[string]string) {
	if last, ok := notes[noteLive]; ok {
		t.last = last
	}
	if left, ok := notes[noteLeft]; ok {
		t.left = left
	}
}

// recall remembers the way back to the answers in use as the store has it, and files of
// versions on it. Where others came into use meanwhile it has to be asked again.
func (t *trail) recall(way []step, older []heldFiles) {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := t.way[len(t.way)-1]
	switch n := len(way); {
	case n > 0 && way[n-1].version == last.version:
		t.way = way
	case len(t.way) == 1: // it is not stored yet
		t.way = walk(way, last, true)
	default:
		return
	}
	t.walked = true
	older = slices.DeleteFunc(older, func(h heldFiles) bool {
		return slices.ContainsFunc(t.held, func(k heldFiles) bool { return k.version == h.version })
	})
	t.held = bounded(append(older, t.held...))
}

// hold keeps the files of the version in use. Callers hold mu.
func (t *trail) hold(s step, files Files) {
	rest := slices.DeleteFunc(slices.Clone(t.held), func(h heldFiles) bool { return h.version == s.version })
	t.held = bounded(append(rest, newHeld(s, files)))
}

// holds are the versions whose files are held.
func (t *trail) holds() map[string]heldFiles {
	t.mu.Lock()
	defer t.mu.Unlock()
	held := map[string]heldFiles{}
	for _, h := range t.held {
		held[h.version] = h
	}
	return held
}

// bounded leaves out the first of too many, but never the last.
func bounded(all []heldFiles) []heldFiles {
	size := 0
	for i, h := range slices.Backward(all) {
		size += h.size()
		if before := len(all) - 1 - i; before > 0 && (before >= mostHeld || size > mostHeldBytes) {
			return slices.Clone(all[i+1:])
		}
	}
	return all
}

// find returns the files that are held of the version which the first letters stand for, or
// [ErrNotStored].
func (t *trail) find(first string) (Files, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var found []heldFiles
	for _, h := range t.held {
		if first != "" && strings.HasPrefix(h.version, first) {
			found = append(found, h)
		}
	}
	if len(found) != 1 {
		return nil, ErrNotStored
	}
	return maps.Clone(found[0].files), nil
}

// has remembers which version the store has as the last in use; inStore returns it.
func (t *trail) has(version string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stored = version
}

func (t *trail) inStore() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stored
}

// notes are those of the version that was in use last, and of those that were left.
func (t *trail) notes() map[string]string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return map[string]string{noteLive: t.last, noteLeft: t.left}
}

// asked reports whether the store was asked for the way before the start.
func (t *trail) asked() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.walked
}

// steps is the way back, the version in use last.
func (t *trail) steps() []step {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.way
}

// before is the version to go back to, "" if there is none.
func before(way []step) string {
	if len(way) < 2 {
		return ""
	}
	return way[len(way)-2].version
}

// wayOf is the way back that the audit tells of, newest first.
func wayOf(audit []Change) (way []step) {
	for _, c := range slices.Backward(audit) {
		switch {
		case c.Before == "": // the store began there
			way = nil
		case len(way) == 0:
			way = []step{{version: c.Before}}
		}
		way = walk(way, step{c.Version, c.Time}, c.Action == actionBack || c.Action == actionKeep)
	}
	return way
}

// walk is the way with a version that comes into use. Going back does not count as a step:
// who goes back twice goes further back.
func walk(way []step, s step, back bool) []step {
	at := len(way) - 1
	for at >= 0 && way[at].version != s.version {
		at--
	}
	if at >= 0 && (back || at == len(way)-1) {
		way = way[:at]
	}
	return append(slices.Clip(way[max(0, len(way)-mostSteps+1):]), s)
}
