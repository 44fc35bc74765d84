package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// long is how long anything may take that has no limit of its own: only a test that
// fails waits for it.
const long = 2 * time.Minute

// built is the program, built once a run in a folder that TestMain removes.
var built struct {
	sync.Once
	folder, path string
	err          error
}

// buildProgram builds the program as users have it; with the race detector if the tests have it.
func buildProgram() {
	if built.folder, built.err = os.MkdirTemp("", "candor"); built.err != nil {
		return
	}
	built.path = filepath.Join(built.folder, "candor.exe")
	args := []string{"build", "-o", built.path}
	if raced() {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, ".")...).CombinedOutput(); err != nil {
		built.err = errors.New(err.Error() + ": " + string(out))
	}
}

// builtProgram is the program's file.
func builtProgram(t *testing.T) string {
	t.Helper()
	built.Do(buildProgram)
	if built.err != nil {
		t.Fatalf("build the program: %v", built.err)
	}
	return built.path
}

// raced reports whether the race detector is in the tests.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// program is "candor serve" as a process of its own.
type program struct {
	*testing.T
	cmd   *exec.Cmd
	out   *output
	began time.Time
	ended chan struct{}
}

// launch starts the program with an environment that holds nothing else; it is killed
// with the end of the test.
func launch(t *testing.T, env []string, args ...string) *program {
	t.Helper()
	p := prepare(t, env, args...)
	p.start()
	return p
}

// serve starts the program as a bot of the server's.
func serve(t *testing.T, s *telegramtest.Server, args ...string) *program {
	t.Helper()
	return launch(t, []string{"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + s.URL}, args...)
}

func prepare(t *testing.T, env []string, args ...string) *program {
	t.Helper()
	p := &program{T: t, out: newOutput(), ended: make(chan struct{})}
	p.cmd = exec.Command(builtProgram(t), append([]string{"serve"}, args...)...)
	p.cmd.Env = append([]string{"CANDOR_DATA=" + t.TempDir()}, append(env, "GORACE=atexit_sleep_ms=0")...)
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	return p
}

func (p *program) start() {
	p.Helper()
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		p.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait() // ProcessState has how it ended
		close(p.ended)
	}()
	p.Cleanup(p.kill)
}

// ready waits until the program asks for updates, and returns how long that took.
func (p *program) ready() time.Duration {
	p.Helper()
	p.says("running")
	return time.Since(p.began)
}

// says waits until a text is printed.
func (p *program) says(text string) {
	p.Helper()
	if !p.out.wait(text, p.ended) {
		p.Fatalf("the program does not print %q but\n%s", text, p.out)
	}
}

// kill ends the program as a power cut does.
func (p *program) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

func (p *program) signal(s os.Signal) {
	p.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.Errorf("send %v: %v", s, err)
	}
}

// stop asks the program to end.
func (p *program) stop() { p.Helper(); p.signal(syscall.SIGTERM) }

// ends waits for the program, which must end with the code, in time, and returns how
// long it took. Code -1 stands for the end by a signal.
func (p *program) ends(code int, most time.Duration) time.Duration {
	p.Helper()
	began := time.Now()
	select {
	case <-p.ended:
	case <-time.After(long):
		p.Fatalf("the program does not end; it printed\n%s", p.out)
	}
	took := time.Since(began)
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.Errorf("exit code %d, want %d; it printed\n%s", got, code, p.out)
	}
	if took > most {
		p.Errorf("it took %v to end, want at most %v", took, most)
	}
	return took
}

// output keeps what a program prints.
type output struct {
	mu      sync.Mutex
	text    bytes.Buffer
	changed chan struct{} // closed when there is more
}

func newOutput() *output { return &output{changed: make(chan struct{})} }

// Write implements io.Writer.
func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	close(o.changed)
	o.changed = make(chan struct{})
	return o.text.Write(b)
}

// String implements fmt.Stringer.
func (o *output) String() string {
	text, _ := o.look()
	return text
}

func (o *output) look() (text string, changed <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String(), o.changed
}

// wait waits for a text, in vain if ended is closed.
func (o *output) wait(text string, ended <-chan struct{}) bool {
	for last := false; ; {
		all, changed := o.look()
		switch {
		case strings.Contains(all, text):
			return true
		case last:
			return false
		}
		select {
		case <-changed:
		case <-ended:
			last = true
		case <-time.After(long):
			return false
		}
	}
}

// within bounds a wait for the server.
func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func median[T int | time.Duration](all []T) T {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}
