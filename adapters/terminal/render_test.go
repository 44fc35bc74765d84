package terminal_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"candor/adapters/terminal"
	"candor/bot"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"
)

// inColumns measures text as terminals show it.
var inColumns = displaywidth.Options{ControlSequences: true}

// TestRender shows the whole of a reply with all that it may hold.
func TestRender(t *testing.T) {
	for name, test := range map[string]struct {
		style terminal.Style
		want  string
	}{
		"wrapped": {terminal.Style{Width: 48}, `How long does dough have to rise?

Until it has doubled, which is about 1 to 2
hours in a room that is neither cold nor hot.

It is ready when:

  - a dent that your finger makes in it fills up
    again, but only half of it and only slowly
  - it is twice as high

More is here
(https://example.org/how-dough-rises).

Source: "The First Loaf", under "The Dough"

  1  How long do I knead dough?
  2  How do I store bread, which is called 面包
     in Chinese and パン in Japanese?

This is about bread in general. For your own
kitchen, please ask a baker who knows it. Urgent
help: /crisis
`},
		"unwrapped": {terminal.Style{}, `How long does dough have to rise?

Until it has doubled, which is about 1 to 2 hours in a room that is neither cold nor hot.

It is ready when:

  - a dent that your finger makes in it fills up again, but only half of it and only slowly
  - it is twice as high

More is here (https://example.org/how-dough-rises).

Source: "The First Loaf", under "The Dough"

  1  How long do I knead dough?
  2  How do I store bread, which is called 面包 in Chinese and パン in Japanese?

This is about bread in general. For your own kitchen, please ask a baker who knows it. Urgent help: /crisis
`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, terminal.Render(reply(t, "rising time"), test.style)); diff != "" {
				t.Errorf("Render (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRenderWidth: no line is wider than asked for, with wide characters
// counted as the two columns that they take.
func TestRenderWidth(t *testing.T) {
	for _, text := range []string{"rising time", "storing it", "kneading time", "/help", "/privacy", "quarterly tax return", "I want to die"} {
		r := reply(t, text)
		for width := 30; width <= 120; width++ {
			style := terminal.Style{Width: width, Color: width%2 == 0}
			for line := range strings.Lines(terminal.Render(r, style)) {
				if got := inColumns.String(strings.TrimSuffix(line, "\n")); got > width && !strings.Contains(line, "https://") {
					t.Errorf("%q in %d columns: %q takes %d", text, width, line, got)
				}
			}
		}
	}
}

// TestRenderKeepsAddressesWhole: an address that is cut cannot be copied.
func TestRenderKeepsAddressesWhole(t *testing.T) {
	if got := terminal.Render(reply(t, "rising time"), terminal.Style{Width: 20}); !strings.Contains(got, "(https://example.org/how-dough-rises)") {
		t.Errorf("the address is cut:\n%s", got)
	}
}

var escape = regexp.MustCompile("\x1b\\[([0-9]*)m")

// TestRenderColor: color adds styles that are turned off again, and nothing else.
func TestRenderColor(t *testing.T) {
	r := reply(t, "rising time")
	plain, colored := terminal.Render(r, terminal.Style{Width: 60}), terminal.Render(r, terminal.Style{Width: 60, Color: true})
	if strings.ContainsRune(plain, '\x1b') {
		t.Errorf("escape sequences without color:\n%q", plain)
	}
	if diff := cmp.Diff(plain, escape.ReplaceAllString(colored, "")); diff != "" {
		t.Errorf("color changes more than the style (-without +with):\n%s", diff)
	}
	for _, want := range []string{"\x1b[1mHow long does dough have to rise?\x1b[0m", "\x1b[1mdoubled\x1b[0m", "\x1b[3m1 to 2 hours\x1b[0m", "\x1b[2mSource:", "\x1b[2mThis is about"} {
		if !strings.Contains(colored, want) {
			t.Errorf("the text lacks %q:\n%q", want, colored)
		}
	}
	for part := range strings.SplitSeq(colored, "\n\n") {
		if all := escape.FindAllStringSubmatch(part, -1); len(all) > 0 && all[len(all)-1][1] != "0" {
			t.Errorf("a style is not turned off at the end of %q", part)
		}
	}
}

// TestRenderNothing: the reply that nobody made has a text, too.
func TestRenderNothing(t *testing.T) {
	got := terminal.Render(bot.Reply{}, terminal.Style{Width: 80})
	if parts := strings.Split(got, "\n\n"); len(parts) != 3 {
		t.Errorf("Render = %q, want title, text and disclaimer", got)
	}
}

// TestNoTerminal: a file is none, so it has the usual width.
func TestNoTerminal(t *testing.T) {
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, out := range []any{f, &strings.Builder{}, nil} {
		if terminal.IsTerminal(out) || terminal.Width(out) != 80 {
			t.Errorf("%T: IsTerminal = %v, Width = %d, want false, 80", out, terminal.IsTerminal(out), terminal.Width(out))
		}
	}
}
