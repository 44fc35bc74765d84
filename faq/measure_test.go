package faq_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// near takes sums of fractions for equal.
var near = cmpopts.EquateApprox(0, 1e-9)

func TestCurve(t *testing.T) {
	right := func(c float64) faq.Judged { return faq.Judged{Confidence: c, Right: true, InScope: true} }
	wrong := func(c float64) faq.Judged { return faq.Judged{Confidence: c, InScope: true} }
	far := func(c float64) faq.Judged { return faq.Judged{Confidence: c} }
	tests := []struct {
		name   string
		judged []faq.Judged
		want   []faq.Point
	}{
		{"nothing has no point", nil, nil},
		{"one is answered or not", []faq.Judged{right(0.7)}, []faq.Point{{Threshold: 0.7, Answered: 1}}},
		{"the surest come first", []faq.Judged{wrong(0.2), right(0.9)}, []faq.Point{{Threshold: 0.9, Answered: 0.5}, {Threshold: 0.2, Answered: 1, Wrong: 0.5}}},
		{"equal confidences are one point", []faq.Judged{right(0.5), wrong(0.5), right(0.5), right(0.5)}, []faq.Point{{Threshold: 0.5, Answered: 1, Wrong: 0.25}}},
		{"out of scope is half of the whole", []faq.Judged{right(0.9), right(0.8), right(0.7), far(0.6)}, []faq.Point{
			{Threshold: 0.9, Answered: 1. / 6}, {Threshold: 0.8, Answered: 2. / 6}, {Threshold: 0.7, Answered: 0.5}, {Threshold: 0.6, Answered: 1, Wrong: 0.5},
		}},
		{"out of scope alone is the whole", []faq.Judged{far(0.3), far(0)}, []faq.Point{{Threshold: 0.3, Answered: 0.5, Wrong: 1}, {Threshold: 0, Answered: 1, Wrong: 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, faq.Curve(tt.judged), near); diff != "" {
				t.Errorf("Curve (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCurveLeavesItsInputAlone(t *testing.T) {
	judged := randomJudged(rand.New(rand.NewPCG(1, 2)), 50)
	before := append([]faq.Judged{}, judged...)
	faq.Curve(judged)
	faq.AUROC(judged)
	faq.CalibrationError(judged)
	if diff := cmp.Diff(before, judged); diff != "" {
		t.Errorf("measuring changes what is measured (-before +after):\n%s", diff)
	}
}

// randomJudged draws questions whose confidences often coincide.
func randomJudged(rng *rand.Rand, n int) []faq.Judged {
	out := make([]faq.Judged, n)
	for i := range out {
		out[i] = faq.Judged{Confidence: float64(rng.IntN(21)) / 20, InScope: rng.IntN(3) > 0}
		out[i].Right = out[i].InScope && rng.IntN(2) == 0
	}
	return out
}

// weightOf is the weight of a question by its definition: in scope and out of it
// have half each.
func weightOf(j faq.Judged, judged []faq.Judged) float64 {
	same := 0
	for _, other := range judged {
		if other.InScope == j.InScope {
			same++
		}
	}
	if same == len(judged) {
		return 1 / float64(same)
	}
	return 0.5 / float64(same)
}

func TestMeasuresAgreeWithTheirDefinitions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		judged := randomJudged(rng, 1+rng.IntN(60))
		if got, want := faq.AUROC(judged), bruteAUROC(judged); math.Abs(got-want) > 1e-9 {
			t.Fatalf("AUROC(%v) = %v, want %v", judged, got, want)
		}
		if got, want := faq.CalibrationError(judged), bruteCalibrationError(judged); math.Abs(got-want) > 1e-9 {
			t.Fatalf("CalibrationError(%v) = %v, want %v", judged, got, want)
		}
		for _, p := range faq.Curve(judged) {
			answered, wrong := 0.0, 0.0
			for _, j := range judged {
				if j.Confidence >= p.Threshold {
					answered += weightOf(j, judged)
					if !j.Right {
						wrong += weightOf(j, judged)
					}
				}
			}
			want := faq.Point{Threshold: p.Threshold, Answered: answered, Wrong: wrong / answered}
			if diff := cmp.Diff(want, p, near); diff != "" {
				t.Fatalf("a point of Curve(%v) (-want +got):\n%s", judged, diff)
			}
		}
	}
}

// bruteAUROC compares every question in scope with every one out of it.
func bruteAUROC(judged []faq.Judged) float64 {
	won, pairs := 0.0, 0
	for _, in := range judged {
		for _, out := range judged {
			if !in.InScope || out.InScope {
				continue
			}
			pairs++
			if in.Confidence > out.Confidence {
				won++
			} else if in.Confidence == out.Confidence {
				won += 0.5
			}
		}
	}
	return won / float64(max(1, pairs))
}

func bruteCalibrationError(judged []faq.Judged) float64 {
	sum := 0.0
	for bin := range 10 {
		claimed, right := 0.0, 0.0
		for _, j := range judged {
			if in := int(j.Confidence * 10); in != bin && !(in == 10 && bin == 9) {
				continue
			}
			claimed += weightOf(j, judged) * j.Confidence
			if j.Right {
				right += weightOf(j, judged)
			}
		}
		sum += math.Abs(claimed - right)
	}
	return sum
}

func TestAUROCNeedsBothKinds(t *testing.T) {
	for name, judged := range map[string][]faq.Judged{
		"nothing":      nil,
		"in scope":     {{Confidence: 1, Right: true, InScope: true}},
		"out of scope": {{Confidence: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := faq.AUROC(judged); got != 0 {
				t.Errorf("AUROC = %v, want 0", got)
			}
		})
	}
}

func TestCalibrationErrorOfExtremes(t *testing.T) {
	tests := []struct {
		name   string
		judged []faq.Judged
		want   float64
	}{
		{"nothing is not off", nil, 0},
		{"sure and right", []faq.Judged{{Confidence: 1, Right: true, InScope: true}}, 0},
		{"sure and wrong", []faq.Judged{{Confidence: 1, InScope: true}}, 1},
		{"no confidence in what is out of scope", []faq.Judged{{}}, 0},
		{"half of the coins land", []faq.Judged{{Confidence: 0.5, InScope: true}, {Confidence: 0.5, Right: true, InScope: true}}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := faq.CalibrationError(tt.judged); math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("CalibrationError = %v, want %v", got, tt.want)
			}
		})
	}
}

// TestBootstrapCovers draws samples of a known share, which the interval should
// hold in 95 of 100 cases: 500 draws leave that within 3 points, and the edges of
// a count that comes in whole numbers cost one more. Of rare shares it may hold more,
// where many draws have none.
func TestBootstrapCovers(t *testing.T) {
	const total, draws = 200, 500
	for share, most := range map[float64]float64{0.01: 1, 0.1: 0.99, 0.5: 0.99, 0.9: 0.99, 0.99: 1} {
		rng := rand.New(rand.NewPCG(1, 2))    // its own, for a map has no order
		held, of := 0, map[int]faq.Interval{} // the interval of a count is always the same
		for range draws {
			n := 0
			for range total {
				if rng.Float64() < share {
					n++
				}
			}
			in, ok := of[n]
			if !ok {
				in = faq.Bootstrap(n, total)
				of[n] = in
			}
			if in.Low <= share && share <= in.High {
				held++
			}
		}
		if covered := float64(held) / draws; covered < 0.91 || covered > most {
			t.Errorf("the interval holds a share of %.2f in %.3f of cases, want about 0.95", share, covered)
		}
	}
}

func TestBootstrapOfExtremes(t *testing.T) {
	tests := []struct {
		name     string
		n, total int
		want     faq.Interval
	}{
		{"nothing", 0, 0, faq.Interval{}},
		{"none of some", 0, 50, faq.Interval{High: 0.0713}},
		{"all of some", 50, 50, faq.Interval{Low: 0.9287, High: 1}},
		{"none of one", 0, 1, faq.Interval{High: 0.7935}},
		{"one of one", 1, 1, faq.Interval{Low: 0.2065, High: 1}},
		{"none of many", 0, 3000, faq.Interval{High: 0.0013}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, faq.Bootstrap(tt.n, tt.total), cmpopts.EquateApprox(0, 1e-4)); diff != "" {
				t.Errorf("Bootstrap(%d, %d) (-want +got):\n%s", tt.n, tt.total, diff)
			}
		})
	}
	if first, again := faq.Bootstrap(7, 30), faq.Bootstrap(7, 30); first != again {
		t.Errorf("Bootstrap(7, 30) = %v and then %v", first, again)
	}
}
