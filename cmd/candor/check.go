package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor/bot"
	"candor/bot/safety"
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
	defer closeFiles(files)
	base, err := faq.Load(files)
	var faults, doubts faq.Faults
	tooOld, old := oldHelplines(time.Now())
	if err == nil {
		faults, doubts = bot.Review(base)
		faults = append(faults, tooOld...)
	}
	if errors.As(err, &faults) || len(faults) > 0 {
		return refuse(con, dir, faults)
	}
	if err != nil {
		return err
	}
	test := faq.RunSelfTest(base)
	test.Warnings = slices.Concat(doubts, test.Warnings)
	if msg := unusedLearned(base); msg != "" {
		test.Warnings = append(test.Warnings, &faq.Fault{File: faq.LearnedFile, Msg: msg})
	}
	test.Warnings = append(test.Warnings, old...)
	printSelfTest(con, dir, base, test)
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

// printSelfTest prints warnings and figures.
func printSelfTest(con *console, dir *knowledgeDir, base *faq.Base, test faq.SelfTest) {
	for _, w := range test.Warnings {
		fmt.Fprintf(con.out, "%v (warning)\n", w)
	}
	fmt.Fprint(con.out, summary(dir, base, test))
}

// oldHelplines says that the program's helplines were not read again for too long: a fault
// after a year, when cards show them no more, a warning after a season.
func oldHelplines(now time.Time) (faults, warnings faq.Faults) {
	say := func(age time.Duration) faq.Faults {
		old := safety.OlderHelplines(now, age)
		if len(old) == 0 {
			return nil
		}
		return faq.Faults{{File: "helplines.yaml", Msg: fmt.Sprintf("the pages of %s were last read more than %d days ago, such as that of %s: read them again, and build candor anew",
			plural(len(old), "helpline"), int(age.Hours()/24), old[0])}}
	}
	if faults = say(safety.FailAge); faults != nil {
		return faults, nil
	}
	return nil, say(safety.WarnAge)
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
