package safety

import "math"

// passage is some sentences of a message, one after another, or some words of one, as both
// classifiers read them.
type passage struct {
	tally
	answer
	words int
	loudest
}

// loudest is what alarms the classifier that counts most in a passage.
type loudest struct {
	stretch []token
	alarm   float64
}

// newPassage is a passage of words that only the classifier that counts has read.
func newPassage(m *model, s []token, t tally) passage {
	p := passage{tally: t, answer: nothing, words: len(s)}
	p.loudest = loudest{s, m.linear.scores(&t).softmax().acute()}
	return p
}

// add makes a passage of it and what comes after it.
func (p *passage) add(q *passage) {
	p.tally.add(&q.tally)
	for i, x := range q.answer {
		p.answer[i] = most(p.answer[i], x)
	}
	p.words += q.words
	p.hear(&q.loudest)
}

func (l *loudest) hear(other *loudest) {
	if l.stretch == nil || other.alarm > l.alarm {
		*l = *other
	}
}

// longPassage is the number of words from which the convolution has no say: among so
// many, each filter finds something.
const longPassage = 120

// tell says what a passage tells of, and how alarming it is, 0..1: by both classifiers, and by
// what alarms most in it.
func (p *passage) tell(m *model) (told odds, alarm float64) {
	s := m.linear.scores(&p.tally)
	if len(m.conv.rows) > 0 && p.words <= longPassage {
		s = both(s, m.conv.scores(&p.answer))
	}
	told = s.softmax()
	alarm = told.acute()
	return told, math.Sqrt(alarm * max(alarm, p.alarm))
}
