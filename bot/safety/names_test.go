package safety

import (
	"slices"
	"strings"
	"testing"

	"candor/faq/text"
)

// TestEveryTerritoryHasAName: what a card can be for can be named, by the name that cards
// show above all, and a name is of one territory.
func TestEveryTerritoryHasAName(t *testing.T) {
	named := map[string]bool{}
	lines := strings.Count(strings.TrimSpace(territoryNames), ",") + strings.Count(territoryNames, ": ")
	if len(codeByName()) != lines {
		t.Errorf("%d names for %d in the list: one is there twice", len(codeByName()), lines)
	}
	for name, code := range codeByName() {
		named[code] = true
		if KnownTerritory(code) != code {
			t.Errorf("%q is %s, which no card can be for", name, code)
		}
		if n := len(strings.Fields(name)); n > longestName {
			t.Errorf("%q has %d words, at most %d are read", name, n, longestName)
		}
	}
	for _, code := range append(strings.Fields(inEU+ofUS), "US") {
		if !named[code] {
			t.Errorf("%s has no name", code)
		}
	}
	for _, place := range Territories() {
		if got, rest := NamedTerritory(strings.Fields(text.Normalize(place.Name))); got != place.Code || len(rest) > 0 {
			t.Errorf("%q is %q and %q, want %s", place.Name, got, rest, place.Code)
		}
	}
}

func TestNamedTerritory(t *testing.T) {
	for said, want := range map[string]struct{ code, rest string }{
		"Deutschland":             {"DE", ""},
		"suicide new zealand":     {"NZ", "suicide"},
		"in Northern Ireland now": {"GB", "in now"},
		"New South Wales":         {"AU", ""},
		"ÉIRE":                    {"IE", ""},
		"भारत":                    {"IN", ""},
		"us virgin islands":       {"VI", ""},
		"germany or france":       {"DE", "or france"},
		"south america":           {"", "south america"},
		"zealand":                 {"", "zealand"},
		"":                        {"", ""},
	} {
		words := strings.Fields(text.Normalize(said))
		before := slices.Clone(words)
		if code, rest := NamedTerritory(words); code != want.code || strings.Join(rest, " ") != want.rest || !slices.Equal(before, words) {
			t.Errorf("NamedTerritory(%q) = %q, %q, want %q, %q", said, code, rest, want.code, want.rest)
		}
	}
}

func TestIsCountry(t *testing.T) {
	if n := len(strings.Fields(iso3166)); n != 249 {
		t.Errorf("%d codes, want 249", n)
	}
	for _, code := range everywhere() {
		if IsCountry(code) != (code != "" && code != "EU") {
			t.Errorf("IsCountry(%q) = %v", code, IsCountry(code))
		}
	}
	for code, want := range map[string]bool{"CH": true, "ch": true, "ZA": true, "ZZ": false, "XX": false, "UK": false, "": false, " ": false, "H ": false, "germany": false, "CH CI": false} {
		if IsCountry(code) != want {
			t.Errorf("IsCountry(%q) = %v, want %v", code, !want, want)
		}
	}
}
