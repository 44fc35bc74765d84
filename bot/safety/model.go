package safety

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

// model.bin is what train_test.go and train_convolution_test.go learn from the examples.
// "go test ./bot/safety -run TestModel -update" writes it anew.
//
//go:embed model.bin
var modelFile []byte

// model is two classifiers that err in different places: one counts words and pairs of
// words, the other reads runs of words by what they mean.
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
func both(a, b scores) scores {
	for c := range a {
		a[c] = (1-convShare)*a[c] + convShare*b[c]
	}
	return a
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
