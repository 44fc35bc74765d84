package main

import (
	"errors"
	"fmt"

	"candor/faq"
)

type checkCmd struct {
	Dir knowledgeDir `arg:"" optional:"" help:"Folder of the knowledge base; that of --knowledge if not given."`
}

// Run checks a base and prints every fault, or counts.
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
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(con.out, f)
		}
		fmt.Fprintf(con.errOut, "candor: %s: %s\n", dir, plural(len(faults), "fault"))
		return errNo
	}
	if err != nil {
		return err
	}
	covered, phrasings := 0, 0
	for _, e := range base.Entries {
		if e.Covered {
			covered++
		}
		phrasings += 1 + len(e.Asked)
	}
	fmt.Fprintf(con.out, "%s: fine, version %s\n", dir, base.Version)
	fmt.Fprintf(con.out, "%s (%d covered), %s, %s, %s\n",
		plural(len(base.Entries), "entry"), covered, plural(phrasings, "phrasing"),
		plural(len(base.Synonyms), "synonym group"), plural(len(base.Golden), "golden question"))
	if len(base.Golden) > 0 {
		r := faq.Evaluate(faq.NewMatcher(base), base.Golden)
		fmt.Fprintf(con.out, "golden questions: %d of %d in scope right, %d wrong; %d of %d out of scope answered\n",
			r.InScope.Right, r.InScope.Total, r.InScope.Wrong, r.OutOfScope.Answered, r.OutOfScope.Total)
	}
	return nil
}

// plural returns a number with its noun: "1 entry", "2 entries".
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "entry":
		return fmt.Sprintf("%d entries", n)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
