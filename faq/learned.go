package faq

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
)

// What a matcher learned can be kept beside its base, so that the next start need
// not learn it again: training is most of the time that a start takes. It counts
// only for the very files and the very engine that it was learned with; otherwise
// the base is learned as ever.
//
// The form: a line that names engine and base, then numbers, little-endian or as
// varints, then their CRC-32.

// LearnedFile is where it is kept, beside base.yaml.
const LearnedFile = "learned.bin"

// MaxLearnedBytes is the size up to which learned.bin is read. What is learned is
// longer than what it is learned from: the largest base that Load takes, 20,000 entries
// of 32 MiB, comes to 75 MiB if the shipped phrasings are crossed, and to 130 MiB if
// their words are drawn at random. This is twice that.
const MaxLearnedBytes = 256 << 20

// learnedRevision is raised when what is learned changes for a reason that
// fingerprint does not see.
const learnedRevision = 2

// fingerprint names all that the learned numbers depend on: the base's files, the
// engine's constants, its list of English and how it cuts words.
func (m *Matcher) fingerprint() string {
	constants := fmt.Sprint(epochs, learningRate, leastGradient, bayesShare, bayesAlpha, bayesBase, commonLetters,
		manyEntries, commonFeature, restEpochs, negligibleStep, idfPower, strangeness, outOfScope, nearEnough, prior, strength)
	for _, x := range extractors {
		constants += fmt.Sprint(x.name, x.weight, x.unknown)
	}
	sum := crc32.NewIEEE()
	for _, s := range append([]string{constants, englishGroups}, m.lex.names...) {
		sum.Write([]byte(s))
		sum.Write([]byte{0})
	}
	return fmt.Sprintf("candor learned %d %08x %s\n", learnedRevision, sum.Sum32(), m.base.Version)
}

// readLearned reads learned.bin, if it is there, or says why it cannot be used. It is
// no part of the version, and no fault of it is one of the base: it only saves time.
func readLearned(fsys fs.FS) ([]byte, *Fault) {
	unused := func(format string, args ...any) ([]byte, *Fault) {
		return nil, &Fault{File: LearnedFile, Msg: fmt.Sprintf(format, args...)}
	}
	info, err := fs.Stat(fsys, LearnedFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return unused("cannot be read: %v", cause(err))
	case !info.Mode().IsRegular():
		return unused("is not a regular file")
	case info.Size() == 0:
		return unused("is empty")
	case info.Size() > MaxLearnedBytes:
		return unused("is %d bytes long, at most %d are read", info.Size(), MaxLearnedBytes)
	}
	b, err := fs.ReadFile(fsys, LearnedFile)
	if err != nil {
		return unused("cannot be read: %v", cause(err))
	}
	return b, nil
}

// Learned returns what the matcher learned, for [Base].Learned of the same base.
func (m *Matcher) Learned() []byte {
	b := []byte(m.fingerprint())
	for _, c := range m.cal {
		b = appendFloat(b, c)
	}
	b = appendFloat(b, m.model.maxIDF)
	b = binary.AppendUvarint(b, uint64(len(m.features.block)))
	for id, key := range m.features.keys() {
		b = append(b, byte(key.kind))
		b = binary.AppendVarint(b, int64(key.a))
		b = binary.AppendVarint(b, int64(key.b))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.model.idf[id]))
		row := m.model.row(int32(id))
		b = binary.AppendUvarint(b, uint64(len(row)))
		next := int32(0)
		for _, cell := range row {
			b = binary.AppendUvarint(b, uint64(cell.entry-next))
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(cell.weight))
			next = cell.entry + 1
		}
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

func appendFloat(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
}

// What can be wrong with something learned before.
var (
	errForeign = errors.New("was learned from other files, or by another version of candor")
	errDamaged = errors.New("is damaged")
)

// recall takes what was learned before, and on an error changes nothing.
func (m *Matcher) recall(learned []byte) error {
	head := []byte(m.fingerprint())
	if !bytes.HasPrefix(learned, head) {
		return errForeign
	}
	body := len(learned) - 4
	if body < len(head) || crc32.ChecksumIEEE(learned[:body]) != binary.LittleEndian.Uint32(learned[body:]) {
		return errDamaged
	}
	r := learnedReader{rest: learned[len(head):body]}
	var cal calibration
	for i := range cal {
		cal[i] = r.float()
	}
	model := &model{weighing: weighing{maxIDF: r.float()}, entries: len(m.base.Entries)}
	features := newFeatureTable()
	n := r.length()
	model.idf = make([]float32, 0, n)
	model.first = make([]int32, 1, n+1)
	for range n {
		if r.bad {
			return errDamaged
		}
		m.recallFeature(&r, features, model)
	}
	if r.bad || len(r.rest) > 0 || model.maxIDF <= 0 {
		return errDamaged
	}
	m.cal, m.model, m.features = cal, model, features
	return nil
}

// recallFeature reads a feature and its row.
func (m *Matcher) recallFeature(r *learnedReader, features *featureTable, model *model) {
	key := featureKey{kind: featureKind(r.byte()), a: int32(r.varint()), b: int32(r.varint())}
	r.bad = r.bad || !m.names(key) || !features.put(key)
	idf := r.float32()
	r.bad = r.bad || idf <= 0
	model.idf = append(model.idf, idf)
	next := int64(0)
	for range r.length() {
		if r.bad {
			return
		}
		entry := next + int64(r.uvarint())
		if entry >= int64(model.entries) {
			r.bad = true
			return
		}
		model.table = append(model.table, cell{int32(entry), r.float32()})
		next = entry + 1
	}
	model.first = append(model.first, int32(len(model.table)))
}

// names reports whether a feature is made of terms and groups of English that there
// are, so that it can be told by name.
func (m *Matcher) names(key featureKey) bool {
	below := func(x int32, n int) bool { return 0 <= x && x < int32(n) }
	terms := len(m.lex.names)
	switch key.kind {
	case kindTerm:
		return below(key.a, terms)
	case kindHint:
		return below(key.a, len(english().names))
	case kindPair:
		return (key.a == startTerm || below(key.a, terms)) && (key.b == endTerm || below(key.b, terms))
	}
	return true
}

// learnedReader reads numbers until one is bad; from then on all are 0.
type learnedReader struct {
	rest []byte
	bad  bool
}

func (r *learnedReader) take(n int) []byte {
	if r.bad || n > len(r.rest) {
		r.bad = true
		return make([]byte, n)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *learnedReader) byte() byte { return r.take(1)[0] }

// sane is more than any learned number is, and little enough for all sums to be
// finite.
const sane = 1e6

func (r *learnedReader) float() float64 {
	x := math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
	r.bad = r.bad || !(math.Abs(x) < sane) // so, for NaN
	return x
}

func (r *learnedReader) float32() float32 {
	x := math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
	r.bad = r.bad || !(math.Abs(float64(x)) < sane)
	return x
}

func (r *learnedReader) varint() int64 {
	x, n := binary.Varint(r.rest)
	r.take(max(1, n))
	if r.bad || n <= 0 || int64(int32(x)) != x {
		r.bad = true
		return 0
	}
	return x
}

func (r *learnedReader) uvarint() uint32 {
	x, n := binary.Uvarint(r.rest)
	r.take(max(1, n))
	if r.bad || n <= 0 || x > math.MaxInt32 {
		r.bad = true
		return 0
	}
	return uint32(x)
}

// length is a number of things of which each takes a byte at least, so that no forged
// one makes room for more than there is.
func (r *learnedReader) length() int {
	n := int(r.uvarint())
	if n > len(r.rest) {
		r.bad = true
		return 0
	}
	return n
}
