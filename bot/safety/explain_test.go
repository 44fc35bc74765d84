package safety

import (
	"cmp"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestExplain: what decided can be seen, and it is what decided.
func TestExplain(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	tests := []struct {
		name, message     string
		rule, doubt, word string // parts of them; "-" for none at all
	}{
		{"a rule says so", "I want to kill myself", "suicide: ", "-", "KILL"},
		{"a rule for another class", "my husband beats me every night", "abuse-now: ", "-", "PARTNER"},
		{"a figure of speech", "I nearly died of embarrassment, how long does it take?", "", "!figure", ""},
		{"somebody's work", "I write a paper about suicide prevention, what helps clients?", "", "!work", ""},
		{"nothing says so", "How long does it take?", "-", "", ""},
		{"another language", "Ya no puedo, quiero morir", "language es: quiero morir", "-", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := Explain(tt.message)
			if f := Detect(tt.message); e.Finding != f {
				t.Errorf("explains %v, found is %v", e.Finding, f)
			}
			if decided := e.Alarm >= e.From; e.Language == "" && (decided != (e.Tier == TierA) || e.Alarm < 0 || e.Alarm > 1 || e.From <= 0 || e.From >= 1) {
				t.Errorf("tier %q at an alarm of %.3f, from %.3f", e.Tier, e.Alarm, e.From)
			}
			falls := func(a, b Weight) int { return cmp.Compare(b.Points, a.Points) }
			for _, said := range [][]Weight{e.Words, e.Runs} {
				if len(said) > 8 || !slices.IsSortedFunc(said, falls) || slices.ContainsFunc(said, func(w Weight) bool { return w.Points <= 0 }) {
					t.Errorf("%v, want at most 8 that say something for it, the most first", said)
				}
			}
			for what, x := range map[string][2]string{"rule": {e.Rule, tt.rule}, "doubt": {e.Doubt, tt.doubt}} {
				if got, want := x[0], x[1]; want == "-" && got != "" || want != "-" && !strings.Contains(got, want) {
					t.Errorf("the %s is %q, want %q", what, got, want)
				}
			}
			if tt.word != "" && !slices.ContainsFunc(e.Words, func(w Weight) bool { return strings.Contains(w.Word, tt.word) }) {
				t.Errorf("the words are %v, want one with %s", e.Words, tt.word)
			}
		})
	}
}

// TestExplainPart: of a long message the part that alarms is shown, as it was read, and
// the example that is most like it.
func TestExplainPart(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	e := Explain("Hi all. We had a lovely week in Spain. My th3rapist kissed me! What does a session cost?")
	if !strings.Contains(e.Part, "therapist kissed me") || strings.Contains(e.Part, "spain") {
		t.Errorf("the part is %q, want the sentence that alarms", e.Part)
	}
	if !strings.Contains(e.Example, "therapist") || e.Of != TherapistAdvance {
		t.Errorf("the example is %q of %s, want one about a therapist", e.Example, e.Of)
	}
}

// TestExplainRuns: the runs of words that the second classifier found most in are of the
// message, and it is the filters' own choice.
func TestExplainRuns(t *testing.T) {
	c := oddConvolution("i", "want", "to", "die")
	s := sentences("I want to die. To die I want")
	runs := c.weigh(s, Suicide)
	if len(runs) == 0 {
		t.Error("no runs, want some")
	}
	for _, r := range runs {
		if !strings.Contains("i want to die | to die i want", r.Word) {
			t.Errorf("the run %q is not in the message", r.Word)
		}
	}
	for f := range 32 { // of the first bank, which reads single words
		best, word := c.loudest(s, 1, f, 32)
		for _, w := range s[0] {
			if x := int(c.rows[c.place(&w)*rowSize+f]) - lift; x > best {
				t.Errorf("filter %d finds %d in %q, and %d in %q", f, best, word, x, w.word)
			}
		}
	}
}

// TestExplainNothing: there is nothing to explain of nothing.
func TestExplainNothing(t *testing.T) {
	for _, message := range []string{"", "?!"} {
		e := Explain(message)
		if e.Finding != (Finding{}) || e.Rule+e.Doubt+e.Part+e.Example != "" || len(e.Words) > 0 {
			t.Errorf("Explain(%q) = %+v, want nothing", message, e)
		}
	}
}

func TestLikeness(t *testing.T) {
	words := map[string]bool{"my": true, "therapist": true, "kiss": true, "me": true}
	for line, want := range map[string]float64{
		"my therapist kissed me": 1, "me my kiss therapist": 1, "me me me my my": 0.5, "hello": 0, "": 0, "my therapist slapped me": 0.6,
	} {
		if got := likeness(words, line); got != want {
			t.Errorf("likeness(%q) = %v, want %v", line, got, want)
		}
	}
	if got := likeness(nil, ""); got != 0 {
		t.Errorf("likeness of nothing = %v, want 0", got)
	}
}

// TestExplainSelf: what decided that a card is for a child, or for who did harm, is shown.
func TestExplainSelf(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	for message, want := range map[string]string{
		"I was raped last night, I'm 14": "under 18", "I raped my girlfriend last night": "=did: ", "my husband beats me": "", "How long does it take?": "",
	} {
		if got := Explain(message).Self; !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("Explain(%q).Self = %q, want %q", message, got, want)
		}
	}
}

// TestExplainFact: the fact that decided about the tier or the card is shown.
func TestExplainFact(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	for message, want := range map[string]string{
		"In the seventies a monk groped me on the train.": "=past: ",
		"I was gang raped in prison. It is ten years.":    "=over: ",
		"At nineteen I was raped at a party. I'm fifty":   "=youth: ",
		"I was abused as a child, can sex therapy help":   "=suffered: ",
		"no thoughts of suicide, just zero joy":           "=denied: ",
	} {
		e := Explain(message)
		if e.Tier != TierB || !strings.HasPrefix(e.Self, want) || e.Alarm >= e.From {
			t.Errorf("Explain(%q) = tier %q, alarm %.2f from %.2f, %q, want a rule %q of tier B", message, e.Tier, e.Alarm, e.From, e.Self, want)
		}
	}
}

// TestExampleFiles: the program holds every file of examples that explain may show, and no
// other: pairs.txt made it 5 MB larger.
func TestExampleFiles(t *testing.T) {
	files, err := filepath.Glob("examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("examples: %d files, %v", len(files), err)
	}
	for _, file := range files {
		_, err := fs.Stat(exampleFiles, file)
		if held, want := err == nil, file != "examples/pairs.txt"; held != want {
			t.Errorf("%s is in the program: %v, want %v", file, held, want)
		}
	}
}
