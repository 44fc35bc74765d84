package terminal

import (
	"fmt"
	"strings"

	"candor/bot"

	"github.com/clipperhouse/displaywidth"
)

// Style says how a reply is laid out.
type Style struct {
	Width int  // columns to wrap at; 0 does not wrap
	Color bool // whether bold, italic and dim may be used
}

// Escape sequences of ECMA-48 that every terminal emulator knows.
const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	italic = "\x1b[3m"
	reset  = "\x1b[0m"
)

// inColumns measures text as terminals show it: escape sequences take none.
var inColumns = displaywidth.Options{ControlSequences: true}

// Render lays a reply out as text that ends with a line break: title, body,
// source, numbered choices, disclaimer, parted by empty lines.
func Render(r bot.Reply, s Style) string {
	parts := []string{s.paragraph("", s.in(bold, r.Title()))}
	parts = append(parts, s.body(r.Body())...)
	if r.Credit() != "" {
		parts = append(parts, s.paragraph("", s.in(dim, r.Credit())))
	}
	if list := s.choices(r.Choices()); list != "" {
		parts = append(parts, list)
	}
	parts = append(parts, s.paragraph("", s.in(dim, r.Disclaimer())))
	return strings.Join(parts, "\n\n") + "\n"
}

// body lays out the paragraphs; the items of one list stay together.
func (s Style) body(doc bot.Doc) []string {
	var parts []string
	for i, block := range doc {
		if !block.Bullet {
			parts = append(parts, s.paragraph("", s.spans(block.Spans)))
			continue
		}
		item := s.paragraph("  - ", s.spans(block.Spans))
		if i > 0 && doc[i-1].Bullet {
			parts[len(parts)-1] += "\n" + item
		} else {
			parts = append(parts, item)
		}
	}
	return parts
}

func (s Style) spans(spans []bot.Span) string {
	var b strings.Builder
	for _, span := range spans {
		t := span.Text
		if span.URL != "" && span.URL != t {
			t += " (" + span.URL + ")"
		}
		if span.Italic {
			t = s.in(italic, t)
		}
		if span.Bold {
			t = s.in(bold, t)
		}
		b.WriteString(t)
	}
	return b.String()
}

func (s Style) choices(choices []bot.Choice) string {
	lines := make([]string, len(choices))
	for i, c := range choices {
		lines[i] = s.paragraph(fmt.Sprintf("%3d  ", i+1), c.Label)
	}
	return strings.Join(lines, "\n")
}

// paragraph wraps text behind mark, and indents what follows as far as mark.
func (s Style) paragraph(mark, text string) string {
	if s.Width > 0 {
		text = wrap(text, max(20, s.Width-len(mark)))
	}
	return mark + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(mark)))
}

// wrap breaks lines at spaces only, so that an address can be copied whole: a
// line is wider than width when it is one word that is.
func wrap(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		var b strings.Builder
		used := 0
		for n, word := range strings.Split(line, " ") {
			columns := inColumns.String(word)
			switch {
			case n == 0:
			case used+1+columns > width:
				b.WriteByte('\n')
				used = 0
			default:
				b.WriteByte(' ')
				used++
			}
			b.WriteString(word)
			used += columns
		}
		lines[i] = b.String()
	}
	return strings.Join(lines, "\n")
}

func (s Style) in(style, text string) string {
	if !s.Color {
		return text
	}
	return style + text + reset
}
