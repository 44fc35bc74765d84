package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"candor/adapters/store"
	"candor/bot"
)

// partVariable makes the test program play a part of another program.
const partVariable = "CANDOR_STORE_PART"

// play plays the part of another program: its name, the path, and how often.
func play(part string) int {
	fields := strings.SplitN(part, " ", 3)
	times, err := strconv.Atoi(fields[1])
	if err != nil {
		panic(err)
	}
	s := store.Open(fields[2], store.Config{})
	defer s.Close()
	if err := parts[fields[0]](s, times); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

var parts = map[string]func(s *store.Store, times int) error{
	"write": func(s *store.Store, times int) error {
		for i := range times {
			if err := writeOnce(s, os.Getpid()*10_000+i); err != nil {
				return err
			}
			fmt.Println(i)
		}
		return nil
	},
}

// writeOnce makes a change with a file of 20 kB, so that it takes many pages, and counts it.
func writeOnce(s *store.Store, i int) error {
	ctx := context.Background()
	name := strconv.Itoa(i)
	return errors.Join(
		s.Commit(ctx, bot.Change{Version: name, Action: "load"}, bot.Write{Files: manyFiles(name), Notes: map[string]string{"last": name}}),
		s.AddCounts(ctx, []bot.Count{{Day: "2026-11-26", Name: "writes", N: 1}}),
	)
}

func manyFiles(name string) bot.Files {
	files := bot.Files{}
	for i := range 5 {
		files[fmt.Sprint(i)] = []byte(strings.Repeat(fmt.Sprintln(name, i), 400))
	}
	return files
}

// start starts another program on the file.
func start(t *testing.T, part string, times int, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d %s", partVariable, part, times, path))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return cmd, bufio.NewScanner(out)
}

// TestTwoPrograms begin a file at the same time and write to it at the same time.
func TestTwoPrograms(t *testing.T) {
	const programs, times = 3, 20
	path := filepath.Join(t.TempDir(), "data", "candor.db")
	var running sync.WaitGroup
	for range programs {
		cmd, lines := start(t, "write", times, path)
		running.Go(func() {
			var last string
			for lines.Scan() {
				last = lines.Text()
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("%v: %s", err, last)
			}
		})
	}
	s := open(t, path)
	for i := range times {
		must(t, writeOnce(s, i))
	}
	running.Wait()
	counts, err := s.Counts(t.Context(), "")
	must(t, err)
	if len(counts) != 1 || counts[0].N != (programs+1)*times {
		t.Errorf("counts = %v", counts)
	}
	if n := wantAllWhole(t, s); n != (programs+1)*times {
		t.Errorf("%d lines", n)
	}
}

// wantAllWhole wants the files of each line of the audit, and returns how many lines it has.
func wantAllWhole(t *testing.T, s *store.Store) int {
	t.Helper()
	history, err := s.History(t.Context(), 100_000)
	must(t, err)
	for i, c := range history {
		files, err := s.Files(t.Context(), c.Version)
		must(t, err)
		if len(files) != 5 || string(files["4"]) != string(manyFiles(c.Version)["4"]) {
			t.Errorf("version %s is half there", c.Version)
		}
		if want := int64(len(history) - i); c.N != want {
			t.Errorf("line %d has the number %d", want, c.N)
		}
	}
	return len(history)
}

// TestKilled kills a program while it writes: what it was told is stored stays stored, and
// nothing is half there.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	random := rand.New(rand.NewPCG(1, 2))
	rounds, confirmed := 10, 0
	if os.Getenv("CANDOR_CI") != "" {
		rounds = 40
	}
	for range rounds {
		cmd, lines := start(t, "write", 1_000_000, path)
		for range 1 + random.IntN(6) {
			if !lines.Scan() {
				t.Fatal("the program ended")
			}
			confirmed++
		}
		must(t, cmd.Process.Kill())
		for lines.Scan() {
			confirmed++ // written before it was killed
		}
		_ = cmd.Wait()
		s := open(t, path)
		n := wantAllWhole(t, s)
		if n < confirmed {
			t.Fatalf("%d lines of %d that were confirmed", n, confirmed)
		}
		confirmed = n
		must(t, s.Close())
	}
}
