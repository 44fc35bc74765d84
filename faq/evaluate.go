package faq

import (
	"cmp"
	"slices"
)

// Outcome is what became of one question.
type Outcome string

// The outcomes. For a question in scope all five are possible; one out of scope
// is answered (Wrong), Suggested or rightly left (Unanswered).
const (
	Right          Outcome = "right"
	Wrong          Outcome = "wrong"
	SuggestedRight Outcome = "suggested, the right one among them"
	Suggested      Outcome = "suggested, the right one not among them"
	Unanswered     Outcome = "nothing"
)

// Report sums up how a matcher answers a set of questions.
type Report struct {
	InScope    InScope    `json:"in_scope"`
	OutOfScope OutOfScope `json:"out_of_scope"`
	// AUROC and CalibrationError are of the confidence in the best match; the first
	// is 0 if the set has questions of one kind only.
	AUROC            float64     `json:"auroc"`
	CalibrationError float64     `json:"calibration_error"`
	Curve            []Point     `json:"curve"` // at thresholds .05, .1 … .95
	Confusions       []Confusion `json:"confusions"`
	Misses           []Miss      `json:"misses"`
}

// Confusion says how often an entry was the best match of questions that want
// another.
type Confusion struct {
	Want  ID  `json:"want"`
	Got   ID  `json:"got"`
	Count int `json:"count"`
}

// InScope counts the questions that an entry answers. Top1 and Top3 are blind
// to thresholds: whether a wanted entry is the best match, or among three.
type InScope struct {
	Total          int `json:"total"`
	Right          int `json:"right"`
	Wrong          int `json:"wrong"`
	Suggested      int `json:"suggested"`
	SuggestedRight int `json:"suggested_right"` // of Suggested, the right one among them
	Nothing        int `json:"nothing"`
	Top1           int `json:"top1"`
	Top3           int `json:"top3"`
	// 95 % intervals of Right and Wrong, as shares.
	RightInterval Interval `json:"right_interval"`
	WrongInterval Interval `json:"wrong_interval"`
}

// OutOfScope counts the questions that no entry answers.
type OutOfScope struct {
	Total     int `json:"total"`
	Answered  int `json:"answered"`
	Suggested int `json:"suggested"`
	Nothing   int `json:"nothing"`
}

// Miss is a question that did not get what it wants.
type Miss struct {
	Question   string  `json:"question"`
	Want       []ID    `json:"want"`
	Outcome    Outcome `json:"outcome"`
	Got        []ID    `json:"got"` // the entry shown, or those suggested, or the best match
	Confidence float64 `json:"confidence"`
}

// Evaluate puts every question to the matcher. An answer that its base marks as
// not covered tells people that there is none, so it counts as nothing, unless
// that entry is what the question wants.
func Evaluate(m *Matcher, questions []Question) Report {
	r := Report{Confusions: []Confusion{}, Misses: []Miss{}}
	var judged []Judged
	confused := map[Confusion]int{}
	for _, q := range questions {
		found := m.Match(q.Text)
		judged = append(judged, m.judged(q, found))
		if j := judged[len(judged)-1]; j.InScope && !j.Right && len(found.Matches) > 0 {
			confused[Confusion{Want: q.Want[0], Got: found.Matches[0].ID}]++
		}
		outcome, got := m.outcome(q, found)
		if q.InScope() {
			r.InScope.count(q, found, outcome)
		} else {
			r.OutOfScope.count(outcome)
		}
		if outcome == Right || !q.InScope() && outcome == Unanswered {
			continue
		}
		miss := Miss{Question: q.Text, Want: q.Want, Outcome: outcome, Got: got}
		if len(found.Matches) > 0 {
			miss.Confidence = found.Matches[0].Confidence
		}
		r.Misses = append(r.Misses, miss)
	}
	r.AUROC, r.CalibrationError, r.Curve = AUROC(judged), CalibrationError(judged), thin(Curve(judged))
	r.Confusions = append(r.Confusions, sortConfusions(confused)...)
	r.InScope.RightInterval = Bootstrap(r.InScope.Right, r.InScope.Total)
	r.InScope.WrongInterval = Bootstrap(r.InScope.Wrong, r.InScope.Total)
	return r
}

// judged is the question for measuring. A best match that is not covered answers
// nothing, so for a question out of scope it is as good as none.
func (m *Matcher) judged(q Question, r Result) Judged {
	j := Judged{InScope: q.InScope()}
	if len(r.Matches) == 0 {
		return j
	}
	best := r.Matches[0]
	j.Confidence, j.Right = best.Confidence, slices.Contains(q.Want, best.ID)
	if e, _ := m.base.Entry(best.ID); !j.InScope && !e.Covered {
		j.Confidence = 0
	}
	return j
}

// thin returns the curve at thresholds .05, .1 … .95.
func thin(curve []Point) []Point {
	out := []Point{}
	for step := 1; step < 20; step++ {
		p := Point{Threshold: float64(step) / 20}
		for _, c := range curve {
			if c.Threshold >= p.Threshold {
				p.Answered, p.Wrong = c.Answered, c.Wrong
			}
		}
		out = append(out, p)
	}
	return out
}

// sortConfusions lists the most frequent first.
func sortConfusions(counts map[Confusion]int) []Confusion {
	var out []Confusion
	for c, n := range counts {
		c.Count = n
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Want, b.Want), cmp.Compare(a.Got, b.Got))
	})
	return out
}

// outcome says what became of a question, and by which entries.
func (m *Matcher) outcome(q Question, r Result) (Outcome, []ID) {
	wanted := func(id ID) bool { return slices.Contains(q.Want, id) }
	switch r.Verdict {
	case Answer:
		id := r.Matches[0].ID
		e, _ := m.base.Entry(id)
		switch {
		case wanted(id):
			return Right, []ID{id}
		case e.Covered:
			return Wrong, []ID{id}
		}
		return Unanswered, []ID{id}
	case Suggest:
		ids := m.Suggestions(r)
		if slices.ContainsFunc(ids, wanted) {
			return SuggestedRight, ids
		}
		return Suggested, ids
	}
	if len(r.Matches) > 0 {
		return Unanswered, []ID{r.Matches[0].ID}
	}
	return Unanswered, []ID{}
}

func (c *InScope) count(q Question, r Result, o Outcome) {
	c.Total++
	switch o {
	case Right:
		c.Right++
	case Wrong:
		c.Wrong++
	case SuggestedRight:
		c.Suggested++
		c.SuggestedRight++
	case Suggested:
		c.Suggested++
	case Unanswered:
		c.Nothing++
	}
	for i, match := range r.Matches[:min(3, len(r.Matches))] {
		if slices.Contains(q.Want, match.ID) {
			if i == 0 {
				c.Top1++
			}
			c.Top3++
			return
		}
	}
}

func (c *OutOfScope) count(o Outcome) {
	c.Total++
	switch o {
	case Wrong:
		c.Answered++
	case Unanswered:
		c.Nothing++
	default:
		c.Suggested++
	}
}
