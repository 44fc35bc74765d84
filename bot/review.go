package bot

import (
	"fmt"

	"candor/bot/safety"
	"candor/faq"
)

// ReviewLanguage holds what people read to the language of help cards: safe words
// about suicide and abuse, no promise, no blame, no advertising.
func ReviewLanguage(b *faq.Base) faq.Faults { return reviewLanguage(b, nil) }

// reviewLanguage is ReviewLanguage of the texts that are not among the old ones.
func reviewLanguage(b *faq.Base, old map[faq.Text]bool) (faults faq.Faults) {
	for t := range b.Texts() {
		if old[ofNoPlace(t)] {
			continue
		}
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
func ReviewDanger(b *faq.Base) faq.Faults { return reviewDanger(b, nil) }

// oldTexts are those of a base that was reviewed before, wherever they stand in it.
func oldTexts(b *faq.Base) map[faq.Text]bool {
	old := map[faq.Text]bool{}
	for t := range b.Texts() {
		old[ofNoPlace(t)] = true
	}
	return old
}

func ofNoPlace(t faq.Text) faq.Text {
	t.File, t.Line = "", 0
	return t
}

// reviewDanger is ReviewDanger of the texts that are not among the old ones.
func reviewDanger(b *faq.Base, old map[faq.Text]bool) (faults faq.Faults) {
	for t := range b.Texts() {
		if old[ofNoPlace(t)] {
			continue
		}
		if f := safety.Detect(t.Text); f.Tier == safety.TierA {
			faults = append(faults, &faq.Fault{File: t.File, Line: t.Line,
				Msg: fmt.Sprintf("tells of danger (%s), so it is answered by a help card and never found: see candor explain", f.Class)})
		}
	}
	return faults
}
