package bot

import (
	"maps"
	"slices"

	"candor/faq"
)

// golden is what becomes of golden questions. What was right and clearly is not any more is
// broken; what is only near a threshold now is lost, for the moderator to judge.
type golden struct {
	gained, lost []faq.Question // that are answered as they want now, and that are only offered it now
	broken       []faq.Question // that get something else now
	dropped      []string       // that are gone
	untrue       faq.Faults     // that are new and not answered as they want
}

// goldenOf holds the golden questions of the new base to both. Is are their standings in it.
func goldenOf(before *Snapshot, after *faq.Base, is []Standing) (g golden) {
	was := standings(before, after.Golden)
	old := wanted(before.base.Golden)
	for i, q := range after.Golden {
		want, stays := old[q.Text]
		delete(old, q.Text)
		fresh := !stays || !slices.Equal(want, q.Want)
		switch {
		case is[i] < was[i] && is[i] < offered:
			g.broken = append(g.broken, q)
		case is[i] < was[i]:
			g.lost = append(g.lost, q)
		case is[i] > was[i] && is[i] == right:
			g.gained = append(g.gained, q)
		case is[i] < right && fresh: // nothing is lost by a line that was never true
			g.untrue = append(g.untrue, goldenFault(q, falseGoldenText(q)))
		}
	}
	g.dropped = slices.Sorted(maps.Keys(old))
	return g
}

// wanted are what questions want, by their texts.
func wanted(questions []faq.Question) map[string][]faq.ID {
	out := map[string][]faq.ID{}
	for _, q := range questions {
		out[q.Text] = q.Want
	}
	return out
}

// goldenFault is what is wrong with a golden question.
func goldenFault(q faq.Question, what string) *faq.Fault {
	return &faq.Fault{File: "golden.jsonl", Line: q.Line, Msg: what}
}

// brokenGolden refuses a base that breaks golden questions, each with its line; nil if it
// breaks none.
func brokenGolden(broken []faq.Question) error {
	if len(broken) == 0 {
		return nil
	}
	var faults faq.Faults
	for _, q := range broken {
		faults = append(faults, goldenFault(q, brokenText(q)))
	}
	return faults
}
