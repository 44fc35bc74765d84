package telegram

import (
	"context"
	"sync"
	"time"

	"candor/adapters/internal/retry"
)

// longRest is from when on a wait for a server that fails ends as soon as it answers
// somebody: shorter ones are of a server that fails now and then, which needs them.
const longRest = 4 * time.Second

// news tells those who wait for a server that it answers again.
type news struct {
	mu sync.Mutex
	up chan struct{} // nil if nobody waits
}

// next is closed when the server answers next.
func (n *news) next() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.up == nil {
		n.up = make(chan struct{})
	}
	return n.up
}

func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.up != nil {
		close(n.up)
		n.up = nil
	}
}

// rest waits after a failure for d, or, if that is long, until the server answers any call,
// at most until ctx is done: then it returns ctx's error.
func (c *client) rest(ctx context.Context, d time.Duration) error {
	var up <-chan struct{}
	if d > longRest {
		up = c.news.next()
	}
	return retry.SleepUntil(ctx, d, up)
}
