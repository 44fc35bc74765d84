package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// littleFiles are those of the little base.
func littleFiles(t *testing.T) bot.Files {
	t.Helper()
	files := bot.Files{}
	dir := os.DirFS("testdata/base")
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(dir, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestExamineApart: another process finds out the same, knows no token, and is stopped.
func TestExamineApart(t *testing.T) {
	t.Setenv("CANDOR_TELEGRAM_TOKEN", "123456:hush")
	files := littleFiles(t)
	want, err := bot.Examine(files)
	if err != nil {
		t.Fatal(err)
	}
	got, err := examineApart(t.Context(), files)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("examineApart: %v (-here +apart):\n%s", err, diff)
	}
	files["base.yaml"] = []byte("title: [")
	if _, err := examineApart(t.Context(), files); err == nil || !strings.Contains(err.Error(), "exit status 1") {
		t.Errorf("a bad base: %v", err)
	}
	if env := ofRuntime([]string{"CANDOR_TELEGRAM_TOKEN=x", "GOMEMLIMIT=1GiB", "PATH=/bin"}); !slices.Equal(env, []string{"GOMEMLIMIT=1GiB"}) {
		t.Errorf("the process gets %q", env)
	}
}

// TestExamineGivesWay: every thread of the process does, by ten steps, and not upwards
// where the service itself gives way.
func TestExamineGivesWay(t *testing.T) {
	for _, more := range []int{0, 5} {
		t.Run(fmt.Sprint(more), func(t *testing.T) { givesWay(t, more) })
	}
}

// givesWay starts the process with that much less priority than the test's.
func givesWay(t *testing.T, more int) {
	want := min(niceness(os.Getpid())+more+10, 19)
	cmd := exec.CommandContext(t.Context(), "nice", "-n", fmt.Sprint(more), builtProgram(t), "examine")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); ; pause(10 * time.Millisecond) {
		if all, low := priorities(t, cmd.Process.Pid, want); all > 0 && all == low {
			break
		} else if time.Since(began) > 30*time.Second {
			t.Errorf("%d of %d threads are of the priority %d", low, all, want)
			break
		}
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(said.String(), "examine is for serve") {
		t.Errorf("without files it ends with %v and says %q", err, &said)
	}
}

// priorities counts the threads of a process, and those of a priority: field 19 in
// proc_pid_stat(5).
func priorities(t *testing.T, pid, want int) (all, low int) {
	t.Helper()
	names, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		line, _ := os.ReadFile(name) // the thread may be gone
		if _, rest, ok := strings.Cut(string(line), ") "); ok {
			all++
			if strings.Fields(rest)[16] == fmt.Sprint(want) {
				low++
			}
		}
	}
	return all, low
}

// TestStoppedLearning: who stops the program while it learns a base finds no error in its
// log.
func TestStoppedLearning(t *testing.T) {
	sc := newTelegramScene(t)
	sc.ship()
	sc.serve()
	sc.edition(1)
	sc.p.signal(syscall.SIGHUP)
	children := fmt.Sprintf("/proc/%[1]d/task/*/children", sc.p.cmd.Process.Pid)
	for began := time.Now(); !anyHolds(t, children); pause(5 * time.Millisecond) {
		if time.Since(began) > long {
			t.Fatalf("no base is being learned:\n%s", sc.p.out)
		}
	}
	sc.p.stop()
	t.Logf("ended after %v", sc.p.ends(0, 10*time.Second))
	if sc.says(`"level":"error"`) > 0 || sc.says("is in use") > 0 {
		t.Errorf("the log says\n%s", sc.p.out)
	}
}

// anyHolds reports whether one of the files holds something.
func anyHolds(t *testing.T, pattern string) bool {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(names, func(name string) bool {
		text, _ := os.ReadFile(name) // the thread may be gone
		return len(text) > 0
	})
}
