package bot

import (
	"fmt"
	"slices"
	"strings"

	"candor/faq"
)

// excerptRunes is how much of a text that changes a moderator is shown of each form.
const excerptRunes = 160

// listed makes points of items, at most mostListed, and a paragraph that counts the rest.
func listed[E any](items []E, say func(E) string) Doc {
	var points []string
	for _, item := range items[:min(mostListed, len(items))] {
		points = append(points, say(item))
	}
	doc := faq.List(points)
	if rest := len(items) - len(points); rest > 0 {
		doc = append(doc, faq.Plain(moreText(rest))...)
	}
	return doc
}

// point is one item of a list.
func point(text string) faq.Block { return faq.List([]string{text})[0] }

// doc shows a moderator what changes.
func (d difference) doc(p plan) Doc {
	doc := faq.Plain(planText(p.before, p.version))
	add := func(heading string, n int, points Doc) {
		if n > 0 {
			doc = slices.Concat(doc, Doc{{Spans: []faq.Span{{Text: fmt.Sprintf("%s: %d", heading, n), Bold: true}}}}, points)
		}
	}
	entry := func(e *faq.Entry) string { return fmt.Sprintf("%s: %s", e.ID, e.Question) }
	question := func(q faq.Question) string { return fmt.Sprintf("line %d: %s", q.Line, q.Text) }
	add(headAdded, len(d.added), listed(d.added, entry))
	add(headRemoved, len(d.removed), listed(d.removed, entry))
	add(headChanged, len(d.changed), d.changes())
	add(headBase, len(d.base), faq.List(d.base))
	add(headGained, len(d.gained), listed(d.gained, question))
	add(headLost, len(d.lost), listed(d.lost, question))
	add(headWarnings, len(d.warnings), listed(d.warnings, faultText))
	add(headDropped, len(d.dropped), listed(d.dropped, func(s string) string { return s }))
	return append(doc, faq.Plain(textPlanEnd)...)
}

// changes shows entries before and after.
func (d difference) changes() Doc {
	return listed(d.changed, func(c changedEntry) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%s (%s)", c.after.ID, strings.Join(c.parts, ", "))
		for _, t := range []struct {
			name          string
			before, after string
		}{
			{"title", c.before.Question, c.after.Question},
			{"answer", c.before.Answer, c.after.Answer},
		} {
			if t.before != t.after {
				before, after := excerpt(t.before, t.after, excerptRunes)
				fmt.Fprintf(&b, "\n%s before: %s\n%s after: %s", t.name, before, t.name, after)
			}
		}
		if added, removed := apart(c.before.Asked, c.after.Asked); len(added)+len(removed) > 0 {
			fmt.Fprintf(&b, "\nphrasings: %d added, %d removed%s", len(added), len(removed), firstOf("+ ", added)+firstOf("- ", removed))
		}
		return b.String()
	})
}

// apart lists what is in one list only.
func apart(before, after []string) (added, removed []string) {
	for _, s := range after {
		if !slices.Contains(before, s) {
			added = append(added, s)
		}
	}
	for _, s := range before {
		if !slices.Contains(after, s) {
			removed = append(removed, s)
		}
	}
	return added, removed
}

// firstOf shows the first few of a list, each on a line behind a sign.
func firstOf(sign string, list []string) string {
	const few = 3
	var b strings.Builder
	for _, s := range list[:min(few, len(list))] {
		b.WriteString("\n" + sign + window([]rune(s), 0, excerptRunes))
	}
	return b.String()
}
