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
	JSON     bool     `name:"json" help:"Print one JSON object a question."`
	Question []string `arg:"" help:"The question; - reads one a line from standard input."`
}

// Run answers the question, or all that come on standard input.
func (c *askCmd) Run(con *console, dir *knowledgeDir) error {
	question := strings.Join(c.Question, " ")
	if strings.TrimSpace(question) == "" {
		return usageError{errors.New("the question is empty")}
	}
	h, err := dir.bot()
	if err != nil {
		return err
	}
	a := asker{h, con.ctx, bufio.NewWriter(con.out), c.printer(con)}
	if question == "-" {
		return a.lines(con.in)
	}
	if err := a.ask(question); err != nil {
		return err
	}
	return a.out.Flush()
}

// printer returns what prints a reply.
func (c *askCmd) printer(con *console) func(w io.Writer, question string, r bot.Reply) error {
	if c.JSON {
		return printJSON
	}
	style := terminal.Style{Width: min(terminal.Width(con.out), 90), Color: color(con.out)}
	return func(w io.Writer, _ string, r bot.Reply) error {
		_, err := io.WriteString(w, terminal.Render(r, style))
		return err
	}
}

// asker puts questions to the bot and prints the replies.
type asker struct {
	handler bot.Handler
	ctx     context.Context
	out     *bufio.Writer
	print   func(w io.Writer, question string, r bot.Reply) error
}

func (a asker) ask(question string) error {
	reply, err := a.handler.Handle(a.ctx, bot.Message{Platform: "terminal", Text: question, Private: true})
	if printErr := a.print(a.out, question, reply); printErr != nil {
		return printErr
	}
	return err
}

// lines answers each line in order. Output is held back only while more input
// is already there, so that a program can ask and wait for each answer.
func (a asker) lines(in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for a.ctx.Err() == nil {
		line, err := r.ReadString('\n')
		if line != "" {
			if askErr := a.ask(strings.TrimRight(line, "\r\n")); askErr != nil {
				return askErr
			}
		}
		if r.Buffered() == 0 {
			if err := a.out.Flush(); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return a.out.Flush()
		}
		if err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	}
	return a.out.Flush()
}

// jsonReply is a line of "ask --json". Its keys are part of the interface.
type jsonReply struct {
	Question   string   `json:"question"`
	Kind       bot.Kind `json:"kind"`
	Entry      string   `json:"entry"`      // whose text this is, "" if of none
	Confidence float64  `json:"confidence"` // in best, 0..1
	Best       string   `json:"best"`       // best match whatever the kind, "" if there is none
	Choices    []string `json:"choices"`    // entries on offer
	Text       string   `json:"text"`
	Disclaimer string   `json:"disclaimer"`
	Version    string   `json:"version"` // of the knowledge base
}

func printJSON(w io.Writer, question string, r bot.Reply) error {
	out := jsonReply{
		Question:   question,
		Kind:       r.Kind(),
		Entry:      r.Entry(),
		Confidence: r.Confidence(),
		Best:       r.Best(),
		Choices:    []string{},
		Text:       r.Text(),
		Disclaimer: r.Disclaimer(),
		Version:    r.Version(),
	}
	for _, c := range r.Choices() {
		if !strings.HasPrefix(c.ID, "/") { // a command, such as the list of topics
			out.Choices = append(out.Choices, c.ID)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// color reports whether out may show bold and dim text (no-color.org).
func color(out io.Writer) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal.IsTerminal(out)
}
