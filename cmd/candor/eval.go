package main

import (
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
	JSON        bool   `name:"json" help:"Print the same as one JSON object."`
	Train       string `placeholder:"FILE" help:"Learn from a labelled file of questions instead of a knowledge base."`
	MinRight    *share `placeholder:"SHARE" help:"Exit 1 if fewer questions in scope are answered rightly, e.g. 90% or 0.9."`
	MaxWrong    *share `placeholder:"SHARE" help:"Exit 1 if more questions in scope are answered wrongly, e.g. 2% or 0.02; those out of scope do not count."`
	MaxAnswered *share `placeholder:"SHARE" help:"Exit 1 if more questions out of scope are answered, e.g. 5% or 0.05."`
	Safety      bool   `help:"Measure the detector of danger instead, on lines {\"text\", \"tier\", \"class\"}."`
	File        string `arg:"" help:"Lines {\"question\": …, \"want\": ID, [ID, …] or \"none\"}, or {\"text\", \"label\"}; - is standard input."`
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
	if c.Safety {
		return c.safety(con)
	}
	questions, err := readQuestions(c.File, con.in)
	if err != nil {
		return err
	}
	base, err := baseOrLabels(dir, c.Train)
	if err != nil {
		return err
	}
	if err := wantsExist(base, questions); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	r := faq.Evaluate(faq.NewMatcher(base), questions)
	if c.JSON {
		err = encodeJSON(con.out, r)
	} else {
		err = printReport(con.out, r)
	}
	return errors.Join(err, c.gate(r, con.errOut))
}

// openLines opens a file of lines; "-" is in.
func openLines(name string, in io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(in), nil
	}
	f, err := os.Open(name)
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return nil, fmt.Errorf("%s: %w", name, pe.Err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("%s: is a folder, not a file of questions", name)
	}
	return f, nil
}

// readQuestions reads a file of questions; "-" is in.
func readQuestions(name string, in io.Reader) ([]faq.Question, error) {
	f, err := openLines(name, in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	questions, err := faq.ReadQuestions(f, name)
	if err == nil && len(questions) == 0 {
		return nil, fmt.Errorf("%s: holds no question", name)
	}
	return questions, err
}

// baseOrLabels loads the knowledge base, or makes one of a labelled file.
func baseOrLabels(dir *knowledgeDir, train string) (*faq.Base, error) {
	if train == "" {
		return dir.load()
	}
	questions, err := readQuestions(train, nil)
	if err != nil {
		return nil, err
	}
	return faq.FromQuestions(questions), nil
}

// wantsExist refuses questions that want an entry which the base does not have:
// a typing mistake there looks like a bad matcher.
func wantsExist(base *faq.Base, questions []faq.Question) error {
	for _, q := range questions {
		for _, id := range q.Want {
			if _, ok := base.Entry(id); !ok && id != faq.None {
				return fmt.Errorf("line %d wants %q, which is no entry", q.Line, id)
			}
		}
	}
	return nil
}

// gate compares the report with the limits that were given. A limit on questions
// of which there are none is passed over.
func (c *evalCmd) gate(r faq.Report, errOut io.Writer) error {
	in, out := r.InScope, r.OutOfScope
	right, wrong, answered := ratio(in.Right, in.Total), ratio(in.Wrong, in.Total), ratio(out.Answered, out.Total)
	var err error
	broken := func(format string, is float64, limit *share) {
		fmt.Fprintf(errOut, "candor: "+format+"\n", 100*is, 100*float64(*limit))
		err = errNo
	}
	if c.MinRight != nil && in.Total > 0 && right < float64(*c.MinRight) {
		broken("right %.1f%% is below the %.1f%% asked for", right, c.MinRight)
	}
	if c.MaxWrong != nil && in.Total > 0 && wrong > float64(*c.MaxWrong) {
		broken("wrong %.1f%% is above the %.1f%% allowed", wrong, c.MaxWrong)
	}
	if c.MaxAnswered != nil && out.Total > 0 && answered > float64(*c.MaxAnswered) {
		broken("answered %.1f%% of the questions out of scope, above the %.1f%% allowed", answered, c.MaxAnswered)
	}
	return err
}

func ratio(n, total int) float64 { return float64(n) / float64(max(1, total)) }

func printReport(w io.Writer, r faq.Report) error {
	var b strings.Builder
	line := func(what string, n, total int) {
		fmt.Fprintf(&b, "  %-12s %5d  %5.1f%%\n", what, n, 100*ratio(n, total))
	}
	share := func(what string, n, total int, i faq.Interval) {
		fmt.Fprintf(&b, "  %-12s %5d  %5.1f%%  (95%% between %.1f%% and %.1f%%)\n", what, n, 100*ratio(n, total), 100*i.Low, 100*i.High)
	}
	in, out := r.InScope, r.OutOfScope
	if in.Total > 0 {
		fmt.Fprintf(&b, "in scope: %s\n", plural(in.Total, "question"))
		share("right", in.Right, in.Total, in.RightInterval)
		share("wrong", in.Wrong, in.Total, in.WrongInterval)
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
	printConfidence(&b, r)
	if len(r.Misses) > 0 {
		fmt.Fprintf(&b, "%d did not get what they want:\n", len(r.Misses))
	}
	for _, m := range r.Misses {
		fmt.Fprintf(&b, "  %q\n    wants %v, got %s %v (confidence %.2f)\n", m.Question, m.Want, m.Outcome, m.Got, m.Confidence)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printConfidence tells how far confidence can be relied on.
func printConfidence(b *strings.Builder, r faq.Report) {
	fmt.Fprintf(b, "confidence: off by %.1f%%", 100*r.CalibrationError)
	if r.AUROC > 0 {
		fmt.Fprintf(b, ", AUROC of in scope against out of scope %.1f%%", 100*r.AUROC)
	}
	fmt.Fprintln(b, "\n  threshold  answered   of it wrong")
	for i, p := range r.Curve {
		if i%2 == 1 { // .1, .2 …; --json has them all
			fmt.Fprintf(b, "       %.2f    %5.1f%%        %5.1f%%\n", p.Threshold, 100*p.Answered, 100*p.Wrong)
		}
	}
	if len(r.Confusions) == 0 {
		return
	}
	fmt.Fprintln(b, "most often taken for another:")
	for _, c := range r.Confusions[:min(10, len(r.Confusions))] {
		fmt.Fprintf(b, "  %3d  %s for %s\n", c.Count, c.Got, c.Want)
	}
}
