package telegram

import (
	"sync"
	"time"
)

const (
	// mostSeen is how many updates at least are known to be done, at some 40 bytes each.
	mostSeen = 1 << 14
	// mostLoose is how many updates are in hand at most without waiting at Telegram too.
	mostLoose = 1000
)

// job is an update in hand.
type job struct {
	id   int
	done chan struct{} // closed when it was answered or given up
	left int           // parts that are not done, guarded by seen

	unasked bool // there was nothing to answer
	again   bool // done is closed, but it was not finished: it is to come again

	since time.Time // when it was taken in hand
	loose bool      // it does not wait at Telegram any more
}

// seen knows updates by their number: those in hand and those done of late, so that one
// that Telegram delivers again is answered once. What a crash interrupts is not among them:
// it is to come again.
type seen struct {
	mu         sync.Mutex
	open       map[int]*job
	loose      int // of open
	young, old map[int]struct{}

	firm     chan struct{} // once the program stops: closed when nothing is loose any more
	answered func(id int)  // told of what is done; nil if nobody wants to know
}

// newSeen takes some for done already.
func newSeen(done ...int) *seen {
	s := &seen{open: map[int]*job{}, young: make(map[int]struct{}, len(done))}
	for _, id := range done {
		s.young[id] = struct{}{}
	}
	return s
}

// closed is done from the start.
var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// begin returns the update's job, and whether it is new.
func (s *seen) begin(id int) (j *job, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j, ok := s.open[id]; ok {
		return j, false
	}
	_, young := s.young[id]
	if _, old := s.old[id]; young || old {
		return &job{id: id, done: closed}, false
	}
	j = &job{id: id, done: make(chan struct{}), left: 1, since: time.Now()}
	s.open[id] = j
	return j, true
}

// also adds a part that has to be done as well.
func (s *seen) also(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	j.left++
}

// finish says that a part is done.
func (s *seen) finish(j *job) {
	if !s.last(j) {
		return
	}
	if s.answered != nil && !j.unasked { // before Telegram hears of it, which then does not deliver it again
		s.answered(j.id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if j.loose {
		s.loose--
		s.settle()
	}
	delete(s.open, j.id)
	if len(s.young) >= mostSeen {
		s.old, s.young = s.young, map[int]struct{}{}
	}
	s.young[j.id] = struct{}{}
	close(j.done)
}

// last counts a part as done, and reports whether it was the last.
func (s *seen) last(j *job) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	j.left--
	return j.left == 0
}

// abandon lets go of a job that was not finished: its update stays unconfirmed and comes
// again with the next start.
func (s *seen) abandon(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-j.done:
	default:
		j.again = true
		close(j.done)
	}
}

// loosen lets those in hand whose number is below limit, and that have been for longer
// than age, go on without waiting at Telegram. It returns how many it were.
func (s *seen) loosen(limit int, age time.Duration) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, j := range s.open {
		if id < limit && !j.loose && s.loose < mostLoose && time.Since(j.since) > age {
			j.loose = true
			s.loose++
			n++
		}
	}
	return n
}

// end says that the program stops.
func (s *seen) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.firm == nil {
		s.firm = make(chan struct{})
		s.settle()
	}
}

// settle closes firm if it is time.
func (s *seen) settle() {
	if s.firm != nil && s.loose == 0 {
		close(s.firm)
	}
}

// before is what has to be done before a job once the program stops, nil if nothing has:
// what does not wait at Telegram any more is lost if it is not done by the end, all else
// comes again.
func (s *seen) before(j *job) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.firm == nil || j != nil && j.loose {
		return nil
	}
	return s.firm
}

// lost is how many were not done that do not come again.
func (s *seen) lost() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loose
}

// lowest is the lowest number in hand that waits at Telegram, and whether there is any.
func (s *seen) lowest() (id int, open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n, j := range s.open {
		if !j.loose && (!open || n < id) {
			id, open = n, true
		}
	}
	return id, open
}
