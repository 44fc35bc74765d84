package faq

// doubtful is the share of texts that no entry answers, among those that Doubt is for. Of the
// 1,582 messages of the safety lane's development set that tell of danger and get a card, few
// of which an entry answers, 393 are answered without Doubt and 850 get choices; at a half,
// two thirds and three quarters 129, 75 and 53 are answered, and 564, 361 and 290 get
// choices. Of the 268 golden questions in scope 245 are answered rightly without it, with it
// 221, 201 and 184, and 45, 56 and 68 of the others get choices.
const doubtful = 3.0 / 4

// Doubt is what to make of what Match found for a text that may well be no question for the
// base: one that seemed to tell of something else altogether. A confidence holds where a
// quarter of what is asked is out of scope; here most of it is, so the odds are lower by
// what that makes, and with them the verdict. One of the base's own phrasings is beyond
// doubt.
func (m *Matcher) Doubt(r Result) Result {
	r.Matches, r.Also = m.doubted(r.Matches), m.doubted(r.Also)
	if r.Verdict == Answer {
		r = m.stillSure(r)
	}
	if r.Verdict != Answer {
		r.Verdict, r.Also = Nothing, nil
		if len(m.Suggestions(r)) > 0 {
			r.Verdict = Suggest
		}
	}
	return r
}

// doubted are the matches with lower odds.
func (m *Matcher) doubted(matches []Match) []Match {
	var out []Match
	for _, match := range matches {
		match.Confidence = lessLikely(match.Confidence)
		out = append(out, match)
	}
	return out
}

func lessLikely(confidence float64) float64 {
	const odds = (1 - doubtful) / doubtful / ((1 - outOfScope) / outOfScope)
	return confidence * odds / (1 - confidence + confidence*odds)
}

// stillSure is the answer of r without those that are not sure any more, no Answer if none is.
func (m *Matcher) stillSure(r Result) Result {
	var sure []Match
	for _, match := range append(r.Matches[:1:1], r.Also...) {
		if match.Confidence >= m.base.Thresholds.Answer {
			sure = append(sure, match)
		}
	}
	if len(sure) == 0 {
		r.Verdict = Nothing
		return r
	}
	if sure[0].ID != r.Matches[0].ID {
		r.Matches = sure[:1:1]
	}
	if r.Also = sure[1:]; len(r.Also) == 0 {
		r.Also = nil
	}
	return r
}
