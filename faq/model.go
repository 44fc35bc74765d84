package faq

import (
	"cmp"
	"math"
	"slices"
)

// A model is one sparse table: what each feature says for each entry. Softmax
// regression over the pairs of feature and entry that occur, plus half a
// smoothed naive-Bayes log-odds, summed: learn.go says how.
type model struct {
	weighing
	entries int
	first   []int32 // by feature: where its row of the table begins; one more at the end
	table   []cell  // row after row, entries rising within a row
}

// cell is what a feature says for an entry.
type cell struct {
	entry  int32
	weight float32
}

// row returns the cells of a feature.
func (m *model) row(id int32) []cell { return m.table[m.first[id]:m.first[id+1]] }

// ranked is an entry with its score.
type ranked struct {
	entry int32
	score float64
	share float64 // of the odds between all entries
}

// judgement is what a model makes of one text.
type judgement struct {
	ranking  []ranked // entries with a score above 0, best first, at most maxMatches
	vector   []component
	known    float64 // share of the question that the base knows
	coverage float64 // share of the question that the best entry has
}

// scratch is memory that judgements reuse.
type scratch struct {
	question []string // the whole question's words
	reading  reading
	counter
	vector []component
	scores []float32
	top    []ranked
	key    []byte
}

// judge scores every entry for a text. The judgement lives in s until its next use.
func (m *model) judge(s *scratch, counts []count) judgement {
	return m.judgeWithout(unknown, s, counts)
}

// judgeWithout is judge as if there were one entry less. Features that only it has are
// unknown then.
func (m *model) judgeWithout(hidden int32, s *scratch, counts []count) judgement {
	var j judgement
	if hidden != unknown {
		counts = m.without(hidden, counts)
	}
	s.vector, j.known = m.vector(s.vector[:0], counts)
	j.vector = s.vector
	s.scores = slices.Grow(s.scores[:0], m.entries)[:m.entries]
	scores := s.scores
	clear(scores)
	for _, c := range j.vector {
		for _, cell := range m.row(c.id) {
			scores[cell.entry] += c.x * cell.weight
		}
	}
	if hidden != unknown {
		scores[hidden] = 0
	}
	s.top = best(s.top[:0], s.scores)
	j.ranking = s.top
	if len(j.ranking) == 0 {
		return j
	}
	shareOdds(j.ranking, s.scores)
	for _, c := range j.vector {
		if c.block == blockTerm && m.has(c.id, j.ranking[0].entry) {
			j.coverage += float64(c.x * c.x)
		}
	}
	j.coverage = min(1, j.coverage/(extractors[blockTerm].weight*extractors[blockTerm].weight)) // it was rounded
	return j
}

// without returns counts with the features that only one entry has made unknown.
func (m *model) without(hidden int32, counts []count) []count {
	rest := slices.Clone(counts)
	for i, c := range rest {
		if c.id == unknown {
			continue
		}
		if row := m.row(c.id); len(row) == 1 && row[0].entry == hidden {
			rest[i].id = unknown
		}
	}
	return rest
}

// best appends the maxMatches entries with the highest scores above 0 to top; of
// equal ones the first.
func best(top []ranked, scores []float32) []ranked {
	for e, single := range scores {
		s := float64(single)
		if s <= 0 || len(top) == maxMatches && s <= top[maxMatches-1].score {
			continue
		}
		i := len(top)
		for i > 0 && top[i-1].score < s {
			i--
		}
		if len(top) == maxMatches {
			top = top[:maxMatches-1]
		}
		top = slices.Insert(top, i, ranked{entry: int32(e), score: s})
	}
	return top
}

// negligible is a difference of scores whose odds are not worth an exponential.
const negligible = 20

// shareOdds sets each ranked entry's share of the softmax over all scores.
func shareOdds(ranking []ranked, scores []float32) {
	sum := 0.0
	for _, s := range scores {
		if d := float64(s) - ranking[0].score; d > -negligible {
			sum += math.Exp(d)
		}
	}
	for i := range ranking {
		ranking[i].share = math.Exp(ranking[i].score-ranking[0].score) / sum
	}
}

// has reports whether an entry's phrasings have the feature.
func (m *model) has(id, entry int32) bool {
	_, ok := m.find(id, entry)
	return ok
}

// points is what a feature says for an entry, 0 if nothing.
func (m *model) points(id, entry int32) float64 {
	if i, ok := m.find(id, entry); ok {
		return float64(m.row(id)[i].weight)
	}
	return 0
}

func (m *model) find(id, entry int32) (int, bool) {
	return slices.BinarySearchFunc(m.row(id), entry, func(c cell, e int32) int { return cmp.Compare(c.entry, e) })
}
