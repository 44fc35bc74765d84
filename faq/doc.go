package faq

import "strings"

// Doc is a parsed answer: what an adapter renders in its platform's markup.
type Doc []Block

// Block is a paragraph or one item of a bullet list.
type Block struct {
	Bullet bool
	Spans  []Span
}

// Span is a run of text in one style. Text holds no markup; a '\n' in it is a
// line break that the author asked for.
type Span struct {
	Text         string
	Bold, Italic bool
	URL          string // https address that the text links to, "" for none
}

// Text returns the answer as plain text: a blank line between paragraphs,
// "- " before each bullet, link addresses in brackets.
func (d Doc) Text() string {
	var b strings.Builder
	for i, block := range d {
		if i > 0 {
			b.WriteString(d.gap(i))
		}
		if block.Bullet {
			b.WriteString("- ")
		}
		for _, s := range block.Spans {
			b.WriteString(s.Text)
			if s.URL != "" && s.URL != s.Text {
				b.WriteString(" (" + s.URL + ")")
			}
		}
	}
	return b.String()
}

// gap is what parts block i from the one before it.
func (d Doc) gap(i int) string {
	if d[i].Bullet && d[i-1].Bullet {
		return "\n"
	}
	return "\n\n"
}

// Plain returns text as a Doc of its paragraphs, which blank lines part.
func Plain(text string) Doc {
	var d Doc
	for p := range strings.SplitSeq(text, "\n\n") {
		d = append(d, Block{Spans: []Span{{Text: p}}})
	}
	return d
}

// List is a text of bullet points.
func List(items []string) Doc {
	doc := make(Doc, len(items))
	for i, item := range items {
		doc[i] = Block{Bullet: true, Spans: []Span{{Text: item}}}
	}
	return doc
}
