package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long the checker may take to start.
const patience = 20 * time.Second

// harmless are the problems that are none for Telegram's server: it reads the older
// names of parameters and takes these for missing if they are null. The library's
// types send both.
var harmless = regexp.MustCompile(`^\w+: (legacy-param |json-null \w+\.(entities|allowed_updates|results):)`)

// Checked returns a URL to use for s.URL, behind which each request is checked
// against the machine-readable Bot API before s gets it. What is wrong fails the
// test when it ends.
//
// The checker is a program in the folder that CANDOR_SHARED names, or in shared
// beside the module. Without it the test goes on, unchecked, and a log line says so.
// A connection that a [Fault] cuts shows behind the checker as its status 502.
func Checked(tb testing.TB, s *Server) (url string) {
	tb.Helper()
	checker, ok := check(tb, s.URL)
	if !ok {
		return s.URL
	}
	return checker
}

// CheckedLater returns a function that checks requests which went by another way: where
// the checker would hide what happens to a connection, or where there is none. It is for
// the test's end or a cleanup, and looks at the last few hundred.
func CheckedLater(tb testing.TB) func([]Call) {
	tb.Helper()
	checker, ok := check(tb, "")
	return func(calls []Call) {
		if !ok {
			return
		}
		client := http.Client{Transport: &http.Transport{}, Timeout: patience}
		defer client.CloseIdleConnections()
		for _, c := range calls[max(0, len(calls)-mostLater):] {
			resp, err := client.PostForm(checker+"/bot"+Token+"/"+c.Method, c.Params)
			if err != nil {
				tb.Errorf("ask the checker of requests: %v", err)
				return
			}
			_ = resp.Body.Close()
		}
	}
}

// mostLater is how many requests are checked in half a second or so.
const mostLater = 300

// check starts the checker in front of next, "" for nothing, until the test ends: then
// what is wrong fails it.
func check(tb testing.TB, next string) (url string, ok bool) {
	tb.Helper()
	shared, err := sharedFolder()
	if err != nil {
		tb.Logf("requests are not checked against the machine-readable Bot API: %v", err)
		return "", false
	}
	program, err := checker(tb.Context(), filepath.Join(shared, "tools", "tgcheck"))
	if err != nil {
		tb.Fatalf("build the checker of requests: %v", err)
	}
	spec := filepath.Join(shared, "specs", "telegram-bot-api.json")
	url, stop, err := startChecker(tb, program, spec, next)
	if err != nil {
		tb.Fatalf("start the checker of requests: %v", err)
	}
	tb.Cleanup(func() {
		defer stop()
		problems, err := problems(url)
		if err != nil {
			tb.Errorf("ask the checker of requests: %v", err)
		}
		for _, p := range problems {
			tb.Errorf("the Bot API does not allow this request: %s", p)
		}
	})
	return url, true
}

// sharedFolder finds the folder that the checker is in.
func sharedFolder() (string, error) {
	folder := os.Getenv("CANDOR_SHARED")
	if folder == "" {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(root, "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(folder, "tools", "tgcheck", "go.mod")); err != nil {
		return "", fmt.Errorf("the checker is not here: %w", err)
	}
	return filepath.Abs(folder)
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod in this folder or above it")
		}
		dir = up
	}
}

// built are the checkers of this process.
var built struct {
	sync.Mutex
	path map[string]string
}

// checker builds the program and returns where it is: in Go's build cache, which
// keeps what "go run" has run twice, so that nothing is left behind elsewhere.
func checker(ctx context.Context, folder string) (string, error) {
	built.Lock()
	defer built.Unlock()
	if path := built.path[folder]; path != "" {
		return path, nil
	}
	for range 3 {
		cmd := exec.CommandContext(ctx, "go", "run", "-exec=echo", ".")
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "GOWORK=off")
		out, err := cmd.Output()
		if err != nil {
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				err = fmt.Errorf("%w: %s", err, exit.Stderr)
			}
			return "", err
		}
		path := strings.TrimSpace(string(out))
		if _, err := os.Stat(path); err == nil {
			built.path = map[string]string{folder: path}
			return path, nil
		}
	}
	return "", errors.New("the build cache does not keep it")
}

// startChecker runs the program in front of next until stop is called.
func startChecker(tb testing.TB, program, spec, next string) (url string, stop func(), err error) {
	addr, err := FreeAddress(tb.Context())
	if err != nil {
		return "", nil, err
	}
	// Not bound to the test's context, which ends before the checker is asked.
	cmd := exec.Command(program, "-spec", spec, "-listen", addr, "-next", next)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	}
	url = "http://" + addr
	deadline := time.Now().Add(patience)
	for {
		_, err := problems(url)
		if err == nil {
			return url, stop, nil
		}
		if time.Now().After(deadline) {
			stop()
			return "", nil, err
		}
		time.Sleep(5 * time.Millisecond) // a program that starts gives no sign
	}
}

// problems asks a checker for what it has found so far.
func problems(url string) ([]string, error) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	resp, err := client.Get(url + "/problems")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var all []string
	if err := json.NewDecoder(resp.Body).Decode(&all); err != nil {
		return nil, err
	}
	var real []string
	for _, p := range all {
		if !harmless.MatchString(p) {
			real = append(real, p)
		}
	}
	return real, nil
}
