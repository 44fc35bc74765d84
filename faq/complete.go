package faq

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"candor/faq/text"

	"github.com/sahilm/fuzzy"
)

// Completion is an entry that a half-typed question may be going to ask for.
type Completion struct {
	ID       ID
	Question string // the entry's title
}

const (
	// maxPattern is the longest text handed to fuzzy, in characters: it sums scores
	// that grow with the square of a run, and from about 40 letters on they overflow.
	maxPattern = 30
	// maxBegun is how many of the base's words and phrases a half-typed one stands for.
	maxBegun = 256
	// maxPhrase is how many of the last typed words may begin a phrase.
	maxPhrase = 3
	// maxRanked is how many entries are put in order by fuzzy, which looks at each.
	maxRanked = 50
	// halfWeight is how much the half word counts beside each word before it. Of the
	// golden and the development questions, typed to 30, 50, 70 and 90 %, 78 % find the
	// wanted entry first; with 1, 2 or 3 that changes by less than a point.
	halfWeight = 1.5
)

// completer finds terms by words that are being typed. It is made with the
// matcher and never changes.
type completer struct {
	known  []typable   // the base's words and synonyms, sorted
	titles []string    // by entry, normalised
	shown  []titleWord // the words of covered entries' titles, sorted
	topics int         // number of covered entries
}

// typable is a word or a phrase of the base, its term, and how often the base has it.
type typable struct {
	text  string
	term  int32
	count int
}

// titleWord is a word in the title of an entry.
type titleWord struct {
	text  string
	entry int32
}

func newCompleter(b *Base, lx *lexicon, count map[string]int) completer {
	c := completer{titles: make([]string, len(b.Entries))}
	for w, term := range lx.stems {
		c.known = append(c.known, typable{w, term, count[w]})
	}
	for _, group := range b.Synonyms {
		for _, member := range group {
			phrase := strings.Join(text.Words(member), " ")
			c.known = append(c.known, typable{phrase, lx.term[groupName(group)], max(1, count[phrase])})
		}
	}
	slices.SortFunc(c.known, func(a, b typable) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.term, b.term))
	})
	for i := range b.Entries {
		e := &b.Entries[i]
		c.titles[i] = text.Normalize(e.Question)
		if !e.Covered {
			continue
		}
		c.topics++
		for _, w := range text.Words(e.Question) {
			c.shown = append(c.shown, titleWord{w, int32(i)})
		}
	}
	slices.SortFunc(c.shown, func(a, b titleWord) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.entry, b.entry))
	})
	return c
}

// begunBy appends the words and phrases that typed begins to begun.
func (c completer) begunBy(begun []typable, typed string) []typable {
	from, _ := slices.BinarySearchFunc(c.known, typed, func(k typable, s string) int { return strings.Compare(k.text, s) })
	for _, k := range c.known[from:] {
		if !strings.HasPrefix(k.text, typed) {
			break
		}
		begun = append(begun, k)
	}
	return begun
}

// titled says of which entries half a word begins a word of the title, and how many
// those are.
func (c completer) titled(half string) (is []bool, n int) {
	is = make([]bool, len(c.titles))
	from, _ := slices.BinarySearchFunc(c.shown, half, func(w titleWord, s string) int { return strings.Compare(w.text, s) })
	for _, w := range c.shown[from:] {
		if !strings.HasPrefix(w.text, half) {
			break
		}
		if !is[w.entry] {
			is[w.entry] = true
			n++
		}
	}
	return is, n
}

// Complete returns at most n covered entries that the half-typed question may be
// going to ask for, the likeliest first. Whole words count with their synonyms and
// corrections, the last one also as the beginning of a word; what is left equal,
// github.com/sahilm/fuzzy orders by how the letters typed run through the title.
// With nothing typed, the first topics are returned.
func (m *Matcher) Complete(prefix string, n int) []Completion {
	words := text.Words(prefix)
	if n <= 0 {
		return nil
	}
	var out []Completion
	if len(words) == 0 {
		topics := m.base.Topics()
		for _, e := range topics[:min(n, len(topics))] {
			out = append(out, Completion{e.ID, e.Question})
		}
		return out
	}
	likely := m.candidates(prefix, words)
	for _, c := range likely[:min(n, len(likely))] {
		e := &m.base.Entries[c.entry]
		out = append(out, Completion{e.ID, e.Question})
	}
	return out
}

// completed is an entry on offer.
type completed struct {
	entry  int32
	points float64 // what the typed words say for it
}

// candidates returns the covered entries that the typed words speak for, best first.
func (m *Matcher) candidates(prefix string, words []string) []completed {
	var r reading
	m.lex.read(&r, words)
	points := make([]float64, len(m.base.Entries))
	m.addTyped(points, &r, prefix)
	out := make([]completed, 0, maxRanked)
	for e, p := range points {
		if p <= 0 || !m.base.Entries[e].Covered || len(out) == maxRanked && p <= out[maxRanked-1].points {
			continue
		}
		i := len(out)
		for i > 0 && out[i-1].points < p {
			i--
		}
		out = slices.Insert(out[:min(len(out), maxRanked-1)], i, completed{entry: int32(e), points: p})
	}
	m.rank(out, &r, prefix)
	return out
}

// halfTyped reports whether the last word may go on.
func halfTyped(prefix string) bool { return !strings.HasSuffix(prefix, " ") }

// addTyped adds what each word says for each entry, by itself and after the one before
// it. A half word says the mean of what all say that it may become, the more frequent
// ones more of it.
func (m *Matcher) addTyped(points []float64, r *reading, prefix string) {
	whole := r.terms
	if halfTyped(prefix) {
		whole = whole[:len(whole)-1]
	}
	prev := startTerm
	for _, s := range whole {
		m.add(points, prev, s.term, 1)
		prev = s.term
	}
	if !halfTyped(prefix) {
		return
	}
	begun := m.begun(r, prefix)
	total := 0.0
	for _, k := range begun {
		total += k.weight()
	}
	for _, k := range begun {
		m.add(points, prev, k.term, halfWeight*k.weight()/total)
	}
}

// weight is the root of how often the base has the word: there are many ways to go on,
// and the rare one may be meant.
func (k typable) weight() float64 { return math.Sqrt(float64(k.count)) }

// add adds what a term after another says for each entry.
func (m *Matcher) add(points []float64, prev, term int32, weight float64) {
	row := func(id int32) {
		w := weight * float64(m.model.idf[id])
		for _, c := range m.model.row(id) {
			points[c.entry] += w * float64(c.weight)
		}
	}
	if id, ok := m.features.terms[term]; ok {
		row(id)
	}
	if id, ok := m.features.pairs[[2]int32{prev, term}]; ok {
		row(id)
	}
}

// begun returns what the last typed words may become: the words and phrases of the base
// that they begin, or if there are none, that they begin but for a slip; of many the
// most frequent.
func (m *Matcher) begun(r *reading, prefix string) []typable {
	var out []typable
	for n := min(maxPhrase, len(r.words)); n > 0; n-- {
		out = m.complete.begunBy(out, lastTyped(r.words, n))
	}
	// "cos" is chat for "because", or half of "cost".
	last := r.words[len(r.words)-1].typed
	if half := lastLetters(prefix); half != last && half != "" {
		out = m.complete.begunBy(out, half)
	}
	if term := r.terms[len(r.terms)-1].term; term != unknown {
		out = append(out, typable{term: term, count: 1})
	}
	if len(out) == 0 {
		for half := range text.Slips(last) {
			out = m.complete.begunBy(out, half)
		}
	}
	out = slices.DeleteFunc(out, func(k typable) bool {
		_, heard := m.features.terms[k.term]
		return !heard // a word whose synonyms are heard in its place
	})
	if len(out) > maxBegun {
		slices.SortStableFunc(out, func(a, b typable) int { return cmp.Compare(b.count, a.count) })
		out = out[:maxBegun]
	}
	return out
}

// lastLetters returns what follows the last blank, normalised but not spelled out.
func lastLetters(prefix string) string {
	typed := text.Normalize(prefix)
	return typed[strings.LastIndexAny(typed, " \n")+1:]
}

// lastTyped joins the last n words as they are read, but the very last, which is
// half a word, as it was typed.
func lastTyped(words []word, n int) string {
	var b strings.Builder
	for _, w := range words[len(words)-n : len(words)-1] {
		b.WriteString(w.as + " ")
	}
	b.WriteString(words[len(words)-1].typed)
	return b.String()
}

// How much more an entry counts when the typed letters run through its title in
// order, and when its title begins with them: it is then likely being typed. The third
// is how much at most when the half word begins a word that no other title has.
const (
	throughBonus = 1.5
	beginsBonus  = 4
	titledBonus  = 2
)

// leastTitled is how many letters of a word begin few enough words of titles.
const leastTitled = 3

// rank orders candidates, those whose titles fuzzy finds the typed letters in
// first among about equal ones. A title that fuzzy refuses, as it does at the
// first letter out of order, keeps its points.
func (m *Matcher) rank(list []completed, r *reading, prefix string) {
	titles := make([]string, len(list))
	for i, c := range list {
		titles[i] = m.complete.titles[c.entry]
	}
	typed := text.Normalize(prefix)
	for i := range list {
		if strings.HasPrefix(titles[i], typed) {
			list[i].points *= beginsBonus
		}
	}
	if last := r.words[len(r.words)-1]; halfTyped(prefix) && last.how != WordKnown && len(last.typed) >= leastTitled {
		m.raiseTitled(list, last.typed)
	}
	pattern := []rune(typed)
	for _, match := range fuzzy.Find(string(pattern[:min(len(pattern), maxPattern)]), titles) {
		if match.Score > 0 {
			list[match.Index].points *= throughBonus
		}
	}
	slices.SortStableFunc(list, func(a, b completed) int { return cmp.Compare(b.points, a.points) })
}

// raiseTitled raises the entries with a word in their title that half a word begins, by
// up to titledBonus: the fewer they are, the more.
func (m *Matcher) raiseTitled(list []completed, half string) {
	is, n := m.complete.titled(half)
	if n == 0 || m.complete.topics < 2 {
		return
	}
	all := float64(m.complete.topics)
	bonus := math.Pow(titledBonus, math.Log(all/float64(n))/math.Log(all))
	for i := range list {
		if is[list[i].entry] {
			list[i].points *= bonus
		}
	}
}
