// Package lanes keeps things in order: what belongs to one chat is handled and sent in the
// order in which it came, and different chats side by side.
package lanes

import "sync"

// Work is one thing to do in a lane: handling it says what to send.
type Work struct {
	Handle func() []Parcel
	Done   func() // called once, when all of it was sent or given up
	left   int    // parcels not yet sent
}

// Parcel is one thing to send. What is urgent overtakes what is not.
type Parcel struct {
	Urgent bool
	Send   func()
}

// Lanes does the work of each lane, which a K names, in order, and of different lanes side by side. In
// each lane, handling goes on while sending waits, and what is urgent is sent by itself,
// so that somebody in danger does not wait behind a reply that is held back.
type Lanes[K comparable] struct {
	slots    chan struct{} // bounds how many are handled at once
	panicked func(v any)   // told of a panic

	mu   sync.Mutex
	open map[K]*queue
	shut bool // nothing new is taken
	wg   sync.WaitGroup
}

// queue is the work of a lane.
type queue struct {
	work     []*Work
	handling bool
	out      [2]outbox // what can wait, and what is urgent
}

// outbox is what a lane has to send, one after the other.
type outbox struct {
	parcels []posted
	sending bool
}

// posted is a parcel with the work that it is of.
type posted struct {
	Parcel
	of *Work
}

// New returns lanes in which at most handlers things are handled at once. Panicked is told
// of a panic in handling or sending, either of which counts as done then.
func New[K comparable](handlers int, panicked func(v any)) *Lanes[K] {
	return &Lanes[K]{slots: make(chan struct{}, handlers), panicked: panicked, open: map[K]*queue{}}
}

// Add puts work at the end of a lane. It reports whether that was taken: not once somebody
// waits for the end.
func (l *Lanes[K]) Add(in K, w *Work) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shut {
		return false
	}
	q := l.open[in]
	if q == nil {
		q = &queue{}
		l.open[in] = q
	}
	q.work = append(q.work, w)
	if !q.handling {
		q.handling = true
		l.wg.Go(func() { l.handleAll(in, q) })
	}
	return true
}

// Wait takes no more work and returns when all lanes are empty.
func (l *Lanes[K]) Wait() {
	l.mu.Lock()
	l.shut = true
	l.mu.Unlock()
	l.wg.Wait()
}

func (l *Lanes[K]) handleAll(in K, q *queue) {
	for {
		w := l.nextWork(in, q)
		if w == nil {
			return
		}
		parcels := l.handle(w)
		if w.left = len(parcels); w.left == 0 {
			w.Done()
			continue
		}
		l.post(in, q, w, parcels)
	}
}

func (l *Lanes[K]) handle(w *Work) (out []Parcel) {
	l.slots <- struct{}{}
	defer func() {
		<-l.slots
		if v := recover(); v != nil {
			l.panicked(v)
		}
	}()
	return w.Handle()
}

func (l *Lanes[K]) nextWork(in K, q *queue) *Work {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(q.work) == 0 {
		q.handling = false
		l.close(in, q)
		return nil
	}
	w := q.work[0]
	q.work = q.work[1:]
	return w
}

// post puts parcels into a lane's outboxes.
func (l *Lanes[K]) post(in K, q *queue, w *Work, parcels []Parcel) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range parcels {
		box := &q.out[0]
		if p.Urgent {
			box = &q.out[1]
		}
		box.parcels = append(box.parcels, posted{p, w})
		if !box.sending {
			box.sending = true
			l.wg.Go(func() { l.sendAll(in, q, box) })
		}
	}
}

func (l *Lanes[K]) sendAll(in K, q *queue, box *outbox) {
	for {
		p, ok := l.nextParcel(in, q, box)
		if !ok {
			return
		}
		l.send(p.Parcel)
		if l.last(p.of) {
			p.of.Done()
		}
	}
}

// last counts a parcel as sent, and reports whether it was its work's last.
func (l *Lanes[K]) last(w *Work) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.left--
	return w.left == 0
}

func (l *Lanes[K]) send(p Parcel) {
	defer func() {
		if v := recover(); v != nil {
			l.panicked(v)
		}
	}()
	p.Send()
}

func (l *Lanes[K]) nextParcel(in K, q *queue, box *outbox) (posted, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(box.parcels) == 0 {
		box.sending = false
		l.close(in, q)
		return posted{}, false
	}
	p := box.parcels[0]
	box.parcels = box.parcels[1:]
	return p, true
}

// close forgets a lane in which nothing goes on.
func (l *Lanes[K]) close(in K, q *queue) {
	if !q.handling && !q.out[0].sending && !q.out[1].sending {
		delete(l.open, in)
	}
}
