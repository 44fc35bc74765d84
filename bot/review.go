package bot

import (
	"fmt"

	"candor/bot/safety"
	"candor/faq"
)

// ReviewLanguage holds what people read to the language of help cards: safe words
// about suicide and abuse, no promise, no blame, no advertising.
func ReviewLanguage(b *faq.Base) (faults faq.Faults) {
	for t := range b.Texts() {
		var found []string
		switch t.Kind {
		case faq.Title:
			found = safety.LintAsked(t.Text)
		case faq.Answered:
			found = safety.Lint(t.Text)
		}
		for _, why := range found {
			faults = append(faults, &faq.Fault{File: t.File, Line: t.Line, Msg: "says " + why})
		}
	}
	for _, why := range safety.Lint(b.Disclaimer) {
		faults = append(faults, &faq.Fault{File: "base.yaml", Msg: "the disclaimer says " + why})
	}
	return faults
}

// ReviewDanger finds questions, phrasings and answers that are cries for help to the
// detector: who writes them gets a help card, so they are never matched. It takes
// about 30 µs a text.
func ReviewDanger(b *faq.Base) (faults faq.Faults) { return reviewDanger(b, nil) }

// reviewDanger is ReviewDanger of what is new to another base, which was held to it before.
func reviewDanger(b, before *faq.Base) (faults faq.Faults) {
	old := map[string]bool{}
	if before != nil {
		for t := range before.Texts() {
			old[t.Text] = true
		}
	}
	for t := range b.Texts() {
		if old[t.Text] {
			continue
		}
		if f := safety.Detect(t.Text); f.Tier == safety.TierA {
			faults = append(faults, &faq.Fault{File: t.File, Line: t.Line,
				Msg: fmt.Sprintf("tells of danger (%s), so it is answered by a help card and never found: see candor explain", f.Class)})
		}
	}
	return faults
}
