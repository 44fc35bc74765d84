package discord

import "sync"

const (
	// mostSeen is how many numbers a set knows at least, once it has had as many.
	mostSeen = 1 << 14
	// mostKept is that for what is kept under numbers.
	mostKept = 1 << 12
)

// recent is a set of numbers that forgets the oldest. The zero value is empty.
type recent struct{ ids memory[struct{}] }

// add reports whether id was not in the set.
func (r *recent) add(id string) bool { return r.ids.add(id, struct{}{}) }

// has reports whether id is in the set.
func (r *recent) has(id string) bool {
	_, ok := r.ids.get(id)
	return ok
}

// memory keeps something under numbers, and forgets the oldest: when the young half is full,
// the old one is dropped.
type memory[V any] struct {
	most int // things that are known at least, once it has had as many; 0 stands for mostSeen

	mu         sync.Mutex
	young, old map[string]V
}

func (m *memory[V]) get(id string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(id)
}

func (m *memory[V]) set(id string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(id, v)
}

// add sets what is not there, and reports whether that is so.
func (m *memory[V]) add(id string, v V) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.find(id); ok {
		return false
	}
	m.keep(id, v)
	return true
}

func (m *memory[V]) find(id string) (V, bool) {
	if v, ok := m.young[id]; ok {
		return v, true
	}
	v, ok := m.old[id]
	return v, ok
}

func (m *memory[V]) keep(id string, v V) {
	most := m.most
	if most == 0 {
		most = mostSeen
	}
	if m.young == nil || len(m.young) >= most {
		m.old, m.young = m.young, map[string]V{}
	}
	m.young[id] = v
}
