package faq

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// fence opens and closes an entry's front matter.
const fence = "---\n"

// parseEntry reads entries/ID.md: front matter, then the answer.
func (l *loader) parseEntry(name, src string) {
	front, body, ok := frontMatter(src)
	if !ok {
		line, msg := fenceSlip(src)
		l.add(name, line, "%s", msg)
		return
	}
	e := Entry{ID: entryID(name), Covered: true}
	f := &yamlFile{l, name, 2}
	if n := f.root(front); n != nil {
		f.entry(n, &e)
	}
	bodyLine := 1 + strings.Count(fence+front+fence, "\n")
	e.Answer = strings.TrimSpace(body)
	e.lines.answer = bodyLine + strings.Count(body[:strings.Index(body, e.Answer)], "\n")
	e.Doc = l.parseAnswer(name, bodyLine, body)
	l.checkLength(name, bodyLine, &e)
	l.base.Entries = append(l.base.Entries, e)
}

func frontMatter(src string) (front, body string, ok bool) {
	rest, ok := strings.CutPrefix(src, fence)
	if !ok {
		return "", "", false
	}
	if body, ok := strings.CutPrefix(rest, fence); ok {
		return "", body, true
	}
	if front, body, ok := strings.Cut(rest, "\n"+fence); ok {
		return front + "\n", body, true
	}
	front, ok = strings.CutSuffix(rest, "\n---") // the file ends with the fence
	return front + "\n", "", ok
}

// entry reads an entry's front matter.
func (f *yamlFile) entry(n *yaml.Node, e *Entry) {
	coveredKnown := true
	missing := f.mapping(n, []field{
		{"question", true, func(n *yaml.Node) {
			f.text("question", &e.Question)(n)
			e.lines.question = f.at(n)
		}},
		{"asked", true, f.list("asked", func(n *yaml.Node, s string) {
			e.Asked = append(e.Asked, s)
			e.lines.asked = append(e.lines.asked, f.at(n))
		})},
		{"section", false, func(n *yaml.Node) {
			f.text("section", &e.Section)(n)
			e.lines.section = f.at(n)
		}},
		{"reviewed", true, f.date("reviewed", &e.Reviewed)},
		{"related", false, f.list("related", func(n *yaml.Node, s string) {
			e.Related = append(e.Related, ID(s))
			e.lines.related = append(e.lines.related, f.at(n))
		})},
		{"covered", false, func(n *yaml.Node) {
			coveredKnown = f.truth("covered", &e.Covered)(n)
		}},
		{"adults", false, func(n *yaml.Node) { f.truth("adults", &e.Adults)(n) }},
	})
	switch {
	case n.Kind != yaml.MappingNode, !coveredKnown: // reported
	case e.Covered && e.lines.section == 0:
		f.fault(missing, "the key \"section\" is missing")
	case !e.Covered && e.lines.section != 0:
		f.fault(e.lines.section, "an entry that is not covered has no section")
	}
}

// truth reads "true" or "false" and reports whether it is one.
func (f *yamlFile) truth(key string, dst *bool) func(*yaml.Node) bool {
	return func(n *yaml.Node) bool {
		if n.Value != "true" && n.Value != "false" {
			f.fault(f.at(n), "%s must be true or false", key)
			return false
		}
		*dst = n.Value == "true"
		return true
	}
}

// The days between which a date is no slip of the pen.
var (
	earliest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

func (f *yamlFile) date(key string, dst *time.Time) func(*yaml.Node) {
	return func(n *yaml.Node) {
		day, err := time.Parse(time.DateOnly, n.Value)
		if err != nil {
			f.fault(f.at(n), "%s must be a day such as 2026-11-23, not %s", key, shown(n.Value))
			return
		}
		// Whether the day has come is not for Load to say, which knows no clock: the
		// same folder is right or wrong on every day.
		if day.Before(earliest) || day.After(latest) {
			f.fault(f.at(n), "%s must be a day from %s to %s, not %s",
				key, earliest.Format(time.DateOnly), latest.Format(time.DateOnly), shown(n.Value))
			return
		}
		*dst = day
	}
}
