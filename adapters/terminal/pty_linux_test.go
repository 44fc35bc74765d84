package terminal_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"candor/adapters/terminal"
	"candor/bot"

	"golang.org/x/term"
)

// person sits at a pseudo-terminal on which an adapter runs.
type person struct {
	*testing.T
	keys   *os.File // what is typed, and what is shown
	tty    *os.File // the adapter's side
	screen string   // shown since the last look
	before *term.State
	ended  chan error
}

const (
	columns = 50
	welcome = "This is a greeting which is too long for one line, in order to welcome you."
)

// sitDown starts a conversation in a terminal.
func sitDown(t *testing.T, ctx context.Context, h bot.Handler) *person {
	t.Helper()
	p := &person{T: t, ended: make(chan error, 1)}
	p.open()
	before, err := term.GetState(int(p.tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	p.before = before
	cfg := terminal.Config{In: p.tty, Out: p.tty, Welcome: welcome, Color: true}
	if b, ok := h.(*bot.Bot); ok {
		cfg.Complete = b.Complete
	}
	a := start(t, cfg, h)
	go func() { p.ended <- a.Run(ctx) }()
	for line := range strings.SplitSeq(p.sees("welcome you."), "\r\n") {
		if inColumns.String(line) > columns {
			t.Errorf("%q takes more than %d columns", line, columns)
		}
	}
	return p
}

// open makes a pseudo-terminal: pts(4).
func (p *person) open() {
	p.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		p.Skipf("no pseudo-terminals here: %v", err)
	}
	p.Cleanup(func() { keys.Close() }) // ends a read that Run left behind
	var unlock, number int32
	size := [4]uint16{24, columns}
	p.control(keys, syscall.TIOCSPTLCK, unsafe.Pointer(&unlock))
	p.control(keys, syscall.TIOCGPTN, unsafe.Pointer(&number))
	p.control(keys, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { tty.Close() })
	p.keys, p.tty = keys, tty
}

// control leaves the file in the mode in which reads have a deadline, which Fd
// would not.
func (p *person) control(f *os.File, request uintptr, arg unsafe.Pointer) {
	p.Helper()
	conn, err := f.SyscallConn()
	if err != nil {
		p.Fatal(err)
	}
	err = conn.Control(func(fd uintptr) {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(arg)); errno != 0 {
			p.Fatalf("ioctl %#x: %v", request, errno)
		}
	})
	if err != nil {
		p.Fatal(err)
	}
}

// Keys as a terminal sends them.
const (
	enter     = "\r"
	tab       = "\t"
	backspace = "\x7f"
	up        = "\x1b[A"
	left      = "\x1b[D"
	ctrlA     = "\x01"
	ctrlC     = "\x03"
	ctrlD     = "\x04"
)

func (p *person) types(keys string) {
	p.Helper()
	if _, err := io.WriteString(p.keys, keys); err != nil {
		p.Fatal(err)
	}
}

// sees waits until text is on the screen, and returns what was shown up to there.
func (p *person) sees(text string) string {
	p.Helper()
	p.keys.SetReadDeadline(time.Now().Add(time.Minute))
	buf := make([]byte, 4096)
	for !strings.Contains(p.screen, text) {
		n, err := p.keys.Read(buf)
		if err != nil {
			p.Fatalf("waiting for %q: %v; shown: %q", text, err, p.screen)
		}
		p.screen += string(buf[:n])
	}
	shown, rest, _ := strings.Cut(p.screen, text)
	p.screen = rest
	return shown + text
}

// leaves waits for Run to end, which must leave the terminal as it was.
func (p *person) leaves() {
	p.Helper()
	if err := <-p.ended; err != nil {
		p.Errorf("Run = %v, want no error", err)
	}
	after, err := term.GetState(int(p.tty.Fd()))
	if err != nil || !reflect.DeepEqual(p.before, after) {
		p.Errorf("the terminal is in another mode than before: %v", err)
	}
	p.sees("\r\n") // or what comes next starts in the middle of a line
}

// disclaimer is the last that is shown of a reply in so few columns.
const disclaimer = "help: /crisis"

func TestInteractive(t *testing.T) {
	p := sitDown(t, t.Context(), core(t))
	p.types("rising timx" + backspace + "e" + enter)
	shown := p.sees(disclaimer)
	for _, want := range []string{"\x1b[1mdoubled\x1b[0m", "Until it has", "  1  How long do I knead dough?"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the reply lacks %q:\n%q", want, shown)
		}
	}
	for line := range strings.SplitSeq(shown, "\r\n") {
		if n := inColumns.String(line); n > columns {
			t.Errorf("%q takes %d columns of %d", line, n, columns)
		}
	}
	p.types("1" + enter)
	p.sees("About 10 minutes by hand.")
	p.sees(disclaimer)
	p.types(ctrlD)
	p.leaves()
}

// TestEditing: a line can be mended, and arrow-up fetches earlier ones back.
func TestEditing(t *testing.T) {
	heard := make(chan string)
	p := sitDown(t, t.Context(), bot.HandlerFunc(func(_ context.Context, m bot.Message) (bot.Reply, error) {
		heard <- m.Text
		return bot.Reply{}, nil
	}))
	for _, step := range []struct{ keys, want string }{
		{"furst" + left + left + left + left + backspace, "urst"},
		{up + left + left + left + ctrlA + "f", "furst"},
		{up + backspace + backspace + backspace + backspace + "irst", "first"},
		{up + up + up, "urst"},
		{"half" + up + up + " more", "first more"},
		{"面包" + left + backspace, "包"},
	} {
		p.types(step.keys + enter)
		if got := <-heard; got != step.want {
			t.Errorf("typed %q: the message is %q, want %q", step.keys, got, step.want)
		}
	}
	p.types(ctrlC)
	p.leaves()
}

// TestTab: the Tab key completes to a question, which is asked with Enter.
func TestTab(t *testing.T) {
	p := sitDown(t, t.Context(), core(t))
	p.types("how long do i kn" + tab)
	p.sees("How long do I knead dough?")
	p.types(enter)
	p.sees("About 10 minutes by hand.")
	p.sees(disclaimer)
	p.types(ctrlD)
	p.leaves()
}

// TestInteractiveCancel: the terminal is given back when the program is ended
// while it waits for the person.
func TestInteractiveCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := sitDown(t, ctx, core(t))
	p.types("half a quest")
	p.sees("half a quest")
	cancel()
	p.leaves()
}
