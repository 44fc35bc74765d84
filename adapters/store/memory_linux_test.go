//go:build !race

package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

func init() { parts["memory"] = memory }

// resident is what a program has in memory, in KiB: now, and at most so far.
func resident() (now, most int) {
	debug.FreeOSMemory()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(data)) {
		fmt.Sscanf(line, "VmRSS: %d", &now)
		fmt.Sscanf(line, "VmHWM: %d", &most)
	}
	return now, most
}

// likeShipped is a version of the size of the shipped base.
func likeShipped(n byte) bot.Files {
	files := bot.Files{bot.LearnedFile: bytes.Repeat([]byte{n, 1, 2, 3, 5, 7, 11}, 1_725_737/7)}
	for i := range 90 {
		files[fmt.Sprintf("entries/%d.md", i)] = bytes.Repeat([]byte{byte(i), byte(i >> 8), n >> 6, 9}, 9_300/4)
	}
	return files
}

// memory prints what a program's memory is before it has a store, with it open after a few
// small calls, after versions were stored and read, and with it closed, and the most so far.
func memory(s *store.Store, times int) error {
	files := likeShipped(0)
	show := func(what string) {
		now, most := resident()
		fmt.Println(what, now, most)
	}
	show("before")
	ctx := context.Background()
	for method, call := range bottest.Calls(ctx, s) {
		if err := call(); err != nil && err != bot.ErrNotStored {
			return fmt.Errorf("%s: %w", method, err)
		}
	}
	show("open")
	for i := range times {
		files[bot.LearnedFile][i*1000] = 99
		c := bot.Change{Version: fmt.Sprintf("%012d", i), Action: "load"}
		if err := s.Commit(ctx, c, bot.Write{Files: files}); err != nil {
			return err
		}
	}
	show("committed")
	if _, err := s.Files(ctx, "000000000001"); err != nil {
		return err
	}
	show("read")
	s.Sleep()
	show("asleep")
	return nil
}

// TestMemory measures what the store takes beside the program: "go test -run TestMemory -v".
func TestMemory(t *testing.T) {
	cmd, lines := start(t, "memory", 20, filepath.Join(t.TempDir(), "candor.db"))
	now, most := map[string]int{}, map[string]int{}
	for lines.Scan() {
		t.Log(lines.Text())
		var what string
		var kib, high int
		if _, err := fmt.Sscan(lines.Text(), &what, &kib, &high); err != nil {
			t.Fatal(lines.Text())
		}
		now[what], most[what] = kib, high
	}
	must(t, cmd.Wait())
	t.Logf("KiB more than before: open %d, at most while committing %d, at most while reading %d, asleep %d", now["open"]-now["before"],
		most["committed"]-now["before"], most["read"]-now["before"], now["asleep"]-now["before"])
	if grown := most["committed"] - now["before"]; grown > 16<<10 {
		t.Errorf("committing takes %d KiB", grown)
	}
}
