package discord

import (
	"context"
	"sync"
)

// queues let requests that share a limit go one after the other, first come, first
// served: what one learns of the limit holds for the next.
type queues struct {
	mu  sync.Mutex
	all map[string]*line
}

// line is a queue with those in it.
type line struct {
	turn chan struct{} // holds one while somebody's turn it is
	in   int
}

// enter waits for the turn, which leave ends.
func (q *queues) enter(ctx context.Context, limit string) (leave func(), err error) {
	q.mu.Lock()
	if q.all == nil {
		q.all = map[string]*line{}
	}
	l := q.all[limit]
	if l == nil {
		l = &line{turn: make(chan struct{}, 1)}
		q.all[limit] = l
	}
	l.in++
	q.mu.Unlock()
	select {
	case l.turn <- struct{}{}:
		return func() { <-l.turn; q.out(limit, l) }, nil
	case <-ctx.Done():
		q.out(limit, l)
		return nil, ctx.Err()
	}
}

// out forgets a queue in which nobody is left.
func (q *queues) out(limit string, l *line) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if l.in--; l.in == 0 {
		delete(q.all, limit)
	}
}

// has reports whether somebody is in a queue.
func (q *queues) has(limit string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.all[limit] != nil
}
