package safety

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// chooseLevels chooses the weights that those of features are rounded to, by Lloyd's
// algorithm: each is the mean of those that are nearest to it. Great ones count more, for
// they are those of common words.
func chooseLevels(rows map[uint32][]byte) (out [levels]int8) {
	var share [256]float64 // of each weight, from -128 on
	for _, row := range rows {
		for _, w := range row {
			share[int(int8(w))+128] += 1 + math.Abs(float64(int8(w)))
		}
	}
	const first, last = -60, 110
	at := make([]float64, levels-1)
	for i := range at {
		at[i] = first + (last-first)*float64(i)/float64(len(at)-1)
	}
	for range 300 {
		sum, n := make([]float64, len(at)), make([]float64, len(at))
		for i, share := range share {
			w := float64(i - 128)
			k := nearestOf(at, w)
			if math.Abs(w) > math.Abs(at[k]-w) { // else it is nearer to the level of 0
				sum[k], n[k] = sum[k]+share*w, n[k]+share
			}
		}
		for k := range at {
			if n[k] > 0 {
				at[k] = sum[k] / n[k]
			}
		}
	}
	for k, x := range at {
		out[k+1] = int8(math.Round(x))
	}
	return out
}

// nearestOf is the number of the rising one that is nearest to x.
func nearestOf(rising []float64, x float64) int {
	i, _ := slices.BinarySearch(rising, x)
	if i == len(rising) || i > 0 && x-rising[i-1] < rising[i]-x {
		return i - 1
	}
	return i
}

// pack writes weights of all classes as the levels nearest to them.
func (m *linear) pack(weights []byte) []byte {
	out := make([]byte, packed)
	for c, w := range weights {
		best := 0
		for l, x := range m.level {
			if far(x, w) < far(m.level[best], w) {
				best = l
			}
		}
		out[c/2] |= byte(best) << (c % 2 * 4)
	}
	return out
}

func far(level int8, weight byte) int {
	return max(int(level)-int(int8(weight)), int(int8(weight))-int(level))
}

// TestLevels: what is packed is read again, as near as levels are.
func TestLevels(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := map[uint32][]byte{}
	for hash := range uint32(1000) {
		row := make([]byte, Classes)
		for c := range row {
			row[c] = byte(int8(min(127, max(-128, 20*rng.NormFloat64()))))
		}
		rows[hash] = row
	}
	m := &linear{level: chooseLevels(rows)}
	if !slices.IsSorted(m.level[1:]) || m.level[0] != 0 {
		t.Errorf("the levels are %v, want 0 and then rising ones", m.level)
	}
	sum := 0
	for _, row := range rows {
		got := m.pack(row)
		for c, w := range row {
			miss := int(m.says(got, c)) - int(int8(w))
			sum += miss * miss
		}
	}
	if off := math.Sqrt(float64(sum) / float64(Classes*len(rows))); off > 4 {
		t.Errorf("weights are off by %.1f, want less than 4 of a spread of 20", off)
	}
	if got := m.says(make([]byte, packed), Classes-1); got != 0 {
		t.Errorf("a slot that is empty says %d", got)
	}
}
