package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

// setting is a row of README.md's table of settings.
type setting struct{ Name, Env string }

// TestSettingsTable: README.md lists exactly the flags that there are.
func TestSettingsTable(t *testing.T) {
	if diff := cmp.Diff(flagsOf(newParser(&cli{}).Model), settingsTable(t)); diff != "" {
		t.Errorf("README.md's table of settings (-code +README):\n%s", diff)
	}
}

// flagsOf returns the flags of the program and of each command, but for --help, and the
// secrets, which have none.
func flagsOf(app *kong.Application) map[setting]bool {
	settings := map[setting]bool{}
	add := func(prefix string, flags []*kong.Flag) {
		for _, f := range flags {
			if f == app.HelpFlag {
				continue
			}
			name := prefix + "--" + f.Name
			if !f.IsBool() {
				name += " " + f.FormatPlaceHolder()
			}
			settings[setting{name, strings.Join(f.Envs, " ")}] = true
		}
	}
	add("", app.Flags)
	for _, command := range app.Children {
		add(command.Name+" ", command.Flags)
	}
	for _, variable := range secretVariables {
		settings[setting{"", variable}] = true
	}
	return settings
}

var settingsHead = regexp.MustCompile(`(?m)^\| Setting \| Environment \| Default \| Meaning \|\n\|[-|]+\|\n((?:\|.*\|\n)+)`)

// settingsTable reads the table of README.md, in which no default and no meaning
// may be missing.
func settingsTable(t *testing.T) map[setting]bool {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	table := settingsHead.FindStringSubmatch(string(text))
	if table == nil {
		t.Fatal("README.md has no table | Setting | Environment | Default | Meaning |")
	}
	settings := map[setting]bool{}
	for row := range strings.Lines(table[1]) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), "`")
		}
		if len(cells) != 4 || cells[2] == "" || cells[3] == "" {
			t.Errorf("README.md: %q must have four cells, with default and meaning", row)
			continue
		}
		s := setting{cells[0], cells[1]}
		if settings[s] {
			t.Errorf("README.md: %s stands there twice", s.Name)
		}
		settings[s] = true
	}
	return settings
}
