package safety

import (
	"encoding/binary"
	"math"
	"slices"
)

// linear is a softmax classifier over the features of a text: to each class, what
// each feature says for it, in steps of scale.
type linear struct {
	features table        // of each, the levels that it says for the classes, two in a byte
	level    [levels]int8 // in steps of scale; the first is 0, as of features that are not known
	bias     [Classes]float64
	scale    float64
}

const (
	// levels is how many weights there are to choose from. With 255 no share that is measured
	// is better, and every feature takes 6 bytes more.
	levels = 16
	// packed is how many bytes hold the levels of all classes.
	packed = (Classes + 1) / 2
)

// says is what a feature says for a class, in steps of scale.
func (m *linear) says(row []byte, class int) int32 {
	return int32(m.level[row[class/2]>>(class%2*4)&(levels-1)])
}

// scores are the logarithms of odds, with something added that is the same for all.
type scores [Classes]float64

// odds are the probabilities of the classes.
type odds [Classes]float64

// tally sums up what features say, without the length of their text.
type tally struct {
	sum [Classes]int32
	n   int32
}

// count adds what a feature says, if it is known.
func (m *linear) count(t *tally, row []byte) {
	if row == nil {
		return
	}
	for c := range t.sum {
		t.sum[c] += m.says(row, c)
	}
}

func (t *tally) add(u *tally) {
	for c := range t.sum {
		t.sum[c] += u.sum[c]
	}
	t.n += u.n
}

// scores are what features say for each class together.
func (m *linear) scores(t *tally) scores {
	var s scores
	unit := m.scale * share(int(t.n))
	for c := range s {
		s[c] = m.bias[c] + unit*float64(t.sum[c])
	}
	return s
}

// weighed is a sentence with what its features say: by the word that they begin with
// and how many words further they reach. Each feature is looked up once, whatever the
// number of parts that it is in.
type weighed [][reach + 1]tally

func (m *linear) weighSentence(s []token) weighed {
	w := make(weighed, len(s))
	eachFeature(s, func(at, span int, hash uint32) {
		t := &w[at][span]
		t.n++
		m.count(t, m.features.find(hash))
	})
	return w
}

// part sums up the features that lie wholly in words from and to.
func (w weighed) part(from, to int) (t tally) {
	for at := from; at < to; at++ {
		for span := 0; span <= reach && at+span < to; span++ {
			if w[at][span].n > 0 {
				t.add(&w[at][span])
			}
		}
	}
	return t
}

// share is what one of n features counts: less in a long text, but together more, until
// that is so long that it cannot be all about one thing.
func share(n int) float64 {
	return 1 / math.Pow(float64(max(1, n)), lengthPower) * min(1, math.Pow(longText/float64(max(1, n)), 1-lengthPower))
}

const (
	// lengthPower says how much length is made up for: at 0 long texts are always sure,
	// at 1 never.
	lengthPower = 0.5
	// longText is the number of features, about ten a word, from which more of the same
	// makes a text no surer.
	longText = 800
)

func (s scores) softmax() (o odds) {
	top := slices.Max(s[:])
	sum := 0.0
	for c := range o {
		o[c] = math.Exp(s[c] - top)
		sum += o[c]
	}
	for c := range o {
		o[c] /= sum
	}
	return o
}

// acute is the probability of tier A.
func (o odds) acute() float64 {
	sum := 0.0
	for c, p := range o {
		if Class(c).Tier() == TierA {
			sum += p
		}
	}
	return sum
}

// best is the likeliest class among those of a tier.
func (o odds) best(tier Tier) Class {
	best := None
	for c, p := range o {
		if Class(c).Tier() == tier && (best.Tier() != tier || p > o[best]) {
			best = Class(c)
		}
	}
	return best
}

// How a long sentence is also read, in windows: what is alarming in it may be a few words.
// The narrow ones are for a cry for help between commas. They are not learned from: then
// everything else gets a little worse.
var (
	wide   = window{14, 5}
	narrow = window{7, 3}
)

type window struct{ words, stride int }

// fits reports whether a sentence of n words is longer than a window.
func (w window) fits(n int) bool { return n > w.words+w.stride/2 }

// over yields the windows of a sentence of n words, if it is longer than one.
func (w window) over(n int, yield func(from, to int)) {
	for from := 0; w.fits(n); from += w.stride {
		to := min(from+w.words, n)
		yield(from, to)
		if to == n {
			return
		}
	}
}

// reach is how many words apart two words may stand to be taken together.
const reach = 4

// eachFeature yields the features of a sentence, each with the word that it begins at
// and how many words further it reaches: words and concepts, those side by side, in
// threes, and in order within reach of each other.
func eachFeature(s []token, yield func(at, span int, hash uint32)) {
	for i := range s {
		t := &s[i]
		yield(i, 0, feature('w', t.stemHash, 0, 0))
		if t.concept != "" {
			yield(i, 0, feature('c', t.keyHash, 0, 0))
		}
		if i == 0 {
			yield(i, 0, feature('^', t.keyHash, 0, 0))
		}
		if i+1 < len(s) {
			yield(i, 1, feature('b', t.stemHash, s[i+1].stemHash, 0))
			yield(i, 1, feature('B', t.keyHash, s[i+1].keyHash, 0))
		}
		if i+2 < len(s) {
			yield(i, 2, feature('t', t.keyHash, s[i+1].keyHash, s[i+2].keyHash))
		}
		for k := i + 2; k < min(len(s), i+1+reach); k++ {
			yield(i, k-i, feature('s', t.keyHash, s[k].keyHash, 0))
		}
	}
}

// feature is the hash of a kind and of the hashes of up to three words.
func feature(kind byte, a, b, c uint32) uint32 {
	h := uint32(kind) * 0x9e3779b1
	for _, x := range [3]uint32{a, b, c} {
		h = (h ^ x) * 0x85ebca6b
		h ^= h >> 15
	}
	return h
}

// hashWord is the FNV-1a hash of a word.
func hashWord(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = hashLetter(h, s[i])
	}
	return h
}

// hashLetter is the hash of a word with one letter more.
func hashLetter(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

// The file: scale, biases, levels, features; little-endian.

func (m *linear) bytes() []byte {
	b := binary.LittleEndian.AppendUint64(nil, math.Float64bits(m.scale))
	for _, x := range m.bias {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	for _, x := range m.level {
		b = append(b, byte(x))
	}
	return append(b, m.features.bytes()...)
}

// readLinear reads what bytes wrote: it comes with the program, so it is not checked.
func readLinear(b []byte) *linear {
	m := &linear{}
	if len(b) == 0 {
		return m // before it was ever learned
	}
	float := func() float64 {
		x := math.Float64frombits(binary.LittleEndian.Uint64(b))
		b = b[8:]
		return x
	}
	m.scale = float()
	for i := range m.bias {
		m.bias[i] = float()
	}
	for i := range m.level {
		m.level[i] = int8(b[i])
	}
	m.features, _ = readTable(b[levels:])
	return m
}
