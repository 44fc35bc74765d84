package bot

import (
	"hash/maphash"
	"sync"
	"time"

	"candor/bot/safety"
)

const (
	// fullAgain is how long the whole card of a class is not shown to a person again
	// (C16). Another class's is whole at once: what to do about it was not said yet. So
	// words of every kind, over and over (H16), get one whole card of each.
	fullAgain = 30 * time.Minute
	// mostHelped is how many people and classes are told apart.
	mostHelped = 1 << 14
)

// helped knows, in memory only and under keys that name nobody, who got which whole
// card in the last half hour. It forgets on time, also when nobody writes any more.
type helped struct {
	seed maphash.Seed
	now  func() time.Time

	mu      sync.Mutex
	cards   map[uint64]shownCard
	order   []shownCard // those of cards, by time
	waiting bool        // whether tidy will come
}

type shownCard struct {
	key   uint64
	at    time.Time
	times int // short ones since; counted in cards only
}

// again counts a card, and reports whether the person got the whole one of its class
// lately, and how many short ones since. Who cannot be told from others is new each time.
func (h *helped) again(m Message, class safety.Class, now time.Time) (turn int, repeated bool) {
	if m.User == "" && (m.Chat == "" || !m.Private) { // in a group it may have been anybody's
		return 0, false
	}
	key := maphash.Comparable(h.seed, [4]string{m.Platform, m.Chat, m.User, class.String()})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forget(now)
	if last, ok := h.cards[key]; ok {
		last.times++
		h.cards[key] = last
		return last.times - 1, true
	}
	h.remember(shownCard{key: key, at: now})
	return 0, false
}

// remember adds a card, in place of the oldest if there are too many.
func (h *helped) remember(c shownCard) {
	if len(h.order) >= mostHelped {
		h.forgetFirst()
	}
	if h.cards == nil {
		h.cards = map[uint64]shownCard{}
	}
	h.cards[c.key] = c
	h.order = append(h.order, c)
	if !h.waiting {
		h.waiting = true
		time.AfterFunc(fullAgain, h.tidy)
	}
}

// tidy forgets what is old, and comes back when more is.
func (h *helped) tidy() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	h.forget(now)
	if h.waiting = len(h.order) > 0; h.waiting {
		time.AfterFunc(fullAgain-now.Sub(h.order[0].at), h.tidy)
	}
}

// forget drops the cards that are half an hour old.
func (h *helped) forget(now time.Time) {
	for len(h.order) > 0 && now.Sub(h.order[0].at) >= fullAgain {
		h.forgetFirst()
	}
	if len(h.order) == 0 {
		h.cards, h.order = nil, nil // what they were made of goes, too
	}
}

func (h *helped) forgetFirst() {
	delete(h.cards, h.order[0].key)
	h.order[0] = shownCard{} // the array lives on
	h.order = h.order[1:]
}
