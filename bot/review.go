package bot

import (
	"fmt"
	"slices"

	"candor/bot/safety"
	"candor/faq"
)

// Review is [ReviewLanguage] and [ReviewDanger].
func Review(b *faq.Base) (faults, doubts faq.Faults) {
	faults, doubts = ReviewLanguage(b)
	more, moreDoubts := ReviewDanger(b)
	return append(faults, more...), append(doubts, moreDoubts...)
}

// ReviewLanguage holds what people read to the language of help cards: safe words about
// suicide and abuse, no promise, no blame, no advertising. It refuses what harms whoever
// believes it, and every way to reach somebody that no help card knows. The doubts are for
// a person to look at: they may be meant well.
func ReviewLanguage(b *faq.Base) (faults, doubts faq.Faults) { return reviewLanguage(b, nil) }

// reviewLanguage is ReviewLanguage of the texts that are not among the old ones.
func reviewLanguage(b *faq.Base, old map[faq.Text]bool) (faults, doubts faq.Faults) {
	add := func(file string, line int, beginning string, said remarks) {
		for _, why := range said.faults {
			faults = append(faults, &faq.Fault{File: file, Line: line, Msg: beginning + why})
		}
		for _, why := range said.doubts {
			doubts = append(doubts, &faq.Fault{File: file, Line: line, Msg: beginning + why})
		}
	}
	for t := range b.Texts() {
		if !old[ofNoPlace(t)] {
			add(t.File, t.Line, "says ", remarksOn(t))
		}
	}
	add("base.yaml", 0, "the disclaimer says ", answerRemarks(b.Disclaimer))
	for _, heading := range slices.Concat(b.Sections, []string{b.Title, b.Source.String()}) {
		add("base.yaml", 0, "says ", shownRemarks(heading))
	}
	return faults, doubts
}

// remarks are what the lint says of a text.
type remarks struct{ faults, doubts []string }

// remarksOn are those on a text of an entry. Phrasings are never shown.
func remarksOn(t faq.Text) remarks {
	switch t.Kind {
	case faq.Title:
		r := shownRemarks(t.Text)
		r.faults = append(safety.LintAsked(t.Text), r.faults...)
		return r
	case faq.Answered:
		return answerRemarks(t.Text)
	}
	return remarks{}
}

// shownRemarks are those on a text that asks or names something.
func shownRemarks(text string) remarks {
	faults, doubts := safety.LintContacts(text)
	return remarks{append(faults, safety.LintLetters(text)...), doubts}
}

// answerRemarks are those on a text that tells people something.
func answerRemarks(text string) remarks {
	r := shownRemarks(text)
	words, mayBe := safety.Lint(text)
	harm, doubts := safety.LintHarm(text)
	return remarks{slices.Concat(words, harm, r.faults), slices.Concat(doubts, mayBe, r.doubts)}
}

// ReviewDanger finds questions and phrasings that are cries for help to the detector: who
// writes them gets a help card, so they are never matched. An answer is never matched in any
// case, and many a good one speaks of danger. It is refused only where it does so in the
// first person, since that is somebody's own story, be it in one sentence of a long text,
// and doubted where the detector is sure of danger. It takes about 30 µs a question, and
// 0.3 ms an answer.
func ReviewDanger(b *faq.Base) (faults, doubts faq.Faults) { return reviewDanger(b, nil) }

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
func reviewDanger(b *faq.Base, old map[faq.Text]bool) (faults, doubts faq.Faults) {
	for t := range b.Texts() {
		if old[ofNoPlace(t)] {
			continue
		}
		d := dangerIn(t)
		fault := &faq.Fault{File: t.File, Line: t.Line, Msg: dangerText(t, d)}
		switch {
		case d.Tier != safety.TierA:
		case t.Kind != faq.Answered || d.FirstPerson:
			faults = append(faults, fault)
		case d.Plain:
			doubts = append(doubts, fault)
		}
	}
	return faults, doubts
}

// dangerIn reads an answer sentence by sentence as well. Of what people write the detector
// judges the whole, and so it does here.
func dangerIn(t faq.Text) safety.Part {
	if t.Kind == faq.Answered {
		return safety.DetectParts(t.Text)
	}
	return safety.Part{Finding: safety.Detect(t.Text)}
}

// dangerText says what tells of danger, and why that is a matter.
func dangerText(t faq.Text, d safety.Part) string {
	where := ""
	if d.Words != "" {
		where = fmt.Sprintf(" in %q", d.Words)
	}
	switch {
	case t.Kind != faq.Answered:
		return fmt.Sprintf("tells of danger (%s)%s, so it is answered by a help card and never found: see candor explain", d.Class, where)
	case d.FirstPerson:
		return fmt.Sprintf("tells of danger (%s)%s as somebody's own story: an answer speaks to who reads it", d.Class, where)
	}
	return fmt.Sprintf("tells of danger (%s)%s: see that it names help and does no harm", d.Class, where)
}
