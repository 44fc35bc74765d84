package safety

import (
	"strings"
	"testing"
	"time"

	"candor/faq/text"
)

// foreignSentence is a sentence of testdata/foreign.txt or foreign-later.txt.
type foreignSentence struct {
	language, text string
	class          Class // None for one that may get no card
	seen           bool  // when it did not fit
}

func foreignSentences(t testing.TB, file string) (out []foreignSentence) {
	t.Helper()
	count := map[string]int{}
	for _, line := range dataLines(t, file) {
		head, words, _ := strings.Cut(line, ": ")
		language, kind, ok := strings.Cut(head, " ")
		class, known := patternKeys[kind]
		if !ok || !known && kind != "-" {
			t.Fatalf("cannot read %q", line)
		}
		out = append(out, foreignSentence{language, words, class, count[head]%2 == 0})
		count[head]++
	}
	return out
}

// TestForeign: in each language nine in ten of plain sentences are found (C34), be there
// words in between, as well as they are of those that nobody looked at; and no ordinary one.
func TestForeign(t *testing.T) {
	found, all := map[string]int{}, map[string]int{}
	for _, s := range foreignSentences(t, "foreign.txt") {
		got := Detect(s.text)
		if s.class == None {
			all[s.language+" -"]++
			switch {
			case got.Language != "":
				t.Errorf("%s: %s is taken for %v of %s", s.language, s.text, got.Class, got.Language)
			case got.Tier == TierA: // the classifiers know English only
				t.Logf("%s: %s is taken for English, %v", s.language, s.text, got.Class)
			}
			continue
		}
		for _, key := range []string{s.language, map[bool]string{true: "seen", false: "unseen"}[s.seen]} {
			all[key]++
			if got.Tier == TierA && got.Language == s.language {
				found[key]++
			}
		}
		if got.Class != s.class || got.Language != s.language {
			t.Logf("%s: %s is %v, want %v", s.language, s.text, got, s.class)
		}
	}
	for _, key := range append(languageCodes(), "seen", "unseen") {
		t.Logf("%s: %d of %d", key, found[key], all[key])
		if all[key] < 8 || float64(found[key]) < .87*float64(all[key]) || len(key) < 8 && len(key) != 6 && key != "seen" && all[key+" -"] < 10 {
			t.Errorf("%s: found %d of %d, beside %d ordinary ones", key, found[key], all[key], all[key+" -"])
		}
	}
}

// TestForeignLater: sentences that were written when the rules stood are found as others are.
func TestForeignLater(t *testing.T) {
	for _, s := range foreignSentences(t, "foreign-later.txt") {
		switch got := Detect(s.text); {
		case s.class == None && got.Language != "":
			t.Errorf("%s: %s is taken for %v of %s", s.language, s.text, got.Class, got.Language)
		case s.class != None && (got.Class != s.class || got.Language != s.language):
			t.Errorf("%s: %s is %v, want %v", s.language, s.text, got, s.class)
		}
	}
}

// TestForeignDenied: a word that denies counts where it belongs to what is said, in its clause.
func TestForeignDenied(t *testing.T) {
	for s, want := range map[string]bool{
		"no quiero morir":                                     false,
		"no puedo mas, quiero morir":                          true,
		"no voy a suicidarme":                                 false,
		"er hat mich nicht geschlagen":                        false,
		"ich kann nicht mehr, er hat mich gestern geschlagen": true,
		"er schlägt mich, nicht die kinder":                   true,
		"er schlägt mich nicht nur, er würgt mich":            true,
		"je ne veux plus vivre":                               true,
		"er schlägt mich nicht":                               false,
		"mich hat er. gestern alle geschlagen":                false,
		"меня вчера очень сильно избил":                       true,
		"меня вчера на той улице очень сильно избил": false, // too far apart
	} {
		if _, _, got := detectForeign(text.Normalize(s)); got != want {
			t.Errorf("detectForeign(%q) = %v, want %v", s, got, want)
		}
	}
}

// TestForeignInTime: many words that begin patterns take no longer than others do.
func TestForeignInTime(t *testing.T) {
	for _, s := range []string{"me ", "mich ", "quiero a ", "меня ", "mujhe ", "他", "被", "무 가 ", "je me ", "tengo 15 años de ", "me violaron hace 20 años ", "me violaron hace 20 años. " + strings.Repeat("no sé qué hacer ", 20), "tengo ho mam ik ben мне ans saya ", strings.Repeat("a", 1000) + " "} {
		began := time.Now()
		Detect(strings.Repeat(s, 100_000/len(s)))
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("100 kB of %.10q take %v", s, took)
		}
	}
}
