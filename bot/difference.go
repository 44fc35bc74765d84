package bot

import (
	"fmt"
	"slices"
	"strings"

	"candor/faq"

	"github.com/sahilm/fuzzy"
)

// difference is what a reload changes.
type difference struct {
	added, removed []*faq.Entry
	changed        []changedEntry
	base           []changedText // what else of the base is another
	golden
	warnings faq.Faults
}

// changedEntry is an entry before and after, and which of its parts are others.
type changedEntry struct {
	before, after *faq.Entry
	parts         []string
}

// compare says what becomes of the base in use.
func compare(before *Snapshot, after *faq.Base, x Examination) difference {
	d := difference{base: changedParts(before.base, after)}
	for i := range after.Entries {
		e := &after.Entries[i]
		old, ok := before.base.Entry(e.ID)
		if !ok {
			d.added = append(d.added, e)
		} else if parts := entryParts(old, e); len(parts) > 0 {
			d.changed = append(d.changed, changedEntry{old, e, parts})
		}
	}
	for i := range before.base.Entries {
		e := &before.base.Entries[i]
		if _, ok := after.Entry(e.ID); !ok {
			d.removed = append(d.removed, e)
		}
	}
	d.golden = goldenOf(before, after, x.Golden)
	d.warnings = slices.Concat(d.untrue, ofChanged(x.Warnings, before.base, after))
	return d
}

// changedText is a text before and after, which are the same where it has none.
type changedText struct{ name, before, after string }

// changedParts are what is another in two bases beside their entries.
func changedParts(a, b *faq.Base) (out []changedText) {
	for _, t := range []struct {
		changedText
		same bool
	}{
		{changedText{"title", a.Title, b.Title}, a.Title == b.Title},
		{changedText{"source", a.Source.String(), b.Source.String()}, a.Source == b.Source},
		{changedText{"sections", strings.Join(a.Sections, "; "), strings.Join(b.Sections, "; ")}, slices.Equal(a.Sections, b.Sections)},
		{changedText{"disclaimer", a.Disclaimer, b.Disclaimer}, a.Disclaimer == b.Disclaimer},
		{changedText{"thresholds", thresholdsText(a.Thresholds), thresholdsText(b.Thresholds)}, a.Thresholds == b.Thresholds},
		{changedText{name: "synonyms"}, slices.EqualFunc(a.Synonyms, b.Synonyms, slices.Equal)},
	} {
		if !t.same {
			out = append(out, t.changedText)
		}
	}
	return out
}

// entryParts names what is another in two forms of an entry.
func entryParts(a, b *faq.Entry) []string {
	return differing([]part{
		{"title", a.Question == b.Question},
		{"answer", a.Answer == b.Answer},
		{"phrasings", slices.Equal(a.Asked, b.Asked)},
		{"section", a.Section == b.Section},
		{"related", slices.Equal(a.Related, b.Related)},
		{"covered", a.Covered == b.Covered},
		{"adults", a.Adults == b.Adults},
		{"reviewed", a.Reviewed.Equal(b.Reviewed)},
	})
}

type part struct {
	name string
	same bool
}

func differing(parts []part) (names []string) {
	for _, p := range parts {
		if !p.same {
			names = append(names, p.name)
		}
	}
	return names
}

// ofChanged are those warnings that are about entries which are new or others.
func ofChanged(warnings faq.Faults, before, after *faq.Base) (out faq.Faults) {
	same := map[string]bool{} // files
	for i := range after.Entries {
		e := &after.Entries[i]
		if old, ok := before.Entry(e.ID); ok {
			same[e.ID.File()] = len(entryParts(old, e)) == 0
		}
	}
	for _, w := range warnings {
		if !same[w.File] {
			out = append(out, w)
		}
	}
	return out
}

// numbers is the difference in a line, for the audit.
func (d *difference) numbers() string {
	return fmt.Sprintf("%d added, %d removed, %d changed; golden questions: %d gained, %d lost; %s",
		len(d.added), len(d.removed), len(d.changed), len(d.gained), len(d.lost), counted(len(d.warnings), "warning", "warnings"))
}

// excerpt shortens two texts to where they part: all of that, and so many runes if it is
// less.
func excerpt(a, b string, most int) (string, string) {
	x, y := []rune(a), []rune(b)
	start := 0
	for start < min(len(x), len(y)) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < min(len(x), len(y))-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	begin := max(0, start-most/3)
	most = max(most, max(len(x), len(y))-end-begin) // all that differs is shown: it is what is agreed to
	return window(x, begin, most), window(y, begin, most)
}

// window is a piece of a text, in one line.
func window(text []rune, start, most int) string {
	end := min(len(text), start+most)
	s := strings.Join(strings.Fields(string(text[min(start, end):end])), " ")
	if start > 0 {
		s = "…" + s
	}
	if end < len(text) {
		s += "…"
	}
	return s
}

// closest lists the names that a mistyped one may mean, at most so many.
func closest(typed string, names []string, most int) []string {
	var out []string
	for _, match := range fuzzy.Find(typed, names) {
		if len(out) < most {
			out = append(out, match.Str)
		}
	}
	return out
}
