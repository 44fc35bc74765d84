package bot

import (
	"hash/maphash"
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
// card in the last half hour, and how many short ones since.
type helped struct {
	seed  maphash.Seed
	cards fading[uint64, int]
}

func newHelped(now func() time.Time) *helped {
	return &helped{seed: maphash.MakeSeed(), cards: fading[uint64, int]{most: mostHelped, life: fullAgain, now: now}}
}

// again counts a card, and reports whether the person got the whole one of its class
// lately, and how many short ones since. Who cannot be told from others is new each time.
func (h *helped) again(m Message, class safety.Class) (turn int, repeated bool) {
	if m.User == "" && (m.Chat == "" || !m.Private) { // in a group it may have been anybody's
		return 0, false
	}
	key := maphash.Comparable(h.seed, [4]string{m.Platform, m.Chat, m.User, class.String()})
	h.cards.update(key, func(short int, was bool) int {
		if !was {
			return 0
		}
		turn, repeated = short, true
		return short + 1
	})
	return turn, repeated
}
