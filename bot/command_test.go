package bot_test

import (
	"strings"
	"testing"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// TestCommandForms: a command is one however a phone or a hostile hand spells it.
func TestCommandForms(t *testing.T) {
	const help, answer = "How to ask", "How long does dough have to rise?"
	for name, test := range map[string]struct{ text, title string }{
		"spaces around":           {"  /help  ", help},
		"tab before the argument": {"/topics\t2", "Topics"},
		"break before it":         {"/ask\nhow long should my dough rise", answer},
		"break after it":          {"/help\r\n", help},
		"zero-width inside":       {"/he\u200blp", help},
		"full-width":              {"／ｈｅｌｐ", help},
		"NUL inside":              {"/he\x00lp", help},
		"marks on it":             {"/h" + strings.Repeat("\u0301", 5000) + "elp", help},
		"byte order mark before":  {"\ufeff/help", help},
		"right-to-left override":  {"\u202e/help", help},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ask(t, breadBot(t), test.text).Title(); got != test.title {
				t.Errorf("Handle(%.40q).Title = %q, want %q", test.text, got, test.title)
			}
		})
	}
}

// TestLongCommand: a command is one however much follows it. Of a long text the end is
// read, and there the command does not stand.
func TestLongCommand(t *testing.T) {
	oneAtATime(t)
	b := breadBot(t)
	for _, filler := range []string{strings.Repeat("xyzzy ", 5000), strings.Repeat("x", 5000), strings.Repeat("é", 5000), strings.Repeat("\n각", 5000)} {
		for _, command := range []string{"/crisis", "/Crisis@candor_bot", "\ufeff\n /crisis gb", "／ｃｒｉｓｉｓ", "/cri\u200bsis", "/help", "/topics", "/privacy", "/about", "/version", "/start", "/bake"} {
			want, got := ask(t, b, strings.TrimSuffix(command, " gb")), ask(t, b, command+" "+filler)
			if diff := cmp.Diff(look(want), look(got)); diff != "" {
				t.Errorf("Handle(%q and %d bytes) (-without them +got):\n%s", command, len(filler), diff)
			}
		}
		got := ask(t, b, "/ask "+filler+" how long should my dough rise?")
		if want := ask(t, b, filler+" how long should my dough rise?"); got.Kind() != want.Kind() || got.Title() != want.Title() {
			t.Errorf("/ask and %d bytes: %s %q, want %s %q", len(filler), got.Kind(), got.Title(), want.Kind(), want.Title())
		}
		if got := ask(t, b, "/crisis "+filler+" I want to die"); got.Title() != suicideTitle {
			t.Errorf("/crisis and %d bytes that end in danger: %s %q, want that card", len(filler), got.Kind(), got.Title())
		}
	}
}

// TestNoCommand: what only looks like a command is a question.
func TestNoCommand(t *testing.T) {
	b := breadBot(t)
	unknown, topics := ask(t, b, "/bake").Title(), ask(t, b, "/topics").Title()
	for _, text := range []string{
		"/", "//", "/ 2", "/2", "1/topics", "/home/topics", "/@candor_bot", "/-my-topics", "my topics", "topics of bread",
		strings.Repeat("/", 100_000), strings.Repeat("x", 10_000) + "/topics", "my dough / my crust " + strings.Repeat("xyzzy ", 5000),
	} {
		if got := ask(t, b, text).Title(); got == unknown || got == topics {
			t.Errorf("Handle(%.40q).Title = %q, want that of a question", text, got)
		}
	}
}

// TestCommands: every command that help and menus list is one, and is named in
// /help.
func TestCommands(t *testing.T) {
	b := breadBot(t)
	help, unknown := ask(t, b, "/help").Text(), ask(t, b, "/bake").Title()
	for _, c := range bot.Commands() {
		kind := bot.KindInfo
		if c.Name == "crisis" {
			kind = bot.KindHelp
		}
		if got := ask(t, b, "/"+c.Name); got.Kind() != kind || got.Title() == unknown {
			t.Errorf("Handle(/%s) = %s %q, want what the command is for", c.Name, got.Kind(), got.Title())
		}
		if c.Help == "" || !strings.Contains(help, "/"+c.Name+": "+c.Help) {
			t.Errorf("/help does not tell what /%s is for: %q", c.Name, c.Help)
		}
	}
}

// TestTopicsReachEverything: the pages together list each covered entry once.
func TestTopicsReachEverything(t *testing.T) {
	b := breadBot(t)
	var got []string
	for next := "/topics"; next != ""; {
		reply := ask(t, b, next)
		next = ""
		for _, c := range reply.Choices() {
			switch {
			case c.Label == "Next page":
				next = c.ID
			case !strings.HasPrefix(c.ID, "/"):
				got = append(got, c.ID)
			}
		}
	}
	want := []string{"salt", "yeast", "water", "flour", "kneading", "rising", "crust", "done", "heat", "freezing", "storing"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
}

// ask puts a text to the bot, which never fails.
func ask(t testing.TB, h bot.Handler, text string) bot.Reply {
	t.Helper()
	reply, err := h.Handle(t.Context(), bot.Message{Platform: "test", Text: text})
	if err != nil {
		t.Fatalf("Handle(%.40q) = %v, want no error", text, err)
	}
	return reply
}
