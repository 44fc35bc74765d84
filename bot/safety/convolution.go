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
	words   table  // of each word and concept, its row: two bytes, little-endian
	rows    []byte // rowSize each, of int8 plus lift; the first is for words that say nothing
	scale   [filters]float32
	bias    [filters]float32
	out     [filters][Classes]float32
	outBias [Classes]float32
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

// place returns the place of what a word says.
func (c *convolution) place(t *token) int {
	row := c.words.find(t.wordHash)
	if row == nil && t.concept != "" {
		row = c.words.find(t.keyHash)
	}
	if row == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint16(row))
}

// row is what a word says to the filters.
type row [rowSize]byte

// wordRows are the rows of the words of a sentence, between words that say nothing.
type wordRows []*row

// rowsOf looks up what the words of a sentence say.
func (c *convolution) rowsOf(s []token) wordRows {
	if len(c.rows) == 0 {
		return nil // before it was ever learned
	}
	rows := make(wordRows, len(s)+2*(widest-1))
	for i := range rows {
		rows[i] = (*row)(c.rows)
	}
	for i := range s {
		rows[i+widest-1] = (*row)(c.rows[c.place(&s[i])*rowSize:])
	}
	return rows
}

// listen adds to an answer what the filters find in words from and to of the sentence, and
// in runs that reach out of them.
func (s wordRows) listen(from, to int, best *answer) {
	for at := from; s != nil && at < to+widest-1; at++ {
		answerAt(best, s[at:at+widest])
	}
}

// answerAt adds up what the words of a run say, and keeps of each filter the greatest
// answer.
func answerAt(best *answer, run []*row) {
	r := (*[widest]*row)(run)
	to, from := 0, 0
	for _, b := range banks {
		for range b.filters / 8 {
			x := binary.LittleEndian.Uint64(r[0][from:])
			e, o := x&even, x>>8&even
			at := from
			for j := 1; j < b.span; j++ {
				at += b.filters
				x = binary.LittleEndian.Uint64(r[j][at:])
				e, o = e+(x&even), o+(x>>8&even)
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

// scores are what the answers say for each class.
func (c *convolution) scores(a *answer) scores {
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
	var o scores
	for class, x := range sum {
		o[class] = float64(x)
	}
	return o
}

// The file: words; number of rows, rows; for each filter scale, bias and what it says for
// each class; biases of the classes. Little-endian.

func (c *convolution) bytes() []byte {
	b := c.words.bytes()
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
	c.words, b = readTable(b)
	size := int(number()) * rowSize
	c.rows, b = b[:size], b[size:]
	for f := range filters {
		c.scale[f], c.bias[f] = float(), float()
		for class := range Classes {
			c.out[f][class] = float()
		}
	}
	for class := range Classes {
		c.outBias[class] = float()
	}
	return c
}
