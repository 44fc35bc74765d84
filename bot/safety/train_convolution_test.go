package safety

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor/faq/text"
)

// How the convolution is learned. Chosen by leaving out voices.
const (
	convDim      = 48 // of a word's vector
	convEpochs   = 14
	convBatch    = 64
	convRate     = 4e-3  // of Adam, falling to a tenth
	convDecay    = 1e-4  // of the weights
	deltaDecay   = 1e-2  // of what is learned of a word beside its vector
	dropFilters  = 0.3   // share of the filters that are silent for an example
	dropWords    = 0.05  // share of the words that are not read
	dropConcepts = 0.1   // share of the words that are read without their concept
	smoothing    = 0.05  // of the wanted odds, which goes to all classes
	leastWords   = 8     // how often a word must occur to have a row of its own
	leastCosine  = 0.55  // to the word whose row it shares
	longestRead  = 160   // words of an example that are learned from
	wordsAnEpoch = 3_000 // of the words alone that are learned from in each epoch
	// meanOf is of how many last epochs the weights are averaged. Of a voice left out, at
	// the same threshold, 62.3 instead of 60.1 % of the veiled messages get a card, and 6.7
	// instead of 7.3 % of the harmless ones with alarming words.
	meanOf = 6
	// From epoch misreadAt on, what people ask, as the knowledge base says, is learned from
	// misreadTimes more if it alarms by misreadFrom then; once more every misreadEvery epochs. A
	// card in its place hides an answer for good, and each model hid two or three of 13,900.
	misreadAt    = 6
	misreadEvery = 3
	misreadFrom  = 0.12
	misreadTimes = 4
)

// vectors are what common words mean: testdata/vectors.txt says where they are from.
type vectors map[string][convDim]float32

func readVectors(t testing.TB) vectors {
	v := vectors{}
	for _, line := range readLines(t, "testdata/vectors.txt") {
		word, code, _ := strings.Cut(line, " ")
		b, err := base64.StdEncoding.DecodeString(code)
		if err != nil || len(b) != convDim {
			continue // the comment
		}
		var x [convDim]float32
		for i := range b {
			x[i] = float32(int8(b[i])) / 24
		}
		v[word] = x
	}
	return v
}

// sample is an example as the convolution reads it: words and concepts by number, from 1,
// in sentences that blanks part.
type sample struct {
	class          Class
	words, concept []int
}

// vocabulary numbers words and concepts. Rare words share the number of the common word
// that means the most similar.
type vocabulary struct {
	words    map[string]int
	names    []string // of the words with numbers of their own, from 1
	concepts map[string]int
	tags     []string // of the concepts, from 1
}

// newVocabulary counts the words of examples.
func newVocabulary(examples [][][]token, known vectors) *vocabulary {
	v := &vocabulary{words: map[string]int{}, concepts: map[string]int{}, names: []string{""}, tags: []string{""}}
	count := map[string]int{}
	for _, e := range examples {
		for _, s := range e {
			for _, t := range s {
				if t.concept != "" && v.concepts[t.concept] == 0 {
					v.tags = append(v.tags, t.concept)
					v.concepts[t.concept] = len(v.tags) - 1
				}
				if !strings.HasPrefix(t.concept, "<") {
					count[t.word]++
				}
			}
		}
	}
	var rare []string
	for _, w := range sortedKeys(count) {
		if count[w] < leastWords {
			rare = append(rare, w)
			continue
		}
		v.names = append(v.names, w)
		v.words[w] = len(v.names) - 1
	}
	for w := range known {
		// What may be an age is read as its concept, never as the word that is nearest.
		if count[w] == 0 && number(w) == "" {
			rare = append(rare, w)
		}
	}
	v.place(rare, known)
	return v
}

// sortedKeys are the keys of a map, rising.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// place gives rare words the numbers of common ones of the same concept, if any: of the
// same stem, else of the nearest meaning.
func (v *vocabulary) place(rare []string, known vectors) {
	stems, concepts := map[string]int{}, make([]string, len(v.names))
	for i, w := range v.names {
		concepts[i] = lexicon().concept(w)
		if s := text.Stem(w) + " " + concepts[i]; i > 0 && stems[s] == 0 {
			stems[s] = i
		}
	}
	unit := map[string][]float32{}
	for w, x := range known {
		n := float32(math.Sqrt(float64(dot(x[:], x[:]))))
		u := make([]float32, convDim)
		for i := range u {
			u[i] = x[i] / n
		}
		unit[w] = u
	}
	slices.Sort(rare)
	for _, w := range rare {
		concept := lexicon().concept(w)
		if i := stems[text.Stem(w)+" "+concept]; i > 0 {
			v.words[w] = i
			continue
		}
		x, ok := unit[w]
		if !ok {
			continue
		}
		best := float32(leastCosine)
		for i, name := range v.names[1:] {
			if y, ok := unit[name]; ok && concepts[i+1] == concept {
				if d := dot(x, y); d > best {
					best, v.words[w] = d, i+1
				}
			}
		}
	}
}

func (v *vocabulary) sample(message [][]token, class Class) sample {
	s := sample{class: class}
	blank := func() {
		for range widest - 1 {
			s.words, s.concept = append(s.words, 0), append(s.concept, 0)
		}
	}
	blank()
	for _, sentence := range message {
		for _, t := range sentence {
			if len(s.words) > longestRead {
				break
			}
			w := 0
			if !strings.HasPrefix(t.concept, "<") {
				w = v.words[t.word]
			}
			s.words, s.concept = append(s.words, w), append(s.concept, v.concepts[t.concept])
		}
		blank()
	}
	return s
}

// param is a group of weights with what Adam remembers of them.
type param struct{ x, g, m, v []float32 }

func newParam(n int) *param {
	return &param{make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)}
}

// step moves weights from and to against their gradient, and forgets it.
func (p *param) step(from, to int, rate, decay float64, n int) {
	const b1, b2 = 0.9, 0.999
	fix1, fix2 := 1-math.Pow(b1, float64(n)), 1-math.Pow(b2, float64(n))
	a, root := float32(rate/fix1), float32(1/math.Sqrt(fix2))
	shrink := float32(1 - rate*decay)
	for i := from; i < to; i++ {
		g := p.g[i]
		p.m[i] += (1 - b1) * (g - p.m[i])
		p.v[i] += (1 - b2) * (g*g - p.v[i])
		p.x[i] = p.x[i]*shrink - a*p.m[i]/(float32(math.Sqrt(float64(p.v[i])))*root+1e-8)
		p.g[i] = 0
	}
}

// net is the convolution while it is learned: rows are not yet computed.
type net struct {
	fixed                             []float32 // vectors of the words
	delta, concept, w, bias, out, end *param
	rng                               *rand.Rand
	steps                             int
}

func newNet(v *vocabulary, known vectors) *net {
	n := &net{
		fixed: make([]float32, len(v.names)*convDim), delta: newParam(len(v.names) * convDim), concept: newParam(len(v.tags) * convDim),
		w: newParam(rowSize * convDim), bias: newParam(filters), out: newParam(filters * Classes), end: newParam(Classes),
		rng: rand.New(rand.NewPCG(3, 5)),
	}
	for i, w := range v.names {
		x := known[w]
		copy(n.fixed[i*convDim:], x[:])
	}
	for i := convDim; i < len(n.concept.x); i++ {
		n.concept.x[i] = float32(0.3 * n.rng.NormFloat64())
	}
	uniform := func(x []float32, most float64) {
		for i := range x {
			x[i] = float32((2*n.rng.Float64() - 1) * most)
		}
	}
	eachBank(func(b bank) {
		most := 1 / math.Sqrt(float64(convDim*b.span))
		uniform(n.w.x[b.slot*convDim:(b.slot+b.span*b.filters)*convDim], most)
		uniform(n.bias.x[b.filter:b.filter+b.filters], most)
	})
	uniform(n.out.x, 1/math.Sqrt(filters))
	return n
}

// bank is one of banks with where it begins in a row and among the filters.
type bank struct{ span, filters, slot, filter int }

func eachBank(yield func(bank)) {
	slot, filter := 0, 0
	for _, b := range banks {
		yield(bank{b.span, b.filters, slot, filter})
		slot, filter = slot+b.span*b.filters, filter+b.filters
	}
}

// vector writes what a word with a concept means.
func (n *net) vector(to []float32, word, concept int) {
	f, d, c := n.fixed[word*convDim:], n.delta.x[word*convDim:], n.concept.x[concept*convDim:]
	for i := range to {
		to[i] = f[i] + d[i] + c[i]
	}
}

// batch is what a step is learned from, and what comes of it.
type batch struct {
	samples []sample
	tokens  [][]int     // of each sample: places in entries
	entries [][2]int    // words with concepts; the first is of a blank
	place   map[int]int // of an entry
	x, g    []float32   // vectors of the entries, and their gradients
	rows    []float32   // of the entries
	best    []float32   // of each sample and filter
	arg     []int32     // where that was, -1 for nowhere
	keep    []bool
	pulls   []float32 // gradient of each sample and filter
	errors  [][Classes]float32
}

func (n *net) newBatch(samples []sample) *batch {
	b := &batch{samples: samples, entries: [][2]int{{0, 0}}, place: map[int]int{0: 0}}
	for _, s := range samples {
		tokens := make([]int, len(s.words))
		for i, w := range s.words {
			c := s.concept[i]
			if w+c > 0 {
				switch r := n.rng.Float64(); {
				case r < dropWords:
					w, c = 0, 0
				case r < dropWords+dropConcepts && w > 0:
					c = 0
				}
			}
			key := w<<8 | c
			at, ok := b.place[key]
			if !ok {
				at = len(b.entries)
				b.place[key] = at
				b.entries = append(b.entries, [2]int{w, c})
			}
			tokens[i] = at
		}
		b.tokens = append(b.tokens, tokens)
	}
	b.x, b.g, b.rows = make([]float32, len(b.entries)*convDim), make([]float32, len(b.entries)*convDim), make([]float32, len(b.entries)*rowSize)
	b.best, b.arg = make([]float32, len(samples)*filters), make([]int32, len(samples)*filters)
	b.pulls, b.keep = make([]float32, len(samples)*filters), make([]bool, len(samples)*filters)
	for i := range b.keep {
		b.keep[i] = n.rng.Float64() >= dropFilters
	}
	b.errors = make([][Classes]float32, len(samples))
	return b
}

// split does work on two halves of 0 to n at once.
func split(n int, work func(from, to int)) {
	var both sync.WaitGroup
	both.Go(func() { work(0, n/2) })
	work(n/2, n)
	both.Wait()
}

// forward computes the odds of a batch and the gradients of its filters.
func (n *net) forward(b *batch) {
	split(len(b.entries), func(from, to int) {
		for e := max(1, from); e < to; e++ {
			x := b.x[e*convDim : (e+1)*convDim]
			n.vector(x, b.entries[e][0], b.entries[e][1])
			row := b.rows[e*rowSize : (e+1)*rowSize]
			for slot := range row {
				row[slot] = dot(x, n.w.x[slot*convDim:])
			}
		}
	})
	split(len(b.samples), func(from, to int) {
		for i := from; i < to; i++ {
			b.pool(i)
			n.judge(b, i)
		}
	})
}

// pool finds where each filter finds most in a sample.
func (b *batch) pool(i int) {
	tokens := b.tokens[i]
	best, arg := b.best[i*filters:(i+1)*filters], b.arg[i*filters:(i+1)*filters]
	for f := range arg {
		arg[f] = -1
	}
	sum := make([]float32, 80)
	eachBank(func(k bank) {
		for at := 0; at+k.span <= len(tokens); at++ {
			sum := sum[:k.filters]
			clear(sum)
			any := false
			for j := range k.span {
				if e := tokens[at+j]; e > 0 {
					any = true
					row := b.rows[e*rowSize+k.slot+j*k.filters:][:len(sum)]
					for f, x := range row {
						sum[f] += x
					}
				}
			}
			for f, x := range sum {
				if any && x > best[k.filter+f] {
					best[k.filter+f], arg[k.filter+f] = x, int32(at)
				}
			}
		}
	})
}

// judge computes the odds of a sample and what they pull its filters by.
func (n *net) judge(b *batch, i int) {
	const loud = 1 / (1 - dropFilters)
	best, keep, pulls := b.best[i*filters:(i+1)*filters], b.keep[i*filters:(i+1)*filters], b.pulls[i*filters:(i+1)*filters]
	var sum [Classes]float32
	copy(sum[:], n.end.x)
	for f := range best {
		best[f] += n.bias.x[f]
		if !keep[f] || best[f] <= 0 {
			best[f] = 0
			continue
		}
		best[f] *= loud
		for c, w := range n.out.x[f*Classes : (f+1)*Classes] {
			sum[c] += best[f] * w
		}
	}
	var said scores
	for c := range said {
		said[c] = float64(sum[c])
	}
	o := said.softmax()
	for c := range o {
		want := smoothing / Classes
		if Class(c) == b.samples[i].class {
			want += 1 - smoothing
		}
		b.errors[i][c] = float32(o[c]-want) / convBatch
	}
	for f := range best {
		if best[f] > 0 {
			pulls[f] = loud * dot(b.errors[i][:], n.out.x[f*Classes:(f+1)*Classes])
		}
	}
}

// backward sums up the gradients of a batch.
func (n *net) backward(b *batch) {
	for i := range b.samples {
		for c, e := range b.errors[i] {
			n.end.g[c] += e
		}
		eachBank(func(k bank) {
			for f := k.filter; f < k.filter+k.filters; f++ {
				n.pull(b, i, f, k)
			}
		})
	}
	for e, entry := range b.entries {
		g := b.g[e*convDim : (e+1)*convDim]
		if w := entry[0]; w > 0 {
			axpy(n.delta.g[w*convDim:], g, 1)
		}
		if c := entry[1]; c > 0 {
			axpy(n.concept.g[c*convDim:], g, 1)
		}
	}
}

// pull sums up what one filter says of one sample.
func (n *net) pull(b *batch, i, f int, k bank) {
	best, at, pull := b.best[i*filters+f], int(b.arg[i*filters+f]), b.pulls[i*filters+f]
	if best <= 0 {
		return
	}
	axpy(n.out.g[f*Classes:(f+1)*Classes], b.errors[i][:], best)
	n.bias.g[f] += pull
	for j := 0; at >= 0 && j < k.span; j++ {
		if e := b.tokens[i][at+j]; e > 0 {
			slot := k.slot + j*k.filters + f - k.filter
			w, x := n.w.x[slot*convDim:(slot+1)*convDim], b.x[e*convDim:(e+1)*convDim]
			axpy(n.w.g[slot*convDim:(slot+1)*convDim], x, pull)
			axpy(b.g[e*convDim:(e+1)*convDim], w, pull)
		}
	}
}

// axpy adds k times x to what is there.
func axpy(to, x []float32, k float32) {
	to = to[:len(x)]
	for i, v := range x {
		to[i] += k * v
	}
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// update moves the weights.
func (n *net) update(b *batch, rate float64) {
	n.steps++
	for _, p := range []*param{n.w, n.bias, n.out, n.end} {
		p.step(0, len(p.x), rate, convDecay, n.steps)
	}
	n.concept.step(convDim, len(n.concept.x), rate, convDecay, n.steps)
	seen := map[int]bool{0: true}
	for _, e := range b.entries {
		if w := e[0]; !seen[w] {
			seen[w] = true
			n.delta.step(w*convDim, (w+1)*convDim, rate, deltaDecay, n.steps)
		}
	}
}

// epoch learns once from each sample.
func (n *net) epoch(samples []sample, rate float64) {
	n.rng.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
	for some := range slices.Chunk(samples, convBatch) {
		b := n.newBatch(some)
		n.forward(b)
		n.backward(b)
		n.update(b, rate)
	}
}

// params are all weights that are learned.
func (n *net) params() []*param {
	return []*param{n.delta, n.concept, n.w, n.bias, n.out, n.end}
}

// addTo adds to the mean of the weights over epochs what they are now.
func (n *net) addTo(mean [][]float32) [][]float32 {
	for i, p := range n.params() {
		if len(mean) == i {
			mean = append(mean, make([]float32, len(p.x)))
		}
		axpy(mean[i], p.x, 1.0/meanOf)
	}
	return mean
}

// learnConvolution learns from examples, beside the classifier that counts. The same examples
// give the same model.
func learnConvolution(examples []example, known vectors, counts *linear) *convolution {
	var messages [][][]token
	for _, e := range examples {
		if e.voice != "words" {
			messages = append(messages, sentences(e.text))
		}
	}
	v := newVocabulary(messages, known)
	var samples, alone []sample
	for i, e := range examples {
		if e.voice == "words" {
			alone = append(alone, v.sample(sentences(e.text), e.class))
		} else {
			samples = append(samples, v.sample(messages[i], e.class))
		}
	}
	n := newNet(v, known)
	var mean [][]float32
	var again []sample
	for e := range convEpochs {
		if e >= misreadAt && (e-misreadAt)%misreadEvery == 0 {
			m := &model{linear: counts, conv: n.convolution(v)}
			again = append(again, m.misread(examples, samples)...)
		}
		all := slices.Concat(samples, again)
		for range min(wordsAnEpoch, len(alone)) {
			all = append(all, alone[n.rng.IntN(len(alone))])
		}
		n.epoch(all, convRate*(1-0.9*float64(e)/convEpochs))
		if e >= convEpochs-meanOf {
			mean = n.addTo(mean)
		}
	}
	for i, p := range n.params() {
		copy(p.x, mean[i])
	}
	return n.convolution(v)
}

// misread are samples of what people ask that alarm, as often as they are to be learned from
// beside the others.
func (m *model) misread(examples []example, samples []sample) []sample {
	var out []sample
	for i := range samples {
		if examples[i].voice != knowledgeVoice || samples[i].class.Tier() == TierA {
			continue
		}
		if examine(m, examples[i].text).loud.alarm >= misreadFrom {
			out = append(out, slices.Repeat(samples[i:i+1], misreadTimes)...)
		}
	}
	return out
}

// convolution computes the rows of words and concepts, and rounds them.
func (n *net) convolution(v *vocabulary) *convolution {
	at := map[uint32]uint16{}
	rows := [][]float32{make([]float32, rowSize)}
	add := func(hash uint32, word, concept int) {
		x, row := make([]float32, convDim), make([]float32, rowSize)
		n.vector(x, word, concept)
		for slot := range row {
			row[slot] = dot(x, n.w.x[slot*convDim:])
		}
		at[hash] = uint16(len(rows))
		rows = append(rows, row)
	}
	for i, tag := range v.tags[1:] {
		add(hashWord(tag), 0, i+1)
	}
	for i, name := range v.names[1:] {
		add(hashWord(name), i+1, v.concepts[lexicon().concept(name)])
	}
	for w, i := range v.words {
		if w != v.names[i] {
			at[hashWord(w)] = at[hashWord(v.names[i])]
		}
	}
	c := &convolution{words: rowTable(at)}
	n.round(c, rows)
	return c
}

// rowTable is the table of the rows of words and concepts.
func rowTable(rowOf map[uint32]uint16) table {
	values := map[uint32][]byte{}
	for hash, row := range rowOf {
		values[hash] = binary.LittleEndian.AppendUint16(nil, row)
	}
	return newTable(2, values)
}

// round fills in rows and weights.
func (n *net) round(c *convolution, rows [][]float32) {
	c.rows = make([]byte, len(rows)*rowSize)
	eachBank(func(b bank) {
		for f := range b.filters {
			top := float32(1e-6)
			for _, row := range rows {
				for j := range b.span {
					top = max(top, float32(math.Abs(float64(row[b.slot+j*b.filters+f]))))
				}
			}
			c.scale[b.filter+f], c.bias[b.filter+f] = top/127, n.bias.x[b.filter+f]
			copy(c.out[b.filter+f][:], n.out.x[(b.filter+f)*Classes:])
			for r, row := range rows {
				for j := range b.span {
					slot := b.slot + j*b.filters + f
					c.rows[r*rowSize+slot] = byte(lift + math.Round(float64(row[slot]/top*127)))
				}
			}
		}
	})
	copy(c.outBias[:], n.end.x)
}
