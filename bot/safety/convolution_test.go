package safety

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMost compares lanes with what they hold.
func TestMost(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		var a, b, want uint64
		for lane := range lanes {
			x, y := rng.Uint64N(widest*256), rng.Uint64N(widest*256)
			a, b, want = a|x<<(16*lane), b|y<<(16*lane), want|max(x, y)<<(16*lane)
		}
		if got := most(a, b); got != want {
			t.Fatalf("most(%016x, %016x) = %016x, want %016x", a, b, got, want)
		}
	}
}

// TestBanks: the constants are those of the banks.
func TestBanks(t *testing.T) {
	n, size := 0, 0
	for _, b := range banks {
		if b.filters%8 != 0 || b.span > widest {
			t.Errorf("a bank of %d filters over %d words", b.filters, b.span)
		}
		n, size = n+b.filters, size+b.span*b.filters
	}
	if n != filters || size != rowSize {
		t.Errorf("%d filters in rows of %d, want %d and %d", n, size, filters, rowSize)
	}
}

// oddConvolution is one whose weights are made up.
func oddConvolution(words ...string) *convolution {
	rng := rand.New(rand.NewPCG(1, 2))
	c := &convolution{rows: make([]byte, (len(words)+1)*rowSize)}
	for i := range c.rows {
		c.rows[i] = lift
		if i >= rowSize {
			c.rows[i] = byte(rng.UintN(256))
		}
	}
	rowOf := map[uint32]uint16{}
	for i, w := range words {
		rowOf[hashWord(w)] = uint16(i + 1)
	}
	c.words = rowTable(rowOf)
	for f := range filters {
		c.scale[f], c.bias[f] = rng.Float32()/100, rng.Float32()-0.5
		for class := range Classes {
			c.out[f][class] = rng.Float32() - 0.5
		}
	}
	return c
}

// plainOdds is what the convolution computes, one filter and one place at a time.
func plainOdds(c *convolution, s []token) odds {
	var sum [Classes]float64
	slot, filter := 0, 0
	for _, b := range banks {
		for f := range b.filters {
			best := 0
			for at := 1 - b.span; at < len(s); at++ {
				x := 0
				for j := range b.span {
					if i := at + j; i >= 0 && i < len(s) {
						x += int(c.rows[c.place(&s[i])*rowSize+slot+j*b.filters+f]) - lift
					}
				}
				best = max(best, x)
			}
			y := float64(c.bias[filter+f] + c.scale[filter+f]*float32(best))
			for class := range sum {
				sum[class] += max(0, y) * float64(c.out[filter+f][class])
			}
		}
		slot, filter = slot+b.span*b.filters, filter+b.filters
	}
	return scores(sum).softmax()
}

// TestConvolution: adding up in lanes gives what adding up one by one does.
func TestConvolution(t *testing.T) {
	c := oddConvolution("i", "want", "to", "die", "my", "therapist")
	for _, message := range []string{"i", "die to", "I want to die", "unheard words alone", "my therapist wants me to want to die in the end, i said"} {
		s := sentences(message)[0]
		a := nothing
		c.rowsOf(s).listen(0, len(s), &a)
		got, want := c.scores(&a).softmax(), plainOdds(c, s)
		for class := range got {
			if math.Abs(got[class]-want[class]) > 1e-4 {
				t.Errorf("%q: %s is %.5f, want %.5f", message, Class(class), got[class], want[class])
			}
		}
	}
}

// TestModelFile: what is written can be read again.
func TestModelFile(t *testing.T) {
	want := classifier()
	got := readModel(want.bytes())
	if !reflect.DeepEqual(want, got) { // of millions of numbers, a diff takes a thousand times as long
		diff := cmp.Diff(want, got, cmp.AllowUnexported(model{}, linear{}, convolution{}, table{}))
		t.Errorf("model.bin, written and read again, differs:\n%.1000s", diff)
	}
}

// TestUnlearnedModel: a model that was never learned says the same of everything.
func TestUnlearnedModel(t *testing.T) {
	m := readModel(nil)
	a, b := examine(m, "I want to die"), examine(m, "hello there")
	if a.whole != b.whole {
		t.Errorf("it says %v and %v", a.whole, b.whole)
	}
}

// TestNumberRows: numbers are learned as what they may be, ages, so they are read so, too.
func TestNumberRows(t *testing.T) {
	c := classifier().conv
	for _, w := range []string{"15", "fifteen", "11", "two", "7", "40", "999", "1998"} {
		for _, s := range sentences("i am " + w) {
			got := &s[len(s)-1]
			concept := hashWord(got.concept)
			want := &token{wordHash: concept, keyHash: concept, concept: got.concept}
			if c.place(got) != c.place(want) {
				t.Errorf("%s is not read as %s", w, got.concept)
			}
		}
	}
}
