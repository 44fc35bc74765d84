package store_test

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

const unlimited = ^uint64(0)

func init() { parts["limited"] = limited }

// limited plays a program on a disk that fails to write beyond some place: the kernel
// refuses to let files grow. It ends with an error if a method does not say so.
func limited(s *store.Store, kilobytes int) error {
	signal.Ignore(syscall.SIGXFSZ) // the write then fails with "file too large"
	if err := writeOnce(s, 1); err != nil {
		return err
	}
	limit := syscall.Rlimit{Cur: uint64(kilobytes) << 10, Max: unlimited}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	made := 1
	var err error
	for err == nil && made < 1000 {
		if err = writeOnce(s, 1+made); err == nil {
			made++
		}
	}
	fmt.Println(made, err)
	calls := bottest.Calls(context.Background(), s)
	delete(calls, "Commit") // was called above
	for method, call := range calls {
		var fault *store.Fault
		if err := call(); err != nil && err != bot.ErrNotStored && !errors.As(err, &fault) {
			return fmt.Errorf("%s: %w", method, err)
		}
	}
	limit.Cur = unlimited
	return errors.Join(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit), writeOnce(s, 0))
}

// TestDiskFails: writes that fail half way lose nothing that was stored before, and the
// store works when they succeed again.
func TestDiskFails(t *testing.T) {
	for _, kilobytes := range []int{0, 4, 40, 100, 150, 300, 500, 1000} {
		path := filepath.Join(t.TempDir(), "candor.db")
		cmd, lines := start(t, "limited", kilobytes, path)
		var said []string
		for lines.Scan() {
			said = append(said, lines.Text())
		}
		var made int
		if err := cmd.Wait(); err != nil || len(said) == 0 || !strings.HasSuffix(strings.Join(said, "\n"), path+": the disk failed to read or write it") {
			t.Fatalf("with %d kB: %v: %q", kilobytes, err, said)
		}
		_, err := fmt.Sscan(said[0], &made)
		must(t, err)
		if n := wantAllWhole(t, open(t, path)); n < made+1 || n > made+2 {
			t.Errorf("with %d kB: %d lines, %d were confirmed", kilobytes, n, made+1)
		}
	}
}
