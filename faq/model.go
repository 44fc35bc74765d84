package faq

import (
	"cmp"
	"math"
	"slices"
)

// Smoothing of the Bayes weights: half of what an entry of average size needs
// before a feature counts, and how much of it grows with the entry's size. From
// the prototype.
const (
	bayesAlpha = 0.05
	bayesBase  = 0.3
)

// shareSlope turns differences of score into odds between entries. 4 gave the
// runner-up's share closest to how often it was right on the shipped golden
// questions (among 1, 2, 4, 8).
const shareSlope = 4

// A model scores entries by a smoothed naive-Bayes log-odds over features, less
// what the feature says for the average entry: words that every topic has, such
// as "how do I", then say nothing. Without that, 10.7 % of the questions of
// CLINC150's validation set, none of which is about the shipped base's subject,
// were answered; with it and coverage over terms alone, 2.8 %, at an equal share
// of right answers.
type model struct {
	weighing
	entries int
	posts   [][]post // by feature
}

// post is what a feature says for an entry.
type post struct {
	entry  int
	weight float64
}

// train learns from samples, whose features are numbered below features. The
// samples of an entry stand together.
func train(samples []sample, entries, features int) *model {
	m := &model{weighing: newWeighing(samples, features), entries: entries}
	m.posts = make([][]post, features)
	size := make([]float64, entries)
	for _, s := range samples {
		v, _ := m.vector(s.counts)
		for _, c := range v {
			m.add(c.id, s.entry, c.x)
		}
		size[s.entry]++
	}
	mean := float64(len(samples)) / float64(max(1, entries))
	for _, posts := range m.posts {
		for i := range posts {
			alpha := bayesAlpha * (bayesBase + (1-bayesBase)*size[posts[i].entry]/mean)
			posts[i].weight = math.Log1p(posts[i].weight / alpha)
		}
		center(posts, entries)
	}
	return m
}

// center takes the mean over all entries off the weights. Entries without the
// feature stay at 0 rather than below: they are not stored.
func center(posts []post, entries int) {
	sum := 0.0
	for _, p := range posts {
		sum += p.weight
	}
	for i := range posts {
		posts[i].weight -= sum / float64(entries)
	}
}

// add sums x over an entry's samples.
func (m *model) add(id, entry int, x float64) {
	posts := m.posts[id]
	if n := len(posts); n > 0 && posts[n-1].entry == entry {
		posts[n-1].weight += x
		return
	}
	m.posts[id] = append(posts, post{entry, x})
}

// ranked is an entry with its score.
type ranked struct {
	entry int
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

func (m *model) judge(counts []count) judgement {
	v, known := m.vector(counts)
	j := judgement{vector: v, known: known}
	scores := make([]float64, m.entries)
	for _, c := range v {
		for _, p := range m.posts[c.id] {
			scores[p.entry] += c.x * p.weight
		}
	}
	j.ranking = best(scores, maxMatches)
	if len(j.ranking) == 0 {
		return j
	}
	sum := 0.0
	for _, s := range scores {
		if s > 0 {
			sum += math.Exp(shareSlope * (s - j.ranking[0].score))
		}
	}
	for i := range j.ranking {
		j.ranking[i].share = math.Exp(shareSlope*(j.ranking[i].score-j.ranking[0].score)) / sum
	}
	j.coverage = m.covered(v, j.ranking[0].entry)
	return j
}

// best returns the n entries with the highest scores above 0; of equal ones
// the first.
func best(scores []float64, n int) []ranked {
	top := make([]ranked, 0, n+1)
	for e, s := range scores {
		if s <= 0 || len(top) == n && s <= top[n-1].score {
			continue
		}
		i := len(top)
		for i > 0 && top[i-1].score < s {
			i--
		}
		top = slices.Insert(top, i, ranked{entry: e, score: s})
		top = top[:min(len(top), n)]
	}
	return top
}

// covered is the share of the question's terms, by their weight in the vector,
// that speak for the entry. What is unknown is already missing from the vector's
// length.
func (m *model) covered(v []component, entry int) float64 {
	sum := 0.0
	for _, c := range v {
		if !c.pair && m.weight(c.id, entry) > 0 {
			sum += c.x * c.x
		}
	}
	return sum / (termWeight * termWeight)
}

// weight is what a feature says for an entry, 0 if nothing.
func (m *model) weight(id, entry int) float64 {
	i, ok := slices.BinarySearchFunc(m.posts[id], entry, func(p post, e int) int { return cmp.Compare(p.entry, e) })
	if !ok {
		return 0
	}
	return m.posts[id][i].weight
}
