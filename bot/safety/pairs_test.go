package safety

import (
	"slices"
	"strings"
	"testing"
)

// TestPairs: what the data pairs is a pair: two helplines that are for a class together,
// in the same territories, for other people each (C22).
func TestPairs(t *testing.T) {
	n := 0
	for _, h := range helplines().Helplines {
		if h.PairOf == "" {
			continue
		}
		n++
		i := slices.IndexFunc(helplines().Helplines, func(other Helpline) bool { return other.ID == h.PairOf })
		if i < 0 {
			t.Errorf("%s is the pair of %s, which there is not", h.ID, h.PairOf)
			continue
		}
		other := helplines().Helplines[i]
		if other.ID == h.ID || other.PairOf != "" || !slices.Equal(h.Territory, other.Territory) || h.Who == other.Who {
			t.Errorf("%s and %s are no pair: %+v, %+v", h.ID, other.ID, h, other)
		}
		if len(h.shared(other)) == 0 {
			t.Errorf("%s and %s are never on the same card", h.ID, other.ID)
		}
	}
	if n < 2 {
		t.Errorf("%d pairs, want those of the United Kingdom", n)
	}
}

// shared are the classes for which both are.
func (h Helpline) shared(other Helpline) []string {
	return slices.DeleteFunc(slices.Clone(h.For), func(class string) bool { return !slices.Contains(other.For, class) })
}

// TestBothOrNeither: on no card, with whatever else is too old, and in no line beside an
// answer, stands one half of a pair.
func TestBothOrNeither(t *testing.T) {
	both := 0
	for i := range helplines().Helplines {
		rest := Directory{helplines: slices.Delete(slices.Clone(helplines().Helplines), i, i+1)}
		for _, d := range []Directory{today, rest} {
			for class := range Class(Classes) {
				for _, territory := range []string{"", "GB"} {
					whole := d.CardFor(class, territory)
					both += checkPairs(t, class, whole.Services)
					checkPairs(t, class, d.ShortCard(Finding{Class: class}, territory, 0).Services)
					checkYoungHalf(t, class, d.ForYoung(whole, Finding{Class: class}, territory).Services)
				}
			}
			checkPairs(t, Distress, []string{d.Support("GB")})
			checkPairs(t, Minor, []string{d.Youth("GB")})
		}
	}
	if both == 0 {
		t.Error("no card shows a pair")
	}
}

// checkYoungHalf: who says that they are under 18 sees no half of a pair that is for adults
// without the other.
func checkYoungHalf(t *testing.T, class Class, services []string) {
	t.Helper()
	shown := strings.Join(services, "\n")
	for _, h := range helplines().Helplines {
		i := slices.IndexFunc(helplines().Helplines, func(other Helpline) bool { return h.PairOf == other.ID })
		if i >= 0 && strings.Contains(shown, h.Contact) && !strings.Contains(shown, helplines().Helplines[i].Contact) {
			t.Errorf("%s: shows a child %s alone:\n%s", class, h.ID, shown)
		}
	}
}

// checkPairs returns how many pairs stand among services for a class.
func checkPairs(t *testing.T, class Class, services []string) (both int) {
	t.Helper()
	shown := strings.Join(services, "\n")
	for _, h := range helplines().Helplines {
		for _, other := range helplines().Helplines {
			if h.PairOf != other.ID || !slices.Contains(h.shared(other), class.String()) {
				continue
			}
			switch first, second := strings.Contains(shown, h.Contact), strings.Contains(shown, other.Contact); {
			case first && second:
				both++
			case first || second:
				t.Errorf("%s: shows half of the pair of %s and %s:\n%s", class, h.ID, other.ID, shown)
			}
		}
	}
	return both
}

// TestFew: a pair has room together or not at all.
func TestFew(t *testing.T) {
	a, b, c, d := Helpline{ID: "a"}, Helpline{ID: "b"}, Helpline{ID: "c", PairOf: "d"}, Helpline{ID: "d"}
	for want, found := range map[string][]Helpline{
		"":    {},
		"a":   {a},
		"acd": {a, c, d, b},
		"cda": {c, a, d, b},
		"dca": {d, a, b, c},
		"abe": {a, b, c, d, {ID: "e"}, {ID: "f"}},
	} {
		got := ""
		for _, h := range few(found) {
			got += h.ID
		}
		if got != want {
			t.Errorf("few(%v) = %q, want %q", found, got, want)
		}
	}
}
