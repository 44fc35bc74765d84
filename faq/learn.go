package faq

import (
	"math"
	"math/bits"
	"slices"
)

// How the table's weights are learned. Chosen on the validation sets of CLINC150,
// BANKING77 and HWU64, few-shot and full.
const (
	// epochs of stochastic gradient ascent, the rate falling from learningRate
	// to 0. Rate 3 beats the prototype's 6 by 0.1 to 1.0 points on every set; 2 is
	// level; 8 epochs change nothing beyond noise.
	epochs       = 4
	learningRate = 3
	// leastGradient is what an error must exceed to be learned from.
	leastGradient = 0.02
	// bayesShare of the naive-Bayes log-odds is added. Among .3, .5, .8, 1.2.
	bayesShare = 0.5
	// bayesAlpha is half of what an entry of average size needs before a feature
	// counts; the part above bayesBase grows with the entry's size.
	bayesAlpha = 0.05
	bayesBase  = 0.3
	// Letters that more than half of the entries have keep only the Bayes part:
	// that saves 28 % of the time to build, and on CLINC150 and BANKING77 with all
	// phrasings even wins 0.1 to 0.2 points (on HWU64 with 10 it loses 0.4).
	commonLetters = 0.5
	// Above manyEntries, features of more than commonFeature entries keep only the
	// Bayes part: that bounds the time to build.
	manyEntries   = 256
	commonFeature = 32
	// restEpochs is how many epochs a sample sits out after it taught nothing: that
	// saves another 5 % and changes no figure beyond noise.
	restEpochs = 1
	// negligibleStep is a difference of scores whose odds are too small to be learned
	// from, even 256 times.
	negligibleStep = 10
)

// learner is the state of one training.
type learner struct {
	*model
	samples []sample
	vectors [][]component // by sample
	sums    []float32     // by place in the table: the feature summed over the entry
	sizes   []float64     // samples by entry
}

// train learns from samples, whose features are numbered below features. The
// samples of an entry stand together. The same samples give the same model.
func train(samples []sample, entries, features int) *model {
	m := &model{weighing: newWeighing(samples, features), entries: entries}
	l := &learner{model: m, samples: samples, sizes: make([]float64, entries)}
	total := 0
	for _, s := range samples {
		total += len(s.counts)
	}
	all := make([]component, 0, total)
	l.vectors = make([][]component, len(samples))
	for i, s := range samples {
		from := len(all)
		all, _ = m.vector(all, s.counts)
		l.vectors[i] = all[from:]
		l.sizes[s.entry]++
	}
	l.layOut(features)
	l.climb()
	l.addBayes()
	return m
}

// layOut makes the table's places: a row a feature, a place in it for each entry
// that has the feature.
func (l *learner) layOut(features int) {
	l.first = make([]int32, features+1)
	last := make([]int32, features) // entry seen last, plus 1
	for i, s := range l.samples {
		for _, c := range l.vectors[i] {
			if last[c.id] != s.entry+1 {
				last[c.id] = s.entry + 1
				l.first[c.id+1]++
			}
		}
	}
	for i := range features {
		l.first[i+1] += l.first[i]
	}
	places := l.first[features]
	l.table, l.sums = make([]cell, places), make([]float32, places)
	next := slices.Clone(l.first)
	clear(last)
	for i, s := range l.samples {
		for _, c := range l.vectors[i] {
			if last[c.id] != s.entry+1 {
				last[c.id] = s.entry + 1
				l.table[next[c.id]].entry = s.entry
				next[c.id]++
			}
			l.sums[next[c.id]-1] += c.x
		}
	}
}

// addBayes adds the smoothed log-odds to the weights.
func (l *learner) addBayes() {
	mean := float64(len(l.samples)) / float64(max(1, l.entries))
	for k, sum := range l.sums {
		alpha := bayesAlpha * (bayesBase + (1-bayesBase)*l.sizes[l.table[k].entry]/mean)
		l.table[k].weight += float32(bayesShare * math.Log1p(float64(sum)/alpha))
	}
}

// climb learns softmax weights by stochastic gradient ascent.
func (l *learner) climb() {
	c := newClimber(l)
	order := make([]lot, len(l.samples))
	rest := make([]int, len(order)) // epochs that each sample still sits out
	steps := float32(epochs * len(order))
	done := float32(0)
	for epoch := range epochs {
		l.shuffle(order, uint64(epoch))
		for _, next := range order {
			i := next.sample
			switch {
			case rest[i] > 0:
				rest[i]--
			case !c.learn(l.vectors[i], l.samples[i].entry, learningRate*(1-done/steps)):
				rest[i] = restEpochs
			}
			done++
		}
	}
}

// shuffle puts the samples into an order of the epoch's own.
func (l *learner) shuffle(order []lot, epoch uint64) {
	for i, s := range l.samples {
		order[i] = lot{scattered(s.key + epoch), int32(i)}
	}
	sortLots(order)
}

// climber takes the single steps. In a large base, entries that a sample's
// features do not reach all score 0 and are not looked at one by one.
type climber struct {
	*learner
	skip    []bool    // features that are not learned
	score   []float32 // by entry, 0 between samples
	step    []float32 // by entry
	seen    []bool    // by entry
	touched []int32
	sparse  bool       // whether only entries that a sample reaches are touched
	stepped []int32    // entries with a step, of those touched
	rows    []entrySet // by feature: the entries in its row; nil if sparse
}

// entrySet is a set of at most manyEntries entries. It says where in a row of the
// table an entry stands without searching: a sample changes the weights of 3 entries
// or so, of the 30 that a row has.
type entrySet [manyEntries / 64]uint64

func (s *entrySet) add(e int32) { s[e/64] |= 1 << (e % 64) }

// place returns how many entries of the set stand before e, and whether e is in it.
func (s *entrySet) place(e int32) (int, bool) {
	word, bit := int(e/64), uint64(1)<<(e%64)
	if s[word]&bit == 0 {
		return 0, false
	}
	n := bits.OnesCount64(s[word] & (bit - 1))
	for i := range word {
		n += bits.OnesCount64(s[i])
	}
	return n, true
}

func newClimber(l *learner) *climber {
	c := &climber{
		learner: l,
		skip:    make([]bool, len(l.first)-1),
		score:   make([]float32, l.entries),
		step:    make([]float32, l.entries),
		seen:    make([]bool, l.entries),
		sparse:  l.entries > manyEntries,
	}
	if !c.sparse {
		for e := range l.entries { // cheaper than finding out, sample by sample
			c.touch(int32(e))
		}
		c.rows = make([]entrySet, len(l.first)-1)
		for id := range c.rows {
			for _, cell := range l.row(int32(id)) {
				c.rows[id].add(cell.entry)
			}
		}
	}
	for _, v := range l.vectors {
		for _, x := range v {
			n := len(l.row(x.id))
			c.skip[x.id] = c.sparse && n > commonFeature ||
				x.block == blockLetter && float64(n) > commonLetters*float64(l.entries)
		}
	}
	return c
}

// learn takes a step, and reports whether there was one to take.
func (c *climber) learn(v []component, right int32, rate float32) bool {
	c.addScores(v, right)
	if !c.setSteps(right, rate) {
		return false
	}
	for _, x := range v {
		switch {
		case c.skip[x.id]:
		case c.sparse:
			row := c.row(x.id)
			for k := range row {
				row[k].weight += c.step[row[k].entry] * x.x
			}
		default:
			row, set := c.row(x.id), &c.rows[x.id]
			for _, e := range c.stepped {
				if k, ok := set.place(e); ok {
					row[k].weight += c.step[e] * x.x
				}
			}
		}
	}
	return true
}

// addScores scores the entries that the sample touches.
func (c *climber) addScores(v []component, right int32) {
	if c.sparse {
		for _, e := range c.touched {
			c.seen[e] = false
		}
		c.touched = c.touched[:0]
		c.touch(right)
	}
	for _, x := range v {
		if c.skip[x.id] {
			continue
		}
		for _, cell := range c.row(x.id) {
			if !c.seen[cell.entry] {
				c.touch(cell.entry)
			}
			c.score[cell.entry] += x.x * cell.weight
		}
	}
}

func (c *climber) touch(entry int32) {
	c.seen[entry] = true
	c.touched = append(c.touched, entry)
}

// setSteps turns the touched entries' scores into steps, and reports whether any
// is worth taking.
func (c *climber) setSteps(right int32, rate float32) bool {
	top := float32(0)
	for _, e := range c.touched {
		top = max(top, c.score[e])
	}
	sum := float32(float64(c.entries-len(c.touched)) * math.Exp(float64(-top)))
	for _, e := range c.touched {
		p := float32(0)
		if d := c.score[e] - top; d > -negligibleStep {
			p = float32(math.Exp(float64(d)))
		}
		c.step[e] = p
		sum += p
	}
	c.stepped = c.stepped[:0]
	for _, e := range c.touched {
		gradient := -c.step[e] / sum
		if e == right {
			gradient++
		}
		if gradient < leastGradient && gradient > -leastGradient {
			gradient = 0
		}
		if gradient != 0 {
			c.stepped = append(c.stepped, e)
		}
		c.step[e] = rate * gradient
		c.score[e] = 0
	}
	return len(c.stepped) > 0
}
