package bot

import (
	"maps"
	"os"
	"slices"
	"testing"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// This file is inside the package because standings are no one reply's matter.

func breadSnapshot(t *testing.T) *Snapshot {
	t.Helper()
	base, err := faq.Load(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return NewSnapshot(base)
}

// TestStandings: a wrong answer is worse than none, and for a question without an entry
// choices do no harm.
func TestStandings(t *testing.T) {
	const answered, choices, nothing = "amount of salt", "bread yeast flour salt", "quarterly tax return"
	s := breadSnapshot(t)
	for name, test := range map[string]struct {
		question string
		want     []faq.ID
		is       Standing
	}{
		"the answer":                    {answered, []faq.ID{"salt"}, right},
		"one of two answers":            {answered, []faq.ID{"yeast", "salt"}, right},
		"another answer":                {answered, []faq.ID{"yeast"}, wrong},
		"an answer where there is none": {answered, []faq.ID{faq.None}, wrong},
		"among choices":                 {choices, []faq.ID{"yeast"}, offered},
		"not among choices":             {choices, []faq.ID{"done"}, missing},
		"choices where there is none":   {choices, []faq.ID{faq.None}, right},
		"nothing":                       {nothing, []faq.ID{"salt"}, missing},
		"nothing where there is none":   {nothing, []faq.ID{faq.None}, right},
	} {
		t.Run(name, func(t *testing.T) {
			if got := standings(s, []faq.Question{{Text: test.question, Want: test.want}})[0]; got != test.is {
				t.Errorf("%q for %v stands at %d, want %d", test.question, test.want, got, test.is)
			}
		})
	}
}

// TestGoldenOf: what becomes of a golden question by how it stood and how it stands. Only
// what is worse and clearly so keeps a reload away.
func TestGoldenOf(t *testing.T) {
	stood := map[Standing]faq.Question{ // in the little base
		right:   {Text: "amount of salt", Want: []faq.ID{"salt"}},
		offered: {Text: "bread yeast flour salt", Want: []faq.ID{"yeast"}},
		missing: {Text: "quarterly tax return", Want: []faq.ID{"salt"}},
		wrong:   {Text: "amount of yeast", Want: []faq.ID{"salt"}},
	}
	const broken, lost, gained, untrue, same = "broken", "lost", "gained", "untrue", "the same"
	s := breadSnapshot(t)
	for _, test := range []struct {
		was, is Standing
		becomes string // of one that the base had
		new     string // of a new one
	}{
		{right, right, same, same},
		{right, offered, lost, lost},
		{right, missing, broken, broken},
		{right, wrong, broken, broken},
		{offered, right, gained, gained},
		{offered, offered, same, untrue},
		{offered, missing, broken, broken},
		{offered, wrong, broken, broken},
		{missing, right, gained, gained},
		{missing, offered, same, untrue},
		{missing, missing, same, untrue},
		{missing, wrong, broken, broken},
		{wrong, right, gained, gained},
		{wrong, offered, same, untrue},
		{wrong, missing, same, untrue},
		{wrong, wrong, same, untrue},
	} {
		q := stood[test.was]
		after := &faq.Base{Golden: []faq.Question{q}}
		rewritten := faq.Question{Text: q.Text, Want: []faq.ID{"water"}}
		gone := faq.Question{Text: "which flour", Want: []faq.ID{"flour"}}
		for had, want := range map[*faq.Question]string{&q: test.becomes, &rewritten: test.new, &gone: test.new} {
			base := *s.base
			base.Golden = []faq.Question{*had}
			g := goldenOf(&Snapshot{&base, s.matcher}, after, []Standing{test.is})
			got := map[string]bool{broken: len(g.broken) > 0, lost: len(g.lost) > 0, gained: len(g.gained) > 0, untrue: len(g.untrue) > 0}
			maps.DeleteFunc(got, func(_ string, yes bool) bool { return !yes })
			if len(got) == 0 {
				got[same] = true
			}
			if diff := cmp.Diff(map[string]bool{want: true}, got); diff != "" {
				t.Errorf("from %d to %d, with %q before (-want +got):\n%s", test.was, test.is, had.Text, diff)
			}
			if dropped := slices.Equal(g.dropped, []string{gone.Text}); dropped != (had == &gone) {
				t.Errorf("with %q before, gone are %q", had.Text, g.dropped)
			}
		}
	}
}
