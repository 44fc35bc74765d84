package faq

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Judged is a question with what the matcher thought, for measuring.
type Judged struct {
	Confidence float64 // in the best match
	Right      bool    // whether the best match is wanted
	InScope    bool    // whether any entry is
}

// Point is a point of the risk–coverage curve: at a threshold, how many of all
// questions are answered, and how many of those wrongly, 0..1.
type Point struct {
	Threshold float64 `json:"threshold"`
	Answered  float64 `json:"answered"`
	Wrong     float64 `json:"wrong"`
}

// Curve returns the risk–coverage curve, a point for each confidence that occurs,
// highest first. The weights are those that [weighed] gives.
func Curve(judged []Judged) []Point {
	sorted := slices.Clone(judged)
	slices.SortStableFunc(sorted, func(a, b Judged) int { return cmp.Compare(b.Confidence, a.Confidence) })
	in, out := weighed(judged)
	answered, wrong := 0.0, 0.0
	var curve []Point
	for i, j := range sorted {
		w := out
		if j.InScope {
			w = in
		}
		answered += w
		if !j.Right {
			wrong += w
		}
		if i+1 == len(sorted) || sorted[i+1].Confidence != j.Confidence {
			curve = append(curve, Point{j.Confidence, answered, wrong / answered})
		}
	}
	return curve
}

// weighed returns the weight of a question in scope and of one out of scope: half
// of the whole each, so that measures do not depend on how many of each a file
// has. If there is only one kind it is the whole.
func weighed(judged []Judged) (in, out float64) {
	n := 0
	for _, j := range judged {
		if j.InScope {
			n++
		}
	}
	switch {
	case len(judged) == 0:
		return 0, 0
	case n == len(judged) || n == 0:
		return 1 / float64(len(judged)), 1 / float64(len(judged))
	}
	return 0.5 / float64(n), 0.5 / float64(len(judged)-n)
}

// bins of the calibration error, as in Guo et al. 2017 ("On Calibration of Modern
// Neural Networks"), who use 15; 10 keep more questions in each.
const bins = 10

// CalibrationError is the expected calibration error, 0..1: how far confidence is
// from the share of right matches, over ten bins of confidence, at as many
// questions out of scope as in it.
func CalibrationError(judged []Judged) float64 {
	in, out := weighed(judged)
	return calibrationError(judged, in, out)
}

// calibrationError is CalibrationError with the weights of a question in scope and of one
// out of scope.
func calibrationError(judged []Judged, in, out float64) float64 {
	var claimed, right [bins]float64
	for _, j := range judged {
		w := out
		if j.InScope {
			w = in
		}
		bin := min(bins-1, int(j.Confidence*bins))
		claimed[bin] += w * j.Confidence
		if j.Right {
			right[bin] += w
		}
	}
	sum := 0.0
	for i := range claimed {
		sum += math.Abs(claimed[i] - right[i])
	}
	return sum
}

// AUROC is the probability that a question in scope gets a higher confidence than
// one out of scope, 0..1; 0 if either kind is missing.
func AUROC(judged []Judged) float64 {
	var in, out []float64
	for _, j := range judged {
		if j.InScope {
			in = append(in, j.Confidence)
		} else {
			out = append(out, j.Confidence)
		}
	}
	if len(in) == 0 || len(out) == 0 {
		return 0
	}
	slices.Sort(out)
	sum := 0.0
	for _, c := range in {
		below, _ := slices.BinarySearch(out, c)
		upTo := below
		for upTo < len(out) && out[upTo] == c {
			upTo++
		}
		sum += float64(below) + float64(upTo-below)/2
	}
	return sum / float64(len(in)) / float64(len(out))
}

// Interval is a 95 % confidence interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// resamples is how often the bootstrap draws: enough for the 2.5 % tails (Efron
// and Tibshirani 1993, section 13.3, ask for 1,000).
const resamples = 1000

// twoSided is how many standard deviations hold 95 % of a normal distribution.
const twoSided = 1.96

// Bootstrap returns the interval of a share of total, of which n have it, by
// drawing samples of the same size with replacement, always the same ones. Of none
// or of all, every sample is the same and says nothing of what was not seen; there
// it is Wilson's interval (1927), which ends at about 4/total; the rule of three,
// 3/total, is its one-sided sister and exceeds 1 for a total below 3.
func Bootstrap(n, total int) Interval {
	unseen := twoSided * twoSided / (float64(total) + twoSided*twoSided)
	switch {
	case total == 0:
		return Interval{}
	case n == 0:
		return Interval{High: unseen}
	case n == total:
		return Interval{Low: 1 - unseen, High: 1}
	}
	rng := rand.New(rand.NewPCG(3, 4))
	shares := make([]float64, resamples)
	for i := range shares {
		hits := 0
		for range total {
			if rng.IntN(total) < n {
				hits++
			}
		}
		shares[i] = float64(hits) / float64(total)
	}
	slices.Sort(shares)
	return Interval{shares[resamples*25/1000], shares[resamples*975/1000-1]}
}
