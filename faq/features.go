package faq

import "math"

// A feature is a term, or two terms side by side.
type feature struct{ a, b int }

const (
	alone = -2 // feature.b of a single term
	start = -3 // before the first term
	end   = -4 // after the last
)

// Weights of the two blocks of features, and the power that softens the inverse
// document frequency: what the prototype found best on CLINC150 and BANKING77.
const (
	termWeight = 1.0
	pairWeight = 0.7
	idfPower   = 0.75
)

// features numbers every feature of the base's phrasings.
type features struct {
	index map[feature]int
	names []feature
}

// count is a feature and how often a text has it.
type count struct {
	id   int // number of the feature, unknown if the base lacks it
	n    int
	pair bool
}

// count returns the features of a text in the order of their first appearance,
// so that sums over them never depend on the order of a map. Unknown terms are
// counted together; unknown pairs are left out. With learn, features that are
// new get a number.
func (fs *features) count(terms []int, learn bool) []count {
	out := make([]count, 0, 2*len(terms)+1)
	add := func(f feature) {
		id, ok := fs.index[f]
		switch {
		case !ok && learn:
			id = len(fs.names)
			fs.index[f] = id
			fs.names = append(fs.names, f)
		case !ok && f.b != alone:
			return
		case !ok:
			id = unknown
		}
		for i := range out {
			if out[i].id == id {
				out[i].n++
				return
			}
		}
		out = append(out, count{id, 1, f.b != alone})
	}
	prev := start
	for _, t := range terms {
		add(feature{t, alone})
		add(feature{prev, t})
		prev = t
	}
	if len(terms) > 0 {
		add(feature{prev, end})
	}
	return out
}

// sample is a phrasing of the base, read.
type sample struct {
	entry  int // index in Base.Entries
	counts []count
}

// weighing turns counts into vectors by how rare each feature is among the
// samples that it was made from.
type weighing struct {
	idf    []float64 // by feature; 0 for one that the samples lack
	maxIDF float64
}

func newWeighing(samples []sample, features int) weighing {
	df := make([]int, features)
	for _, s := range samples {
		for _, c := range s.counts {
			df[c.id]++
		}
	}
	idf := func(df int) float64 {
		return math.Pow(math.Log(1+float64(len(samples))/float64(df)), idfPower)
	}
	w := weighing{idf: make([]float64, features), maxIDF: idf(1)}
	for i, d := range df {
		if d > 0 {
			w.idf[i] = idf(d)
		}
	}
	return w
}

// component is one feature of a vector.
type component struct {
	id   int
	x    float64
	pair bool
}

// vector returns a text's features, each block of length termWeight or
// pairWeight when all of it is known, and the share of the term block's square
// that is. A term that the samples lack counts as the rarest: the more of a
// question is unknown, the shorter the rest, and the lower every score.
func (w weighing) vector(counts []count) (v []component, known float64) {
	var termSq, pairSq, unknownSq float64
	for _, c := range counts {
		if c.id == unknown || w.idf[c.id] == 0 {
			if !c.pair {
				// Unknown words differ, though they are counted together.
				unknownSq += float64(c.n) * w.maxIDF * w.maxIDF
			}
			continue
		}
		x := (1 + math.Log(float64(c.n))) * w.idf[c.id]
		if c.pair {
			pairSq += x * x
		} else {
			termSq += x * x
		}
	}
	if termSq == 0 {
		return nil, 0
	}
	termScale := termWeight / math.Sqrt(termSq+unknownSq)
	pairScale := pairWeight / math.Sqrt(max(pairSq, math.SmallestNonzeroFloat32))
	v = make([]component, 0, len(counts))
	for _, c := range counts {
		if c.id == unknown || w.idf[c.id] == 0 {
			continue
		}
		scale := termScale
		if c.pair {
			scale = pairScale
		}
		v = append(v, component{c.id, (1 + math.Log(float64(c.n))) * w.idf[c.id] * scale, c.pair})
	}
	return v, termSq / (termSq + unknownSq)
}
