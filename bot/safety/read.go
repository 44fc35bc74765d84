package safety

import "strings"

// A message is read as a whole, and by its sentences, by each two that follow each other,
// and by windows and clauses of the long ones: people tell of danger beside a question about
// something else, in which the whole drowns. The less is read, the less is known of what was
// meant, so the more it must alarm. Chosen by the development set, of which every message of
// danger was also put among one to eight ordinary ones (TestAmongOthers).
const (
	lessOfTwo  = 0.09
	lessOfOne  = 0.16
	lessOfPart = 0.18 // of a window or a clause
	// lessOfPast is for a message of which pastFrom says that it is of tier B: most of what
	// alarms in it is over.
	lessOfPast = 0.15
	pastFrom   = 0.5
	// alone is the alarm of the classifier that counts from which a few words are also read
	// by the other.
	alone = 0.8
	// faint is the same for a wide window, and for sentences of a long message: in most of
	// them is nothing, and there may be thousands.
	faint = 0.05
	// enough is the alarm from which nothing more is read but the whole.
	enough = 0.95
)

// part is a part of a message that alarms.
type part struct {
	alarm float64   // 0..1, less what it is less than the whole
	odds  odds      // of it
	text  [][]token // it
	words []token   // what alarms most in it
}

// readAll judges a message and its parts: what all of it tells of, and what alarms most.
func readAll(m *model, text [][]token) (whole odds, loudest part) {
	r := reading{m: m, long: wordsIn(text) > longPassage}
	all, last := passage{answer: nothing}, passage{}
	for i, s := range text {
		p := r.sentence(s)
		if len(text) > 1 {
			r.judge(&p, lessOfOne, text[i:i+1])
		}
		if i > 0 && len(text) > 2 {
			two := last
			two.add(&p)
			r.judge(&two, lessOfTwo, text[i-1:i+1])
		}
		all.add(&p)
		last = p
	}
	whole, alarm := all.tell(m)
	less := 0.0
	if whole[Disclosure]+whole[Distress] >= pastFrom {
		less = lessOfPast
	}
	r.consider(whole, alarm-less, text, all.stretch)
	return whole, r.loudest
}

// reading is how far a message is read.
type reading struct {
	m       *model
	long    bool // too long for the convolution
	loudest part
}

// sentence reads a sentence, and judges its windows and clauses.
func (r *reading) sentence(s []token) passage {
	w := r.m.linear.weighSentence(s)
	p := newPassage(r.m, s, w.part(0, len(s)))
	rows := r.m.conv.rowsOf(s)
	if !r.long || p.alarm >= faint {
		rows.listen(0, len(s), &p.answer)
	}
	judge := func(least float64) func(from, to int) {
		return func(from, to int) {
			v := newPassage(r.m, s[from:to], w.part(from, to))
			if v.alarm < least {
				return
			}
			p.hear(&v.loudest)
			if r.loudest.alarm < enough {
				rows.listen(from, to, &v.answer)
				r.judge(&v, lessOfPart, [][]token{v.stretch})
			}
		}
	}
	wide.over(len(s), judge(faint))
	narrow.over(len(s), judge(alone))
	clauses(s, func(from, to int) {
		if !isNumber(s[from:to]) {
			judge(alone)(from, to)
		}
	})
	return p
}

// isNumber reports whether a clause is a number and nothing else: an age alone tells of nothing.
func isNumber(s []token) bool { return len(s) == 1 && strings.HasPrefix(s[0].concept, "<") }

// judge considers a passage that is not all.
func (r *reading) judge(p *passage, less float64, text [][]token) {
	if r.loudest.alarm < enough && p.alarm >= faint {
		told, alarm := p.tell(r.m)
		r.consider(told, alarm-less, text, p.stretch)
	}
}

// consider keeps what alarms most.
func (r *reading) consider(told odds, alarm float64, text [][]token, words []token) {
	if alarm = max(0, alarm); r.loudest.text == nil || alarm > r.loudest.alarm {
		r.loudest = part{alarm, told, text, words}
	}
}
