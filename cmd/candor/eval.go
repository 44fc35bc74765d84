package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"candor/faq"
)

type evalCmd struct {
	JSON     bool   `name:"json" help:"Print the same as one JSON object."`
	MinRight *share `placeholder:"SHARE" help:"Exit 1 if fewer questions in scope are answered rightly, e.g. 90% or 0.9."`
	MaxWrong *share `placeholder:"SHARE" help:"Exit 1 if more questions in scope are answered wrongly, e.g. 2% or 0.02."`
	File     string `arg:"" help:"Lines {\"question\": …, \"want\": ID, [ID, …] or \"none\"}; - is standard input."`
}

// share is a part of a whole, 0..1; read as "0.9" or "90%". A plain 90 is
// refused: 1 would be all or one in a hundred.
type share float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *share) UnmarshalText(text []byte) error {
	number, percent := strings.CutSuffix(string(text), "%")
	f, err := strconv.ParseFloat(number, 64)
	if percent {
		f /= 100
	}
	if err != nil || !(0 <= f && f <= 1) {
		return fmt.Errorf("%q is not a share such as 90%% or 0.9", text)
	}
	*s = share(f)
	return nil
}

// Run puts the file's questions to the base's matcher.
func (c *evalCmd) Run(con *console, dir *knowledgeDir) error {
	questions, err := c.questions(con.in)
	if err != nil {
		return err
	}
	base, err := dir.load()
	if err != nil {
		return err
	}
	if err := wantsExist(base, questions); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	r := faq.Evaluate(faq.NewMatcher(base), questions)
	if c.JSON {
		enc := json.NewEncoder(con.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(r)
	} else {
		err = printReport(con.out, r)
	}
	return errors.Join(err, c.gate(r, con.errOut))
}

func (c *evalCmd) questions(in io.Reader) ([]faq.Question, error) {
	if c.File != "-" {
		f, err := os.Open(c.File)
		var pe *fs.PathError
		if errors.As(err, &pe) {
			return nil, fmt.Errorf("%s: %w", c.File, pe.Err)
		}
		defer f.Close()
		in = f
	}
	questions, err := faq.ReadQuestions(in, c.File)
	if err == nil && len(questions) == 0 {
		return nil, fmt.Errorf("%s: holds no question", c.File)
	}
	return questions, err
}

// wantsExist refuses questions that want an entry which the base does not have:
// a typing mistake there looks like a bad matcher.
func wantsExist(base *faq.Base, questions []faq.Question) error {
	for i, q := range questions {
		for _, id := range q.Want {
			if _, ok := base.Entry(id); !ok && id != faq.None {
				return fmt.Errorf("question %d wants %q, which is no entry", i+1, id)
			}
		}
	}
	return nil
}

// gate compares the report with the limits that were given.
func (c *evalCmd) gate(r faq.Report, errOut io.Writer) error {
	var err error
	in := r.InScope
	if c.MinRight != nil && ratio(in.Right, in.Total) < float64(*c.MinRight) {
		fmt.Fprintf(errOut, "candor: right %.1f%% is below the %.1f%% asked for\n", 100*ratio(in.Right, in.Total), 100*float64(*c.MinRight))
		err = errNo
	}
	if c.MaxWrong != nil && ratio(in.Wrong, in.Total) > float64(*c.MaxWrong) {
		fmt.Fprintf(errOut, "candor: wrong %.1f%% is above the %.1f%% allowed\n", 100*ratio(in.Wrong, in.Total), 100*float64(*c.MaxWrong))
		err = errNo
	}
	return err
}

func ratio(n, total int) float64 { return float64(n) / float64(max(1, total)) }

func printReport(w io.Writer, r faq.Report) error {
	var b strings.Builder
	line := func(what string, n, total int) {
		fmt.Fprintf(&b, "  %-12s %5d  %5.1f%%\n", what, n, 100*ratio(n, total))
	}
	in, out := r.InScope, r.OutOfScope
	if in.Total > 0 {
		fmt.Fprintf(&b, "in scope: %s\n", plural(in.Total, "question"))
		line("right", in.Right, in.Total)
		line("wrong", in.Wrong, in.Total)
		line("suggested", in.Suggested, in.Total)
		line("  right one", in.SuggestedRight, in.Total)
		line("nothing", in.Nothing, in.Total)
		line("top-1", in.Top1, in.Total)
		line("top-3", in.Top3, in.Total)
	}
	if out.Total > 0 {
		fmt.Fprintf(&b, "out of scope: %s\n", plural(out.Total, "question"))
		line("answered", out.Answered, out.Total)
		line("suggested", out.Suggested, out.Total)
		line("nothing", out.Nothing, out.Total)
	}
	if len(r.Misses) > 0 {
		fmt.Fprintf(&b, "%d did not get what they want:\n", len(r.Misses))
	}
	for _, m := range r.Misses {
		fmt.Fprintf(&b, "  %q\n    wants %v, got %s %v (confidence %.2f)\n", m.Question, m.Want, m.Outcome, m.Got, m.Confidence)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
