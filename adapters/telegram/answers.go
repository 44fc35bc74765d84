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
}

// answers remembers, for a short while and by numbers only, which messages answer which,
// so that an edited question changes its answer, once.
type answers struct {
	mu  sync.Mutex
	all map[question]answer
}

// note remembers an answer.
func (s *answers) note(q question, a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[question]answer{}
	}
	if len(s.all) >= mostAnswers {
		s.forget(a.at)
	}
	a.edited = a.edited || s.all[q].edited
	a.carded = a.carded || s.all[q].carded
	s.all[q] = a
}

// edit returns the answer to a question that was edited, and whether that is the first
// edit. From now on it was edited.
func (s *answers) edit(q question, now time.Time) (a answer, first bool) {
	s.mu.Lock()
	a = s.all[q]
	s.mu.Unlock()
	first = !a.edited
	if now.Sub(a.at) > editable {
		a = answer{at: now, carded: a.carded}
	}
	a.edited = true
	s.note(q, a)
	return a, first
}

// forget drops what is too old, or, if all of it is young, everything.
func (s *answers) forget(now time.Time) {
	for q, a := range s.all {
		if now.Sub(a.at) > editable {
			delete(s.all, q)
		}
	}
	if len(s.all) >= mostAnswers {
		clear(s.all)
	}
}
