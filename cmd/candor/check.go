package main

import (
	"errors"
	"fmt"
	"strings"

	"candor/bot"
	"candor/faq"
)

type checkCmd struct {
	Strict bool         `help:"Take warnings for faults: exit 1 if there are any."`
	Plot   string       `placeholder:"FILE" help:"Draw how wrong answers rise with the share answered, thresholds marked, as SVG."`
	Dir    knowledgeDir `arg:"" optional:"" help:"Folder of the knowledge base; that of --knowledge if not given."`
}

// Run checks a base and prints every fault, or counts, the self-test's figures and
// its warnings.
func (c *checkCmd) Run(con *console, dir *knowledgeDir) error {
	if c.Dir != "" {
		dir = &c.Dir
	}
	files, err := dir.files()
	if err != nil {
		return err
	}
	base, err := faq.Load(files)
	var faults faq.Faults
	if err == nil {
		faults = append(bot.ReviewLanguage(base), bot.ReviewDanger(base)...)
	}
	if errors.As(err, &faults) || len(faults) > 0 {
		return refuse(con, dir, faults)
	}
	if err != nil {
		return err
	}
	test := faq.RunSelfTest(base)
	if msg := unusedLearned(base); msg != "" {
		test.Warnings = append(test.Warnings, &faq.Fault{File: faq.LearnedFile, Msg: msg})
	}
	for _, w := range test.Warnings {
		fmt.Fprintf(con.out, "%v (warning)\n", w)
	}
	fmt.Fprint(con.out, summary(dir, base, test))
	if c.Plot != "" {
		if err := plotCurve(c.Plot, test.Curve, base.Thresholds); err != nil {
			return err
		}
	}
	if c.Strict && len(test.Warnings) > 0 {
		fmt.Fprintf(con.errOut, "candor: %s: %s\n", dir, plural(len(test.Warnings), "warning"))
		return errNo
	}
	return nil
}

// refuse prints what is wrong with a base.
func refuse(con *console, dir *knowledgeDir, faults faq.Faults) error {
	for _, f := range faults {
		fmt.Fprintln(con.out, f)
	}
	fmt.Fprintf(con.errOut, "candor: %s: %s\n", dir, plural(len(faults), "fault"))
	return errNo
}

// unusedLearned says why learned.bin does not save what it could, "" if it does or
// there is none.
func unusedLearned(base *faq.Base) string {
	switch {
	case base.LearnedFault != nil:
		return base.LearnedFault.Msg + ", so it is not used: remove it and run candor train"
	case len(base.Learned) > 0 && !faq.NewMatcher(base).Recalled():
		return "is damaged, or was learned from other files or by another candor, so it is not used: run candor train"
	}
	return ""
}

// summary tells what a sound base holds and how well it knows itself.
func summary(dir *knowledgeDir, base *faq.Base, test faq.SelfTest) string {
	covered, phrasings := 0, 0
	for _, e := range base.Entries {
		if e.Covered {
			covered++
		}
		phrasings += 1 + len(e.Asked)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: fine, version %s\n", dir, base.Version)
	fmt.Fprintf(&b, "%s (%d covered), %s, %s, %s\n",
		plural(len(base.Entries), "entry"), covered, plural(phrasings, "phrasing"),
		plural(len(base.Synonyms), "synonym group"), plural(len(base.Golden), "golden question"))
	fmt.Fprintf(&b, "self-test: %s, %s\n", heldOut(test), plural(len(test.Warnings), "warning"))
	if len(base.Golden) > 0 {
		r := faq.Evaluate(faq.NewMatcher(base), base.Golden)
		fmt.Fprintf(&b, "golden questions: %d of %d in scope right, %d wrong; %d of %d out of scope answered\n",
			r.InScope.Right, r.InScope.Total, r.InScope.Wrong, r.OutOfScope.Answered, r.OutOfScope.Total)
	}
	return b.String()
}

// heldOut tells what became of the phrasings that were held out, if any could be.
func heldOut(test faq.SelfTest) string {
	if test.HeldOut == 0 {
		return "no phrasing could be held out"
	}
	return fmt.Sprintf("%.0f%% of held-out phrasings find their entry, confidence is off by %.1f%%", 100*test.Accuracy, 100*test.CalibrationError)
}

// plural returns a number with its noun: "1 entry", "2 entries".
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "entry"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
