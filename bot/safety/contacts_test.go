package safety_test

import (
	"strings"
	"testing"

	"candor/bot/safety"
)

// TestContacts: each way to reach somebody is refused, except for the numbers of the cards,
// which are doubted, and what only looks like one passes.
func TestContacts(t *testing.T) {
	const refused, doubted, passes = "refused", "doubted", "passes"
	for text, want := range map[string]string{
		"Call 989.":                               refused, // F27: 988 with another last digit
		"Call nine eight nine.":                   refused,
		"Text HOME to 741742.":                    refused,
		"The number is 20255.":                    refused,
		"In an emergency: 989.":                   refused,
		"Samaritans: 116 124":                     refused,
		"It is +1 202 555 0147.":                  refused,
		"It is ２０２-５５５-０１４７.":                     refused,
		"It is 2\u200b02-555-0\u200b147.":         refused,
		"It is ٢٠٢-٥٥٥-٠١٤٧.":                     refused,
		"It is 1-800-FIX-LOVE.":                   refused,
		"Write to jo@example.org.":                refused,
		"Write to jo [at] example [dot] org.":     refused,
		"Write to jo@findahelpline.com.":          refused, // though the host is allowed
		"Follow @lovedoctor.":                     refused,
		"Join t.me/lovedoctor.":                   refused,
		"Join discord.gg/abc123.":                 refused,
		"See loveclinic dot com.":                 refused,
		"See hxxps loveclinic.":                   refused,
		"DM me.":                                  refused,
		"My handle is lovedoctor.":                refused,
		"Find me on Snapchat.":                    refused,
		"Send bitcoin first.":                     refused,
		"See here (https://xn--fndahelpline.com)": refused,
		"See here (https://fіndahelpline.com)":    refused, // a Cyrillic letter
		"Call or text 988.":                       doubted,
		"Text HOME to 741741.":                    doubted,
		"Samaritans: 116 123":                     doubted,
		"In danger, call 112.":                    doubted,
		"See here (https://example.org/a)":        doubted,
		"See here (https://findahelpline.com)":    passes,
		"It takes 6 to 8 sessions, 1 in 3 come twice, of 2 000 000 people.": passes,
		"From 2005 to 2015, or 2005-2015, on 2026-11-23 and 12.05.2023.":    passes,
		"Call 300 clinics, or phone two.":                                   passes,
		"What number 100 was, in line 120 of chapter 300.":                  passes,
		"In the crisis 2008 many couples came.":                             passes,
		"Ask by phone what 1200 people asked in 2019.":                      passes,
		"A fee of 116.57 euros, and 25000 couples at $1,250.50.":            passes,
		"Social media such as Instagram show perfect bodies.":               passes,
		"One, two, or three things, twenty at most.":                        passes,
	} {
		faults, doubts := safety.LintContacts(text)
		got := passes
		switch {
		case len(faults) > 0:
			got = refused
		case len(doubts) > 0:
			got = doubted
		}
		if got != want {
			t.Errorf("%s: %s, want it %s: %q %q", text, got, want, faults, doubts)
		}
	}
}

// TestContactSays: a fault shows what it is about and says what to do.
func TestContactSays(t *testing.T) {
	faults, _ := safety.LintContacts("Please call 202-555-0147 today.")
	if len(faults) != 1 || !strings.HasPrefix(faults[0], `"202-555-0147": a number`) || !strings.Contains(faults[0], "take it out") {
		t.Errorf("faults %q", faults)
	}
}
