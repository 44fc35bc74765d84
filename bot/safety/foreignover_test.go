package safety

import (
	"strings"
	"testing"
)

// TestForeignOver: what was done to somebody years ago gets an answer and a line of support, as
// in English, if they say so with a number of years; what goes on or may go on gets a card.
func TestForeignOver(t *testing.T) {
	over, not := map[string]int{}, map[string]int{}
	for _, line := range dataLines(t, "foreign-over.txt") {
		head, said, _ := strings.Cut(line, ": ")
		code, sign, ok := strings.Cut(head, " ")
		if !ok || sign != "+" && sign != "-" {
			t.Fatalf("cannot read %q", line)
		}
		if sign == "+" {
			over[code]++
		} else {
			not[code]++
		}
		for _, s := range []string{said, strings.ToUpper(said), "Hello. " + said + ". Thanks"} {
			switch got := Detect(s); {
			case sign == "+" && got != (Finding{Tier: TierB, Class: Disclosure, Language: code, Harmed: true}):
				t.Errorf("Detect(%q) = %v, want tier B", s, got)
			case sign == "-" && (got.Tier != TierA || got.Language != code):
				t.Errorf("Detect(%q) = %v, want tier A", s, got)
			}
		}
	}
	for _, code := range languageCodes() {
		if over[code] < 2 || not[code] < 2 {
			t.Errorf("%s: %d sentences of what is over and %d of what is not, want two each", code, over[code], not[code])
		}
	}
}

// TestForeignOverBeside: what stands beside what is over decides, and a child's is never over.
func TestForeignOverBeside(t *testing.T) {
	const over = "Ich wurde vor 20 Jahren vergewaltigt. "
	for s, want := range map[string]Finding{
		over + "How long does it take?":                                       {Tier: TierB, Class: Disclosure, Language: "de", Harmed: true},
		over + "I want to kill myself.":                                       {Tier: TierA, Class: Suicide, Language: "de"},
		over + "Ich will sterben.":                                            {Tier: TierA, Class: Suicide, Language: "de"},
		over + "Ich bin 14 und will sterben.":                                 {Tier: TierA, Class: Suicide, Language: "de", Underage: true},
		over + "Ich bin 14.":                                                  {Tier: TierA, Class: Minor, Language: "de", Underage: true},
		over + strings.Repeat("Ich schlafe schlecht. ", 200) + "Es ist jetzt": {Tier: TierA, Class: Assault, Language: "de"},
		"Vor 20 Jahren wollte ich mich umbringen":                             {Tier: TierA, Class: Suicide, Language: "de"},
	} {
		if got := Detect(s); got != want {
			t.Errorf("Detect(%q) = %v, want %v", s, got, want)
		}
	}
	if got := Explain(over).Self; got != "years ago" {
		t.Errorf("Explain says of self %q", got)
	}
}
