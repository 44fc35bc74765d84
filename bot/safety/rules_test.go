package safety

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// maxSteps bounds in how many ways a rule may be laid on a sentence from a word on: linear
// time rests on it.
const maxSteps = 200

func TestRulesCanBeRead(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(ruleList) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "@") {
			continue
		}
		name, items, ok := strings.Cut(line, ": ")
		class, known := ParseClass(strings.TrimLeft(name, "+="))
		fact := strings.HasPrefix(name, "=") && factNames[name[1:]] != 0
		if !ok || !strings.HasPrefix(name, "!") && !fact && (!known || class.Tier() != TierA) {
			t.Errorf("%q: begins with none of a class of tier A, a fact and !", line)
		}
		if seen[items] {
			t.Errorf("%q: stands twice", line)
		}
		seen[items] = true
	}
	if len(rules()) != len(seen) {
		t.Errorf("%d rules of %d lines", len(rules()), len(seen))
	}
}

func TestRulesAreSound(t *testing.T) {
	for _, r := range rules() {
		if alarming := r.class != None || r.fact != 0; alarming == strings.HasPrefix(r.text, "!") {
			t.Errorf("%q: is of class %s", r.text, r.class)
		}
		steps := 1
		for i, it := range r.items {
			steps *= it.gap + 1
			switch {
			case strings.Contains(strings.Join(it.any, " "), "@"):
				t.Errorf("%q: item %d names a list that there is not", r.text, i+1)
			case it.gap == 0 && !it.start && !it.end && len(it.any) == 0:
				t.Errorf("%q: item %d is nothing", r.text, i+1)
			case it.start && i > 0, it.end && i < len(r.items)-1:
				t.Errorf("%q: item %d is an end of the sentence in the middle", r.text, i+1)
			case slices.Contains(it.any, ""):
				t.Errorf("%q: item %d has an empty word", r.text, i+1)
			}
		}
		if steps > maxSteps {
			t.Errorf("%q: its gaps can be filled in %d ways, want at most %d", r.text, steps, maxSteps)
		}
		if first := r.items[0]; first.gap > 0 {
			t.Errorf("%q: begins with a gap, so that it is never looked up", r.text)
		}
	}
}

// TestRulesCanBeMet: each rule finds a sentence that says it, whichever of its words that
// has. A word that is never read as it stands ("wanna" is read as "want to") is dead.
func TestRulesCanBeMet(t *testing.T) {
	for _, r := range rules() {
		said := make([]string, len(r.items))
		for i, it := range r.items {
			if it.gap > 0 || it.not {
				continue // it needs no word
			}
			for _, what := range it.any {
				if w := wordFor(what); said[i] == "" {
					said[i] = w
				}
			}
		}
		if s := spoken(r.items, said); !meets(s, r.text) {
			t.Errorf("%q does not find %q", r.text, s)
		}
		for i, it := range r.items {
			for _, what := range it.any {
				other := slices.Clone(said)
				other[i] = wordFor(what)
				if s := spoken(r.items, other); other[i] == "" || meets(s, r.text) == it.not {
					t.Errorf("%q: with %q, met is %v", r.text, what, it.not)
				}
			}
		}
	}
}

// spoken joins the words of items, with commas where they must be.
func spoken(items []item, words []string) string {
	var b strings.Builder
	for i, w := range words {
		b.WriteString(w)
		if items[i].comma {
			b.WriteByte(',')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// wordFor is a word that is read as that word, stem or concept, "" if there is none.
func wordFor(what string) string {
	is := ruleBook{}.item(what)
	for _, w := range append([]string{what}, wordsOf()[what]...) {
		if s := sentences(w); len(s) == 1 && len(s[0]) == 1 && s[0][0].isOne(&is) {
			return w
		}
	}
	return ""
}

// wordsOf lists the words of each concept.
var wordsOf = sync.OnceValue(func() map[string][]string {
	of := map[string][]string{"<0-9>": {"7"}, "<10-12>": {"11"}, "<13-17>": {"15"}, "<18+>": {"40"}, "<100+>": {"800"}, "<year>": {"1998"}, "<lately>": {"2025"}}
	for line := range strings.Lines(conceptList) {
		if name, words, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
			of[name] = strings.Fields(strings.ReplaceAll(words, "*", ""))
		}
	}
	return of
})

// meets reports whether a message meets a rule.
func meets(message, text string) (found bool) {
	for _, s := range sentences(message) {
		for _, by := range []*ruleIndex{rulesBy(), factsBy()} {
			by.meet(s, func(r *rule) bool {
				found = found || r.text == text
				return !found
			})
		}
	}
	return found
}

// TestMatch holds what the signs of a rule mean.
func TestMatch(t *testing.T) {
	book := ruleBook{lists: map[string][]string{"@soft": {"so", "really"}}}
	tests := []struct {
		name, rule, message string
		want                bool
	}{
		{"words in a row", "i want", "well i want it", true},
		{"not in another order", "i want", "want i", false},
		{"not apart", "i want", "i really want", false},
		{"a gap holds no word", "i ..2 want", "i want", true},
		{"and as many as it says", "i ..2 want", "i do really want", true},
		{"and no more", "i ..2 want", "i do so really want", false},
		{"one of several words", "i want|need", "i need it", true},
		{"a concept", "PARTNER ..1 HIT me", "my husband beats me", true},
		{"a stem", "hike", "we went hiking", true},
		{"the word itself", "i want! to", "i want to go", true},
		{"not its stem", "i want! to", "i wanted to go", false},
		{"an age", "i am <13-17>", "im 15", true},
		{"another age", "i am <13-17>", "im 25", false},
		{"the beginning", "^ help me", "help me now", true},
		{"only there", "^ help me", "please help me", false},
		{"the end", "help me $", "please help me", true},
		{"only there", "help me $", "help me cook", false},
		{"a word or the end", "go on ..1 living|$", "i can not go on", true},
		{"a word before the end", "go on ..1 living|$", "i can not go on living like that", true},
		{"neither", "go on ..1 living|$", "i go on holiday every summer", false},
		{"a comma behind a word", "^ <13-17>, never", "17, never had any", true},
		{"none behind it", "^ <13-17>, never", "17 never had any", false},
		{"another behind it", "^ <13-17>, never", "17 never, had any", false},
		{"words of a list between", "i 2@soft want", "i so really want", true},
		{"none between", "i 2@soft want", "i want", true},
		{"no other between", "i 2@soft want", "i do want", false},
		{"no more of the list", "i 2@soft want", "i so so so want", false},
		{"a list as a word", "i @soft want|@soft", "i really so", true},
		{"none of these next", "i am <13-17> -weeks|@soft", "i am 15 years old", true},
		{"nothing next", "i am <13-17> -weeks|@soft", "i am 15", true},
		{"one of these next", "i am <13-17> -weeks|@soft", "i am 15 weeks along", false},
		{"one of a list next", "i am <13-17> -weeks|@soft", "i am 15 so", false},
		{"none of these before", "-when|since i turned", "then i turned", true},
		{"nothing before", "-when|since i turned", "i turned", true},
		{"one of these before", "-when|since i turned", "when i turned", false},
		{"not across sentences", "i want to die", "what do i want? to die laughing", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r rule
			for f := range strings.FieldsSeq(tt.rule) {
				r.items = append(r.items, book.item(f))
			}
			got := false
			for _, s := range sentences(tt.message) {
				for at := range len(s) + 1 {
					got = got || r.begins(s, at)
				}
			}
			if got != tt.want {
				t.Errorf("%q finds %q: %v, want %v", tt.rule, tt.message, got, tt.want)
			}
		})
	}
}

// TestNegated: who says that it is not so is not taken at their word for it.
func TestNegated(t *testing.T) {
	for message, want := range map[string]bool{
		"i am not suicidal": true, "he never hits me": true, "she did not rape anyone": true, "i am not going to kill myself": true,
		"i want to die": false, "he hits me": false, "i can not stop": false, "": false, "not": false,
	} {
		got := false
		for _, s := range sentences(message) {
			got = got || saysNot(s)
		}
		if got != want {
			t.Errorf("saysNot(%q) = %v, want %v", message, got, want)
		}
	}
}
