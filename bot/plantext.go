package bot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/faq"
)

// excerptRunes is how much of a text that changes a moderator is shown of each form.
const excerptRunes = 160

// mostListed is how many things of a kind are listed in a chat, the rest as a number.
const mostListed = 15

// most is how many things of a kind are listed.
func (m Message) most() int {
	if m.Roomy {
		return math.MaxInt
	}
	return mostListed
}

// listed makes points of items, at most so many, and a paragraph that counts the rest.
func listed[E any](items []E, most int, say func(E) string) Doc {
	var points []string
	for _, item := range items[:min(most, len(items))] {
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
func (d difference) doc(p plan, most int) Doc {
	doc := faq.Plain(planText(p.before, p.version))
	add := func(heading string, n int, points Doc) {
		if n > 0 {
			doc = slices.Concat(doc, Doc{{Spans: []faq.Span{{Text: fmt.Sprintf("%s: %d", heading, n), Bold: true}}}}, points)
		}
	}
	entry := func(e *faq.Entry) string { return fmt.Sprintf("%s: %s", e.ID, e.Question) }
	question := func(q faq.Question) string { return fmt.Sprintf("line %d: %s", q.Line, q.Text) }
	add(headAdded, len(d.added), listed(d.added, most, entry))
	add(headRemoved, len(d.removed), listed(d.removed, most, entry))
	add(headChanged, len(d.changed), d.changes(most))
	add(headBase, len(d.base), listed(d.base, most, func(t changedText) string { return t.name + t.lines() }))
	add(headGained, len(d.gained), listed(d.gained, most, question))
	add(headLost, len(d.lost), listed(d.lost, most, question))
	add(headWarnings, len(d.warnings), listed(d.warnings, most, faultText))
	add(headDropped, len(d.dropped), listed(d.dropped, most, func(s string) string { return s }))
	return doc
}

// changes shows entries before and after.
func (d difference) changes(most int) Doc {
	return listed(d.changed, most, func(c changedEntry) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%s (%s)", c.after.ID, strings.Join(c.parts, ", "))
		b.WriteString(changedText{"title", c.before.Question, c.after.Question}.lines())
		b.WriteString(changedText{"answer", c.before.Answer, c.after.Answer}.lines())
		if added, removed := apart(c.before.Asked, c.after.Asked); len(added)+len(removed) > 0 {
			fmt.Fprintf(&b, "\nphrasings: %d added, %d removed%s", len(added), len(removed), firstOf("+ ", added)+firstOf("- ", removed))
		}
		return b.String()
	})
}

// lines shows a text before and after, each in a line below, if it is another.
func (t changedText) lines() string {
	if t.before == t.after {
		return ""
	}
	before, after := excerpt(t.before, t.after, excerptRunes)
	return fmt.Sprintf("\n%s before: %s\n%s after: %s", t.name, before, t.name, after)
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
