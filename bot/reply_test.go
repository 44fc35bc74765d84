package bot_test

import (
	"strings"
	"testing"

	"candor/bot"
)

// TestZeroReply: the reply that nobody made is fit to send.
func TestZeroReply(t *testing.T) {
	var r bot.Reply
	for what, text := range map[string]string{
		"Kind": string(r.Kind()), "Title": r.Title(), "Text": r.Text(), "Disclaimer": r.Disclaimer(),
	} {
		if strings.TrimSpace(text) == "" {
			t.Errorf("Reply{}.%s is empty", what)
		}
	}
	if len(r.Body()) == 0 || r.Body().Text() != r.Text() {
		t.Errorf("Reply{}.Body = %v, want Text parsed", r.Body())
	}
	if r.Tier() != "C" || r.Class() != "none" || r.Private() {
		t.Errorf("Reply{}: Tier, Class, Private = %s, %s, %v, want nobody at risk", r.Tier(), r.Class(), r.Private())
	}
	if r.Kind() != bot.KindNone || len(r.Choices()) > 0 || r.Source() != "" || r.Entry() != "" || r.Confidence() != 0 {
		t.Errorf("Reply{} claims something: %+v", r)
	}
}

// TestChoicesAreCopied: a reply cannot be changed by who renders it.
func TestChoicesAreCopied(t *testing.T) {
	r := ask(t, breadBot(t), "/topics")
	r.Choices()[0].Label = "something else"
	if got := r.Choices()[0].Label; got == "something else" {
		t.Error("changing Reply.Choices() changed the reply")
	}
}

// TestReplyFigures: who evaluates gets the same figures from an answer, from a
// text that says there is none, and from choices.
func TestReplyFigures(t *testing.T) {
	b := breadBot(t)
	for name, test := range map[string]struct{ text, entry, best string }{
		"a phrasing is certain": {"rising time", "rising", "rising"},
		"not covered":           {"gluten free", "gluten", "gluten"},
		"suggested":             {"how long", "", "rising"},
		"a command finds none":  {"/help", "", ""},
		"a link is certain":     {"/start storing", "storing", "storing"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(t, b, test.text)
			if r.Entry() != test.entry || r.Best() != test.best {
				t.Errorf("Handle(%q): Entry, Best = %q, %q, want %q, %q", test.text, r.Entry(), r.Best(), test.entry, test.best)
			}
			certain := r.Confidence() == 1
			if certain != (strings.HasSuffix(name, "certain") || name == "not covered") {
				t.Errorf("Handle(%q).Confidence = %v", test.text, r.Confidence())
			}
			if len(r.Version()) != 12 {
				t.Errorf("Handle(%q).Version = %q, want the base's", test.text, r.Version())
			}
		})
	}
}
