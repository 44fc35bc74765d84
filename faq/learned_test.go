package faq

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// someBase is a small base, as Load leaves it.
func someBase() *Base {
	return &Base{Version: "0123456789ab", Thresholds: DefaultThresholds, Entries: []Entry{
		{ID: "brewing", Question: "How do I brew tea?", Asked: []string{"how long must green tea steep", "best heat for the water"}, Covered: true},
		{ID: "storing", Question: "How do I store tea?", Asked: []string{"where to keep leaves", "does tea go off", "3 tins or 1"}, Covered: true},
		{ID: "coffee", Question: "What about coffee?", Asked: []string{"espresso", "who drinks café au lait"}},
	}}
}

func TestLearnedIsRecalled(t *testing.T) {
	fresh := NewMatcher(someBase())
	b := someBase()
	b.Learned = fresh.Learned()
	m := NewMatcher(b)
	if !m.Recalled() || fresh.Recalled() {
		t.Errorf("Recalled() = %v with and %v without what was learned, want true and false", m.Recalled(), fresh.Recalled())
	}
	if !bytes.Equal(m.Learned(), b.Learned) {
		t.Error("what was recalled is not what was learned")
	}
	for _, q := range []string{"how long does tea steep", "where do i keep it", "lattes and espresso", "café", "wehre to kep leafs", "teh 3 tins"} {
		if diff := cmp.Diff(fresh.Explain(q), m.Explain(q)); diff != "" {
			t.Errorf("Explain(%q) differs (-fresh +recalled):\n%s", q, diff)
		}
	}
}

func TestLearnedElsewhereIsNotUsed(t *testing.T) {
	learned := NewMatcher(someBase()).Learned()
	flipped := bytes.Clone(learned)
	flipped[len(flipped)/2] ^= 1
	tests := []struct {
		name   string
		change func(b *Base)
		want   error
	}{
		{"as it was", func(*Base) {}, nil},
		{"of other files", func(b *Base) { b.Version = "ba9876543210" }, errForeign},
		{"by an engine that reads other words", func(b *Base) { b.Entries[0].Asked = b.Entries[0].Asked[1:] }, errForeign},
		{"empty", func(b *Base) { b.Learned = []byte{} }, errForeign},
		{"cut short", func(b *Base) { b.Learned = learned[:len(learned)-9] }, errDamaged},
		{"with a bit flipped", func(b *Base) { b.Learned = flipped }, errDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := someBase()
			b.Learned = learned
			tt.change(b)
			m, _ := read(b)
			if err := m.recall(b.Learned); err != tt.want {
				t.Errorf("recall = %v, want %v", err, tt.want)
			}
			if got := NewMatcher(b).Match("how do I brew tea").Matches[0].ID; got != "brewing" {
				t.Errorf("the best match is %s, want brewing", got)
			}
		})
	}
}

// TestForgedLearnedIsRefused gives a matcher a feature that its base has no name for,
// and what it then writes a sum that is right.
func TestForgedLearnedIsRefused(t *testing.T) {
	terms, groups := int32(len(NewMatcher(someBase()).lex.names)), int32(len(english().names))
	tests := []struct {
		name string
		key  featureKey
		want error
	}{
		{"a pair of the start and the last term", featureKey{kind: kindPair, a: startTerm, b: terms - 1}, nil},
		{"a pair of the first term and the end", featureKey{kind: kindPair, a: 0, b: endTerm}, nil},
		{"the last group of English", featureKey{kind: kindHint, a: groups - 1}, nil},
		{"a term too many", featureKey{kind: kindTerm, a: terms}, errDamaged},
		{"no term", featureKey{kind: kindTerm, a: unknown}, errDamaged},
		{"the start as a term", featureKey{kind: kindTerm, a: startTerm}, errDamaged},
		{"a pair with a term too many", featureKey{kind: kindPair, a: terms, b: 0}, errDamaged},
		{"a pair with another too many", featureKey{kind: kindPair, a: 0, b: terms}, errDamaged},
		{"a pair after the end", featureKey{kind: kindPair, a: endTerm, b: 0}, errDamaged},
		{"a pair before the start", featureKey{kind: kindPair, a: 0, b: startTerm}, errDamaged},
		{"a group of English too many", featureKey{kind: kindHint, a: groups}, errDamaged},
		{"a group of English before the first", featureKey{kind: kindHint, a: -1}, errDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := someBase()
			forged := NewMatcher(b)
			forged.features.put(tt.key)
			forged.model.idf = append(forged.model.idf, 1)
			forged.model.first = append(forged.model.first, int32(len(forged.model.table)))
			m, _ := read(b)
			if err := m.recall(forged.Learned()); err != tt.want {
				t.Errorf("recall = %v, want %v", err, tt.want)
			}
			b.Learned = forged.Learned()
			NewMatcher(b).Explain("how long must green tea steep")
		})
	}
}

// FuzzRecall: what is not as Learned wrote it, though its sum is right, is refused
// or does no harm.
func FuzzRecall(f *testing.F) {
	m := NewMatcher(someBase())
	head, learned := []byte(m.fingerprint()), m.Learned()
	body := learned[len(head) : len(learned)-4]
	f.Add(body)
	f.Add(body[:40])
	f.Add([]byte{})
	for i := 0; i < len(body); i += 97 {
		changed := bytes.Clone(body)
		changed[i] = 0xff
		f.Add(changed)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		b := append(bytes.Clone(head), body...)
		b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
		m, _ := read(someBase())
		if m.recall(b) != nil {
			return
		}
		for _, q := range []string{"how long must green tea steep in water", "espresso", "zzz"} {
			m.Explain(q)
			m.Complete(q, 3)
			for _, match := range m.Match(q).Matches {
				if c := match.Confidence; math.IsNaN(c) || c < 0 || c > 1 {
					t.Errorf("Match(%q): confidence %v", q, c)
				}
			}
		}
	})
}

// TestShippedLearned: what comes with the shipped base is what the engine learns
// from it. If not, "go generate ./knowledge" makes it so.
func TestShippedLearned(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	b, err := Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	m := NewMatcher(b)
	if !m.Recalled() {
		t.Fatal("knowledge/learned.bin is of other files or of another engine: run go generate ./knowledge")
	}
	if fused() {
		t.Skip("this machine's processor rounds a multiplication and addition together, so its last digits differ")
	}
	b.Learned = nil
	if !bytes.Equal(NewMatcher(b).Learned(), m.Learned()) {
		t.Error("the engine learns something else from knowledge/ than learned.bin holds: raise learnedRevision and run go generate ./knowledge")
	}
}

// fused reports whether x*y + z is rounded once.
func fused() bool {
	x, y, z := one(1+0x1p-12), one(1+0x1p-12), one(-1-0x1p-11)
	return x*y+z != 0
}

//go:noinline
func one(x float32) float32 { return x }
