package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

const (
	// usualDays is how many days /stats sums up, if not told otherwise.
	usualDays = 7
	mostDays  = 366
)

// stats sums up the counters of some days.
func (d *Desk) stats(r request) Reply {
	days := usualDays
	if r.arg != "" {
		n, err := strconv.Atoi(r.arg)
		if err != nil || n < 1 || n > mostDays {
			return r.refuse(textStatsTitle, statsUsageText(mostDays))
		}
		days = n
	}
	ctx, cancel := context.WithTimeout(r.ctx, storeTime)
	defer cancel()
	since := dayOf(d.cfg.Now().UTC().AddDate(0, 0, 1-days))
	stored, err := d.cfg.Store.Counts(ctx, since)
	sum := sumUp(append(stored, d.tally.soFar()...))
	text := statsText(days, sum.total)
	if err != nil {
		text = textStatsPartial + "\n\n" + text
	}
	reply := r.info(textStatsTitle, text)
	reply.body = append(reply.body, listed(sum.entries, r.message.most(), entryCountText)...)
	reply.body = append(reply.body, listed(sum.days, r.message.most(), dayCountText)...)
	reply.body = append(reply.body, findingsDoc(d.bot.Findings())...)
	return reply
}

// entryCounts is how often an entry, or the entries of a day, were shown, and helped.
type entryCounts struct {
	name                                           string
	answer, suggest, none, off, helpful, unhelpful int64
}

type sums struct {
	total   entryCounts
	entries []entryCounts // most often shown first
	days    []entryCounts // latest first
}

func (e *entryCounts) add(c Count) {
	switch c.Name {
	case countAnswer:
		e.answer += c.N
	case countSuggest:
		e.suggest += c.N
	case countNone:
		e.none += c.N
	case countOff:
		e.off += c.N
	case countHelpful:
		e.helpful += c.N
	case countUnhelpful:
		e.unhelpful += c.N
	}
}

func sumUp(counts []Count) (s sums) {
	entries, days := map[string]*entryCounts{}, map[string]*entryCounts{}
	at := func(m map[string]*entryCounts, name string) *entryCounts {
		if m[name] == nil {
			m[name] = &entryCounts{name: name}
		}
		return m[name]
	}
	for _, c := range counts {
		s.total.add(c)
		at(days, c.Day).add(c)
		if c.Entry != "" {
			at(entries, c.Entry).add(c)
		}
	}
	for _, e := range entries {
		s.entries = append(s.entries, *e)
	}
	for _, e := range days {
		s.days = append(s.days, *e)
	}
	slices.SortFunc(s.entries, func(a, b entryCounts) int {
		return cmp.Or(cmp.Compare(b.answer+b.none, a.answer+a.none), cmp.Compare(a.name, b.name))
	})
	slices.SortFunc(s.days, func(a, b entryCounts) int { return cmp.Compare(b.name, a.name) })
	return s
}
