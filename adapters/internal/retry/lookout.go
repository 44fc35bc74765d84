package retry

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	// firstLook is how long after a failed call there is a look, at most; lookSpace is from
	// one look to the next, at most. Each is at least half as long, so that many clients do
	// not look together. With lookTime for one, within which a system asks twice for a
	// connection, an address is seen three seconds after it is back, at most.
	firstLook = time.Second
	lookSpace = 3 * time.Second
	lookTime  = 2 * time.Second
	// A look may say more than is true: what stands in front takes connections, and breaks
	// them. The next one is after firstDoubt then, and later each time, until a call succeeds.
	firstDoubt = 5 * time.Second
	mostDoubt  = time.Minute
)

// Lookout lets those wait who could not reach an address, and looks meanwhile whether it
// takes connections: so that they can wait long, and call once it does. A look is a
// connection that is closed at once, without a word; there is one at a time, however many
// wait. A nil Lookout only lets wait.
type Lookout struct {
	address string // host:port, "" for no looks
	dial    Dial
	found   func()
	there   News
	looking chan struct{} // held by the one of those who wait that looks

	mu    sync.Mutex
	doubt time.Duration // how long the last look that succeeded holds back the next
	until time.Time     // when the next is allowed
	heard time.Time     // when those who wait were last told that a call succeeded
}

// Lookout is for an address on this way: if that begins at a proxy, then it is the proxy
// that is looked at, and nothing is known of what is behind. It calls found when a look
// succeeds.
func (w Way) Lookout(address string, found func()) *Lookout {
	return &Lookout{address: w.first(address), dial: w.Dial, found: found, looking: make(chan struct{}, 1)}
}

// Sleep waits after a call that failed by err: for d, or, if that call did not reach the
// address, until that can be reached, at most until ctx is done: then it returns ctx's error.
func (l *Lookout) Sleep(ctx context.Context, d time.Duration, err error) error {
	if l == nil || !Unreached(err) {
		return Sleep(ctx, d)
	}
	limit, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	there, turn := l.there.Next(), l.looking
	if l.address == "" {
		turn = nil
	}
	var next <-chan time.Time
	for !told(there) { // after a look, the next may be due as well
		select {
		case <-limit.Done():
			return ctx.Err()
		case <-there:
		case turn <- struct{}{}:
			defer func() { <-l.looking }()
			turn, next = nil, l.after(firstLook)
		case <-next:
			next = l.after(lookSpace)
			l.look(limit)
		}
	}
	return nil
}

func told(news <-chan struct{}) bool {
	select {
	case <-news:
		return true
	default:
		return false
	}
}

// after is when the next look is due.
func (l *Lookout) after(most time.Duration) <-chan time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.After(max(most/2+rand.N(most/2), time.Until(l.until)))
}

// look tells those who wait if the address takes a connection.
func (l *Lookout) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	conn, err := l.dial(ctx, "tcp", l.address)
	if err != nil {
		return
	}
	_ = conn.Close()
	l.mu.Lock()
	l.doubt = min(max(2*l.doubt, firstDoubt), mostDoubt)
	l.until = time.Now().Add(l.doubt)
	l.mu.Unlock()
	l.found()
	l.there.Tell()
}

// Reached says that a call succeeded, so that looks are worth something, and those who wait
// need not. These are told that as often as looks tell them, not at each call: connections
// that stand may go on while no other can be made.
func (l *Lookout) Reached() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.doubt, l.until = 0, time.Time{}
	if now := time.Now(); now.Sub(l.heard) > lookSpace {
		l.heard = now
		l.there.Tell()
	}
}
