package retry

import "sync"

// News tells those who wait for something that it has happened. The zero value is ready.
type News struct {
	mu sync.Mutex
	up chan struct{} // nil if nobody waits
}

// Next is closed when it happens next.
func (n *News) Next() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.up == nil {
		n.up = make(chan struct{})
	}
	return n.up
}

// Tell says that it has happened.
func (n *News) Tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.up != nil {
		close(n.up)
		n.up = nil
	}
}
