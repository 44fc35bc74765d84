package bot

import (
	"context"
	"sync"
)

// Names of counters.
const (
	countAnswer    = "answer"    // an entry's answer was shown
	countSuggest   = "suggest"   // choices were offered
	countNone      = "none"      // nothing was found, or the source has no answer
	countHelpful   = "helpful"   // somebody said that an answer helped
	countUnhelpful = "unhelpful" // or that it did not
)

// counter says what is counted together.
type counter struct{ day, name, entry, version string }

// tally counts in memory until the store has it.
type tally struct {
	mu     sync.Mutex
	counts map[counter]int64
}

// mostCounters bounds what waits for a store that fails: days times entries.
const mostCounters = 20_000

func (t *tally) add(c counter, n int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[counter]int64{}
	}
	if _, ok := t.counts[c]; ok || len(t.counts) < mostCounters {
		t.counts[c] += n
	}
}

// take returns what was counted and begins anew.
func (t *tally) take() map[counter]int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	counts := t.counts
	t.counts = nil
	return counts
}

// list returns what was counted.
func (t *tally) list() []Count {
	t.mu.Lock()
	defer t.mu.Unlock()
	return countList(t.counts)
}

func countList(counts map[counter]int64) []Count {
	var out []Count
	for c, n := range counts {
		out = append(out, Count{Day: c.day, Name: c.name, Entry: c.entry, Version: c.version, N: n})
	}
	return out
}

// count counts a reply. Help is not counted here: nothing of it is ever stored (C18).
func (d *Desk) count(r Reply) {
	if d == nil {
		return
	}
	name, entries := "", append([]string{r.entry}, r.also...)
	switch r.kind {
	case KindAnswer:
		name = countAnswer
	case KindSuggest:
		name, entries = countSuggest, []string{""}
	case KindNone:
		name = countNone
	default:
		return
	}
	for _, e := range entries {
		d.tally.add(d.counter(name, e, r.version), 1)
	}
}

// vote counts a vote.
func (d *Desk) vote(entry, version string, helpful bool) {
	if d == nil {
		return
	}
	name := countUnhelpful
	if helpful {
		name = countHelpful
	}
	d.tally.add(d.counter(name, entry, version), 1)
}

func (d *Desk) counter(name, entry, version string) counter {
	return counter{d.cfg.Now().UTC().Format(DayForm), name, entry, version}
}

// flush stores what was counted. What cannot be stored is counted on.
func (d *Desk) flush(ctx context.Context) error {
	counts := d.tally.take()
	if len(counts) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	err := d.cfg.Store.AddCounts(ctx, countList(counts))
	if err != nil {
		for c, n := range counts {
			d.tally.add(c, n)
		}
	}
	return err
}
