package faq

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSolve(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		a, b := positiveDefinite(rng), calibration{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		x := solve(a, b)
		for i := range b {
			sum := 0.0
			for j := range x {
				sum += a[i][j] * x[j]
			}
			if math.Abs(sum-b[i]) > 1e-6 {
				t.Fatalf("solve(%v, %v) = %v: row %d gives %v", a, b, x, i, sum)
			}
		}
	}
}

// positiveDefinite is a random matrix times itself, and 1 on the diagonal.
func positiveDefinite(rng *rand.Rand) (a [4]calibration) {
	var m [4]calibration
	for i := range m {
		for j := range m {
			m[i][j] = rng.NormFloat64()
		}
	}
	for i := range a {
		a[i][i] = 1
		for j := range a {
			for k := range m {
				a[i][j] += m[k][i] * m[k][j]
			}
		}
	}
	return a
}

func TestFitNeverTakesEvidenceForDoubt(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]func(signals) bool{
		"all right":            func(signals) bool { return true },
		"all wrong":            func(signals) bool { return false },
		"right when strong":    func(s signals) bool { return s[3] > 2 },
		"right when weak":      func(s signals) bool { return s[3] < 2 },
		"right at random":      func(signals) bool { return rng.IntN(2) == 0 },
		"right when far ahead": func(s signals) bool { return s[1] > 1 },
		"right when it covers": func(s signals) bool { return s[2] > 0.5 },
	}
	for name, right := range kinds {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, 1, 5, 500} {
				c := fit(trials(rng, n, right))
				if min(c[1], c[2], c[3]) < 0 {
					t.Errorf("fit of %d trials = %+v, want no weight below 0", n, c)
				}
				for _, x := range c {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Errorf("fit of %d trials = %+v, want it finite", n, c)
					}
				}
			}
		})
	}
}

func trials(rng *rand.Rand, n int, right func(signals) bool) []trial {
	out := make([]trial, n)
	for i := range out {
		score := 5 * rng.Float64()
		s := signals{1, score * rng.Float64(), rng.Float64(), score}
		out[i] = trial{signals: s, familiarity: 1, right: right(s), weight: 1}
	}
	return out
}

func TestFitOfNothingIsThePrior(t *testing.T) {
	got, want := fit(nil), prior
	for i := range got {
		if math.Abs(got[i]-want[i]) > 1e-9 {
			t.Errorf("fit(nil) = %v, want the prior %v", got, want)
			break
		}
	}
}

// TestFitFindsTheCurve draws trials from a known curve, which enough of them
// must give back.
func TestFitFindsTheCurve(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	truth := calibration{-4, 2, 1.5, 1}
	got := fit(trials(rng, 20_000, func(s signals) bool { return rng.Float64() < truth.curve(s) }))
	for _, s := range []signals{{1, 0, 0, 0}, {1, 0.5, 0.2, 1}, {1, 1, 0.5, 2}, {1, 3, 0.9, 4}, {1, 0.1, 1, 5}} {
		if p, want := got.curve(s), truth.curve(s); math.Abs(p-want) > 0.03 {
			t.Errorf("probability(%+v) = %.3f, want %.3f", s, p, want)
		}
	}
}
