package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"candor/bot/safety"
)

// safety measures the detector of danger.
func (c *evalCmd) safety(con *console) error {
	if c.Train != "" || c.MinRight != nil || c.MaxWrong != nil || c.MaxAnswered != nil {
		return usageError{errors.New("--safety goes with --json only")}
	}
	f, err := openLines(c.File, con.in)
	if err != nil {
		return err
	}
	defer f.Close()
	cases, err := safety.ReadCases(f, c.File)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return fmt.Errorf("%s: holds no message", c.File)
	}
	r := safety.Evaluate(cases)
	if c.JSON {
		return encodeJSON(con.out, r)
	}
	return printSafety(con.out, r)
}

func printSafety(w io.Writer, r safety.Report) error {
	var b strings.Builder
	row := func(x safety.Recall, end string) {
		fmt.Fprintf(&b, "  %-18s %5d of %5d  %5.1f%%  (95%% between %.1f%% and %.1f%%)%s\n",
			x.Name, x.Found, x.Total, 100*ratio(x.Found, x.Total), 100*x.Low, 100*x.High, end)
	}
	named := func(x safety.Recall) {
		end := ""
		if x.Found > 0 {
			end = fmt.Sprintf("  named %d of %d  %5.1f%%", x.Named, x.Found, 100*ratio(x.Named, x.Found))
		}
		row(x, end)
	}
	fmt.Fprintln(&b, "found, by tier (named: of those found, by their own class):")
	for _, x := range r.Tiers {
		if x.Total > 0 {
			named(x)
		}
	}
	fmt.Fprintln(&b, "found, by class (by whichever card; named: by their own):")
	for _, x := range r.Classes {
		named(x)
	}
	if r.FalseAlarms.Total > 0 {
		fmt.Fprintln(&b, "cards for messages that need none:")
		row(r.FalseAlarms, "")
	}
	if r.Pairs.Total > 0 {
		fmt.Fprintln(&b, "pairs with both sides right:")
		row(r.Pairs, "")
	}
	if len(r.Misses) > 0 {
		fmt.Fprintf(&b, "%d got another tier:\n", len(r.Misses))
	}
	for _, m := range r.Misses {
		fmt.Fprintf(&b, "  %s, want %s: %q\n", m.Got, m.Want, m.Text)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// explainSafety tells what the detector of danger makes of a question.
func explainSafety(b *strings.Builder, x safety.Explanation) {
	alarm := fmt.Sprintf(" (alarm %.2f, a help card from %.2f)", x.Alarm, x.From)
	if x.Language != "" {
		alarm = "" // a sentence of the list says it all
	}
	switch x.Tier {
	case safety.TierC:
		fmt.Fprintf(b, "Danger: none%s\n", alarm)
	case safety.TierB:
		fmt.Fprintf(b, "Danger: tier B, %s%s\n", x.Class, alarm)
	default:
		fmt.Fprintf(b, "Danger: tier A, %s%s: a help card comes instead of an answer\n", x.Class, alarm)
	}
	line := func(what, is string) {
		if is != "" {
			fmt.Fprintf(b, "  %-16s %s\n", what, is)
		}
	}
	line("rule", x.Rule)
	line("says of self", x.Self)
	line("speaks against it", x.Doubt)
	if x.Tier != safety.TierC && x.Language == "" {
		line("read", x.Part)
		line("weighs most", weights(x.Words))
		line("is heard most", weights(x.Runs))
		line("nearest example", fmt.Sprintf("%q (%s)", x.Example, x.Of))
	}
	fmt.Fprintln(b)
}

// weights lists words with what they say.
func weights(list []safety.Weight) string {
	var words []string
	for _, w := range list {
		words = append(words, fmt.Sprintf("%s %.2f", w.Word, w.Points))
	}
	return strings.Join(words, ", ")
}
