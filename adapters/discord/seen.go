package discord

import "sync"

// mostSeen is how many numbers a set knows at least, once it has had as many.
const mostSeen = 1 << 14

// recent is a set of numbers that forgets the oldest: when the young half is full, the
// old one is dropped.
type recent struct {
	mu         sync.Mutex
	young, old map[string]struct{}
}

// add reports whether id was not in the set.
func (r *recent) add(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, young := r.young[id]
	_, old := r.old[id]
	if young || old {
		return false
	}
	if r.young == nil || len(r.young) >= mostSeen {
		r.old, r.young = r.young, map[string]struct{}{}
	}
	r.young[id] = struct{}{}
	return true
}

// has reports whether id is in the set.
func (r *recent) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, young := r.young[id]
	_, old := r.old[id]
	return young || old
}
