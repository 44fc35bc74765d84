package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"candor/bot"
)

// examineCmd is what serve starts for itself: see examineApart. It reads files and writes
// what it found out of them, and nobody else is meant to use it.
type examineCmd struct{}

// Run examines a base behind those that are answered.
func (examineCmd) Run(con *console) error {
	giveWay()
	var files bot.Files
	if err := gob.NewDecoder(con.in).Decode(&files); err != nil {
		return fmt.Errorf("examine is for serve, which gives it the files: %w", err)
	}
	x, err := bot.Examine(files)
	if err != nil {
		return err
	}
	return gob.NewEncoder(con.out).Encode(x)
}

// examineTime is how long a base may take: the largest takes a minute on one processor that
// is busy besides.
const examineTime = 10 * time.Minute

// examineApart has a process of its own examine a base. It is of a lower priority, so that
// people are answered as quickly as ever meanwhile, and has none of the settings, which hold
// tokens. Should it take more memory than there is, it ends, and answering goes on. Where no
// process can be started, the base is examined here.
func examineApart(ctx context.Context, files bot.Files) (bot.Examination, error) {
	ctx, cancel := context.WithTimeout(ctx, examineTime)
	defer cancel()
	var in, out bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(files); err != nil {
		return bot.Examination{}, err
	}
	cmd := exec.CommandContext(ctx, ownProgram())
	cmd.Args, cmd.Env = []string{"candor", "examine"}, ofRuntime(os.Environ())
	cmd.Stdin, cmd.Stdout = &in, &out
	if err := cmd.Start(); err != nil {
		return bot.Examine(files)
	}
	if err := cmd.Wait(); err != nil {
		return bot.Examination{}, fmt.Errorf("the process that learns them ended: %w", err)
	}
	var x bot.Examination
	err := gob.NewDecoder(&out).Decode(&x)
	return x, err
}

// ofRuntime are the settings of Go's runtime.
func ofRuntime(env []string) []string {
	return slices.DeleteFunc(env, func(s string) bool { return !strings.HasPrefix(s, "GO") })
}

// ownProgram is the file of this program, on Linux also once another has taken its name.
func ownProgram() string {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe"
	}
	return os.Args[0]
}
