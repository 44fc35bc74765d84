package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { testscript.Main(leakless{m}, map[string]func(){"candor": main}) }

// leakless fails when the tests leave a goroutine behind.
type leakless struct{ m *testing.M }

func (l leakless) Run() int {
	defer func() { _ = os.RemoveAll(built.folder) }() // "" if nothing was built
	err := errors.Join(
		// Cards are those for anywhere, wherever the tests run.
		os.Setenv("LC_ALL", "C"), os.Unsetenv("CANDOR_TERRITORY"),
		// Those that go on at the same time mostly wait, so there is room for more than there
		// are processors. What the command line says wins.
		flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := l.m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// TestScripts runs the real program as testdata/script/*.txtar say. Each starts
// with the little knowledge base "base" in its folder. "exits CODE candor …" runs
// the program and wants that exit code; "fill FOLDER" copies from the base what
// the folder lacks.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               setUp,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "fill": fill},
	})
}

// setUp copies the base, and makes what a script file cannot hold.
func setUp(env *testscript.Env) error {
	lines := filepath.Join(env.WorkDir, "lines")
	env.Setenv("LINES", lines)
	env.Setenv("CANDOR_DATA", filepath.Join(env.WorkDir, "data"))
	env.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector's second before each exit
	if err := errors.Join(os.CopyFS(filepath.Join(env.WorkDir, "base"), os.DirFS("testdata/base")), os.Mkdir(lines, 0o755)); err != nil {
		return err
	}
	entry := func(answer string) string {
		return "---\nquestion: How long does dough have to rise?\nasked: [rising time]\nsection: The Dough\nreviewed: 2026-01-02\n---\n" + answer
	}
	for name, text := range map[string]string{
		"lines/invalid":                   "rising\xfftime\nstoring it\n",
		"lines/long":                      strings.Repeat("x", 1<<20) + "\nstoring it\n",
		"too-long/entries/rising.md":      entry(strings.Repeat("x", 1<<16))[:1<<16+1],
		"invalid-utf8/entries/rising.md":  entry("Until it has \xff doubled.\n"),
		"control/entries/rising.md":       entry("Until it has \x1b[2J doubled.\n"),
		"bidirectional/entries/rising.md": entry("Until it has doubled,\nor \u202ereversed.\n"),
		"decomposed/entries/rising.md":    entry("In the cafe\u0301, until it has doubled.\n"),
	} {
		name = filepath.Join(env.WorkDir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			return err
		}
	}
	return nil
}

// exits runs a command and wants an exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command [arguments]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fill FOLDER")
	}
	base := ts.MkAbs("base")
	ts.Check(filepath.WalkDir(base, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		to := filepath.Join(ts.MkAbs(args[0]), strings.TrimPrefix(name, base))
		if _, err := os.Stat(to); err == nil {
			return nil
		}
		text, err := os.ReadFile(name)
		return errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644))
	}))
}
