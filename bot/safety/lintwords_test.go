package safety_test

import (
	"testing"

	"candor/bot/safety"
)

// TestLintWordings: what surely breaks a rule of C12, C13, C14 or C38 is refused, and what may
// be about something else is shown.
func TestLintWordings(t *testing.T) {
	for _, text := range []string{
		// faces and cheer
		"Cheer up! \U0001f600", "It gets better \U0001f642", "Talk with your partner :)", "That is fine ;-)", "Chin up.", "You've got this.",
		"Hang in there.", "Keep smiling, it helps.", "Just stay positive.", "Hooray, you asked.",
		// what a program does not feel
		"I'm so sorry to hear that.", "I am very sorry.", "I’m truly sorry for your loss.", "I'm really, I am sorry.",
		// risk
		"Your suicide risk is low.", "You may be at high risk of suicide.", "You are not at risk of killing yourself.", "You seem to be at some risk of suicide.",
		// threats
		"He threatened suicide to get his way.", "She threatens to kill herself when you leave.", "A threat of suicide is blackmail.",
		"They were threatening to end their life.", "Suicidal threats are common.", "Suicidal gestures are common.",
		// attempts
		"She attempted suicide unsuccessfully.", "Suicides are successful when planned.", "He tried suicide twice. The attempt failed.",
		"Suicide attempts often fail.", "He succeeded in killing himself.", "After suicidal thoughts, people try: an unsuccessful attempt is common.",
		"She failed to kill herself.", "He botched suicide.", "He managed to take his own life.", "Few suicide attempts were successful.",
		// ways
		"Take pills with vodka to sleep forever.", "With helium you die peacefully.", "To die painlessly, use a rope.", "Swallow the tablets and never wake up.",
		"Suicide by hanging is common.", "Before his suicide he cut his wrists.", "A lethal dose is how most die by suicide.", "Charcoal is a quick way to end it all.",
		// what is sold
		"Talkspace offers plans from $65 a week.", "Try Calmerry.", "Plans start at 65 dollars a week.", "Lovehoney sells lubricants.",
		"An online therapy subscription is $80 per month.", "Cerebral offers medicine.",
	} {
		if found, doubts := safety.Lint(text); len(found) == 0 {
			t.Errorf("Lint passes %q; doubts %q", text, doubts)
		}
	}
	for _, text := range []string{
		"You may be at high risk.", "If the attempt fails, people try again.", "Wow!! That is common.", "Young people have a higher risk of suicide.",
		"Some use suicidal words to manipulate.", "It costs $65 a week.", "If you took an overdose, call now.", "She is in great danger.",
		"Some jumped off a bridge.", "A first try can fail. The attempt succeeded later.",
	} {
		if found, doubts := safety.Lint(text); len(found) > 0 || len(doubts) == 0 {
			t.Errorf("%q: faults %q, doubts %q, want a doubt", text, found, doubts)
		}
	}
	for _, text := range []string{
		"Read chapters 7 and 8).", "Tests stay positive for weeks.", "Suicidal thoughts can come when treatment fails, and they can pass.",
		"Treatment is successful for most people, and suicidal thoughts can pass.", "You can hang your clothes there.", "The therapist has a cerebral manner.",
		"A session may cost 180 euros.", "Every suicidal thought needs attention.", "Smoking puts you at risk of erection problems.",
		"A first attempt at the exercise may feel odd.", "If somebody you know talks of suicide, stay with them and call for help.",
		"She survived an attempt and found help.", "The pill is taken with water.", "You may blush, laugh, smile.", "Headway is slow at first.",
		"Your group offers 3 sessions a week.", "Some threaten to leave. That is pressure.", "Partners may say sorry.",
	} {
		if found, doubts := safety.Lint(text); len(found)+len(doubts) > 0 {
			t.Errorf("%q: %q, want nothing", text, append(found, doubts...))
		}
	}
}
