// Command candor answers questions from a small set of reviewed answers: on Telegram, one
// at a time, as a conversation in the terminal, or one a line for other programs.
// It also checks a knowledge base and measures how well it answers.
//
// "candor --help" lists the commands; README.md has them all with examples.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitFailed = 1 // the command ran and its answer is no
	exitUsage  = 2 // the command line makes no sense
)

func main() {
	debug.SetGCPercent(usualGC)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// cli is the command line. Every flag that has an env tag can be set there too;
// the command line wins.
type cli struct {
	Knowledge knowledgeDir `help:"Folder of the knowledge base; the built-in one if not given." placeholder:"DIR" env:"CANDOR_KNOWLEDGE"`
	Data      dataDir      `help:"Folder where serve keeps versions, settings and counts, and takes moderators' commands." placeholder:"DIR" env:"CANDOR_DATA"`

	Ask     askCmd     `cmd:"" help:"Answer one question, or one a line from standard input."`
	Chat    chatCmd    `cmd:"" help:"Talk in the terminal: ask, pick choices by number, /help for more."`
	Serve   serveCmd   `cmd:"" help:"Answer on every platform that has a token, until told to stop."`
	Check   checkCmd   `cmd:"" help:"Check a knowledge base; every fault with its file and line."`
	Train   trainCmd   `cmd:"" help:"Learn a knowledge base now, so that the next starts are quicker: writes learned.bin beside it."`
	Eval    evalCmd    `cmd:"" help:"Measure answers against a file of questions with what they want."`
	Bench   benchCmd   `cmd:"" help:"Measure how long learning and answering take, and the memory."`
	Explain explainCmd `cmd:"" help:"Show why a question finds what it finds."`
	Version versionCmd `cmd:"" help:"Show the versions of program, Go and knowledge base."`
	Examine examineCmd `cmd:"" hidden:""`

	moderation `embed:""`
}

// console is what commands read from and write to.
type console struct {
	ctx         context.Context
	in          io.Reader
	out, errOut io.Writer
}

// errNo ends a command whose output already says what is wrong.
var errNo = errors.New("no")

// usageError is a wrong command line found after parsing.
type usageError struct{ error }

// run is the program without its process: it returns the exit code.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once

	var c cli
	exited := -1
	parser := newParser(&c, kong.Writers(out, errOut), kong.Exit(func(code int) { exited = code }))
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help was printed
		return exited
	}
	if err == nil {
		err = parsed.Run(&console{ctx, in, out, errOut}, &c.Knowledge, &c.Data)
	} else {
		err = usageError{errors.New(withoutSecrets(err.Error()))}
	}
	return report(err, errOut)
}

// newParser returns the parser of the command line.
func newParser(c *cli, options ...kong.Option) *kong.Kong {
	parser, err := kong.New(c, append(options,
		kong.Name("candor"),
		kong.Description("Answers questions from a small set of reviewed answers. It never makes text up."),
		kong.ExplicitGroups([]kong.Group{{Key: "moderators", Title: "Moderators' commands, to a candor serve that runs on this machine:"}}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)...)
	if err != nil {
		panic(err) // the struct is wrong
	}
	return parser
}

// report tells what went wrong and returns the exit code.
func report(err error, errOut io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNo):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(errOut, "candor: %v. See candor --help.\n", oneLine(err))
		return exitUsage
	}
	fmt.Fprintf(errOut, "candor: %v\n", err)
	return exitFailed
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", " ") }
