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

// memory keeps something under numbers, and forgets the oldest like [recent].
type memory[V any] struct {
	mu         sync.Mutex
	young, old map[string]V
}

// mostKept is how many things a memory knows at least, once it has had as many.
const mostKept = 1 << 12

func (m *memory[V]) get(id string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.young[id]; ok {
		return v, true
	}
	v, ok := m.old[id]
	return v, ok
}

func (m *memory[V]) set(id string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.young == nil || len(m.young) >= mostKept {
		m.old, m.young = m.young, map[string]V{}
	}
	m.young[id] = v
}
