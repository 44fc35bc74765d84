package bot_test

import (
	"slices"
	"strings"
	"testing"

	"candor/bot"
)

// FuzzHandle: whatever comes, the reply is one that may be sent.
func FuzzHandle(f *testing.F) {
	for _, text := range []string{"", "how long", "rising time", "/topics 2", "/start storing", "/ask", "hello", "gluten free", "I want to die", "/crisis gb suicide", "\x00\xff\u202e/help"} {
		f.Add(text, "")
	}
	for _, choice := range []string{"rising", "/topics 2", "gone", "/ask how long", "/crisis countries", "not-that x a 1", "\xff"} {
		f.Add("", choice)
	}
	for _, spell := range hostile {
		if text := spell("how long"); len(text) < 500 { // longer ones take the fuzzer minutes to shorten
			f.Add(text, "")
		}
	}
	b := breadBot(f)
	kinds := []bot.Kind{bot.KindNone, bot.KindSuggest, bot.KindAnswer, bot.KindHelp, bot.KindInfo, bot.KindRefused}
	f.Fuzz(func(t *testing.T, text, choice string) {
		m := bot.Message{Text: text, Choice: choice}
		r, err := b.Handle(t.Context(), m)
		if err != nil {
			t.Fatalf("Handle = %v, want no error", err)
		}
		if r.Disclaimer() == "" || strings.TrimSpace(r.Title()) == "" || strings.TrimSpace(r.Text()) == "" {
			t.Errorf("disclaimer %q, title %q, text %q: want none empty", r.Disclaimer(), r.Title(), r.Text())
		}
		if !slices.Contains(kinds, r.Kind()) {
			t.Errorf("Kind = %q, want one of %q", r.Kind(), kinds)
		}
		if n := len(r.Choices()); r.Kind() == bot.KindSuggest && (n == 0 || n > 3) {
			t.Errorf("%d choices are suggested, want 1 to 3", n)
		}
		if c := r.Confidence(); !(0 <= c && c <= 1) {
			t.Errorf("Confidence = %v, want 0 to 1", c)
		}
		if (r.Kind() == bot.KindAnswer) != (r.Source() != "") {
			t.Errorf("%s with source %q: an answer names one, nothing else does", r.Kind(), r.Source())
		}
		if r.Kind() == bot.KindHelp && (!r.Private() || r.Entry() != "") {
			t.Errorf("a help card with private %v and the text of %q, want a private one of no entry", r.Private(), r.Entry())
		}
		again, _ := b.Handle(t.Context(), m)
		if again.Text() != r.Text() || again.Confidence() != r.Confidence() {
			t.Error("the same message got two replies")
		}
	})
}
