package safety

import (
	"strings"
	"testing"

	"candor/faq/text"
)

// foreignAges are the sentences of testdata/foreign-ages.txt, by language: whether who wrote
// one says that they are under 18.
func foreignAges(t testing.TB) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	for _, line := range dataLines(t, "foreign-ages.txt") {
		head, said, ok := strings.Cut(line, ": ")
		code, sign, known := strings.Cut(head, " ")
		if !ok || !known || sign != "+" && sign != "-" {
			t.Fatalf("cannot read %q", line)
		}
		if out[code] == nil {
			out[code] = map[string]bool{}
		}
		out[code][said] = sign == "+"
	}
	return out
}

// TestForeignAges: in each language who says in plain words that they are under 18 is
// known (C29), and nobody else is taken for them.
func TestForeignAges(t *testing.T) {
	all := foreignAges(t)
	for _, code := range languageCodes() {
		t.Run(code, func(t *testing.T) {
			young, others := 0, 0
			for said, want := range all[code] {
				if want {
					young++
				} else {
					others++
				}
				for _, s := range []string{said, strings.ToUpper(said), "Hello! " + said, said + "\nThanks"} {
					if got := Detect(s).Underage; got != want {
						t.Errorf("Detect(%q).Underage = %v", s, got)
					}
					if got := Underage(s); got != want {
						t.Errorf("Underage(%q) = %v", s, got)
					}
				}
			}
			if young < 8 || others < 6 {
				t.Errorf("%d sentences of the young and %d others, want 8 and 6", young, others)
			}
		})
	}
}

// eachAge calls f with each way to say an age that languages.txt knows, with each spelling of
// a number.
func eachAge(f func(code, said string)) {
	seen := map[*ageWords]bool{}
	for _, p := range languages().all() {
		if p.ages == nil || seen[p.ages] {
			continue
		}
		seen[p.ages] = true
		for _, s := range p.ages.sentences {
			s = strings.Trim(s, "^$")
			for _, number := range append([]string{"13", "17"}, p.ages.numbers[likely-youngest:]...) {
				number, _, _ = strings.Cut(number, "/")
				f(p.language, firstSpelling(strings.NewReplacer("#", number, "@", number, "*", "x").Replace(s)))
			}
		}
	}
}

// firstSpelling is a sentence with the first of words that slashes part.
func firstSpelling(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i], _, _ = strings.Cut(w, "/")
	}
	return strings.Join(words, " ")
}

// TestAgeSentences: every way to say an age is found, so each has a word at which it is
// looked for.
func TestAgeSentences(t *testing.T) {
	said := map[string]int{}
	eachAge(func(code, s string) {
		said[code]++
		if _, young, _ := foreignAlarm([]cutting{{normal: text.Normalize("x. " + s)}}); !young {
			t.Errorf("%s: %q is not known", code, s)
		}
	})
	for _, code := range languageCodes() {
		if said[code] == 0 {
			t.Errorf("%s: no way to say an age", code)
		}
	}
}

// TestSigns: each way to say an age has a word by which it is found, though no other way is.
func TestSigns(t *testing.T) {
	seen := map[*ageWords]bool{}
	for _, p := range languages().all() {
		if p.ages == nil || seen[p.ages] {
			continue
		}
		seen[p.ages] = true
		for _, s := range p.ages.sentences {
			if len(p.ages.signs(s)) == 0 {
				t.Errorf("%s: %q has only words that English has, too", p.language, s)
			}
		}
	}
}

// TestNumbersOfAges: each language has the numbers from 6 to 17.
func TestNumbersOfAges(t *testing.T) {
	for _, p := range languages().all() {
		if p.ages != nil && len(p.ages.numbers) != adultFrom-youngest {
			t.Errorf("%s has %d numbers, want %d", p.language, len(p.ages.numbers), adultFrom-youngest)
		}
	}
}

// TestForeignAgesInEnglish: no English text is taken for somebody who says an age in another
// language, and hardly any is looked at for one.
func TestForeignAgesInEnglish(t *testing.T) {
	all, looked := 0, 0
	check := func(s string) {
		normal := text.Normalize(s)
		_, told, _ := detectForeign(normal)
		if _, young, _ := foreignAlarm([]cutting{{normal: normal}}); young {
			t.Errorf("%q is taken for an age", s)
		}
		all++
		if len(told) > 0 {
			looked++
		}
	}
	for _, q := range readQuestions(t) {
		check(q.text)
	}
	for _, e := range readExamples(t) {
		if e.class != Minor && !e.foreign() { // some of a child's are in both languages: "ich bin 14, sorry english"
			check(e.text)
		}
	}
	t.Logf("%d of %d are looked at", looked, all)
	if all < 1000 || looked*500 > all {
		t.Errorf("%d of %d are looked at, want less than one in 500", looked, all)
	}
}

// TestForeignYoungInDanger: a child in danger gets a card with those who help children, in
// their language, no longer than any.
func TestForeignYoungInDanger(t *testing.T) {
	for message, want := range map[string]Finding{
		"tengo 15 años y quiero morir":                        {Tier: TierA, Class: Suicide, Language: "es", Underage: true},
		"J'ai 14 ans. Mon beau-père me frappe tous les soirs": {Tier: TierA, Class: Minor, Language: "fr", Underage: true},
		"Мне 13 лет, меня изнасиловали":                       {Tier: TierA, Class: Minor, Language: "ru", Underage: true},
		"I'm 15. Mi tío me toca":                              {Tier: TierA, Class: Minor, Language: "es", Underage: true},
		"me pega mi padre. " + strings.Repeat("No sé qué hacer con todo esto. ", 200) + "Tengo 12 años.": {Tier: TierA, Class: Minor, Language: "es", Underage: true},
		"tengo 35 años y quiero morir": {Tier: TierA, Class: Suicide, Language: "es"},
	} {
		if got := Detect(message); got != want {
			t.Errorf("Detect(%q) = %v, want %v", message, got, want)
		}
	}
	for _, line := range dataLines(t, "foreign-young.txt") {
		head, said, _ := strings.Cut(line, ": ")
		code, name, _ := strings.Cut(head, " ")
		class, known := ParseClass(name)
		if !known {
			t.Fatalf("cannot read %q", line)
		}
		want := Finding{Tier: TierA, Class: class, Language: code, Underage: class != AbuseNow}
		for _, s := range []string{said, strings.ToUpper(said), "Hello! " + said} {
			if got := Detect(s); got != want {
				t.Errorf("Detect(%q) = %v, want %v", s, got, want)
			}
		}
	}
	for _, code := range languageCodes() {
		for _, class := range []Class{Suicide, SelfHarm, AbuseNow, Assault, Danger, Minor} {
			for _, territory := range everywhere() {
				checkCardIn(t, code, today.ForYoung(today.CardFor(class, territory), Finding{Class: class}, territory))
			}
		}
	}
}
