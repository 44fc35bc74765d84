package safety

// fact is what a sentence says of who did what, to whom, and when. What each means stands in
// rules.txt.
type fact uint16

const (
	did fact = 1 << iota
	suffered
	unharmed
	accident
	safe
	childhood
	past
	over
	youth
	grown
	formerly
	was
	is
	now
	recent
	exposed
)

// factNames are the facts as rules.txt names them, each with those that it implies.
var factNames = map[string]fact{
	"did": did, "suffered": suffered, "unharmed": unharmed, "accident": accident, "denied": safe,
	"childhood": childhood | past, "past": past, "over": over | past, "youth": youth, "grown": grown,
	"formerly": formerly, "was": was, "is": is, "now": now, "recent": recent | now,
	"exposed": exposed,
}

// told is what a sentence says.
type told struct {
	facts fact
	rules []*rule // that say them
}

// heard is what the rules find in sentences, for the choice of a tier and of a card.
type heard struct {
	sentences []told
	all       fact // that any of them says
	menace    menace
	suffers   bool             // whether harm is done to the writer still, for all that they say
	classes   [Classes]float64 // what is added to the logarithms of their odds
}

// listen gathers what sentences say.
func listen(text [][]token) heard {
	h := heard{sentences: make([]told, len(text))}
	for i, s := range text {
		h.sentences[i] = h.hear(s)
		f := h.sentences[i].facts
		h.all |= f
		h.menace |= menaceIn(s)
		h.suffers = h.suffers || f&suffered != 0 && f&childhood == 0 && f&(past|now) != past
	}
	return h
}

// hear gathers what a sentence says. One that says of itself that it is not so counts for no
// class.
func (h *heard) hear(s []token) (t told) {
	var named []*rule
	note := func(r *rule) bool {
		t.note(r)
		if r.class != None && r.class != Minor { // an age alone; underage knows better whose it is
			named = append(named, r)
		}
		return true
	}
	factsBy().meet(s, note)
	rulesBy().meet(s, note)
	if t.facts&unharmed != 0 {
		t.facts &^= did | suffered
	}
	if t.facts&(unharmed|safe) == 0 {
		h.count(named)
	}
	return t
}

// factsOf are the facts that some words say.
func factsOf(s []token) (t told) {
	factsBy().meet(s, func(r *rule) bool {
		t.note(r)
		return true
	})
	return t
}

// note adds the fact that a rule says, if it says one.
func (t *told) note(r *rule) {
	if r.fact != 0 {
		t.facts |= r.fact
		t.rules = append(t.rules, r)
	}
}

// count adds what rules say for their classes.
func (h *heard) count(named []*rule) {
	for _, r := range named {
		says := float64(ruleSays)
		if r.sure {
			says = sureRuleSays
		}
		h.classes[r.class] = max(h.classes[r.class], says)
	}
}

// has reports whether a sentence says one of the facts.
func (h *heard) has(f fact) bool { return h.all&f != 0 }

// rule is the first that says one of the facts in a sentence, nil if none does.
func (t *told) rule(f fact) *rule {
	for _, r := range t.rules {
		if r.fact&t.facts&f != 0 {
			return r
		}
	}
	return nil
}

// rule is the first that says one of the facts in any sentence, nil if none does.
func (h *heard) rule(f fact) *rule {
	for i := range h.sentences {
		if r := h.sentences[i].rule(f); r != nil {
			return r
		}
	}
	return nil
}
