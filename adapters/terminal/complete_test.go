package terminal

import (
	"testing"

	"candor/bot"
)

func TestTabGoesThroughTheOffers(t *testing.T) {
	asked := []string{}
	tab := tabber{complete: func(prefix string, n int) []bot.Choice {
		asked = append(asked, prefix)
		if prefix == "zz" {
			return nil
		}
		return []bot.Choice{{ID: "a", Label: "First?"}, {ID: "b", Label: "Second?"}}[:min(n, 2)]
	}}
	line := "f"
	steps := []struct{ name, typed, want string }{
		{"the likeliest first", "", "First?"},
		{"then the next", "", "Second?"},
		{"then the first again", "", "First?"},
		{"anew when something was typed", "s", "First?"},
		{"nothing when nothing fits", "zz", "zz"},
		{"anew after nothing", "s", "First?"},
	}
	for _, step := range steps {
		if step.typed != "" {
			line = step.typed
		}
		var ok bool
		var pos int
		if line, pos, ok = tab.press(line, len(line), '\t'); !ok || line != step.want || pos != len(line) {
			t.Errorf("%s: press = %q, %d, %v, want %q", step.name, line, pos, ok, step.want)
		}
	}
	if len(asked) != 4 {
		t.Errorf("the core was asked for %q, want each typed text once", asked)
	}
}

func TestOtherKeysAreLeftAlone(t *testing.T) {
	tab := tabber{complete: func(string, int) []bot.Choice { panic("asked") }}
	if line, pos, ok := tab.press("how", 3, 'x'); ok {
		t.Errorf("press of x = %q, %d, true, want it left to the terminal", line, pos)
	}
}
