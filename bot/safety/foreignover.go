package safety

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// overWords is how a language says that something was years ago, as languages.txt has it. What
// was done to somebody then is over as in English: it needs an answer and a line of support, and
// no card. It is looked for only where something alarms.
type overWords struct {
	ages *ageWords // of the same language, for its numbers

	ago, many []string // sentences for a time, and numbers from two on that are no age
	since     []string // beside a time they make it one since when something goes on
	was       []string // one of which tells that somebody hurt another then, where the time alone does not
	today     []string // say that something goes on or came again

	match func() overMatch
}

// overMatch is overWords as expressions.
type overMatch struct {
	ago        *regexp.Regexp // the words of since before and behind it are groups
	was, today *regexp.Regexp
}

func newOver(a *ageWords) *overWords {
	o := &overWords{ages: a}
	o.match = sync.OnceValue(o.compile)
	return o
}

// add takes a line of languages.txt if it is about what is over.
func (o *overWords) add(key, value string) {
	to := map[string]*[]string{"ago": &o.ago, "many": &o.many, "since": &o.since, "was": &o.was, "today": &o.today}[key]
	if to != nil {
		*to = append(*to, strings.Split(value, ", ")...)
	}
}

func (o *overWords) compile() overMatch {
	begin, blank, end := `(?:^|[ \n])`, ` `, `(?:[ \n]|$)`
	if o.ages.free {
		blank, end = ` ?`, ``
	}
	if o.ages.unspaced {
		begin = ``
	}
	var times []string
	for _, s := range o.ago {
		before, after, numbered := strings.Cut(s, "#")
		if numbered {
			if before = spellings(before); before != "" {
				before += blank
			}
			times = append(times, before+o.number()+` ?`+spellings(after))
		} else {
			times = append(times, spellings(s))
		}
	}
	return overMatch{
		ago:   regexp.MustCompile(begin + `(` + anyOf(o.since) + blank + `)?` + alternatives(times) + `(` + blank + anyOf(o.since) + `)?` + end),
		was:   regexp.MustCompile(begin + anyOf(o.was) + end),
		today: regexp.MustCompile(begin + anyOf(o.today) + end),
	}
}

// number is a number of years from two on, in digits of any script or in words.
func (o *overWords) number() string {
	words := []string{`[1-9][0-9]|[2-9]`, `[١-٩۱-۹१-९১-৯][٠-٩۰-۹०-९০-৯]|[٢-٩۲-۹२-९২-৯]`}
	for _, w := range slices.Concat(o.ages.numbers, o.many) {
		for w := range strings.SplitSeq(w, "/") {
			words = append(words, regexp.QuoteMeta(foreign(w)))
		}
	}
	return longestFirst(words)
}

// mostOver is how many patterns of one piece can be over: each is looked at with its clause,
// and whoever tells of more has more to tell than what was.
const mostOver = 8

// partOver parts what alarms in a text into what was years ago and what was not.
func partOver(s string) (past, others []sighting) {
	alarms, _ := alarmsIn(s)
	if len(alarms) > mostOver {
		return nil, alarms
	}
	for _, x := range alarms {
		if x.over(s) {
			past = append(past, x)
		} else {
			others = append(others, x)
		}
	}
	// Languages share words.
	return past, slices.DeleteFunc(others, func(x sighting) bool { return x.across(past) })
}

// besides is what a text says in other clauses than those of the sightings.
func besides(s string, past []sighting) string {
	var rest []string
	at := 0
	for clause := range strings.SplitSeq(s, string(newClause)) {
		if !slices.ContainsFunc(past, func(x sighting) bool { return x.from < at+len(clause) && at < x.to }) {
			rest = append(rest, clause)
		}
		at += len(clause) + 1
	}
	return strings.Join(rest, ". ")
}

// goesOn reports whether a text says that something goes on or came again.
func (o *overWords) goesOn(s string) bool { return o.match().today.MatchString(s) }

// over reports whether what the sighting tells of was years ago: its clause says so, or a clause
// beside it that says nothing else. Whoever wants to die is in danger whenever they began to, and
// who hurts somebody did so only with a word that says it of then: "mein Mann, den ich vor 20
// Jahren geheiratet habe, schlägt mich".
func (x *sighting) over(s string) bool {
	o := x.speech.over
	if x.class != Assault && x.class != AbuseNow || len(o.ago) == 0 {
		return false
	}
	_, end := wordAt(s, x.to-1)
	if x.class == AbuseNow && !o.match().was.MatchString(s[x.from:end]) {
		return false
	}
	from, to := clauseAround(s, x.from, x.to)
	return x.ago(s, from, to) || o.isTime(s, from-2) || o.isTime(s, to+1)
}

// ago reports whether a clause from one byte to another says that the sighting in it was years
// ago, with no word between that begins something else.
func (x *sighting) ago(s string, from, to int) bool {
	m := x.speech.over.find(s[from:to])
	if m == nil {
		return false
	}
	between := ""
	switch begin, end := from+m[0], from+m[1]; {
	case end <= x.from:
		between = s[end:x.from]
	case begin >= x.to:
		_, behind := wordAt(s, x.to-1)
		between = s[min(behind, begin):begin]
	}
	for w := range strings.FieldsSeq(between) {
		if x.speech.and[w] {
			return false
		}
	}
	return true
}

// besideTime is how many other words may stand with a time in a clause that says when.
const besideTime = 2

// isTime reports whether the clause at a byte of a text says how long ago something was, and
// hardly anything else.
func (o *overWords) isTime(s string, at int) bool {
	if at < 0 || at >= len(s) {
		return false
	}
	from, to := clauseAround(s, at, at+1)
	m := o.find(s[from:to])
	return m != nil && len(strings.Fields(s[from:from+m[0]]))+len(strings.Fields(s[from+m[1]:to])) <= besideTime
}

// find is where a clause says that something was years ago, nil if it does not.
func (o *overWords) find(clause string) []int {
	m := o.match().ago.FindStringSubmatchIndex(clause)
	if m == nil || m[2] >= 0 || m[4] >= 0 {
		return nil
	}
	return m[:2]
}

// clauseAround is the clause in which some bytes of a text stand.
func clauseAround(s string, from, to int) (int, int) {
	begin := strings.LastIndexByte(s[:from], newClause) + 1
	if end := strings.IndexByte(s[to:], newClause); end >= 0 {
		return begin, to + end
	}
	return begin, len(s)
}

// foreignOver reports whether something of what alarms in a message in another language was years
// ago, and nothing says that it goes on. Beside is the class of what else alarms, in any language.
func foreignOver(m *model, pieces []cutting) (some bool, beside Class) {
	var rest []string
	var how *overWords
	for _, c := range pieces {
		s := wordsOnly(c.normal)
		past, others := partOver(s)
		switch {
		case len(past) > 0:
			how = past[0].speech.over
			rest = append(rest, besides(s, past))
		case len(others) == 0:
			rest = append(rest, c.plain)
		}
		if len(others) > 0 {
			beside = weightiest(others, s).class
		}
	}
	if how == nil || slices.ContainsFunc(pieces, func(c cutting) bool { return how.goesOn(wordsOnly(c.normal)) }) {
		return false, None
	}
	if text := sentences(strings.Join(rest, "\n")); beside == None && len(text) > 0 {
		y := examined{}
		y.weigh(m, text)
		if y.finding.Tier == TierA {
			beside = y.finding.Class
		}
	}
	return true, beside
}
