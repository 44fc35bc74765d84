package safety

import "slices"

// foreignAlarm looks for plain sentences in other languages, piece by piece, up to the first of
// danger, and among the first pieces for one that says that who wrote it is under 18.
func foreignAlarm(pieces []cutting) (alarm pattern, young, ok bool) {
	for i, c := range pieces {
		if ok && (young || i >= mostAgePieces) {
			break
		}
		p, told, found := detectForeign(c.normal)
		if len(told) > 0 && i < mostAgePieces && !young {
			s := wordsOnly(c.normal)
			young = slices.ContainsFunc(told, func(a *ageWords) bool { return a.saysYoung(s) })
		}
		if found && !ok {
			alarm, ok = p, true
		}
	}
	return alarm, young, ok
}

// inForeign is what a message with danger in another language tells of. A child is not sent to
// services for adults, as in English, and what is of life and death says what to do at once.
func (x *examined) inForeign(m *model, pieces []cutting) Finding {
	f := Finding{Tier: TierA, Class: x.language.class, Language: x.language.language, Underage: x.young}
	if x.young {
		f.Class = Minor
	} else {
		past, beside := foreignOver(m, pieces)
		switch {
		case !past:
			return f
		case beside == None:
			return Finding{Tier: TierB, Class: Disclosure, Language: f.Language, Harmed: true}
		}
		f.Class = beside
	}
	if p, ok := urgent(pieces); ok {
		x.language, f.Class = p, p.class
	}
	return f
}

// urgent is the weightiest pattern of life and death in a message that is no part of a heavier one:
// "er will mich umbringen" is not "mich umbringen".
func urgent(pieces []cutting) (found pattern, ok bool) {
	for _, c := range pieces {
		s := wordsOnly(c.normal)
		alarms, _ := alarmsIn(s)
		if len(alarms) == 0 {
			continue
		}
		best := []sighting{weightiest(alarms, s)}
		if !ofLifeAndDeath(best[0].class) {
			alarms = slices.DeleteFunc(alarms, func(x sighting) bool { return !ofLifeAndDeath(x.class) || x.across(best) })
		}
		if len(alarms) > 0 {
			return *weightiest(alarms, s).pattern, true
		}
	}
	return pattern{}, false
}
