package faq

import (
	"slices"
	"strings"
	"sync"

	"candor/faq/text"
)

// Verdict is what to do with a question.
type Verdict int

// The verdicts. The zero value is the safe one.
const (
	Nothing Verdict = iota // no entry is likely enough even to be suggested
	Suggest                // the likely entries are choices to offer
	Answer                 // the first match is the answer
)

// String returns the verdict's name.
func (v Verdict) String() string {
	return [...]string{"nothing", "suggest", "answer"}[v]
}

// maxMatches is how many matches a result holds: what explain shows.
const maxMatches = 5

// Match is an entry that a question may ask for.
type Match struct {
	ID         ID
	Confidence float64 // probability that this is the entry, 0..1
	Why        Reasons
}

// Reasons are the figures that a confidence rests on.
type Reasons struct {
	Exact    bool    // the question is one of the entry's phrasings
	Score    float64 // what the question's words say for the entry, from 0
	Share    float64 // of the odds between all entries, 0..1
	Coverage float64 // share of the question that the entry has, 0..1; of the first match only
}

// Result is what a question found.
type Result struct {
	Verdict Verdict
	Matches []Match // best first, at most five, confidence falling
	// Also lists, with Answer, the answers to the message's other questions, in
	// its order, at most two.
	Also []Match
}

// Matcher finds the entry that a question asks for. It is immutable and safe
// for concurrent use.
type Matcher struct {
	base     *Base
	lex      *lexicon
	features *featureTable
	model    *model
	cal      calibration
	exact    map[string]int32 // words of a phrasing, joined → entry
	complete completer
	recalled bool
	scratch  sync.Pool
}

// NewMatcher learns from the base's titles, phrasings and synonyms, unless that was
// done before and is in b.Learned. Learning takes about 100 ms for a base of 2,500
// phrasings.
func NewMatcher(b *Base) *Matcher {
	m, phrasings := read(b)
	if len(b.Learned) > 0 && m.recall(b.Learned) == nil {
		m.recalled = true
		return m
	}
	m.learn(m.count(phrasings))
	return m
}

// learn learns from the phrasings, and returns what became of those that were held out.
func (m *Matcher) learn(samples []sample) []trial {
	var wg sync.WaitGroup
	wg.Go(func() { m.model = train(samples, len(m.base.Entries), len(m.features.block)) })
	trials := m.tryOut(samples)
	m.cal = fit(trials)
	wg.Wait()
	return trials
}

// Recalled reports whether what the matcher knows was learned before.
func (m *Matcher) Recalled() bool { return m.recalled }

// phrasing is a title or another phrasing of an entry, as words.
type phrasing struct {
	entry int32
	words []string
}

// read builds all but what is learned, and returns what to learn from, in the
// order of entries and phrasings.
func read(b *Base) (*Matcher, []phrasing) {
	var wg sync.WaitGroup
	wg.Go(func() { english() }) // reads its list once
	m := &Matcher{base: b.WithoutLearned(), exact: map[string]int32{}}
	m.scratch.New = func() any { return new(scratch) }
	var phrasings []phrasing
	for i := range b.Entries {
		for _, key := range b.Entries[i].wordKeys() {
			if key != "" { // or else every text without words were it
				m.exact[key] = int32(i)
			}
			phrasings = append(phrasings, phrasing{int32(i), strings.Fields(key)})
		}
	}
	lex, count := newLexicon(phrasings, b.Synonyms)
	wg.Go(func() { lex.spell = text.NewSpeller(count) })
	wg.Go(func() { m.complete = newCompleter(b, lex, count) })
	wg.Wait()
	m.lex = lex
	return m, phrasings
}

// prepare reads a base and counts the features of its phrasings.
func prepare(b *Base) (*Matcher, []sample) {
	m, phrasings := read(b)
	return m, m.count(phrasings)
}

// count numbers the features of the phrasings and counts them.
func (m *Matcher) count(phrasings []phrasing) []sample {
	m.features = newFeatureTable()
	samples := make([]sample, len(phrasings))
	var r reading
	c := counter{learn: true}
	for i, p := range phrasings {
		m.lex.read(&r, p.words)
		m.features.count(&c, &r)
		samples[i] = sample{entry: p.entry, key: hashed(p.words), counts: slices.Clone(c.counts)}
	}
	return samples
}

// wordKeys are the words of the title and the other phrasings, joined.
func (e *Entry) wordKeys() []string {
	if e.keys != nil {
		return e.keys
	}
	var keys []string
	for p := range e.phrasings() {
		keys = append(keys, strings.Join(text.Words(p), " "))
	}
	return keys
}

// phrasings yields the title and the other phrasings of an entry.
func (e *Entry) phrasings() func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(e.Question) {
			return
		}
		for _, p := range e.Asked {
			if !yield(p) {
				return
			}
		}
	}
}

// Match returns the entries that the question may ask for. It is pure and
// deterministic and never fails: a text that nothing is known about finds
// nothing.
func (m *Matcher) Match(question string) Result {
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	return m.result(m.understand(s, question))
}

// result turns opinions into what to do: the first is on the question as a whole,
// the others are answers to further questions in it.
func (m *Matcher) result(o opinion, also []opinion) Result {
	var r Result
	if o.n == 0 {
		return r
	}
	r.Matches = make([]Match, 0, o.n)
	for _, e := range o.ranking[:o.n] {
		r.Matches = append(r.Matches, Match{
			ID:         m.base.Entries[e.entry].ID,
			Confidence: o.confidence * e.share / o.ranking[0].share,
			Why:        Reasons{Exact: o.exact, Score: e.score, Share: e.share},
		})
	}
	r.Matches[0].Why.Coverage = o.coverage
	for _, other := range also {
		r.Also = append(r.Also, m.result(other, nil).Matches[0])
	}
	switch {
	case m.sure(o):
		r.Verdict = Answer
	case len(m.Suggestions(r)) > 0:
		r.Verdict = Suggest
	}
	return r
}

// tooClose is the share of the best entry's odds from which another entry is too
// close to choose between them.
const tooClose = 0.6

// sure reports whether an opinion is good enough to answer with.
func (m *Matcher) sure(o opinion) bool {
	if o.n == 0 || o.confidence < m.base.Thresholds.Answer {
		return false
	}
	return o.n == 1 || o.ranking[1].share < tooClose*o.ranking[0].share
}

// maxSuggestions is how many choices a person is offered: more are not read.
const maxSuggestions = 3

// What makes an entry worth suggesting beside the best: a share of its confidence, and
// some of its own.
const (
	suggestShare   = 0.1
	leastSuggested = 0.02
)

// Suggestions returns the entries of r that are worth offering as choices, best
// first, at most three. An entry that is not covered is never one: it has nothing
// to tell. If one is the best match, what is related to it, which [Load] wants to
// be covered, comes after the other matches.
func (m *Matcher) Suggestions(r Result) []ID {
	var ids []ID
	if len(r.Matches) == 0 || r.Matches[0].Confidence < m.base.Thresholds.Suggest {
		return nil
	}
	for _, match := range r.Matches {
		e, ok := m.base.Entry(match.ID)
		if ok && e.Covered && match.Confidence >= max(leastSuggested, suggestShare*r.Matches[0].Confidence) && len(ids) < maxSuggestions {
			ids = append(ids, match.ID)
		}
	}
	best, ok := m.base.Entry(r.Matches[0].ID)
	if !ok || best.Covered {
		return ids
	}
	for _, id := range best.Related {
		if !slices.Contains(ids, id) && len(ids) < maxSuggestions {
			ids = append(ids, id)
		}
	}
	return ids
}
