package safety_test

import (
	"strings"
	"testing"

	"candor/bot/safety"
)

func TestLint(t *testing.T) {
	tests := []struct{ name, text, why string }{
		// C13: how suicide is spoken of.
		{"who died is no criminal", "He committed suicide last year.", "safe language"},
		{"nor are others", "people who commit suicide", "safe language"},
		{"no attempt succeeds", "after a successful suicide", "safe language"},
		{"and none fails", "a failed attempt", "safe language"},
		{"nobody threatens with it", "a suicide threat is serious", "safe language"},
		{"nor completes it", "He completed suicide.", "safe language"},
		{"it is no bid for attention", "It is only a cry for attention.", "belittles"},
		// C12: never argue, bind, promise, minimise, blame, order, assess.
		{"no arguing", "You’re not suicidal, are you?", "argues"},
		{"no contract", "Let us make a no-suicide contract.", "argues"},
		{"no vow", "Promise me that you will wait.", "argues"},
		{"no promise", "You will be fine.", "promise"},
		{"no promise in short", "You'll be okay.", "promise"},
		{"no promise in curly quotes", "You’ll be alright.", "promise"},
		{"no secret", "Your secret is safe with me.", "promise"},
		{"nothing is all right yet", "Everything will be good again.", "promise"},
		{"no scolding", "Don't be silly.", "minimises"},
		{"no scolding in curly quotes", "Don’t be ashamed of yourself.", "minimises"},
		{"no calming down", "Please calm down first.", "minimises"},
		{"no comparing", "It could be worse.", "minimises"},
		{"no at least", "At least you have a job.", "minimises"},
		{"no why", "Why did you go there?", "blames"},
		{"no why not", "Why didn’t you say no?", "blames"},
		{"no should", "You should have left.", "blames"},
		{"no letting", "You let him do it.", "blames"},
		{"no order to report", "You must report this to the police.", "choice"},
		{"no order to tell", "You have to tell your parents.", "choice"},
		{"no questions for a plan", "Do you have a plan?", "assess"},
		{"no questions for a method", "Which method did you think of?", "assess"},
		{"nor how", "How do you plan to do it?", "assess"},
		// C14: a program is no person.
		{"a program believes nothing", "I believe you.", "does not feel"},
		{"it is not there", "I'm here for you.", "does not feel"},
		{"nor in curly quotes", "I’m here for you, always.", "does not feel"},
		{"it is not sorry", "I am sorry to hear that.", "does not feel"},
		{"it does not care", "I care about you.", "does not feel"},
		// C38: nothing is sold.
		{"no brand", "Try BetterHelp today.", "advertise"},
		{"no discount", "Get 20% off your first month.", "advertise"},
		{"no trial", "with a free trial", "advertise"},
		{"no affiliate link", "This is an affiliate link.", "advertise"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, _ := safety.Lint(tt.text)
			if len(found) != 1 || !strings.Contains(found[0], tt.why) {
				t.Errorf("Lint(%q) = %q, want one fault with %q", tt.text, found, tt.why)
			}
			if upper, _ := safety.Lint(strings.ToUpper(tt.text)); len(upper) != 1 {
				t.Errorf("in capitals Lint finds %q", upper)
			}
		})
	}
}

func TestLintLeavesAlone(t *testing.T) {
	for _, text := range []string{
		"",
		"He died by suicide. Many people have suicidal thoughts and get through them with help.",
		"You deserve to be believed. It is not your fault.",
		"You are not alone: people are there for this.",
		"Sex therapy often helps, and it is fine to stop.",
		"You can tell an adult you trust, or report it, or do nothing yet.",
		"Pay attention to your breath. Calmness comes with time.",
		"A therapist asks what you plan to do with your week.",
		"Your therapist is committed to your privacy.",
		"Some clinics offer a lower fee. Ask what it costs before you sign.",
		"If treatment failed, ask for another.",
		"You should see a doctor if the pain stays.",
	} {
		if found, _ := safety.Lint(text); len(found) > 0 {
			t.Errorf("Lint(%q) = %q, want nothing", text, found)
		}
	}
}

// TestLintAsked: who asks may speak of what they feel, and is held to the rest.
func TestLintAsked(t *testing.T) {
	if found := safety.LintAsked("I feel broken, and I'm sorry to hear that it takes so long"); len(found) > 0 {
		t.Errorf("LintAsked finds %q in how people ask", found)
	}
	if found := safety.LintAsked("does BetterHelp do sex therapy"); len(found) != 1 {
		t.Errorf("LintAsked finds %q, want the brand", found)
	}
}

// TestLintNamesEveryFault: a text with two faults is told of both, in its words.
func TestLintNamesEveryFault(t *testing.T) {
	faults, _ := safety.Lint("You'll be fine. Calm down.")
	found := strings.Join(faults, "\n")
	for _, words := range []string{`"You'll be fine"`, `"Calm down"`} {
		if !strings.Contains(found, words) {
			t.Errorf("Lint says %q, want %s too", found, words)
		}
	}
}
