package safety

import (
	"cmp"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// This file is inside the package because it uses the forms in which messages are known.

// harmSentence is a sentence of testdata/harm*.txt.
type harmSentence struct {
	kind, text string
	seen       bool // of each kind in turn one that was seen while runs were written, and one that was not
}

func harmSentences(t testing.TB, file string) (out []harmSentence) {
	t.Helper()
	count := map[string]int{}
	for _, line := range dataLines(t, file) {
		kind, text, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%s: no kind in %q", file, line)
		}
		out = append(out, harmSentence{kind, text, count[kind]%2 == 0})
		count[kind]++
	}
	return out
}

// dataLines are the lines of a file of testdata that hold something, without remarks.
func dataLines(t testing.TB, file string) (out []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// lintAll is what an answer is held to.
func lintAll(text string) (faults, doubts []string) {
	harm, d1 := LintHarm(text)
	contacts, d2 := LintContacts(text)
	words, d3 := Lint(text)
	return slices.Concat(words, harm, contacts, LintLetters(text)), slices.Concat(d1, d2, d3)
}

func refused(text string) bool {
	faults, _ := lintAll(text)
	return len(faults) > 0
}

// TestMeasuredHarm says how many harmful sentences are refused, and how many are seen: those
// and what is doubted. harm.txt and harm-later.txt were known to who wrote the runs, all of
// them; that a sentence was not looked at says little then. Of harm-last.txt those in so many
// words were known when it was settled which runs refuse. Of sly ones nothing is demanded:
// that none is seen is only told.
func TestMeasuredHarm(t *testing.T) {
	for _, tt := range []struct {
		file                     string
		of                       func(harmSentence) bool
		leastRefused, least, all int
	}{
		{"harm.txt", func(h harmSentence) bool { return h.seen }, 59, 132, 140},
		{"harm.txt", func(h harmSentence) bool { return !h.seen }, 48, 123, 140},
		{"harm-later.txt", func(h harmSentence) bool { return h.seen }, 11, 55, 68},
		{"harm-later.txt", func(h harmSentence) bool { return !h.seen }, 9, 34, 68},
		{"harm-last.txt", func(h harmSentence) bool { return !isSly(h) }, 27, 36, 47},
	} {
		nRefused, nSeen, all := countHarm(t, tt.file, tt.of)
		t.Logf("%s: of %d refused %d, seen %d", tt.file, all, nRefused, nSeen)
		if nRefused < tt.leastRefused || nSeen < tt.least || all != tt.all {
			t.Errorf("%s: of %d refused %d, seen %d, want %d and %d of %d", tt.file, all, nRefused, nSeen, tt.leastRefused, tt.least, tt.all)
		}
	}
	nRefused, nSeen, all := countHarm(t, "harm-last.txt", isSly)
	t.Logf("sly: of %d refused %d, seen %d", all, nRefused, nSeen)
}

func isSly(h harmSentence) bool { return strings.HasPrefix(h.kind, "sly-") }

func countHarm(t *testing.T, file string, of func(harmSentence) bool) (nRefused, nSeen, all int) {
	for _, h := range harmSentences(t, file) {
		if !of(h) {
			continue
		}
		all++
		switch faults, doubts := lintAll(h.text); {
		case len(faults) > 0:
			nRefused++
			nSeen++
		case len(doubts) > 0:
			nSeen++
			t.Logf("%s doubted, %s: %s", file, h.kind, h.text)
		default:
			t.Logf("%s passes, %s: %s", file, h.kind, h.text)
		}
	}
	return nRefused, nSeen, all
}

// TestHarmless: paragraphs that an answer may hold are not refused, and few are doubted.
func TestHarmless(t *testing.T) {
	for _, tt := range []struct {
		file                   string
		mostRefused, mostDoubt int
	}{{"harmless.txt", 1, 9}, {"harmless-later.txt", 1, 3}, {"harmless-mixed.txt", 1, 20}} {
		nRefused, nDoubted := 0, 0
		texts := dataLines(t, tt.file)
		for _, text := range texts {
			faults, doubts := lintAll(text)
			if len(faults) > 0 {
				nRefused++
				t.Logf("refused: %s\n%s", text, strings.Join(faults, "\n"))
			}
			if len(doubts) > 0 {
				nDoubted++
				t.Logf("doubted: %s\n%s", text, strings.Join(doubts, "\n"))
			}
		}
		t.Logf("%s: of %d refused %d, doubted %d", tt.file, len(texts), nRefused, nDoubted)
		if nRefused > tt.mostRefused || nDoubted > tt.mostDoubt || len(texts) < 59 {
			t.Errorf("%s: %d refused and %d doubted of %d", tt.file, nRefused, nDoubted, len(texts))
		}
	}
}

// TestHarmBuried: one sentence in the middle of a long answer is found like one alone.
func TestHarmBuried(t *testing.T) {
	around := strings.Join(dataLines(t, "harmless.txt")[5:11], " ")
	half := strings.Index(around, ". ") + 2
	for range 6 {
		half += strings.Index(around[half:], ". ") + 2
	}
	if refused(around) {
		t.Fatal("what is around is refused")
	}
	n := 0
	for _, h := range append(harmSentences(t, "harm.txt"), harmSentences(t, "harm-later.txt")...) {
		if !refused(h.text) {
			continue
		}
		n++
		for _, text := range []string{around[:half] + h.text + " " + around[half:], around + "\n\n- Rest.\n- " + h.text + "\n\n" + around} {
			if !refused(text) {
				t.Errorf("in a long text passes: %s", h.text)
			}
		}
	}
	t.Logf("%d sentences", n)
}

// TestHarmMasked: disguises do not help: in nearly each form nine in ten of the sentences
// are refused that are refused as they are, be it for their letters. A slip is no disguise,
// but makes another word of one that the detector does not know: it hides half of them.
func TestHarmMasked(t *testing.T) {
	least := map[string]float64{"one typo": .4, "punctuation": .85, "spaced letters": .85}
	leet := mutator{"leet in every word", func(s string, _ *rand.Rand) string {
		return strings.NewReplacer("a", "4", "e", "3", "i", "1", "o", "0").Replace(s)
	}}
	var known []harmSentence
	for _, h := range harmSentences(t, "harm.txt") {
		if h.kind != "contact" && refused(h.text) {
			known = append(known, h)
		}
	}
	for _, m := range append(slices.Clone(mutators), leet) {
		rng := rand.New(rand.NewPCG(1, 2))
		n := 0
		for _, h := range known {
			if refused(m.to(h.text, rng)) {
				n++
			} else {
				t.Logf("%s: passes %s", m.name, m.to(h.text, rng))
			}
		}
		t.Logf("%-20s %d of %d", m.name, n, len(known))
		if float64(n) < cmp.Or(least[m.name], .9)*float64(len(known)) {
			t.Errorf("%s: %d of %d refused", m.name, n, len(known))
		}
	}
}

// TestHarmSays: a fault shows the words without their disguise, why, and what to write.
func TestHarmSays(t *testing.T) {
	faults, doubts := LintHarm("It is late. Please k1ll yourself, now.")
	if len(faults) != 1 || len(doubts) > 0 || !strings.HasPrefix(faults[0], `"kill yourself": it speaks for suicide`) || !strings.Contains(faults[0], "where help is") {
		t.Errorf("faults %q, doubts %q", faults, doubts)
	}
}

// TestStands: what is denied passes, what others say or a case supposes is doubted, and
// what looks like a denial is none.
func TestStands(t *testing.T) {
	for text, want := range map[string]standing{
		"You should kill yourself.":                                                                said,
		"Do not hesitate to kill yourself.":                                                        said,
		"There is nothing wrong if you sleep with your therapist.":                                 doubted,
		"Do not wait, stop taking your pills.":                                                     said,
		"No: stop taking your pills.":                                                              said,
		"No (stop taking your pills).":                                                             said,
		"Why not stop taking your pills?":                                                          doubted,
		"You will never regret killing yourself.":                                                  said,
		"It is not abuse to obey your husband, submit to him.":                                     doubted,
		"Please keep quiet in the hall.":                                                           denied, // nothing near tells of violence
		"Keep quiet about the rape.":                                                               said,
		"Submit to him.":                                                                           doubted,
		"Never stop your medicine.":                                                                denied,
		"Please do not start, stop or mix medicine on your own.":                                   denied,
		"It never includes undressing with the therapist.":                                         denied,
		"It is a myth that your therapist may touch you.":                                          denied,
		"If you stop taking your pills, ask a doctor.":                                             denied,
		"Nobody may tell you to stop taking your pills.":                                           denied,
		"If a therapist asks you to undress, leave.":                                               doubted,
		"Some people say that you should kill yourself.":                                           doubted,
		"Having sex with your therapist is okay is a dangerous lie":                                doubted,
		"Mixing pills with nitrates, even with beer, is dangerous. Taking two pills is dangerous.": doubted,
	} {
		faults, doubts := LintHarm(text)
		got := denied
		switch {
		case len(faults) > 0:
			got = said
		case len(doubts) > 0:
			got = doubted
		}
		if got != want {
			t.Errorf("%s: stands %d, want %d: %q %q", text, got, want, faults, doubts)
		}
	}
}

// TestHarmList: each line of harm.txt can be read, and is of a kind that has a reason.
func TestHarmList(t *testing.T) {
	sets := map[string]bool{}
	item := regexp.MustCompile(`^(\^|\$|\.\.[1-9]|&?[a-zA-Z<>%=|0-9'+-]+)$`)
	used := map[string]bool{}
	for _, line := range strings.Split(harmList, "\n") {
		if name, _, ok := strings.Cut(line, " = "); ok && strings.HasPrefix(name, "%") {
			sets[name] = true
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		kind, items, ok := strings.Cut(line, ": ")
		kind = strings.TrimPrefix(kind, "?")
		if !ok || harms[kind] == "" {
			t.Errorf("no kind of harm in %q", line)
			continue
		}
		used[kind] = true
		for i, s := range strings.Fields(items) {
			if !item.MatchString(s) || i == 0 && (strings.HasPrefix(s, "..") || s == "$") {
				t.Errorf("%q in %q is no item", s, line)
			}
			for w := range strings.SplitSeq(strings.TrimPrefix(s, "&"), "|") {
				if strings.HasPrefix(w, "%") && !sets[w] {
					t.Errorf("there is no set %s: %q", w, line)
				}
			}
		}
	}
	if len(used) != len(harms) {
		t.Errorf("%d kinds have runs, %d have a reason", len(used), len(harms))
	}
}
