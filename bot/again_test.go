package bot_test

import (
	"slices"
	"testing"

	"candor/bot"
)

const twoQuestions = "How much does sex therapy cost? How long does sex therapy take?"

// TestAgain: the choice leads to the same answer, to one question or to several; what is no
// answer has none.
func TestAgain(t *testing.T) {
	oneAtATime(t)
	_, b := shippedBot(t)
	handle := func(m bot.Message) bot.Reply {
		t.Helper()
		r, err := b.Handle(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, text := range []string{"do i have to get naked", twoQuestions} {
		r := handle(bot.Message{Text: text})
		if text == twoQuestions && len(r.Also()) == 0 {
			t.Fatalf("%q gets one answer: the test is none", text)
		}
		again := handle(bot.Message{Choice: r.Again()})
		if again.Text() != r.Text() || again.Entry() != r.Entry() || !slices.Equal(again.Also(), r.Also()) || again.Again() != r.Again() {
			t.Errorf("%q: again it is %q and %q, want %q and %q", text, again.Entry(), again.Also(), r.Entry(), r.Also())
		}
		if len(r.Again()) > 40 {
			t.Errorf("%q is longer than a choice may be", r.Again())
		}
	}
	for _, text := range []string{"/help", "zzzz qqqq", "how do i"} {
		if r := handle(bot.Message{Text: text}); r.Kind() != bot.KindAnswer && r.Again() != "" {
			t.Errorf("%q, which gets no answer, has %q", text, r.Again())
		}
	}
}
