// Package terminal talks with one person in a terminal, or with a pipe.
//
// In a terminal, lines can be edited and earlier ones fetched back; both live in
// memory only. A number picks one of the choices last shown. A pipe gets plain
// text: each line it sends is a message, shown again before its reply, so that
// the output reads as a conversation.
package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"candor/bot"

	"github.com/rs/zerolog"
	"golang.org/x/term"
)

const (
	defaultWidth = 80
	// MaxWidth is where a line gets too long to read with ease, in columns.
	MaxWidth = 90
	// maxLine is the longest line that is taken from a pipe, in bytes; the rest
	// of a longer one is dropped.
	maxLine = 1 << 20
	prompt  = "> "
)

// Config says what the conversation is connected to.
type Config struct {
	In      io.Reader
	Out     io.Writer
	Welcome string // shown once, before the first prompt of a terminal
	Color   bool   // whether a terminal may show bold and dim text
	// Locale and Territory are the person's, as in [bot.Message]; "" for not known.
	Locale, Territory string
	// Complete offers questions for what was typed so far; nil for no completion.
	Complete func(prefix string, n int) []bot.Choice
}

// Validate reports what is missing.
func (c Config) Validate() error {
	var errs []error
	if c.In == nil {
		errs = append(errs, errors.New("no input"))
	}
	if c.Out == nil {
		errs = append(errs, errors.New("no output"))
	}
	return errors.Join(errs...)
}

// Adapter is one conversation.
type Adapter struct {
	cfg     Config
	handler bot.Handler
	log     zerolog.Logger
	choices []bot.Choice // last shown
	sent    int          // messages so far
}

// New returns a conversation that has not begun.
func New(cfg Config, h bot.Handler, log zerolog.Logger) (*Adapter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("terminal: %w", err)
	}
	return &Adapter{cfg: cfg, handler: h, log: log}, nil
}

// Run talks until the input ends or ctx is done, and returns nil then. A read
// that waits for the person cannot be interrupted, so it is left behind; it ends
// with the program.
func (a *Adapter) Run(ctx context.Context) error {
	in, inOK := terminal(a.cfg.In)
	out, outOK := terminal(a.cfg.Out)
	if inOK && outOK {
		return a.interactive(ctx, in, out)
	}
	lines := bufio.NewReader(a.cfg.In)
	return a.talk(ctx, func() (string, error) { return readLine(lines) }, a.cfg.Out, func() Style { return Style{} })
}

// interactive lets the person edit lines.
func (a *Adapter) interactive(ctx context.Context, in, out *os.File) error {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	defer term.Restore(int(in.Fd()), state)
	defer io.WriteString(out, "\r\n") // what comes next is not to stand behind the prompt
	screen := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, prompt)
	if a.cfg.Complete != nil {
		tab := tabber{complete: a.cfg.Complete}
		screen.AutoCompleteCallback = tab.press
	}
	style := func() Style {
		width := Width(out)
		if _, height, err := term.GetSize(int(out.Fd())); err == nil {
			screen.SetSize(width, height) // an unsupported size only costs line editing
		}
		return Style{Width: min(width, MaxWidth), Color: a.cfg.Color}
	}
	if _, err := fmt.Fprintln(screen, style().paragraph("", a.cfg.Welcome)); err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	return a.talk(ctx, screen.ReadLine, screen, style)
}

// talk answers lines until read returns an error; io.EOF is the ordinary one.
func (a *Adapter) talk(ctx context.Context, read func() (string, error), out io.Writer, style func() Style) error {
	type input struct {
		line string
		err  error
	}
	lines := make(chan input)
	ctx, stop := context.WithCancel(ctx)
	defer stop() // also when an answer could not be written
	go func() {
		for {
			line, err := read()
			select {
			case lines <- input{line, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case in := <-lines:
			if errors.Is(in.err, io.EOF) {
				return nil
			}
			if in.err != nil {
				return fmt.Errorf("terminal: %w", in.err)
			}
			if err := a.answer(ctx, in.line, out, style()); err != nil {
				return err
			}
		}
	}
}

// answer replies to one line; an empty one is passed over.
func (a *Adapter) answer(ctx context.Context, line string, out io.Writer, style Style) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	a.sent++
	m := a.message(line)
	reply, err := a.handler.Handle(ctx, m)
	if errors.Is(err, bot.ErrNoReply) {
		return nil
	}
	if err != nil {
		a.log.Error().Err(err).Msg("handle message")
	}
	if m.Choice != notOffered {
		a.choices = reply.Choices()
	}
	echo := ""
	if style.Width == 0 { // a pipe shows nothing of what it sent
		echo = prompt + visible(line) + "\n\n"
	}
	if _, err := fmt.Fprintf(out, "%s%s\n", echo, Render(reply, style)); err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	return nil
}

func (a *Adapter) message(line string) bot.Message {
	m := bot.Message{
		Platform:  "terminal",
		ID:        strconv.Itoa(a.sent),
		Chat:      "terminal",
		User:      "terminal",
		Text:      line,
		Locale:    a.cfg.Locale,
		Territory: a.cfg.Territory,
		Private:   true,
	}
	number, ok := choiceNumber(line)
	if !ok || len(a.choices) == 0 {
		return m
	}
	m.Choice = notOffered
	if n, err := strconv.Atoi(number); err == nil && 1 <= n && n <= len(a.choices) {
		m.Choice = a.choices[n-1].ID
	}
	return m
}

// notOffered is a choice that the core does not know, no entry's ID and no
// command: a number that is not on the list. The list stays.
const notOffered = "#"

// choiceNumber returns the digits of a line that is nothing but a number as in a
// list: "2", "2.", "2)", "#2".
func choiceNumber(line string) (digits string, ok bool) {
	digits = strings.TrimPrefix(strings.TrimSpace(line), "#")
	if n := len(digits); n > 0 && (digits[n-1] == '.' || digits[n-1] == ')') {
		digits = digits[:n-1]
	}
	return digits, digits != "" && strings.Trim(digits, "0123456789") == ""
}

// visible returns a line as it may be shown: without control characters, also
// those that turn the direction of writing, which could steer the terminal that
// the output ends up in.
func visible(line string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(line, "")))
}

// readLine returns the next line without its end, cut at maxLine. A last line
// without an end is a line too.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, more, err := r.ReadLine()
		if err != nil && line == nil {
			return "", err
		}
		line = append(line, part[:min(len(part), maxLine-len(line))]...)
		if !more {
			return string(line), nil
		}
	}
}

// terminal returns v as a file if it is one that is a terminal.
func terminal(v any) (*os.File, bool) {
	f, ok := v.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// Width is how many columns out has, 80 if it is no terminal.
func Width(out any) int {
	if f, ok := terminal(out); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return defaultWidth
}

// IsTerminal reports whether out is a terminal.
func IsTerminal(out any) bool {
	_, ok := terminal(out)
	return ok
}
