package safety

import "slices"

// weighDenial takes what a message says is not so out of the reckoning: "my husband never hits
// me" has the words of danger and tells of none. It counts only where the clause says no more
// than that, since "never hits me where it shows" tells of much, and where nothing else in the
// message alarms by itself. In doubt it is so: who fears to harm a child has often never done it.
func (x *examined) weighDenial(m *model, text [][]token) {
	if !x.alarms() || x.likeliest() == OwnRiskToChild || x.over != nil || x.young || x.masked || x.loud.alarm >= overFrom || !x.said.has(unharmed|safe) || x.said.has(recent) {
		return
	}
	var rest [][]token
	var by *rule
	for _, s := range text {
		for c := range statements(s) {
			if r := denial(c); r != nil {
				by = r
			} else {
				rest = append(rest, c)
			}
		}
	}
	if by != nil && !x.alone(m, rest).alarms() {
		x.denied = by
	}
}

// longestDenial is how many words a clause has at most that denies and says no more.
const longestDenial = 9

// denial is the rule by which a clause says that something is not so, and no more than that;
// nil if it does not.
func denial(s []token) *rule {
	if len(s) > longestDenial || slices.ContainsFunc(s, func(t token) bool { return qualifies[t.word] }) {
		return nil
	}
	t := factsOf(s)
	return t.rule(unharmed | safe)
}

// qualifies are words that say under which circumstances something is not so.
var qualifies = wordSet("where when if unless until till so that before after since enough hard in at on with as while more less only just even yet again anymore longer except without because but sober drunk here today tonight now told said says tell")
