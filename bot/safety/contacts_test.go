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
		"DM me.":                                  doubted,
		"My handle is lovedoctor.":                doubted,
		"Find me on Snapchat.":                    doubted,
		"Send bitcoin first.":                     doubted,
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
		"Open 8.00-13.00, and 9.00-12.30 / 13.30-17.00.":                    passes,
		"From 12.06.2026 - 14.06.2026.":                                     passes,
		"ISBN 3-16-148410-X, ISBN 978-3-16-148410-0, 978-3-16-148410-0.":    passes,
		"ISBN 0-306-40615-2 and doi 10.1000/182345678.":                     passes,
		"Windows 10.0.19045 and 2.31.4-20240131, at 192.168.100.200.":       passes,
		"CVE-2024-1234567 is mended in commit 1234567abc.":                  passes,
		"There are 1234567 people, and 8 000 000 visits.":                   passes,
		"IBAN DE89 3704 0044 0532 0130 00, tax number 123/456/78901.":       passes,
		"The invoice number is 20260123, the meeting ID: 812 3456 7890.":    passes,
		"The room number is 204, and the group number is 1200.":             passes,
		"Your order number is 12345, and the error message: 404.":           passes,
		"A 1300-year-old church, a 900-page book, 1800 people came.":        passes,
		"See here (https://findahelpline.com/a/20260123)":                   passes,
		"We never ask you to pay by bank transfer.":                         passes,
		"Beware of gift cards.":                                             passes,
		"Do not click the link.":                                            passes,
		"Signal is safer, and Reddit is a good place.":                      passes,
		"The Discord group is public. Do not ping @everyone.":               passes,
		"Put a dot in the box.":                                             passes,
		"Our helper is there for you: 6123-4567":                            refused,
		"Anna answers under 612 345 678":                                    refused,
		"Talk to Anna at 0800.1234567":                                      refused,
		"It is 555-0199.":                                                   refused,
		"It is 0800_123_4567.":                                              refused,
		"It is 0800, 123, 4567.":                                            doubted,
		"It is 81234567.":                                                   doubted,
		"Call order number 0800 123 4567.":                                  doubted,
		"Ask u/annahelps.":                                                  refused,
		"Her handle there is annahelps.":                                    doubted,
		"Go to annahelps . net":                                             refused,
		"Do not hesitate to DM me.":                                         doubted,
		"Call us in the morning.":                                           doubted,
		"See here (https://bücher.example)":                                 doubted,
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

// TestContactCut: a fault shows no more than a line of what it is about.
func TestContactCut(t *testing.T) {
	faults, _ := safety.LintContacts("Call " + strings.Repeat("0800 123 ", 100))
	faults = append(faults, safety.LintLetters(strings.Repeat("ａ", 5000))...)
	if len(faults) != 2 {
		t.Fatalf("%d faults", len(faults))
	}
	for _, f := range faults {
		shown, _, _ := strings.Cut(f, ": ")
		if n := len([]rune(shown)); n > 82 {
			t.Errorf("%d characters are shown", n)
		}
	}
}
