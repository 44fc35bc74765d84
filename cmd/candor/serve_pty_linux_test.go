package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"candor/adapters/telegram/telegramtest"
)

// TestServeInTerminal: people read the log as a text.
func TestServeInTerminal(t *testing.T) {
	s := telegramtest.New(t)
	keys, tty := pseudoTerminal(t)
	p := prepare(t, []string{"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + s.URL, "NO_COLOR=1"})
	p.cmd.Stdout, p.cmd.Stderr = tty, tty
	p.start()
	go func() { _, _ = io.Copy(p.out, keys) }() // ends when keys is closed
	p.ready()
	p.stop()
	p.ends(0, 10*time.Second)
	p.out.wait("stopped\r\n", nil) // the terminal may show it later
	want := regexp.MustCompile(`^(\d\d:\d\d:\d\d INF [^"\x1b]+\r\n)+$`)
	if got := p.out.String(); !want.MatchString(got) {
		t.Errorf("the terminal shows\n%q\nwant lines that match %s", got, want)
	}
	t.Logf("\n%s", p.out)
}

// pseudoTerminal makes one: pts(4).
func pseudoTerminal(t *testing.T) (keys, tty *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { keys.Close() })
	var unlock, number int32
	conn, err := keys.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	err = conn.Control(func(fd uintptr) {
		for request, arg := range map[uintptr]*int32{syscall.TIOCSPTLCK: &unlock, syscall.TIOCGPTN: &number} {
			if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(unsafe.Pointer(arg))); errno != 0 {
				t.Fatalf("ioctl %#x: %v", request, errno)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return keys, tty
}
