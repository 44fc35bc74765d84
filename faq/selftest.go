package faq

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// SelfTest is what a base says about itself: its phrasings, of a large base a part of
// them, were put to a matcher that had not seen them, once with their entry among those
// to be found and once without.
type SelfTest struct {
	HeldOut          int     // phrasings that were put to a matcher which knew their entry by its others
	Accuracy         float64 // share of those whose entry is the best match, 0..1; 0 if there are none
	CalibrationError float64 // expected, 0..1, at the share of questions out of scope that the confidence assumes
	Curve            []Point // risk against coverage
	Warnings         Faults  // what may be mended in the base's files
}

const (
	// fewPhrasings is the number below which an entry is hardly found in other
	// people's words, and the confidence leans on constants (prototype: calibration
	// errors of 6 to 16 %).
	fewPhrasings = 5
	// uniform is the mean cosine of an entry's phrasings from which they echo each
	// other: the shipped base's entries lie between .05 and .2, templated ones above .5.
	uniform = 0.5
	// confusedShare and confusedCount are how much of an entry must be taken for
	// one other entry to be worth a word.
	confusedShare = 0.15
	confusedCount = 3
	// miscalibrated is the calibration error from which a threshold does not mean
	// what it says.
	miscalibrated = 0.10
	// tryableSamples is the least that calibration can be judged by.
	tryableSamples = 100
)

// RunSelfTest tries a base on its own phrasings. It takes about as long as
// NewMatcher.
func RunSelfTest(b *Base) SelfTest {
	m, samples := prepare(b)
	trials := m.tryOut(samples)
	return selfTest(m, samples, trials, fit(trials))
}

// NewTestedMatcher is NewMatcher and RunSelfTest in one, which share most of their work. It
// learns anew, also where the base brings what was learned before.
func NewTestedMatcher(b *Base) (*Matcher, SelfTest) {
	m, samples := prepare(b)
	trials := m.learn(samples)
	return m, selfTest(m, samples, trials, m.cal)
}

// selfTest sums up what came of trying a base out.
func selfTest(m *Matcher, samples []sample, trials []trial, cal calibration) SelfTest {
	b := m.base
	t := tester{base: b, samples: samples, features: len(m.features.block), trials: trials, cal: cal, places: b.places()}
	report := SelfTest{Curve: Curve(t.judged())}
	right := 0
	for _, trial := range trials {
		if trial.inScope {
			report.HeldOut++
			if trial.right {
				right++
			}
		}
	}
	tried := float64(max(1, report.HeldOut))
	report.Accuracy = float64(right) / tried
	report.CalibrationError = calibrationError(t.judged(), (1-outOfScope)/tried, outOfScope/tried)
	t.phrasings()
	t.confusions()
	t.lost()
	if len(trials) >= tryableSamples && report.CalibrationError > miscalibrated {
		t.add(baseFile, 0, "confidence is off by %.0f %% on the base's own phrasings: thresholds do not mean what they say", 100*report.CalibrationError)
	}
	slices.SortStableFunc(t.all, func(a, b *Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Msg, b.Msg))
	})
	report.Warnings = t.all
	return report
}

// places says for each phrasing, in the order of samples, where it stands.
func (b *Base) places() []place {
	var out []place
	for i := range b.Entries {
		e := &b.Entries[i]
		out = append(out, place{e.ID, e.file(), e.lines.question})
		for j := range e.Asked {
			line := 0
			if j < len(e.lines.asked) {
				line = e.lines.asked[j]
			}
			out = append(out, place{e.ID, e.file(), line})
		}
	}
	return out
}

// tester turns trials into warnings.
type tester struct {
	base     *Base
	samples  []sample
	features int
	trials   []trial
	cal      calibration
	places   []place
	all      Faults
}

func (t *tester) add(file string, line int, format string, args ...any) {
	t.all = append(t.all, &Fault{file, line, fmt.Sprintf(format, args...)})
}

func (t *tester) judged() []Judged {
	out := make([]Judged, len(t.trials))
	for i, trial := range t.trials {
		out[i] = Judged{Confidence: trial.confidence(t.cal), Right: trial.right, InScope: trial.inScope}
	}
	return out
}

// phrasings warns of entries with too few phrasings, and with too uniform ones.
func (t *tester) phrasings() {
	alike := newLikeness(t.features)
	for from := 0; from < len(t.samples); {
		to := from
		for to < len(t.samples) && t.samples[to].entry == t.samples[from].entry {
			to++
		}
		at := t.places[from]
		if n := to - from; n < fewPhrasings {
			t.add(at.file, at.line, "has %d phrasings with its title: with fewer than %d it is hardly found in other people's words", n, fewPhrasings)
		} else if mean := meanCosine(t.samples[from:to], alike); mean > uniform {
			t.add(at.file, at.line, "its phrasings echo each other (mean cosine %.2f): people put it in more ways than that", mean)
		}
		from = to
	}
}

func meanCosine(samples []sample, alike *likeness) float64 {
	sum, n := 0.0, 0
	for i := range samples {
		alike.to(samples[i])
		for j := range i {
			sum += alike.cosine(samples[j])
			n++
		}
	}
	return sum / float64(max(1, n))
}

// confusions warns of entries much of which is taken for one other entry.
func (t *tester) confusions() {
	type pair struct{ is, found int32 }
	taken := map[pair]int{}
	tried := map[int32]int{}
	for _, trial := range t.trials {
		if !trial.inScope {
			continue
		}
		is := t.samples[trial.sample].entry
		tried[is]++
		if !trial.right && trial.found != unknown {
			taken[pair{is, trial.found}]++
		}
	}
	for p, n := range taken {
		if n >= confusedCount && float64(n) >= confusedShare*float64(tried[p.is]) {
			e, other := &t.base.Entries[p.is], &t.base.Entries[p.found]
			t.add(e.file(), e.lines.question, "is taken for %s in %d of %d phrasings that were held out", other.ID, n, tried[p.is])
		}
	}
}

// lost warns of phrasings that another entry answers when they are held out.
func (t *tester) lost() {
	for _, trial := range t.trials {
		if !trial.inScope || trial.right || trial.confidence(t.cal) < t.base.Thresholds.Answer {
			continue
		}
		at := t.places[trial.sample]
		t.add(at.file, at.line, "held out, this phrasing is answered by %s", t.base.Entries[trial.found].ID)
	}
}
