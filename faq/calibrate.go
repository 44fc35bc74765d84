package faq

import (
	"math"
	"slices"
	"sync"
)

// signals are what the confidence in the best entry rests on.
type signals struct{ Score, Margin, Coverage float64 }

func (j judgement) signals() signals {
	if len(j.ranking) == 0 {
		return signals{}
	}
	s := signals{Score: j.ranking[0].score, Margin: j.ranking[0].score, Coverage: j.coverage}
	if len(j.ranking) > 1 {
		s.Margin -= j.ranking[1].score
	}
	return s
}

// calibration turns signals into the probability that the best entry is right.
type calibration struct{ Bias, Score, Margin, Coverage float64 }

func (c calibration) probability(s signals) float64 {
	return 1 / (1 + math.Exp(-(c.Bias + c.Score*s.Score + c.Margin*s.Margin + c.Coverage*s.Coverage)))
}

// prior is where a base too small to calibrate itself starts from: what the
// shipped base's own phrasings gave, rounded.
var prior = calibration{Bias: -8, Score: 1.5, Margin: 1, Coverage: 2}

const (
	// folds is into how many parts the base is cut.
	folds = 5
	// priorStrength is how many samples the prior is worth.
	priorStrength = 3
	fitSteps      = 25
)

// trial is a question that was put to a model which had not seen it.
type trial struct {
	signals
	inScope bool // whether the model knew an entry for it
	right   bool // whether it found that entry
	weight  float64
}

// calibrate fits the confidence on the base itself. Each fold hides a part of
// the entries, whose phrasings then are questions that no entry answers, and a
// part of the other entries' phrasings, which are questions that one does.
// Without the hidden entries the confidence accepts nearly everything: the
// prototype's calibration error was 24 % instead of 8.
func calibrate(samples []sample, entries, features int) calibration {
	parts := make([][]trial, folds)
	var wg sync.WaitGroup
	for fold := range folds {
		wg.Go(func() { parts[fold] = tryFold(fold, samples, entries, features) })
	}
	wg.Wait()
	return fit(balance(slices.Concat(parts...)))
}

// tryFold trains on what the fold keeps and tries what it hides.
func tryFold(fold int, samples []sample, entries, features int) []trial {
	var kept, held []sample
	nth := make([]int, entries) // samples of the entry seen so far
	for _, s := range samples {
		if s.entry%folds == fold || (nth[s.entry]+s.entry)%folds == fold {
			held = append(held, s)
		} else {
			kept = append(kept, s)
		}
		nth[s.entry]++
	}
	if len(kept) == 0 {
		return nil
	}
	m := train(kept, entries, features)
	trials := make([]trial, len(held))
	for i, s := range held {
		j := m.judge(s.counts)
		trials[i] = trial{
			signals: j.signals(),
			inScope: s.entry%folds != fold,
			right:   len(j.ranking) > 0 && j.ranking[0].entry == s.entry,
			weight:  1,
		}
	}
	return trials
}

// balance gives questions out of scope the same weight in all as those in it.
func balance(trials []trial) []trial {
	in, out := 0, 0
	for _, t := range trials {
		if t.inScope {
			in++
		} else {
			out++
		}
	}
	for i := range trials {
		if !trials[i].inScope {
			trials[i].weight = float64(in) / float64(out)
		}
	}
	return trials
}

// fit finds the logistic curve through the trials by Newton's method, each step
// shortened until it helps. No weight may fall below 0: more evidence must never
// mean less confidence.
func fit(trials []trial) calibration {
	c := prior.vector()
	now := likelihood(trials, c)
	for range fitSteps {
		step := newtonStep(trials, c)
		next, then := c, math.Inf(-1)
		for shrink := 1.0; shrink > 1e-3 && then <= now; shrink /= 2 {
			for i := range c {
				next[i] = c[i] + shrink*step[i]
				if i > 0 {
					next[i] = max(0, next[i])
				}
			}
			then = likelihood(trials, next)
		}
		if then <= now {
			break
		}
		c, now = next, then
	}
	return calibration{c[0], c[1], c[2], c[3]}
}

// strength is how hard the prior pulls at each weight, in samples. The bias
// depends most on the base, so it is pulled least.
var strength = [4]float64{priorStrength / 10.0, priorStrength, priorStrength, priorStrength}

// likelihood is the logarithm of how likely the trials and the weights are.
func likelihood(trials []trial, c [4]float64) float64 {
	sum := 0.0
	for i, start := range prior.vector() {
		sum -= strength[i] * (c[i] - start) * (c[i] - start) / 2
	}
	cal := calibration{c[0], c[1], c[2], c[3]}
	for _, t := range trials {
		p := cal.probability(t.signals)
		if !t.right {
			p = 1 - p
		}
		sum += t.weight * math.Log(max(p, 1e-12))
	}
	return sum
}

func (c calibration) vector() [4]float64 { return [4]float64{c.Bias, c.Score, c.Margin, c.Coverage} }

// newtonStep returns the step towards the most likely weights, given the trials
// and the pull of the prior. A weight that is 0 and wants to fall stays out.
func newtonStep(trials []trial, c [4]float64) [4]float64 {
	var gradient [4]float64
	var curve [4][4]float64
	for i, start := range prior.vector() {
		gradient[i] = strength[i] * (start - c[i])
		curve[i][i] = strength[i]
	}
	cal := calibration{c[0], c[1], c[2], c[3]}
	for _, t := range trials {
		x := [4]float64{1, t.Score, t.Margin, t.Coverage}
		p := cal.probability(t.signals)
		miss := -p
		if t.right {
			miss++
		}
		slope := max(p*(1-p), 1e-3) * t.weight
		for i := range x {
			gradient[i] += t.weight * miss * x[i]
			for j := range x {
				curve[i][j] += slope * x[i] * x[j]
			}
		}
	}
	for i := 1; i < len(c); i++ {
		if c[i] == 0 && gradient[i] < 0 {
			gradient[i], curve[i] = 0, [4]float64{}
			curve[i][i] = 1
		}
	}
	return solve(curve, gradient)
}

// solve returns x with a·x = b, by elimination; a is positive definite but for
// rows that were cut to their diagonal.
func solve(a [4][4]float64, b [4]float64) (x [4]float64) {
	for i := range b {
		for j := i + 1; j < len(b); j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < len(b); k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	for i := len(b) - 1; i >= 0; i-- {
		x[i] = b[i]
		for k := i + 1; k < len(b); k++ {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}
