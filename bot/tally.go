package bot

import (
	"context"
	"sync"
	"time"
)

// Names of counters.
const (
	countAnswer    = "answer"    // an entry's answer was shown
	countSuggest   = "suggest"   // choices were offered
	countOff       = "off"       // an answer was found and is switched off
	countNone      = "none"      // nothing was found, or the source has no answer
	countHelpful   = "helpful"   // somebody said that an answer helped
	countUnhelpful = "unhelpful" // or that it did not
)

// tally counts in memory until the store has it.
type tally struct {
	mu     sync.Mutex
	counts map[Count]int64 // by what is counted together: N is 0
}

// mostCounters bounds what waits for a store that fails: days times entries.
const mostCounters = 20_000

// add adds to a counter.
func (t *tally) add(c Count) {
	n := c.N
	c.N = 0
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[Count]int64{}
	}
	if _, ok := t.counts[c]; ok || len(t.counts) < mostCounters {
		t.counts[c] += n
	}
}

// take returns what was counted and begins anew.
func (t *tally) take() []Count {
	t.mu.Lock()
	defer t.mu.Unlock()
	counts := t.list()
	t.counts = nil
	return counts
}

// soFar returns what was counted.
func (t *tally) soFar() []Count {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.list()
}

// list returns what was counted. Callers hold mu.
func (t *tally) list() []Count {
	var out []Count
	for c, n := range t.counts {
		c.N = n
		out = append(out, c)
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
		if name = countNone; r.title == textOffTitle {
			name = countOff
		}
	default:
		return
	}
	for _, e := range entries {
		d.tally.add(Count{Day: d.today(), Name: name, Entry: e, Version: r.version, N: 1})
	}
}

// vote counts a vote.
func (d *Desk) vote(v vote) {
	if d == nil {
		return
	}
	name := countUnhelpful
	if v.helpful {
		name = countHelpful
	}
	d.tally.add(Count{Day: d.today(), Name: name, Entry: string(v.entry), Version: v.version, N: 1})
}

// today is the day as the store has it.
func (d *Desk) today() string { return dayOf(d.cfg.Now()) }

func dayOf(t time.Time) string { return t.UTC().Format(DayForm) }

// flush stores what was counted. What cannot be stored is counted on.
func (d *Desk) flush(ctx context.Context) error {
	counts := d.tally.take()
	if len(counts) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	err := d.cfg.Store.AddCounts(ctx, counts)
	if err != nil {
		for _, c := range counts {
			d.tally.add(c)
		}
	}
	return err
}
