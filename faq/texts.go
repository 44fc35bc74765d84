package faq

import "iter"

// TextKind says what a text of a base is.
type TextKind int

// The kinds of text. People read titles and answers; phrasings are only matched.
const (
	Title TextKind = iota
	Phrasing
	Answered
)

// Text is a text of a base with where it stands.
type Text struct {
	Kind TextKind
	File string
	Line int // where it begins; 0 if the base was not read from files
	Text string
}

// Texts yields every title, phrasing and answer, entry by entry.
func (b *Base) Texts() iter.Seq[Text] {
	return func(yield func(Text) bool) {
		places := b.places()
		for i := range b.Entries {
			e := &b.Entries[i]
			kind := Title
			for p := range e.phrasings() {
				if !yield(Text{kind, places[0].file, places[0].line, p}) {
					return
				}
				places, kind = places[1:], Phrasing
			}
			if !yield(Text{Answered, e.file(), e.lines.answer, e.Doc.Text()}) {
				return
			}
		}
	}
}
