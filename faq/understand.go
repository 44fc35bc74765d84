package faq

import (
	"slices"
	"strings"

	"candor/faq/text"
)

// opinion is what the matcher makes of a text, or of a part of it.
type opinion struct {
	ranking    [maxMatches]ranked
	n          int // of ranking
	confidence float64
	coverage   float64
	exact      bool
	words      []string // that it is about
}

const (
	// fewestWords that a part of a message needs to be read by itself: less is
	// half a thought.
	fewestWords = 3
	// clauseTrust is what is left of the confidence in a clause that was torn
	// from its sentence. The best of several readings is right less often than it
	// looks: at 1 the prototype's wrong answers on BANKING77 rose from 3.1 to
	// 4.6 %, at 0.7 to 3.5 %.
	clauseTrust = 0.7
	// story is the length in words from which a message is read by clauses too. With
	// every length, right answers on BANKING77 rise by 0.8 points, but wrong ones by
	// 0.9 and the best match is right 1.1 points less often; from 20 on, by 0.1 and
	// 0.4 points.
	story = 20
	// maxAlso is how many further questions of a message are answered.
	maxAlso = 2
)

// understand reads a question as it was typed; if that leaves it unsure, without
// filler; then by clauses. Most questions pay for one reading. Sentences that are
// each answered surely, by different entries, are a message of several questions; one
// that is answered surely, in a message that as a whole is not, is its question.
func (m *Matcher) understand(s *scratch, question string) (opinion, []opinion) {
	question = text.Normalize(question) // here, once: what follows then takes it as it is
	s.question = text.AppendWords(s.question[:0], question)
	o := m.consider(s, s.question)
	if o.exact {
		return o, nil
	}
	switch sure := m.sureParts(s, question, o); {
	case len(sure) > 1:
		return sure[0], sure[1:]
	case len(sure) == 1 && sure[0].exact && m.answers(o) && sure[0].ranking[0].entry != o.ranking[0].entry:
		return sure[0], []opinion{o} // the rest of the message asks for something else
	case len(sure) == 1 && !m.answers(o):
		return sure[0], nil
	}
	if m.sure(o) {
		return o, nil
	}
	if bare := trimFiller(s.question); len(bare) < len(s.question) && len(bare) > 0 {
		o = better(o, m.consider(s, bare), 1)
	}
	if o.confidence >= m.base.Thresholds.Answer || len(s.question) < story {
		return o, nil
	}
	for _, clause := range text.Clauses(question) {
		if bare := trimFiller(clause); len(bare) >= fewestWords && len(bare) < len(s.question) {
			o = better(o, m.consider(s, bare), clauseTrust)
		}
	}
	return o, nil
}

// answers reports whether an opinion is sure, of an entry that has something to tell.
func (m *Matcher) answers(o opinion) bool {
	return m.sure(o) && m.base.Entries[o.ranking[0].entry].Covered
}

// better returns the opinion with the higher confidence, the second's trusted
// only so far.
func better(o, other opinion, trust float64) opinion {
	if other.confidence *= trust; other.confidence > o.confidence {
		return other
	}
	return o
}

// alone is the confidence from which a part of a message is beyond doubt.
const alone = 0.9

// sureParts returns the opinions on a message's sentences that are sure, of different
// covered entries. Each is either beyond doubt by itself or one that the whole message
// speaks for too. Of a single sentence it is the same with what "and" joins, of which
// there must be two beyond doubt.
func (m *Matcher) sureParts(s *scratch, question string, whole opinion) []opinion {
	if text.SeveralSentences(question) {
		return m.sureAmong(s, text.Sentences(question), func(o opinion) bool {
			return o.beyondDoubt() || whole.ranks(o.ranking[0].entry)
		})
	}
	if !strings.Contains(question, " and ") {
		return nil
	}
	sure := m.sureAmong(s, text.Clauses(question), opinion.beyondDoubt)
	if len(sure) < 2 {
		return nil
	}
	return sure
}

func (m *Matcher) sureAmong(s *scratch, parts [][]string, fits func(opinion) bool) []opinion {
	var sure []opinion
	for _, part := range parts {
		bare := trimFiller(part)
		if len(bare) < fewestWords {
			continue
		}
		o := m.consider(s, bare)
		if !m.answers(o) || contains(sure, o.ranking[0].entry) || !fits(o) {
			continue
		}
		if sure = append(sure, o); len(sure) > maxAlso {
			break
		}
	}
	return sure
}

// beyondDoubt reports whether a part of a message is its question though the rest may
// speak for something else.
func (o opinion) beyondDoubt() bool { return o.exact || o.confidence >= alone }

// ranks reports whether the entry is in the opinion's ranking.
func (o opinion) ranks(entry int32) bool {
	return slices.ContainsFunc(o.ranking[:o.n], func(r ranked) bool { return r.entry == entry })
}

func contains(opinions []opinion, entry int32) bool {
	for _, o := range opinions {
		if o.ranking[0].entry == entry {
			return true
		}
	}
	return false
}

// consider judges words as one question.
func (m *Matcher) consider(s *scratch, words []string) opinion {
	s.key = s.key[:0]
	for i, w := range words {
		if i > 0 {
			s.key = append(s.key, ' ')
		}
		s.key = append(s.key, w...)
	}
	if e, ok := m.exact[string(s.key)]; ok {
		o := opinion{n: 1, confidence: 1, coverage: 1, exact: true, words: words}
		o.ranking[0] = ranked{entry: e, score: 1, share: 1}
		return o
	}
	j := m.judge(s, words)
	o := opinion{coverage: j.coverage, words: words}
	if j.coverage == 0 { // like letters alone are no match
		return o
	}
	o.n = copy(o.ranking[:], j.ranking)
	o.confidence = m.cal.confidence(j)
	return o
}

// judge scores words by the model. The judgement lives in s until its next use.
func (m *Matcher) judge(s *scratch, words []string) judgement {
	m.lex.read(&s.reading, words)
	m.features.count(&s.counter, &s.reading)
	return m.model.judge(s, s.counts)
}

// trimFiller cuts words of politeness and hesitation off both ends.
func trimFiller(words []string) []string {
	for len(words) > 0 && filler[words[0]] {
		words = words[1:]
	}
	for n := len(words); n > 0 && (filler[words[n-1]] || n > 1 && words[n-1] == "you" && words[n-2] == "thank"); n-- {
		words = words[:n-1]
	}
	return words
}

// filler is what people say before and after a question without asking it.
var filler = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`
		hi hello hey heya hiya yo greetings dear sir madam bot candor there all everyone guys folks
		good morning afternoon evening
		please thanks thank cheers sorry excuse pardon
		um uh er erm hmm hm well so ok okay right anyway actually basically honestly seriously really just
		quick random weird stupid silly dumb embarrassing question questions
		maybe perhaps`) {
		m[w] = true
	}
	return m
}()
