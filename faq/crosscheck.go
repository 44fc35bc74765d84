package faq

import (
	"slices"
	"strings"

	"candor/faq/text"
)

// crossCheck reports what is wrong between files, once all are read.
func (l *loader) crossCheck() {
	sortEntries(l.base.Entries)
	l.checkBaseTexts()
	phrasings := len(l.base.Entries)
	for i := range l.base.Entries {
		phrasings += len(l.base.Entries[i].Asked)
	}
	seen := make(map[string]place, phrasings)
	for i := range l.base.Entries {
		e := &l.base.Entries[i]
		file := e.file()
		l.checkRelated(e)
		l.checkSection(e)
		l.checkMentions(file, e.lines.question, "the question", e.Question)
		e.keys = make([]string, 0, 1+len(e.Asked))
		e.keys = append(e.keys, l.checkPhrasing(seen, place{e.ID, file, e.lines.question}, e.Question))
		for j, asked := range e.Asked {
			e.keys = append(e.keys, l.checkPhrasing(seen, place{e.ID, file, e.lines.asked[j]}, asked))
		}
	}
	l.checkGolden()
}

func (e *Entry) file() string { return e.ID.File() }

// place is where a phrasing stands.
type place struct {
	id   ID
	file string
	line int
}

// checkPhrasing reports a phrasing that another entry has too: the two cannot
// be told apart. Within one entry it does no harm. It returns the phrasing's words,
// joined.
func (l *loader) checkPhrasing(seen map[string]place, at place, phrasing string) string {
	l.words = text.AppendWords(l.words[:0], phrasing)
	key := strings.Join(l.words, " ")
	if key == "" {
		return "" // reported when it was read
	}
	if first, ok := seen[key]; !ok {
		seen[key] = at
	} else if first.id != at.id {
		l.add(at.file, at.line, "the phrasing %s stands in %s:%d too", shown(phrasing), first.file, first.line)
	}
	return key
}

func (l *loader) checkRelated(e *Entry) {
	for i, id := range e.Related {
		other, ok := l.base.Entry(id)
		switch {
		case !l.ids[id]:
			l.add(e.file(), e.lines.related[i], "related: there is no entry %s", shown(string(id)))
		case id == e.ID:
			l.add(e.file(), e.lines.related[i], "related: names the entry itself")
		case ok && !other.Covered:
			l.add(e.file(), e.lines.related[i], "related: %s is not covered, so it has nothing to offer", id)
		case slices.Contains(e.Related[:i], id):
			l.add(e.file(), e.lines.related[i], "related: %s stands here twice", id)
		}
	}
}

func (l *loader) checkSection(e *Entry) {
	if len(l.base.Sections) > 0 && e.Section != "" && !slices.Contains(l.base.Sections, e.Section) {
		l.add(e.file(), e.lines.section, "section: %s is not under \"sections\" in %s", shown(e.Section), baseFile)
	}
}

// publishedText is a text of base.yaml that people are shown.
type publishedText struct {
	what, text string
	line       int
}

// checkBaseTexts runs once the hosts are known, which stand in the same file.
func (l *loader) checkBaseTexts() {
	for _, t := range l.published {
		l.checkMentions(baseFile, t.line, t.what, t.text)
	}
}

func (l *loader) checkGolden() {
	if len(l.ids) == 0 {
		return // reported: there is no entry at all
	}
	for _, q := range l.base.Golden {
		for _, id := range q.Want {
			if !l.ids[id] && id != None {
				l.add(goldenFile, q.Line, "want: there is no entry %s", shown(string(id)))
			}
		}
	}
}
