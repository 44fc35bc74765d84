package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"candor/bot/safety"
	"candor/faq"
)

type explainCmd struct {
	Question []string `arg:"" help:"The question."`
}

// maxParts is how many features are shown: the rest weigh little.
const maxParts = 12

// Run shows how the question is read and what speaks for which entry.
func (c *explainCmd) Run(con *console, dir *knowledgeDir) error {
	question := strings.Join(c.Question, " ")
	if strings.TrimSpace(question) == "" {
		return usageError{errors.New("the question is empty")}
	}
	base, err := dir.load()
	if err != nil {
		return err
	}
	m := faq.NewMatcher(base)
	x := m.Explain(question)
	var b strings.Builder
	explainSafety(&b, safety.Explain(question))
	explainWords(&b, x)
	explainMatches(&b, m, x, question)
	explainParts(&b, x)
	fmt.Fprintf(&b, "Verdict: %s (answer from %.2f, suggest from %.2f)\n", x.Result.Verdict, base.Thresholds.Answer, base.Thresholds.Suggest)
	_, err = io.WriteString(con.out, b.String())
	return err
}

func explainWords(b *strings.Builder, x faq.Explanation) {
	fmt.Fprintf(b, "Read as: %s\n\nWords\n", x.Read)
	for _, w := range x.Words {
		as := ""
		if w.As != "" {
			as = fmt.Sprintf(", corrected to %q", w.As)
		}
		term := w.Term
		if w.How == faq.WordUnknown {
			term = "?"
		}
		fmt.Fprintf(b, "  %-24s → %-20s %s%s\n", w.Word, term, w.How, as)
	}
	fmt.Fprintf(b, "  %.0f%% of the question's weight is known to the base\n\n", 100*x.Known)
}

func explainMatches(b *strings.Builder, m *faq.Matcher, x faq.Explanation, question string) {
	fmt.Fprintln(b, "Entries        (confidence, share, score)")
	for i, match := range x.Result.Matches {
		fmt.Fprintf(b, "  %d. %-26s %.3f  %.3f  %.3f  closest: %q\n",
			i+1, match.ID, match.Confidence, match.Why.Share, match.Why.Score, m.Closest(match.ID, question))
	}
	switch {
	case len(x.Result.Matches) == 0:
		fmt.Fprintln(b, "  none has a word of the question")
	case x.Result.Matches[0].Why.Exact:
		fmt.Fprintln(b, "  the question is one of the entry's phrasings")
	default:
		fmt.Fprintf(b, "  the best entry has %.0f%% of the question\n", 100*x.Result.Matches[0].Why.Coverage)
	}
	fmt.Fprintln(b)
}

func explainParts(b *strings.Builder, x faq.Explanation) {
	if len(x.Parts) == 0 {
		return
	}
	fmt.Fprintln(b, "What spoke for the first (and for the second)")
	for _, p := range x.Parts[:min(len(x.Parts), maxParts)] {
		fmt.Fprintf(b, "  %-8s %-28s %6.3f %6.3f\n", p.Block, p.Feature, p.Points, p.Rival)
	}
	fmt.Fprintln(b)
}
