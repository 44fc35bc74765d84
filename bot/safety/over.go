package safety

import (
	"cmp"
	"iter"
	"slices"
)

// overFrom is the alarm from which a message is of tier A though what it tells of is over. From
// .8 up to 1 the development set tells no difference: of 152 plain messages of tier B 6 get a
// card instead of 14, and none of tier A loses its own.
const overFrom = 0.98

// parted is a message in which something is over.
type parted struct {
	rest  [][]token // what is not
	by    *rule     // says that it is over, nil if nothing is
	mixed bool      // whether a sentence of it says that something goes on, too
}

// weighTime takes what is over out of the reckoning, or what goes on beside it into it. In a message
// of which not all was listened to, nothing is over.
func (x *examined) weighTime(m *model, text [][]token) {
	if wordsIn(text) > 2*mostHeard {
		return
	}
	switch p := x.said.part(text); {
	case !x.alarms():
		x.goesOn(m, text, p)
		x.dated = !x.alarms() && x.onlyDated(m, text)
	case p.by != nil && x.isOver(m, p):
		x.over = p.by
	}
}

// isOver reports whether what alarms in a message is over: it stands in clauses about what was
// more than a year ago, and nothing else in the message alarms by itself. In doubt it is not
// over. A child's never is, nor is what somebody may do to a child.
func (x examined) isOver(m *model, p parted) bool {
	switch x.likeliest() {
	case Minor, OwnRiskToChild:
		return false
	}
	if x.young || p.mixed || x.loud.alarm >= overFrom || x.said.has(recent) {
		return false
	}
	return !x.alone(m, p.rest).alarms()
}

// alone is what some sentences say by themselves, which are masked as the message is.
func (x examined) alone(m *model, text [][]token) examined {
	y := examined{masked: x.masked}
	if len(text) > 0 {
		y.read(m, text)
	}
	return y
}

// goesOn looks whether a message about what is over tells of danger that is not: what was
// drowns it, and a year says that it was, though that may be since when it is. Of 1590 messages
// of danger of the development set behind "when I was 16 I was abused and" 208 get no card with it, and 284 without.
func (x *examined) goesOn(m *model, text [][]token, p parted) {
	if p.by != nil && !p.mixed && !x.said.has(recent) || x.said.has(safe) {
		return
	}
	y := x.alone(m, p.rest)
	if y.loud.alarm-lessOfOne < y.from() {
		if y = x.alone(m, undated(text)); !y.alarms() {
			return
		}
	}
	x.take(y)
}

// take takes over what some sentences say by themselves.
func (x *examined) take(y examined) { x.loud, x.met, x.exam = y.loud, y.met, y.exam }

// onlyDated reports whether nothing but a year makes a message one of tier B: "I was born in
// Leeds in 1984" tells of nothing that is over.
func (x examined) onlyDated(m *model, text [][]token) bool {
	if !anyToken(text, isYear) {
		return false
	}
	y := x.alone(m, undated(text))
	return y.loud.alarm < listenFrom && !y.troubles()
}

// undated are sentences without their years: "I tried in 2006 and want to try again" is not
// over, and a year says to the classifiers that it is.
func undated(text [][]token) [][]token {
	out := make([][]token, len(text))
	for i, s := range text {
		out[i] = slices.DeleteFunc(slices.Clone(s), isYear)
	}
	return out
}

func isYear(t token) bool { return t.concept == "<year>" }

// part parts a message into what is over and what is not. "It is nine years." says so of the
// sentence before it.
func (h *heard) part(text [][]token) (p parted) {
	for i, s := range text {
		if i > 0 && p.by != nil && h.sentences[i].rule(over) != nil && h.sentences[i].facts&now == 0 {
			continue // it says when, and no more
		}
		var behind *rule
		if i+1 < len(text) {
			behind = h.sentences[i+1].rule(over)
		}
		if behind == nil && h.sentences[i].facts&(past|youth) == 0 {
			p.rest = append(p.rest, s)
			continue
		}
		for c, r := range h.clausesOver(s, behind) {
			if r == nil {
				p.rest = append(p.rest, c)
				continue
			}
			p.by = cmp.Or(p.by, r)
			p.mixed = p.mixed || h.sentences[i].facts&now != 0
		}
	}
	return p
}

// clausesOver yields the clauses of a sentence, each with the rule by which it is over, nil if
// it is not: it is told in the past, and says when, or a time stands beside it, or behind the
// sentence.
func (h *heard) clausesOver(s []token, behind *rule) iter.Seq2[[]token, *rule] {
	return func(yield func([]token, *rule) bool) {
		var all [][]token
		var says []told
		for c := range statements(s) {
			all, says = append(all, c), append(says, factsOf(c))
		}
		for i, c := range all {
			var r *rule
			if f := says[i].facts; f&was != 0 && f&(is|now) == 0 {
				r = cmp.Or(h.when(&says[i]), behind)
				if i > 0 {
					r = cmp.Or(r, says[i-1].time(all[i-1]))
				}
				if i+1 < len(all) {
					r = cmp.Or(r, says[i+1].time(all[i+1]))
				}
			}
			if !yield(c, r) {
				return
			}
		}
	}
}

// when is the rule by which a clause says that it is of what is past, nil if none does.
func (h *heard) when(t *told) *rule {
	if r := t.rule(past); r != nil || !h.has(grown) {
		return r
	}
	return t.rule(youth)
}

// longestTime is how many words at most say when something was, and nothing else.
const longestTime = 6

// time is the rule by which a clause says when something was and nothing else, nil if it does
// not: "thirty years back", "when I was a boy".
func (t *told) time(clause []token) *rule {
	tense := t.facts & (was | is | now)
	if len(clause) <= longestTime && (tense == 0 || tense == was && clause[0].word == "when") {
		return t.rule(past)
	}
	return nil
}

// statements yields the parts of a sentence that say something by themselves: its clauses, cut
// again before "and" and the like, but not in "raped and beaten" or "cuts and burns".
func statements(s []token) iter.Seq[[]token] {
	return func(yield func([]token) bool) {
		from := 0
		for i := range s {
			if s[i].last || i+1 == len(s) || i >= from && conjunctions[s[i+1].word] && statesMore(s[i+2:]) {
				if !yield(s[from : i+1]) {
					return
				}
				from = i + 1
			}
		}
	}
}

var conjunctions = wordSet("and but so because cause yet while though although")

// statesMore reports whether what comes behind "and" says something by itself.
func statesMore(s []token) bool {
	for i := range s {
		if i == fewest || s[i].concept == "ME" {
			return factsOf(s[:1]).facts&was == 0
		}
		if s[i].last {
			return false
		}
	}
	return false
}

// fewest is how many words say nothing by themselves unless one of them is "I".
const fewest = 2
