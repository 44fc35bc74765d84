package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"candor/adapters/terminal"
	"candor/bot"
)

type askCmd struct {
	placeFlags
	JSON     bool     `name:"json" help:"Print one JSON object a question."`
	Question []string `arg:"" help:"The question; - reads one a line from standard input."`
}

// Run answers the question, or all that come on standard input.
func (c *askCmd) Run(con *console, dir *knowledgeDir) error {
	question := strings.Join(c.Question, " ")
	if strings.TrimSpace(question) == "" {
		return usageError{errors.New("the question is empty")}
	}
	if err := c.check(con.errOut); err != nil {
		return err
	}
	h, err := dir.bot()
	if err != nil {
		return err
	}
	from := bot.Message{Platform: "terminal", Private: true, Locale: messagesLocale(), Territory: c.Territory}
	a := asker{handler: h, ctx: con.ctx, from: from, out: bufio.NewWriter(con.out), print: c.printer(con)}
	if question == "-" {
		return a.lines(con.in)
	}
	if err := a.ask(question); err != nil {
		return err
	}
	return a.end()
}

// printer returns what prints a reply.
func (c *askCmd) printer(con *console) func(w io.Writer, question string, r bot.Reply) error {
	if c.JSON {
		return printJSON
	}
	style := terminal.Style{Width: min(terminal.Width(con.out), terminal.MaxWidth), Color: colorful(con.out)}
	gap := ""
	return func(w io.Writer, _ string, r bot.Reply) error {
		_, err := io.WriteString(w, gap+terminal.Render(r, style))
		gap = "\n"
		return err
	}
}

// asker puts questions to the bot and prints the replies.
type asker struct {
	handler bot.Handler
	ctx     context.Context
	from    bot.Message // all but the text
	out     *bufio.Writer
	print   func(w io.Writer, question string, r bot.Reply) error
	failed  error // of the first question that could not be answered
}

// ask prints the reply to a question. The error is that of printing: a question
// that fails has a reply, too, and does not stop those after it.
func (a *asker) ask(question string) error {
	m := a.from
	m.Text = question
	reply, err := a.handler.Handle(a.ctx, m)
	if a.failed == nil {
		a.failed = err
	}
	return a.print(a.out, question, reply)
}

// errInterrupted ends a command that was told to stop before it was done.
var errInterrupted = errors.New("interrupted")

// lines answers each line in order. Output is held back only while more input
// is already there, so that a program can ask and wait for each answer.
func (a *asker) lines(in io.Reader) error {
	pipe := interruptible(a.ctx, in)
	defer pipe.Close()
	r := bufio.NewReaderSize(pipe, 64<<10)
	for {
		line, readErr := r.ReadString('\n')
		if a.ctx.Err() != nil {
			a.failed = errInterrupted
			return a.end()
		}
		if line != "" {
			if err := a.ask(strings.TrimRight(line, "\r\n")); err != nil {
				return err
			}
		}
		if r.Buffered() == 0 {
			if err := a.out.Flush(); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(readErr, io.EOF):
			return a.end()
		case readErr != nil:
			return fmt.Errorf("standard input: %w", readErr)
		}
	}
}

// end prints what was held back, and returns what went wrong on the way.
func (a *asker) end() error {
	if err := a.out.Flush(); err != nil {
		return err
	}
	return a.failed
}

// interruptible is in, but ends when ctx is done: a read that waits for input
// cannot be stopped, so it is left behind and ends with the program.
func interruptible(ctx context.Context, in io.Reader) io.ReadCloser {
	r, w := io.Pipe()
	context.AfterFunc(ctx, func() { w.Close() })
	go func() {
		_, err := io.Copy(w, in)
		w.CloseWithError(err)
	}()
	return r
}

// jsonReply is a line of "ask --json". Its keys are part of the interface.
type jsonReply struct {
	Question   string   `json:"question"`
	Kind       bot.Kind `json:"kind"`
	Entry      string   `json:"entry"`          // whose text this is, "" if of none
	Also       []string `json:"also,omitempty"` // further entries whose text is there too
	Confidence float64  `json:"confidence"`     // in best, 0..1
	Best       string   `json:"best"`           // best match whatever the kind, "" if there is none
	Choices    []string `json:"choices"`        // what is on offer: entries, commands, the way past a card
	Title      string   `json:"title"`          // the line above the text
	Text       string   `json:"text"`
	Disclaimer string   `json:"disclaimer"`
	Version    string   `json:"version"` // of the knowledge base
	Tier       string   `json:"tier"`    // how urgent the message is: A, B or C
	Class      string   `json:"class"`   // what danger it tells of, or none
}

func printJSON(w io.Writer, question string, r bot.Reply) error {
	out := jsonReply{
		Question:   question,
		Kind:       r.Kind(),
		Entry:      r.Entry(),
		Also:       r.Also(),
		Confidence: r.Confidence(),
		Best:       r.Best(),
		Choices:    []string{},
		Title:      r.Title(),
		Text:       r.Text(),
		Disclaimer: r.Disclaimer(),
		Version:    r.Version(),
		Tier:       r.Tier(),
		Class:      r.Class(),
	}
	for _, c := range r.Choices() {
		out.Choices = append(out.Choices, c.ID)
	}
	return encodeJSON(w, out)
}

// encodeJSON writes v as one line, letters such as "<" as they are.
func encodeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// colorful reports whether out may show bold and dim text (no-color.org).
func colorful(out io.Writer) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal.IsTerminal(out)
}
