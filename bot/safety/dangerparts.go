package safety

import "slices"

// Part is what the most alarming part of a text tells of, or the whole.
type Part struct {
	Finding
	Words       string // of the part, as they were read; "" of the whole
	FirstPerson bool   // whether somebody speaks of themselves in it
	Plain       bool   // whether it is so alarming that a person should look at it
}

// mostTogether is how many sentences in a row are read by themselves in a longer text.
const mostTogether = 3

// lookFrom is the alarm from which a person should look at an answer. Of sentences that harm
// (testdata/harm-later.txt) one in five is as alarming, of harmless paragraphs of the same
// subjects one in thirteen, of the shipped answers none.
const lookFrom = 0.5

// DetectParts is [Detect] of a text and of every one, two and three sentences in a row of
// it, in which one that tells of danger is not outweighed by the rest. Of several of tier A
// one in the first person comes before others, and then the more alarming one. It takes
// time in proportion to the text's length.
func DetectParts(text string) Part {
	m := classifier()
	whole, all := examine(m, text), sentences(text)
	worst, alarm := Part{Finding: whole.finding, FirstPerson: speaksOfSelf(all), Plain: whole.loud.alarm >= lookFrom}, whole.loud.alarm
	for n := 1; n <= mostTogether && n < len(all); n++ {
		for i := range len(all) - n + 1 {
			var x examined
			x.weigh(m, all[i:i+n])
			p := Part{Finding: x.finding, FirstPerson: speaksOfSelf(all[i : i+n]), Plain: x.loud.alarm >= lookFrom}
			if p.worse(worst, x.loud.alarm, alarm) {
				p.Words = joined(slices.Concat(all[i : i+n]...))
				worst, alarm = p, x.loud.alarm
			}
		}
	}
	return worst
}

// worse reports whether p, so alarming, is what to tell of instead of another part.
func (p Part) worse(other Part, alarm, others float64) bool {
	switch {
	case p.Tier != TierA || other.Tier != TierA:
		return p.Tier == TierA && other.Tier != TierA
	case p.FirstPerson != other.FirstPerson:
		return p.FirstPerson
	}
	return alarm > others
}

// speaksOfSelf reports whether "I", "me" or "my" is in sentences.
func speaksOfSelf(text [][]token) bool {
	return slices.ContainsFunc(text, func(s []token) bool {
		return slices.ContainsFunc(s, func(t token) bool { return t.concept == "ME" })
	})
}
