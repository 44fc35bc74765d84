package bottest

import (
	"fmt"
	"strings"
	"testing"

	"candor/bot"
)

func setNotes(t *testing.T, s bot.Store, notes map[string]string) {
	t.Helper()
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Action: "set"}, bot.Write{Notes: notes}))
}

func testNotes(t *testing.T, s bot.Store) {
	setNotes(t, s, map[string]string{"off/a": "1", "off/b": "2", "trust": "3"})
	setNotes(t, s, map[string]string{"off/a": "changed", "off/b": "", "never/was": ""})
	setNotes(t, s, nil)
	got, err := s.Notes(t.Context(), "")
	same(t, "Notes", got, map[string]string{"off/a": "changed", "trust": "3"}, err)
	got, err = s.Notes(t.Context(), "off/")
	same(t, "Notes", got, map[string]string{"off/a": "changed"}, err)
	got, err = s.Notes(t.Context(), "trust")
	same(t, "Notes", got, map[string]string{"trust": "3"}, err)
	got, err = s.Notes(t.Context(), "trust/")
	same(t, "Notes", got, nil, err)
}

// testLiteralPrefix: no character of a prefix stands for others.
func testLiteralPrefix(t *testing.T, s bot.Store) {
	names := []string{"a%b", "a_b", `a\b`, "a*b", "a?b", "a[b", "axb", "A%b", "a", "a\xff", "a\xff\xff", "a\U0010ffff", "b", "\xff", "é"}
	all := map[string]string{}
	for i, name := range names {
		all[name] = fmt.Sprint(i)
	}
	setNotes(t, s, all)
	for _, prefix := range append([]string{"", "a%", "a_", `a\`, `a\%`, "a*", "a?", "a[", "ax", "A", "%", "_", "'", "a'", "\xc3", "zz"}, names...) {
		want := map[string]string{}
		for name, value := range all {
			if strings.HasPrefix(name, prefix) {
				want[name] = value
			}
		}
		got, err := s.Notes(t.Context(), prefix)
		same(t, fmt.Sprintf("Notes(%q)", prefix), got, want, err)
	}
}
