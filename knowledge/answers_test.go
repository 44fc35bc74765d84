package knowledge_test

import (
	"regexp"
	"strings"
	"testing"

	"candor/faq"
)

func TestAnswersHaveTheRightLength(t *testing.T) {
	for _, e := range load(t).Entries {
		n := len(strings.Fields(e.Doc.Text()))
		if n < 40 || n > 120 {
			t.Errorf("the answer of %s has %d words, want 40 to 120", e.ID, n)
		}
	}
}

// TestAnswersAreEasyToRead holds the answers to what most people read without
// effort: the ninth school year by Flesch and Kincaid.
func TestAnswersAreEasyToRead(t *testing.T) {
	const hardest = 9
	for _, e := range load(t).Entries {
		if g := grade(e.Doc); g > hardest {
			t.Errorf("the answer of %s takes school year %.1f to read, want at most %d", e.ID, g, hardest)
		}
	}
}

var (
	word        = regexp.MustCompile(`[\pL\pN]+(?:['’][\pL]+)*`)
	sentenceEnd = regexp.MustCompile(`[.!?]+["”)]*(?:\s|$)`)
	title       = regexp.MustCompile(`\bDr\.`)
	possessive  = regexp.MustCompile(`['’]s?$`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	silent      = regexp.MustCompile(`(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscxzgh]es)$`)
)

// grade is the Flesch–Kincaid grade, each bullet counted as a sentence.
func grade(d faq.Doc) float64 {
	sentences, words, sounds := 0, 0, 0
	for _, block := range d {
		s := title.ReplaceAllString(faq.Doc{{Spans: block.Spans}}.Text(), "Dr")
		sentences += max(1, len(sentenceEnd.FindAllString(s, -1)))
		for _, w := range word.FindAllString(s, -1) {
			words++
			sounds += syllables(w)
		}
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(sounds)/float64(words) - 15.59
}

// syllables guesses: groups of vowels, less a silent ending.
func syllables(w string) int {
	w = possessive.ReplaceAllString(strings.ToLower(w), "")
	n := len(vowels.FindAllString(w, -1))
	if silent.MatchString(w) {
		n--
	}
	return max(1, n)
}

func TestSyllables(t *testing.T) {
	for w, want := range map[string]int{
		"sex": 1, "help": 1, "take": 1, "take’s": 1, "therapy": 3, "therapist": 3, "people": 2, "needed": 2, "helped": 1,
		"times": 1, "pieces": 2, "muscle": 2, "question": 2, "the": 1, "6": 1, "medicine": 3,
	} {
		if got := syllables(w); got != want {
			t.Errorf("syllables(%q) = %d, want %d", w, got, want)
		}
	}
}

// forbidden are words that no text of the base may show.
var forbidden = []struct{ why, pattern string }{
	{"hedges what is never so", `typically (?:does |do )?not|usually (?:does |do )?not|generally (?:does |do )?not`},
	{"blames the dead", `commit(?:s|ted|ting)? suicide|(?:successful|failed) suicide|suicide attempt(?:er)?s? fail`},
	{"promises what nobody can", `you(?:'ll| will) be (?:fine|ok|okay|cured)|everything will be|guarantee|don't worry|do not worry|your secret is safe|always works?\b|will cure`},
	{"claims a person's feelings", `\bI believe you|\bI am here for you|\bI'm here for you|\bI understand how`},
	{"plays down", `just relax|calm down|get over it|snap out|cheer up|it's all in your head|man up`},
	{"blames", `your (?:own )?fault because|you should have\b|frigid|attention.seeking|\bpervert|\bnormal people|abnormal`},
	{"orders to report", `you must report`},
	{"diagnoses", `you (?:have|suffer from) (?:erectile|vaginismus|depression|an addiction|a disorder)`},
	{"advertises", `betterhelp|trustpilot|pinterest|% ?off|\bdiscount|\bcoupon|\$|€|£|subscription|financial aid|first month|48 hours`},
}

// provenance says where the information comes from, adverts and all.
const provenance = "about-this-information"

func TestTextsShowNothingForbidden(t *testing.T) {
	b := load(t)
	for _, f := range forbidden {
		re := regexp.MustCompile(`(?i)` + f.pattern)
		for _, e := range b.Entries {
			if m := re.FindString(e.Question + "\n" + e.Doc.Text()); m != "" {
				t.Errorf("%s shows %q, which %s", e.ID, m, f.why)
			}
		}
		if m := re.FindString(b.Title + "\n" + b.Disclaimer); m != "" {
			t.Errorf("base.yaml shows %q, which %s", m, f.why)
		}
	}
}

// TestOnlyProvenanceNamesThePublisher keeps the site and its earnings out of
// answers about health.
func TestOnlyProvenanceNamesThePublisher(t *testing.T) {
	re := regexp.MustCompile(`(?i)therapy helpers|affiliate|qureshi|commission`)
	for _, e := range load(t).Entries {
		m := re.FindString(e.Question + "\n" + e.Doc.Text())
		if e.ID == provenance && m == "" {
			t.Errorf("%s does not say who published the article and what it earns", e.ID)
		}
		if e.ID != provenance && m != "" {
			t.Errorf("%s shows %q: that belongs to %s", e.ID, m, provenance)
		}
	}
}

func TestProvenanceIsHonest(t *testing.T) {
	answer := answer(t, provenance)
	for _, want := range []string{"Dr. Azhar Qureshi", "cardiologist", "Therapy Helpers", "affiliate", "fact checked", "not been clinically reviewed"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the answer of %s does not say %q", provenance, want)
		}
	}
}

func answer(t *testing.T, id faq.ID) string {
	t.Helper()
	e, ok := load(t).Entry(id)
	if !ok {
		t.Fatalf("there is no entry %s", id)
	}
	return e.Doc.Text()
}

// TestItNeverInvolvesSex holds the most important answer to a plain no: the
// article's own "typically" leaves a door open that every code of ethics shuts.
func TestItNeverInvolvesSex(t *testing.T) {
	got := answer(t, "does-it-involve-sex")
	if !strings.HasPrefix(got, "No.") && !strings.HasPrefix(got, "No,") {
		t.Errorf("the answer starts with %q, want \"No\"", strings.SplitN(got, " ", 2)[0])
	}
	if !strings.Contains(got, "never") {
		t.Error(`the answer does not say "never"`)
	}
}

func TestSensateFocusIsNotWithTheTherapist(t *testing.T) {
	got := answer(t, "sensate-focus")
	if !strings.Contains(got, "home") || !strings.Contains(got, "therapist") {
		t.Errorf("the answer does not say that it is done at home, without the therapist:\n%s", got)
	}
}

// TestDrugsAreForPrescribers holds what the article leaves out: drugs it names
// can do harm.
func TestDrugsAreForPrescribers(t *testing.T) {
	names := regexp.MustCompile(`(?i)viagra|cialis|levitra|sildenafil|estrogen|testosterone|dhea|muscle relaxant|injection`)
	for _, e := range load(t).Entries {
		drug := names.FindString(e.Question + "\n" + e.Doc.Text())
		if drug == "" && !strings.HasPrefix(string(e.ID), "drug-") && e.ID != "medication" {
			continue
		}
		for _, want := range []string{"prescriber", "not start, stop or mix"} {
			if !strings.Contains(e.Doc.Text(), want) {
				t.Errorf("%s names %q but does not say %q", e.ID, drug, want)
			}
		}
	}
	if !strings.Contains(answer(t, "ed-medication"), "nitrates") {
		t.Error("ed-medication does not warn of nitrates")
	}
}

func TestDurationIsNoPromise(t *testing.T) {
	got := answer(t, "duration")
	if !regexp.MustCompile(`often|differs?|depends`).MatchString(got) {
		t.Errorf("the answer reads as a promise:\n%s", got)
	}
}

// TestNotCoveredSaysSo keeps an entry that has no answer from looking like one.
func TestNotCoveredSaysSo(t *testing.T) {
	no := regexp.MustCompile(`(?i)\b(?:not|no|nothing|cannot)\b`)
	for _, e := range load(t).Entries {
		if s := e.Doc.Text(); !e.Covered && !(strings.Contains(s, "article") && no.MatchString(s)) {
			t.Errorf("the answer of %s does not say that the article has none:\n%s", e.ID, s)
		}
	}
}

// TestMedicalExams: who asks about an examination reads what they may ask for (C32).
func TestMedicalExams(t *testing.T) {
	got := answer(t, "medical-exams")
	for _, want := range []string{"article", "no touch", "ask why", "bring somebody", "stop at any time", "/crisis"} {
		if !strings.Contains(got, want) {
			t.Errorf("the answer of medical-exams does not say %q:\n%s", want, got)
		}
	}
}
