package telegram

import (
	"sync"
	"time"
)

const (
	// editable is how long after its answer an edited question still changes it.
	editable = 15 * time.Minute
	// mostAnswers is how many questions are known by number, at some 100 bytes each.
	mostAnswers = 1 << 12
)

// question is a message by its number.
type question struct {
	chat    int64
	message int
}

// answer is what a question got.
type answer struct {
	messages []int // numbers of the messages sent
	at       time.Time
	edited   bool
	carded   bool // an edit of it told of danger, and got a card
	due      int  // replies that are on their way: until they are there, edits are no second ones
}

// answers remembers, for a short while and by numbers only, which messages answer which,
// so that an edited question changes its answer, once.
type answers struct {
	mu  sync.Mutex
	all map[question]answer
}

// expect remembers that a reply is on its way.
func (s *answers) expect(q question, now time.Time) {
	s.change(q, now, func(a *answer) { a.due++ })
}

// arrived remembers what became of it: the numbers of the messages sent, if any.
func (s *answers) arrived(q question, messages []int, now time.Time) {
	s.change(q, now, func(a *answer) {
		a.due, a.at = max(0, a.due-1), now
		if len(messages) > 0 {
			a.messages = messages
		}
	})
}

// card remembers that an edit got a card.
func (s *answers) card(q question, now time.Time) {
	s.change(q, now, func(a *answer) { a.edited, a.carded = true, true })
}

// messages are the numbers of those that answer a question.
func (s *answers) messages(q question) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[q].messages
}

// edit returns the answer to a question that was edited, and whether the edit may change
// it: the first may, and all may before it is there. From now on it was edited.
func (s *answers) edit(q question, now time.Time) (a answer, may bool) {
	s.mu.Lock()
	a = s.all[q]
	s.mu.Unlock()
	may = !a.edited || a.due > 0
	if a.old(now) {
		a.messages = nil
	}
	s.change(q, now, func(a *answer) { a.edited = true })
	return a, may
}

func (s *answers) change(q question, now time.Time, to func(*answer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[question]answer{}
	}
	a, known := s.all[q]
	if !known && len(s.all) >= mostAnswers {
		s.forget(now)
	}
	if !known || a.old(now) {
		a.messages, a.at = nil, now
	}
	to(&a)
	s.all[q] = a
}

// old reports whether edits do not change the answer any more.
func (a answer) old(now time.Time) bool { return a.due == 0 && now.Sub(a.at) > editable }

// forget drops what is too old, or, if all of it is young, everything.
func (s *answers) forget(now time.Time) {
	for q, a := range s.all {
		if a.old(now) {
			delete(s.all, q)
		}
	}
	if len(s.all) >= mostAnswers {
		clear(s.all)
	}
}
