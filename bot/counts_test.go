package bot

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"candor/faq"
)

// baseOf is a base of so many entries.
func baseOf(n int) *faq.Base {
	b := &faq.Base{}
	for i := range n {
		b.Entries = append(b.Entries, faq.Entry{ID: faq.ID(rune('a' + i)), Question: "Why?", Covered: true})
	}
	return b
}

// TestCountsInWords: one thing is not told of as several, nor several as one.
func TestCountsInWords(t *testing.T) {
	one := entryCounts{"salt", 1, 1, 1, 1, 1, 1}
	two := entryCounts{"salt", 2, 2, 2, 2, 2, 2}
	warned := func(n int) string { d := difference{warnings: make(faq.Faults, n)}; return d.numbers() }
	for _, test := range []struct{ got, want string }{
		{moreText(1), "And 1 more."},
		{waitText(time.Second), "Please wait 1 second."},
		{waitText(0), "Please wait 1 second."},
		{waitText(1001 * time.Millisecond), "Please wait 2 seconds."},
		{refusedText(time.Second), "wait a second, then"},
		{refusedText(2 * time.Second), "wait 2 seconds, then"},
		{offListText(1), "One answer is switched off. /on and its ID gives it again:"},
		{offListText(2), "2 answers are switched off."},
		{questionsText(1), "1 question that somebody agreed to send, without their name. "},
		{questionsText(2), "2 questions that people agreed to send, without their names. "},
		{topicsText(1, 1, 1), "I have an answer to this question."},
		{topicsText(1, 1, 2), "I have answers to these 2 questions."},
		{topicsText(2, 3, 40), "I have answers to 40 questions. This is page 2 of 3."},
		{aboutText(baseOf(1)), "I have one, which was written beforehand"},
		{aboutText(baseOf(2)), "among 2 that were written beforehand"},
		{statsText(1, one), "Of the last day: 1 answer given, choices offered 1 time, nothing found 1 time, 1 time an answer that is switched off, 1 time an answer helped and 1 time not."},
		{statsText(7, two), "Of the last 7 days: 2 answers given, choices offered 2 times, nothing found 2 times, 2 times an answer that is switched off, 2 times an answer helped and 2 times not."},
		{statsText(2, entryCounts{}), "Of the last 2 days: 0 answers given, choices offered 0 times,"},
		{entryCountText(entryCounts{name: "salt", answer: 1}), "salt: shown 1 time, helped 0"},
		{entryCountText(two), "salt: shown 4 times, helped 2"},
		{dayCountText(one), "salt: 1 answer, choices 1 time, nothing 1 time, switched off 1 time"},
		{dayCountText(two), "salt: 2 answers, choices 2 times, nothing 2 times, switched off 2 times"},
		{warned(1), "; 1 warning"},
		{warned(2), "; 2 warnings"},
	} {
		if !strings.Contains(test.got, test.want) {
			t.Errorf("%q, want %q", test.got, test.want)
		}
		if found := oneOfMany.FindString(test.got); found != "" {
			t.Errorf("%q says %q", test.got, found)
		}
	}
}

var oneOfMany = regexp.MustCompile(`\b1 (answers|questions|seconds|times|days|warnings|entries)\b`)
