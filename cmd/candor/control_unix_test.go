//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
)

func (sc *scene) socket() string { return filepath.Join(sc.data, socketFile) }

// wantMode looks who may open a file.
func (sc *scene) wantMode(path string, want os.FileMode) {
	sc.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != want {
		sc.Errorf("%s: mode %v, %v, want %v", path, info.Mode().Perm(), err, want)
	}
}

// listens waits until a service takes commands.
func (sc *scene) listens() {
	sc.Helper()
	ctx := within(sc.T, long)
	for ctx.Err() == nil {
		if out, code := sc.run("stats"); code == 0 && strings.Contains(out, "Numbers") {
			return
		}
	}
	sc.Fatalf("no service takes commands:\n%s", sc.candor(0, "stats"))
}

// TestSocket: only its owner can reach the service, only by what are moderators' commands,
// and nothing that comes in harms it.
func TestSocket(t *testing.T) {
	sc := newScene(t)
	sc.serve()
	sc.listens()
	sc.wantMode(sc.data, 0o700)
	sc.wantMode(sc.socket(), 0o600)
	for name, test := range map[string]struct {
		body   io.Reader
		status int
		says   string
	}{
		"large":         {bytes.NewReader(bytes.Repeat([]byte(" "), 20<<20)), 400, "not a command"},
		"large command": {strings.NewReader(`{"text":"/test ` + strings.Repeat("x", 20<<20) + `"}`), 400, "not a command"},
		"malformed":     {strings.NewReader(`{"text": /stats}`), 400, "not a command"},
		"empty":         {strings.NewReader(""), 400, "not a command"},
		"a list":        {strings.NewReader(`["/stats"]`), 400, "not a command"},
		"a question":    {strings.NewReader(`{"text":"rising time"}`), 400, "not a moderators' command"},
		"people's":      {strings.NewReader(`{"text":"/topics"}`), 400, "not a moderators' command"},
		"a wide screen": {strings.NewReader(`{"text":"/stats","width":1000000000}`), 200, "Numbers"},
		"none":          {strings.NewReader(`{"text":"/stats","width":-1000000000}`), 200, "Numbers"},
	} {
		if status, said := sc.post(test.body); status != test.status || !strings.Contains(said, test.says) {
			t.Errorf("%s: %d %q, want %d %q", name, status, said, test.status, test.says)
		}
	}
	if resp, err := socketClient(sc.socket()).Get("http://candor/command"); err != nil || resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %v, %v", resp, err)
	} else {
		resp.Body.Close()
	}
	sc.breaks("rising")
	if out := sc.candor(1, "reload", "--yes"); !strings.Contains(out, "entries/rising.md:5") {
		t.Errorf("candor reload --yes of a broken file says\n%s", out)
	}
	sc.bothGet(rising, firstText)
	sc.p.stop()
	sc.p.ends(0, 10*time.Second)
	if _, err := os.Lstat(sc.socket()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after the end the socket is there: %v", err)
	}
}

// post sends a body to the service. The answer may come before all of it was taken.
func (sc *scene) post(body io.Reader) (status int, said string) {
	sc.Helper()
	resp, err := socketClient(sc.socket()).Post("http://candor/command", "application/json", body)
	if err != nil {
		sc.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// TestSocketTaken: who cannot have the socket answers people all the same, and takes it as
// soon as it can be had.
func TestSocketTaken(t *testing.T) {
	waits(t)
	first, second := newScene(t), newScene(t)
	second.data = first.data
	first.serve()
	first.listens()
	second.serve()
	second.p.says("in use by another candor")
	second.bothGet(rising, firstText)
	first.bothGet(rising, firstText)
	first.p.kill() // and leaves the socket behind
	if _, err := os.Lstat(first.socket()); err != nil {
		t.Fatalf("a program that was killed takes its socket along: %v", err)
	}
	second.listens()

	// The folder is deleted under it.
	second.must(os.RemoveAll(second.data))
	second.bothGet(rising, firstText)
	second.listens()
	second.p.kill()

	// Something else is where the socket is to be.
	third := newScene(t)
	third.must(os.MkdirAll(third.socket(), 0o700))
	third.serve()
	third.p.says("is in the way: it is no socket")
	third.bothGet(rising, firstText)
	third.must(os.Remove(third.socket()))
	third.listens()
}

// TestSocketPathTooLong (unix(7)): is said, and people are answered.
func TestSocketPathTooLong(t *testing.T) {
	sc := newScene(t)
	sc.data = filepath.Join(sc.data, strings.Repeat("d", 100))
	sc.serve()
	sc.p.says("too many for a socket's path, of 107 at most: name a shorter folder by --data")
	sc.bothGet(rising, firstText)
	if out := sc.candor(1, "stats"); !strings.Contains(out, "too many for a socket's path") || strings.Count(out, "\n") != 1 {
		t.Errorf("candor stats says\n%s", out)
	}
}

// TestNoService: one line says which folder no service runs with.
func TestNoService(t *testing.T) {
	sc := newScene(t)
	want := "candor: no service runs with the folder " + sc.data + ": start candor serve, or name its folder by --data\n"
	if out := sc.candor(1, "stats"); out != want {
		t.Errorf("it says %q, want %q", out, want)
	}
	l := sc.pretend(func(c net.Conn) { c.Close() })
	l.Close()
	if out := sc.candor(1, "stats"); out != want { // a socket that nobody listens at
		t.Errorf("it says %q, want %q", out, want)
	}
	if _, err := os.Stat(filepath.Join(sc.data, storeFile)); err == nil {
		t.Error("a command made a store")
	}
}

// TestServiceGone: a service that ends while it is at work is told of in a line.
func TestServiceGone(t *testing.T) {
	const whole = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
	for name, answer := range map[string]string{
		"nothing": "", "half a head": whole[:30], "a head": whole, "half a body": whole + `{"kind":3,"text":"Numb`, "no JSON": "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\noops",
	} {
		t.Run(name, func(t *testing.T) {
			sc := newScene(t)
			sc.pretend(func(c net.Conn) {
				defer c.Close()
				_, _ = c.Read(make([]byte, 4096))
				_, _ = io.WriteString(c, answer)
			})
			out := sc.candor(1, "stats")
			if !strings.HasPrefix(out, "candor: the service at "+sc.socket()+" did not answer") || strings.Count(out, "\n") != 1 {
				t.Errorf("it says %q", out)
			}
		})
	}
}

// pretend listens at the socket and leaves it behind.
func (sc *scene) pretend(answer func(net.Conn)) net.Listener {
	sc.Helper()
	sc.must(os.MkdirAll(sc.data, 0o700))
	l, err := net.Listen("unix", sc.socket())
	sc.must(err)
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			answer(c)
		}
	}()
	sc.Cleanup(func() { l.Close(); <-done })
	return l
}

// TestDataFolder: the command line goes before the environment; without either and without
// a home there is no place to look.
func TestDataFolder(t *testing.T) {
	sc := newScene(t)
	sc.serve()
	sc.listens()
	served := sc.data
	sc.data = shortTempDir(t) // what CANDOR_DATA says from now on
	sc.candor(1, "stats")
	if out := sc.candor(0, "stats", "--data", served); !strings.Contains(out, "Numbers") {
		t.Errorf("with --data it says\n%s", out)
	}
}

// TestSocketIsOwners: from the moment on that it is there, nobody else may connect, whatever the umask says.
func TestSocketIsOwners(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	c := &control{path: filepath.Join(shortTempDir(t), socketFile), log: zerolog.Nop()}
	if err := os.MkdirAll(filepath.Dir(c.path), 0o777); err != nil {
		t.Fatal(err)
	}
	lc := net.ListenConfig{Control: forOwner}
	l, err := lc.Listen(context.Background(), "unix", c.path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if info, err := os.Stat(c.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want it for the owner", info.Mode(), err)
	}
}
