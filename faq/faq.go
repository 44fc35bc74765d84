// Package faq finds the reviewed answer to a question asked in free words.
//
// [Load] reads a folder of plain files into a [Base] and refuses it whole, every
// fault named, when anything in it is wrong. [NewMatcher] learns from the base's
// phrasings; [Matcher.Match] then says which entry a question asks for and how
// sure that is:
//
//	base, err := faq.Load(os.DirFS("knowledge"))
//	if err != nil {
//		return err // entries/duration.md:7: the answer is empty
//	}
//	result := faq.NewMatcher(base).Match("how many sessions will I need")
//	if result.Verdict == faq.Answer {
//		entry, _ := base.Entry(result.Matches[0].ID)
//		fmt.Println(entry.Doc.Text())
//	}
//
// A Base and a Matcher are never changed once built: a reload builds new ones.
// The package writes no logs, opens no connections and keeps no question.
package faq

import (
	"slices"
	"strings"
	"time"
)

// ID names an entry: its file's name without ".md". It never changes once
// published. At most MaxID bytes of a-z, 0-9 and '-'.
type ID string

// None is what a question wants that no entry answers. No entry bears this name.
const None ID = "none"

// Entry is one reviewed answer, or, when it is not Covered, the reviewed
// sentence that the source does not answer this.
type Entry struct {
	ID       ID
	Question string    // the title that people are shown
	Asked    []string  // other phrasings: matched, never shown
	Answer   string    // Markdown as written
	Doc      Doc       // Answer, parsed
	Section  string    // heading of the source that the answer rests on; empty when not Covered
	Reviewed time.Time // day of the last review, UTC
	Related  []ID
	Covered  bool // whether the source answers the question
	Adults   bool // whether it is not for somebody who says that they are under 18

	lines entryLines
	keys  []string // words of the title and the other phrasings, joined, if Load read them
}

// entryLines says where in an entry's file things stand, for faults that are
// found only when the whole base is read.
type entryLines struct {
	question, section int
	answer            int
	asked, related    []int
}

// Source says where a base's answers come from.
type Source struct{ Title, Author, Publisher string }

// String returns the source as one line of a reply.
func (s Source) String() string {
	var b strings.Builder
	b.WriteString("\"" + s.Title + "\"")
	if s.Author != "" {
		b.WriteString(" by " + s.Author)
	}
	if s.Publisher != "" {
		b.WriteString(" (" + s.Publisher + ")")
	}
	return b.String()
}

// Thresholds are the confidences from which a question is answered and from
// which entries are suggested, 0 < Suggest < Answer ≤ 1.
type Thresholds struct{ Answer, Suggest float64 }

// Base is a knowledge base as Load read it.
type Base struct {
	Title      string
	Language   string // BCP 47
	Source     Source
	Disclaimer string // goes with every reply
	Thresholds Thresholds
	Sections   []string   // the source's headings in its order; empty if the base lists none
	Entries    []Entry    // sorted by ID
	Synonyms   [][]string // groups of words and phrases that mean the same
	Golden     []Question // questions that must keep finding their entry
	Version    string     // first 12 hexadecimal digits of the SHA-256 of the files
	Learned    []byte     // what a matcher learned from these files before, if that was kept
	// LearnedFault says why that cannot be used though it was kept; nil otherwise.
	LearnedFault *Fault
}

// WithoutLearned is the base for those who have a matcher of it: what is in Learned is in
// the matcher, too, and as long as the rest.
func (b *Base) WithoutLearned() *Base {
	rest := *b
	rest.Learned = nil
	return &rest
}

// Entry returns the entry of that ID.
func (b *Base) Entry(id ID) (*Entry, bool) {
	i, ok := slices.BinarySearchFunc(b.Entries, id, func(e Entry, id ID) int {
		return strings.Compare(string(e.ID), string(id))
	})
	if !ok {
		return nil, false
	}
	return &b.Entries[i], true
}

// Topics returns the covered entries in the order of the source's sections,
// within a section by title.
func (b *Base) Topics() []*Entry {
	var topics []*Entry
	for i := range b.Entries {
		if b.Entries[i].Covered {
			topics = append(topics, &b.Entries[i])
		}
	}
	slices.SortStableFunc(topics, func(x, y *Entry) int {
		if d := slices.Index(b.Sections, x.Section) - slices.Index(b.Sections, y.Section); d != 0 {
			return d
		}
		return strings.Compare(x.Question, y.Question)
	})
	return topics
}
