package safety

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// model.bin is what train_test.go and train_convolution_test.go learn from the examples.
// "go test ./bot/safety -run TestModel -update" writes it anew.
//
//go:embed model.bin
var modelFile []byte

// model is two classifiers that err in different places: one counts words and pairs of
// words, the other reads runs of words by what they mean. The first judges a message and
// each part of it; the second, which is no good at parts, the message.
type model struct {
	sources uint32 // a sum of what it was learned from
	linear  *linear
	conv    *convolution
}

// classifier is the model, read when it is first needed.
var classifier = sync.OnceValue(func() *model { return readModel(modelFile) })

// convShare is what the convolution counts of both.
const convShare = 0.5

// both is what two classifiers say together: the mean of their log-odds.
func both(a, b odds) odds {
	const least = 1e-12
	var o odds
	for c := range o {
		o[c] = (1-convShare)*math.Log(a[c]+least) + convShare*math.Log(b[c]+least)
	}
	return o.softmax()
}

// The file: the sum, the length of the linear classifier's part, both parts.

func (m *model) bytes() []byte {
	l := m.linear.bytes()
	b := binary.LittleEndian.AppendUint32(nil, m.sources)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(l)))
	return append(append(b, l...), m.conv.bytes()...)
}

// readModel reads what bytes wrote: it comes with the program, so it is not checked.
func readModel(b []byte) *model {
	if len(b) == 0 {
		return &model{linear: readLinear(nil), conv: readConvolution(nil)} // before it was ever learned
	}
	n := binary.LittleEndian.Uint32(b[4:])
	return &model{binary.LittleEndian.Uint32(b), readLinear(b[8 : 8+n]), readConvolution(b[8+n:])}
}

// heard sums up what both classifiers find in the sentences of a message.
type heard struct {
	tally
	answer
	words int
}

// longMessage is the number of words from which the convolution has no say: among so
// many, each filter finds something.
const longMessage = 120

func (h *heard) add(m *model, s []token, t *tally) {
	h.tally.add(t)
	h.words += len(s)
	if h.words <= longMessage {
		m.conv.listen(s, &h.answer)
	}
}

// odds are those of the message.
func (h *heard) odds(m *model) odds {
	o := m.linear.odds(&h.tally)
	if len(m.conv.rows) == 0 || h.words > longMessage {
		return o
	}
	return both(o, m.conv.odds(&h.answer))
}
