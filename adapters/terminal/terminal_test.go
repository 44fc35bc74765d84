package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"candor/adapters/terminal"
	"candor/bot"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

var update = flag.Bool("update", false, "rewrite testdata/transcript.txt")

// talk runs a whole conversation through pipes and returns what came out.
func talk(t *testing.T, h bot.Handler, in string) string {
	t.Helper()
	var out bytes.Buffer
	if err := start(t, terminal.Config{In: strings.NewReader(in), Out: &out}, h).Run(t.Context()); err != nil {
		t.Fatalf("Run = %v, want no error", err)
	}
	return out.String()
}

// start returns an adapter that must not log.
func start(t *testing.T, cfg terminal.Config, h bot.Handler) *terminal.Adapter {
	t.Helper()
	a, err := terminal.New(cfg, h, zerolog.New(zerolog.NewTestWriter(t)).Hook(unexpected{t}))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

type unexpected struct{ *testing.T }

func (u unexpected) Run(_ *zerolog.Event, _ zerolog.Level, msg string) { u.Errorf("logged: %s", msg) }

// TestTranscript: what comes out of a pipe reads as a conversation.
func TestTranscript(t *testing.T) {
	const golden = "testdata/transcript.txt"
	got := talk(t, core(t), strings.Join([]string{
		"hello", "", "rising time", "2", "  1  ", "\t", "/topics", "3", "9", "quarterly tax return", "/privacy", "thanks",
	}, "\n"))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("transcript (-want +got; go test -update rewrites it):\n%s", diff)
	}
}

// TestLines: what counts as a message, however its lines end.
func TestLines(t *testing.T) {
	const most = 1 << 20
	long := func(n int) string { return strings.Repeat("x", n) }
	for name, test := range map[string]struct {
		in   string
		want []string
	}{
		"nothing":                          {"", nil},
		"lines":                            {"a\nb\n", []string{"a", "b"}},
		"Windows line ends":                {"a\r\nb\r\n\r\n", []string{"a", "b"}},
		"no line end at the end":           {"a\nb", []string{"a", "b"}},
		"empty lines skipped":              {"\n\n a \n\n  \n\t\nb\n\n", []string{" a ", "b"}},
		"any bytes":                        {"\x00\xff\n", []string{"\x00\xff"}},
		"as long as the buffer":            {long(4096) + "\n" + "b", []string{long(4096), "b"}},
		"as long as the buffer, no end":    {long(4096), []string{long(4096)}},
		"twice the buffer, no end":         {long(8192), []string{long(8192)}},
		"line end across the buffer's end": {long(4095) + "\r\nb", []string{long(4095), "b"}},
		"as long as is read":               {long(most) + "\nb", []string{long(most), "b"}},
		"longer than is read":              {long(3*most) + "\nb", []string{long(most), "b"}},
		"longer than is read, no end":      {"a\n" + long(3*most), []string{"a", long(most)}},
	} {
		t.Run(name, func(t *testing.T) {
			r := &recorder{}
			talk(t, r, test.in)
			var got []string
			for _, m := range r.heard {
				got = append(got, m.Text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("messages (-want +got):\n%.2000s", diff)
			}
		})
	}
}

// TestMessage: what the core is told about a line.
func TestMessage(t *testing.T) {
	r := &recorder{}
	talk(t, r, "a\na\n")
	if len(r.heard) != 2 || r.heard[0].ID == r.heard[1].ID {
		t.Fatalf("heard %+v, want two messages of different ID, or Dedupe takes them for one", r.heard)
	}
	for _, m := range r.heard {
		if m.Platform != "terminal" || !m.Private || m.Chat == "" || m.User == "" || m.Role != bot.RoleMember || m.Choice != "" {
			t.Errorf("heard %+v, want a private message of somebody in the terminal", m)
		}
	}
}

// TestPick: a number picks a choice of the last reply; one that is not on offer
// leaves those there are. Without any, it is text.
func TestPick(t *testing.T) {
	for name, test := range map[string]struct {
		in   []string
		want string // title of the last reply
	}{
		"first":                    {[]string{"rising time", "1"}, "How long do I knead dough?"},
		"spaces around":            {[]string{"rising time", " 1 "}, "How long do I knead dough?"},
		"full stop after":          {[]string{"rising time", "1."}, "How long do I knead dough?"},
		"bracket after":            {[]string{"rising time", "1)"}, "How long do I knead dough?"},
		"number sign before":       {[]string{"rising time", " #1"}, "How long do I knead dough?"},
		"not on offer":             {[]string{"rising time", "3"}, "There is no such choice"},
		"not on offer, #":          {[]string{"rising time", "#3."}, "There is no such choice"},
		"another after that":       {[]string{"rising time", "3", "1"}, "How long do I knead dough?"},
		"zero":                     {[]string{"rising time", "0"}, "There is no such choice"},
		"a word behind it":         {[]string{"rising time", "1 loaf"}, "I have no answer to that"},
		"negative":                 {[]string{"rising time", "-1"}, "I have no answer to that"},
		"huge":                     {[]string{"rising time", "99999999999999999999"}, "There is no such choice"},
		"before any choice":        {[]string{"1"}, "I have no answer to that"},
		"of a reply that had none": {[]string{"rising time", "/privacy", "1"}, "I have no answer to that"},
		"after an empty line":      {[]string{"rising time", "", "1"}, "How long do I knead dough?"},
	} {
		t.Run(name, func(t *testing.T) {
			replies := strings.Split("\n"+talk(t, core(t), strings.Join(test.in, "\n")), "\n> ")
			last := strings.Split(replies[len(replies)-1], "\n\n") // the line, the title, the text
			if last[1] != test.want {
				t.Errorf("the last reply is %q, want %q", last[1], test.want)
			}
		})
	}
}

// TestEcho: a line is shown as it was sent, but for what could steer the
// terminal that shows it.
func TestEcho(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"plain":                    {"how long?", "how long?"},
		"letters of all kinds":     {"wie lang für 面包 👩‍🍳?", "wie lang für 面包 👩‍🍳?"},
		"spaces around":            {"  how long?  ", "how long?"},
		"tab":                      {"how\tlong", "how long"},
		"escape sequence":          {"\x1b[2J\x1b]0;title\x07how", "[2J]0;titlehow"},
		"8-bit escape sequence":    {"\u009b2Jhow", "2Jhow"},
		"raw 8-bit":                {"\x9b2Jhow", "2Jhow"},
		"backspace, carriage":      {"a\bb\rc\x7fd", "abcd"},
		"NUL and broken UTF-8":     {"a\x00b\xffc\xe2\x82d", "abcd"},
		"right-to-left override":   {"a\u202eb\u2066c\u200fd", "abcd"},
		"line separators":          {"a\u2028b\u2029c", "a b c"},
		"nothing that can be seen": {"\x1b", ""},
	} {
		t.Run(name, func(t *testing.T) {
			echo, _, _ := strings.Cut(talk(t, &recorder{}, test.in+"\n"), "\n")
			if want := "> " + test.want; echo != want {
				t.Errorf("shown as %q, want %q", echo, want)
			}
		})
	}
}

// TestNoReply: when the core says to send nothing, nothing is shown, and the
// choices shown before stay.
func TestNoReply(t *testing.T) {
	answers := core(t)
	silent := bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == "again" {
			return reply(t, "/topics"), bot.ErrNoReply
		}
		return answers.Handle(ctx, m)
	})
	want := talk(t, silent, "rising time\n1\n")
	if diff := cmp.Diff(want, talk(t, silent, "again\nrising time\nagain\nagain\n1\nagain\n")); diff != "" {
		t.Errorf("output with unanswered lines (-without +with):\n%s", diff)
	}
}

// TestHandlerError: the person gets the reply, the log the error, neither the
// question.
func TestHandlerError(t *testing.T) {
	const secret = "sentinel-of-a-question"
	var out, log bytes.Buffer
	h := &recorder{err: errors.New("the store is gone")}
	a, err := terminal.New(terminal.Config{In: strings.NewReader(secret + "\n"), Out: &out}, h, zerolog.New(&log))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Run(t.Context()); err != nil {
		t.Errorf("Run = %v, want no error: one reply failed, not the conversation", err)
	}
	if !strings.Contains(log.String(), "the store is gone") || strings.Contains(log.String(), secret) {
		t.Errorf("log = %s, want the error without the question", log.String())
	}
	if want := (bot.Reply{}).Title(); !strings.Contains(out.String(), want) || strings.Contains(out.String(), "store") {
		t.Errorf("output = %q, want the reply %q and nothing of the error", out.String(), want)
	}
}

// TestWriteError: who cannot be answered is not asked on.
func TestWriteError(t *testing.T) {
	gone := errors.New("gone")
	in, more := io.Pipe()
	defer more.Close()
	go io.WriteString(more, "one\ntwo\nthree\n")
	h := &recorder{}
	// Not the test's context: its end would hide a goroutine that Run leaves behind.
	err := start(t, terminal.Config{In: in, Out: failing{gone}}, h).Run(context.Background())
	if !errors.Is(err, gone) {
		t.Errorf("Run = %v, want %v", err, gone)
	}
	if len(h.heard) != 1 {
		t.Errorf("%d lines were answered, want 1", len(h.heard))
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestReadError: an input that breaks is not one that ends.
func TestReadError(t *testing.T) {
	broken := errors.New("broken")
	var out bytes.Buffer
	in := io.MultiReader(strings.NewReader("rising time\n"), iotest.ErrReader(broken))
	if err := start(t, terminal.Config{In: in, Out: &out}, core(t)).Run(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Run = %v, want %v", err, broken)
	}
	if !strings.Contains(out.String(), "Until it has doubled") {
		t.Errorf("output = %q, want the reply to the line before", out.String())
	}
}

// TestCancel: Run ends when told to, also while it waits for a line.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, more := io.Pipe()
	defer more.Close() // lets the read end that Run leaves behind
	h := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) {
		cancel() // now Run has answered a line, and waits for the next
		return bot.Reply{}, nil
	})
	go io.WriteString(more, "one\n")
	var out bytes.Buffer
	if err := start(t, terminal.Config{In: in, Out: &out}, h).Run(ctx); err != nil {
		t.Errorf("Run = %v, want no error", err)
	}
	if !strings.Contains(out.String(), (bot.Reply{}).Title()) {
		t.Errorf("output = %q, want the reply to the line in hand", out.String())
	}
}

// TestCancelled: a conversation that may not begin ends at once.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, more := io.Pipe()
	defer more.Close()
	if err := start(t, terminal.Config{In: in, Out: io.Discard}, core(t)).Run(ctx); err != nil {
		t.Errorf("Run = %v, want no error", err)
	}
}

// TestNewReportsEverything: all that is missing, at once.
func TestNewReportsEverything(t *testing.T) {
	_, err := terminal.New(terminal.Config{}, core(t), zerolog.Nop())
	if err == nil || !strings.Contains(err.Error(), "no input") || !strings.Contains(err.Error(), "no output") {
		t.Errorf("New(Config{}) = %v, want both faults", err)
	}
}

// TestWhoseHelplines: the core hears where the person may be.
func TestWhoseHelplines(t *testing.T) {
	var r recorder
	cfg := terminal.Config{In: strings.NewReader("hello\n"), Out: io.Discard, Locale: "de_DE", Territory: "AT"}
	if err := start(t, cfg, &r).Run(t.Context()); err != nil || len(r.heard) != 1 || r.heard[0].Locale != "de_DE" || r.heard[0].Territory != "AT" {
		t.Errorf("Run = %v, heard %+v, want the locale and the territory", err, r.heard)
	}
}
