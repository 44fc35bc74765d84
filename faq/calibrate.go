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
	fitSteps      = 400
	fitRate       = 0.5
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

// fit finds the logistic curve through the trials by gradient ascent. No weight
// may fall below 0: more evidence must never mean less confidence.
func fit(trials []trial) calibration {
	c := prior
	total := float64(priorStrength)
	for _, t := range trials {
		total += t.weight
	}
	for range fitSteps {
		g := calibration{
			Bias:     priorStrength * (prior.Bias - c.Bias) / 10,
			Score:    priorStrength * (prior.Score - c.Score),
			Margin:   priorStrength * (prior.Margin - c.Margin),
			Coverage: priorStrength * (prior.Coverage - c.Coverage),
		}
		for _, t := range trials {
			miss := -c.probability(t.signals)
			if t.right {
				miss++
			}
			miss *= t.weight
			g.Bias += miss
			g.Score += miss * t.Score
			g.Margin += miss * t.Margin
			g.Coverage += miss * t.Coverage
		}
		c.Bias += fitRate * g.Bias / total
		c.Score = max(0, c.Score+fitRate*g.Score/total)
		c.Margin = max(0, c.Margin+fitRate*g.Margin/total)
		c.Coverage = max(0, c.Coverage+fitRate*g.Coverage/total)
	}
	return c
}
