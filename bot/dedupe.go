package bot

import (
	"context"
	"errors"
	"hash/maphash"
	"sync"
)

// ErrNoReply says that nothing is to be sent: the message was answered before,
// or its sender was already asked to slow down and no reply is awaited.
var ErrNoReply = errors.New("nothing to reply")

// Dedupe answers a message that a platform delivers twice only once: the second
// time the error is [ErrNoReply]. A message is known by platform, chat and ID; one
// without an ID is always new. One whose handling failed is forgotten, so that
// its next delivery is answered. At least the last remember messages are known,
// at most twice as many, at 8 bytes each and in memory only.
func Dedupe(remember int) func(Handler) Handler {
	return func(next Handler) Handler {
		seen := &recent{most: remember, seed: maphash.MakeSeed()}
		return HandlerFunc(func(ctx context.Context, m Message) (Reply, error) {
			if m.ID == "" {
				return next.Handle(ctx, m)
			}
			key := maphash.Comparable(seen.seed, [3]string{m.Platform, m.Chat, m.ID})
			if !seen.add(key) {
				return Reply{}, ErrNoReply
			}
			done := false
			defer func() { // also when next panics
				if !done {
					seen.forget(key)
				}
			}()
			r, err := next.Handle(ctx, m)
			done = err == nil || errors.Is(err, ErrNoReply)
			return r, err
		})
	}
}

// recent is a bounded set: when the young half is full, the old one is dropped.
type recent struct {
	most int
	seed maphash.Seed

	mu         sync.Mutex
	young, old map[uint64]struct{}
}

// add reports whether key was not in the set.
func (s *recent) add(key uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.has(key) {
		return false
	}
	if s.young == nil || len(s.young) >= s.most {
		s.old, s.young = s.young, make(map[uint64]struct{}, 64)
	}
	s.young[key] = struct{}{}
	return true
}

func (s *recent) has(key uint64) bool {
	_, young := s.young[key]
	_, old := s.old[key]
	return young || old
}

func (s *recent) forget(key uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.young, key)
	delete(s.old, key)
}
