package faq

import "math"

// idfPower softens the inverse document frequency. Of .6, .65, .75, .9 the best on
// BANKING77 and HWU64 with 10 phrasings, by 0.3 to 0.8 points; level elsewhere.
const idfPower = 0.65

// sample is a phrasing of the base, read.
type sample struct {
	entry  int32  // index in Base.Entries
	key    uint64 // of its words, whatever stands beside it: what is drawn by lot goes by it
	counts []count
}

// weighing turns counts into vectors by how rare each feature is among the
// samples that it was made from.
type weighing struct {
	idf    []float32 // by feature; 0 for one that the samples lack
	maxIDF float64
}

func newWeighing(samples []sample, features int) weighing {
	df := make([]int32, features)
	for _, s := range samples {
		for _, c := range s.counts {
			df[c.id]++
		}
	}
	idf := func(df int32) float64 {
		return math.Pow(math.Log(1+float64(len(samples))/float64(df)), idfPower)
	}
	w := weighing{idf: make([]float32, features), maxIDF: idf(1)}
	for i, d := range df {
		if d > 0 {
			w.idf[i] = float32(idf(d))
		}
	}
	return w
}

// component is one feature of a vector.
type component struct {
	id    int32
	block block
	x     float32
}

// vector appends a text's features to v, each block scaled to its extractor's
// weight when all of it is known, and returns the share of the terms' square
// that is. A term or letters that the samples lack count as the rarest: the more
// of a question is unknown, the shorter the rest, and the lower every score. That
// one line is worth 1 to 3 points of AUROC (facts of the prototype).
func (w weighing) vector(v []component, counts []count) (_ []component, known float64) {
	var square, lacking [blocks]float64
	first := len(v)
	for _, c := range counts {
		if c.id == unknown || w.idf[c.id] == 0 {
			if extractors[c.block].unknown {
				lacking[c.block] += float64(c.n) * w.maxIDF * w.maxIDF
			}
			continue
		}
		x := float64(w.idf[c.id])
		if c.n > 1 {
			x *= 1 + math.Log(float64(c.n))
		}
		square[c.block] += x * x
		v = append(v, component{c.id, c.block, float32(x)})
	}
	var scale [blocks]float32
	for b := range blocks {
		if square[b] > 0 {
			scale[b] = float32(extractors[b].weight / math.Sqrt(square[b]+lacking[b]))
		}
	}
	for i := first; i < len(v); i++ {
		v[i].x *= scale[v[i].block]
	}
	if square[blockTerm] == 0 {
		return v, 0
	}
	return v, square[blockTerm] / (square[blockTerm] + lacking[blockTerm])
}
