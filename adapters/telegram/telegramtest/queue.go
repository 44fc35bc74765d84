package telegramtest

import (
	"strconv"
	"time"
)

// firstUpdateID is well above 0, as Telegram's are.
const firstUpdateID = 400_000_001

// update is one in the queue.
type update struct {
	id      int
	message int    // id of the message that it brings, if one
	lane    int64  // updates of one lane reach a webhook one after the other
	body    []byte // the JSON object, update_id included
	expires time.Time
	handed  bool // getUpdates has delivered it
	done    bool
}

// queue holds the updates that are not confirmed, and some that were.
type queue struct {
	next    int
	open    []*update // in order of id; some may be done
	pending int       // not done
	again   []*update // to be delivered once more, whatever the offset
	past    []*update // all that were queued
	byID    map[int]*update
}

func (q *queue) init(next int) {
	*q = queue{next: next, byID: map[int]*update{}}
}

// add gives an update to the queue.
func (q *queue) add(u *update, keep int) {
	q.next = u.id + 1
	q.open = append(q.open, u)
	q.pending++
	q.byID[u.id] = u
	q.past = append(q.past, u)
	if kept := trim(q.past, keep); len(kept) < len(q.past) {
		for _, old := range q.past[:len(q.past)-len(kept)] {
			delete(q.byID, old.id)
		}
		q.past = kept
	}
}

// finish takes an update from the queue.
func (q *queue) finish(u *update) {
	if u.done {
		return
	}
	u.done = true
	q.pending--
	for len(q.open) > 0 && q.open[0].done {
		q.open = q.open[1:]
	}
}

// confirm takes all updates below offset from the queue. An offset far beyond the
// last update is none; a negative one counts from the end.
func (q *queue) confirm(offset int) {
	if offset < 0 {
		offset += q.next
	}
	if offset > q.next+10 {
		return
	}
	for _, u := range q.open {
		if u.id >= offset {
			break
		}
		q.finish(u)
	}
}

// take returns up to limit updates; they stay in the queue.
func (q *queue) take(limit int, now time.Time) []*update {
	n := min(limit, len(q.again))
	batch := q.again[:n:n]
	q.again = q.again[n:]
	for _, u := range q.open {
		if len(batch) == limit {
			break
		}
		if now.After(u.expires) {
			q.finish(u)
		}
		if !u.done {
			u.handed = true
			batch = append(batch, u)
		}
	}
	return batch
}

// Pending is the number of updates that wait to be confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.pending
}

// InHand is the number of updates that getUpdates has delivered and that wait to be
// confirmed.
func (s *Server) InHand() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, u := range s.queue.open {
		if u.handed && !u.done {
			n++
		}
	}
	return n
}

// Replay delivers updates once more, confirmed or not, in the order given.
func (s *Server) Replay(ids ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		if u := s.queue.byID[id]; u != nil {
			s.deliverAgain(u)
		}
	}
}

// deliverAgain delivers an update whose id may be below the bot's offset.
func (s *Server) deliverAgain(u *update) {
	if s.hook != nil {
		s.hook.push(s, &update{id: u.id, lane: u.lane, body: u.body, expires: u.expires, done: true})
		return
	}
	s.queue.again = append(s.queue.again, u)
	s.wakePoll()
}

// Renumber makes id the next update's, as happens after a week without updates.
// What is in the queue is forgotten.
func (s *Server) Renumber(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.init(id)
}

// MessageID is the id of the message that an update brought, 0 if it brought none.
func (s *Server) MessageID(updateID int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.queue.byID[updateID]; u != nil {
		return u.message
	}
	return 0
}

// push queues an update of a kind: body is the object's JSON. It returns the
// update_id, or 0 if the bot does not want that kind. s.mu is held.
func (s *Server) push(kind string, u *update, body []byte) int {
	if !s.allowed[kind] {
		return 0
	}
	u.id = s.queue.next
	u.body = make([]byte, 0, len(body)+len(kind)+40)
	u.body = append(u.body, `{"update_id":`...)
	u.body = strconv.AppendInt(u.body, int64(u.id), 10)
	u.body = append(u.body, `,"`...)
	u.body = append(u.body, kind...)
	u.body = append(u.body, `":`...)
	u.body = append(u.body, body...)
	u.body = append(u.body, '}')
	s.enqueue(u)
	return u.id
}

func (s *Server) enqueue(u *update) {
	s.queue.add(u, s.set.keep)
	if s.hook != nil {
		s.hook.push(s, u)
	} else {
		s.wakePoll()
	}
	s.signal()
}
