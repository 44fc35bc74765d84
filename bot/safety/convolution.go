package safety

import (
	"encoding/binary"
	"math"
)

// convolution is the second classifier, which reads word order: filters slide over a
// sentence, each gives a number to every run of so many words, and what counts is where
// a filter finds most. A run of words is learned with what its words mean (their
// vectors), so it is known in other words, too.
//
// What each word says to each filter at each place of its run is computed when the
// model is learned. Reading is adding up: eight filters at a time, in the lanes of two
// 64-bit words.
type convolution struct {
	words   index    // of words and concepts
	rowOf   []uint16 // of each: its row
	rows    []byte   // rowSize each, of int8 plus lift; the first is for words that say nothing
	scale   [filters]float32
	bias    [filters]float32
	out     [filters][classes]float32
	outBias [classes]float32
}

// banks are the filters by how many words they span; filters in a bank are a multiple
// of eight. Twice as many, learned apart, find hardly more (of voices left out 85.0
// instead of 84.8 %, at the same share of cards too many).
var banks = [...]struct{ span, filters int }{{1, 32}, {2, 64}, {3, 80}, {4, 48}, {5, 48}}

const (
	filters = 32 + 64 + 80 + 48 + 48
	rowSize = 1*32 + 2*64 + 3*80 + 4*48 + 5*48
	widest  = 5
	lift    = 128 // what is added to an int8 to be a byte
	lanes   = 4   // of 16 bits in a word of 64
)

// answer is what the filters find, in the lanes of each bank: for each eight filters the
// four with even numbers, then those with odd ones.
type answer [filters / lanes]uint64

// nothing is the answer to no words.
var nothing = func() (a answer) {
	at := 0
	for _, b := range banks {
		for range b.filters / lanes {
			a[at] = uint64(b.span*lift) * ones
			at++
		}
	}
	return a
}()

const (
	ones = 0x0001000100010001
	even = 0x00ff00ff00ff00ff
	tops = 0x8000800080008000
)

// row returns the place of what a word says.
func (c *convolution) row(t *token) int {
	if at, ok := c.words.find(hashWord(t.word)); ok {
		return int(c.rowOf[at])
	}
	if at, ok := c.words.find(t.keyHash); ok && t.concept != "" {
		return int(c.rowOf[at])
	}
	return 0
}

// listen adds to an answer what the filters find in a sentence: in the runs of its words,
// and in those that reach out of it, where words are missing.
func (c *convolution) listen(s []token, best *answer) {
	if len(c.rows) == 0 {
		return // before it was ever learned
	}
	rows := make([][]byte, len(s)+2*(widest-1))
	for i := range rows {
		rows[i] = c.rows[:rowSize]
	}
	for i := range s {
		from := c.row(&s[i]) * rowSize
		rows[i+widest-1] = c.rows[from : from+rowSize]
	}
	for at := range len(s) + widest - 1 {
		answerAt(best, rows[at:at+widest])
	}
}

// answerAt adds up what the words of a run say, and keeps of each filter the greatest
// answer.
func answerAt(best *answer, run [][]byte) {
	to, from := 0, 0
	for _, b := range banks {
		for range b.filters / 8 {
			var e, o uint64
			for j := range b.span {
				x := binary.LittleEndian.Uint64(run[j][from+j*b.filters:])
				e += x & even
				o += x >> 8 & even
			}
			best[to], best[to+1] = most(best[to], e), most(best[to+1], o)
			to, from = to+2, from+8
		}
		from += (b.span - 1) * b.filters
	}
}

// most is the greater of each two lanes.
func most(x, y uint64) uint64 {
	m := ((x | tops) - y) & tops >> 15 // 1 in the lanes where x is no less
	m = m<<16 - m
	return y ^ (x^y)&m
}

// odds are the probabilities of the classes, given the answers.
func (c *convolution) odds(a *answer) odds {
	sum := c.outBias
	filter, at := 0, 0
	for _, b := range banks {
		for range b.filters / 8 {
			for k := range 8 {
				lane := a[at+k&1] >> (k >> 1 * 16) & 0xffff
				f := filter + k
				x := c.bias[f] + c.scale[f]*float32(int(lane)-b.span*lift)
				if x <= 0 {
					continue
				}
				for class := range sum {
					sum[class] += x * c.out[f][class]
				}
			}
			filter, at = filter+8, at+2
		}
	}
	var o odds
	for class, x := range sum {
		o[class] = float64(x)
	}
	return o.softmax()
}

// The file: number of words, hashes, rows of them; number of rows, rows; for each filter
// scale, bias and what it says for each class; biases of the classes. Little-endian.

func (c *convolution) bytes() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(c.words.hashes)))
	for _, h := range c.words.hashes {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, r := range c.rowOf {
		b = binary.LittleEndian.AppendUint16(b, r)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(c.rows)/rowSize))
	b = append(b, c.rows...)
	add := func(x float32) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x)) }
	for f := range filters {
		add(c.scale[f])
		add(c.bias[f])
		for _, x := range c.out[f] {
			add(x)
		}
	}
	for _, x := range c.outBias {
		add(x)
	}
	return b
}

// readConvolution reads what bytes wrote: it comes with the program, so it is not checked.
func readConvolution(b []byte) *convolution {
	c := &convolution{}
	if len(b) == 0 {
		return c
	}
	number := func() uint32 {
		x := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return x
	}
	float := func() float32 { return math.Float32frombits(number()) }
	hashes := make([]uint32, number())
	for i := range hashes {
		hashes[i] = number()
	}
	c.words = newIndex(hashes)
	c.rowOf = make([]uint16, len(hashes))
	for i := range c.rowOf {
		c.rowOf[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	b = b[2*len(hashes):]
	size := int(number()) * rowSize
	c.rows, b = b[:size], b[size:]
	for f := range filters {
		c.scale[f], c.bias[f] = float(), float()
		for class := range classes {
			c.out[f][class] = float()
		}
	}
	for class := range classes {
		c.outBias[class] = float()
	}
	return c
}
