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
}

// Matcher finds the entry that a question asks for. It is immutable and safe
// for concurrent use.
type Matcher struct {
	base     *Base
	lex      *lexicon
	features *features
	model    *model
	cal      calibration
	exact    map[string]int // words of a phrasing, joined → entry
}

// NewMatcher learns from the base's titles, phrasings and synonyms. It takes
// tens of milliseconds for a base of 2,000 phrasings.
func NewMatcher(b *Base) *Matcher {
	m := &Matcher{base: b, features: &features{index: map[feature]int{}}, exact: map[string]int{}}
	var phrasings [][]string
	var entries []int
	for i := range b.Entries {
		for p := range b.Entries[i].phrasings() {
			words := text.Words(p)
			m.exact[strings.Join(words, " ")] = i
			phrasings, entries = append(phrasings, words), append(entries, i)
		}
	}
	var count map[string]int
	m.lex, count = newLexicon(phrasings, b.Synonyms)
	var wg sync.WaitGroup
	var spell *speller // needed by questions only: the base's own words are all known
	wg.Go(func() { spell = newSpeller(count) })
	samples := make([]sample, len(phrasings))
	for i, words := range phrasings {
		samples[i] = sample{entries[i], m.features.count(terms(m.lex.read(words)), true)}
	}
	m.model = train(samples, len(b.Entries), len(m.features.names))
	m.cal = calibrate(samples, len(b.Entries), len(m.features.names))
	wg.Wait()
	m.lex.spell = spell
	return m
}

func terms(readings []Reading) []int {
	out := make([]int, len(readings))
	for i, r := range readings {
		out[i] = r.term
	}
	return out
}

// Match returns the entries that the question may ask for. It is pure and
// deterministic and never fails: a text that nothing is known about finds
// nothing.
func (m *Matcher) Match(question string) Result {
	words := text.Words(question)
	if i, ok := m.exact[strings.Join(words, " ")]; ok {
		return Result{Answer, []Match{{m.base.Entries[i].ID, 1, Reasons{Exact: true, Score: 1, Share: 1, Coverage: 1}}}}
	}
	counts := m.features.count(terms(m.lex.read(words)), false)
	return m.result(m.model.judge(counts))
}

func (m *Matcher) result(j judgement) Result {
	var r Result
	top := m.cal.probability(j.signals())
	for i, e := range j.ranking[:min(len(j.ranking), maxMatches)] {
		match := Match{
			ID:         m.base.Entries[e.entry].ID,
			Confidence: top * e.share / j.ranking[0].share,
			Why:        Reasons{Score: e.score, Share: e.share},
		}
		if i == 0 {
			match.Why.Coverage = j.coverage
		}
		r.Matches = append(r.Matches, match)
	}
	switch t := m.base.Thresholds; {
	case len(r.Matches) == 0:
	case top >= t.Answer:
		r.Verdict = Answer
	case len(m.Suggestions(r)) > 0 && top >= t.Suggest:
		r.Verdict = Suggest
	}
	return r
}

// maxSuggestions is how many choices a person is offered: more are not read.
const maxSuggestions = 3

// suggestShare is the least share of the best match's confidence that makes
// another entry worth suggesting.
const suggestShare = 0.1

// Suggestions returns the entries of r that are worth offering as choices, at
// most three. An entry that is not covered is never one: it has nothing to tell.
func (m *Matcher) Suggestions(r Result) []ID {
	var ids []ID
	for _, match := range r.Matches {
		e, ok := m.base.Entry(match.ID)
		if ok && e.Covered && match.Confidence >= suggestShare*r.Matches[0].Confidence {
			ids = append(ids, match.ID)
		}
	}
	return slices.Clip(ids[:min(len(ids), maxSuggestions)])
}
