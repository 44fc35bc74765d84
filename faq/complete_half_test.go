package faq_test

import (
	"testing"
	"time"

	"candor/faq"
)

func TestCompleteWeighsTheHalfWord(t *testing.T) {
	b, m := shippedBase()
	tests := []struct {
		name, prefix string
		first        faq.ID // "" for any
		not          faq.ID // that must not be first
	}{
		{"half a word of one title", "does it inv", "does-it-involve-sex", ""},
		{"a whole word that begins rare ones", "who can", "", "erectile-dysfunction"},
		{"half a word with two letters swapped", "therpa", "", "cost-and-insurance"},
		{"half a word with a letter too many", "insurran", "cost-and-insurance", ""},
		{"half a word with a letter lost", "orgsm diff", "orgasm-difficulty", ""},
		{"half a word with a wrong letter", "mindfilne", "cbt-mindfulness", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := m.Complete(tt.prefix, 5)
			checkCompletions(t, b, got, 5)
			if len(got) == 0 || tt.first != "" && got[0].ID != tt.first || got[0].ID == tt.not {
				t.Errorf("Complete(%q, 5) = %v, want %q first, not %q", tt.prefix, got, tt.first, tt.not)
			}
		})
	}
}

// TestCompletePrefersFrequentWords types what begins a word of many phrasings and
// one of a single phrasing, which comes first in the alphabet.
func TestCompletePrefersFrequentWords(t *testing.T) {
	b := kitchen()
	b.Entries[0].Asked = append(b.Entries[0].Asked, "crumb too dense", "crumb is wet", "the crumb tears", "crumb and crust")
	b.Entries[1].Asked = append(b.Entries[1].Asked, "crudités")
	got := faq.NewMatcher(b).Complete("cru", 2)
	if len(got) != 2 || got[0].ID != b.Entries[0].ID || got[1].ID != b.Entries[1].ID {
		t.Errorf("Complete = %v, want %s, then %s", got, b.Entries[0].ID, b.Entries[1].ID)
	}
}

// TestCompleteOfSlipIsCheap types the longest word that is read with a slip.
func TestCompleteOfSlipIsCheap(t *testing.T) {
	_, m := shippedBase()
	took := time.Hour
	for range 5 {
		began := time.Now()
		m.Complete("do I need psychothherapeuticax"[:30], 5)
		took = min(took, time.Since(began))
	}
	if took > 20*time.Millisecond { // it takes 0.3 ms, more under the race detector
		t.Errorf("Complete takes %v", took)
	}
}
