package telegram

import "sync"

// mostMoved is how many groups are remembered that became supergroups.
const mostMoved = 1 << 12

// groups knows the numbers of groups: one that becomes a supergroup gets another
// (core.telegram.org/bots/api#responseparameters).
type groups struct {
	told func(from, to string) // nil if nobody wants to know

	mu     sync.Mutex
	home   int64           // the moderators' group, 0 if there is none
	now    map[int64]int64 // by the number before
	before map[int64]int64 // by the number now
}

func newGroups(home int64, told func(from, to string)) *groups {
	return &groups{told: told, home: home, now: map[int64]int64{}, before: map[int64]int64{}}
}

// current is the number that a chat has now.
func (g *groups) current(chat int64) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	for range mostMoves {
		next, ok := g.now[chat]
		if !ok {
			break
		}
		chat = next
	}
	return chat
}

// former is the number that a chat had before, 0 if none is known.
func (g *groups) former(chat int64) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.before[chat]
}

// moderators is the number of the moderators' group now.
func (g *groups) moderators() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.home
}

// move remembers the number that a group has from now on.
func (g *groups) move(from, to int64) {
	if from >= 0 || to >= 0 || from == to || !g.moved(from, to) { // numbers of groups are negative
		return
	}
	if g.told != nil {
		g.told(number(from), number(to))
	}
}

// moved is move, and reports whether that is news.
func (g *groups) moved(from, to int64) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.home == from {
		g.home = to
	}
	if g.now[from] == to {
		return false
	}
	if len(g.now) >= mostMoved {
		clear(g.now) // Telegram tells it again with the next message to such a group
		clear(g.before)
	}
	g.now[from], g.before[to] = to, from
	return true
}
