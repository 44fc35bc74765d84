package safety

import (
	"slices"
	"strings"
	"time"
)

// Directory is what may be shown of the helplines at a time: none whose page was last read
// longer ago than [FailAge] (C20). A number of last year may be somebody else's now, and
// who is sent to a stranger once may not call again. What is left then is still help: the
// emergency number, which does not change hands, and the worldwide finder, whose own page
// knows what is in service. So the program goes on serving with old data, and says so in
// its log: to refuse would take away both, and the card's words, from somebody in danger,
// for something that is not theirs to mend.
//
// The zero Directory holds nothing: its cards show the finder alone.
type Directory struct {
	helplines []Helpline
	reports   []report
}

// DirectoryAt is the directory of a time.
func DirectoryAt(now time.Time) Directory {
	var d Directory
	for _, h := range helplines().Helplines {
		if now.Sub(h.Checked) <= FailAge {
			d.helplines = append(d.helplines, h)
		}
	}
	for _, r := range helplines().Reports {
		if now.Sub(r.Checked) <= FailAge {
			d.reports = append(d.reports, r)
		}
	}
	return d
}

// of is the directory for a finding: for who is threatened those first who help against
// violence, and for who may harm somebody none who help those that were harmed alone.
func (d Directory) of(f Finding) Directory {
	harmed := func(h Helpline) bool { return slices.Contains(h.For, AbuseNow.String()) }
	switch {
	case f.Class != Danger:
	case f.Harms:
		d.helplines = slices.DeleteFunc(slices.Clone(d.helplines), func(h Helpline) bool {
			return harmed(h) && !slices.Contains(h.For, Distress.String())
		})
	case f.Threatened:
		d.helplines = slices.Clone(d.helplines)
		slices.SortStableFunc(d.helplines, func(a, b Helpline) int {
			switch {
			case harmed(a) == harmed(b):
				return 0
			case harmed(a):
				return -1
			}
			return 1
		})
	}
	return d
}

// reportIn is where to report a therapist in a territory: where its own boards and bodies
// are not known, in general. Those of the United States are not for its territories, whose
// boards are no state's.
func (d Directory) reportIn(territory string) string {
	for _, r := range d.reports {
		if slices.Contains(r.Territory, territory) {
			return r.Where
		}
	}
	return anyReport
}

// maxServices is how many services a card shows beside the finder: more overwhelm
// (Samaritans, guidelines for technology).
const maxServices = 3

// anywhere is the territory of what serves everybody.
const anywhere = "ZZ"

// services returns what a card of a class shows in a territory, at most maxServices.
func (d Directory) services(class Class, territory string) []string {
	if territory == "" {
		return d.worldwide(class)
	}
	var out []string
	for _, h := range few(d.near(class, territory)) {
		out = append(out, h.line())
	}
	return out
}

// near lists the helplines for a class in a territory: its own, else those of the territory that
// it is in, then those for people anywhere. On the card for everybody a line for children comes
// last, and only where the territory has no other.
func (d Directory) near(class Class, territory string) []Helpline {
	found := d.ownOrWider(class, territory)
	if class != None {
		return append(found, d.in(class, anywhere)...)
	}
	listen := d.in(Distress, anywhere)
	if len(found) == 0 {
		return append(listen, d.ownOrWider(Minor, territory)...)
	}
	return append(found, listen...)
}

// ownOrWider lists those of a territory, else those of the one that it is in.
func (d Directory) ownOrWider(class Class, territory string) []Helpline {
	found := d.own(class, territory)
	if w := wider(territory); w != "" && len(found) == 0 {
		found = d.own(class, w)
	}
	return found
}

// few are the first helplines that a card has room for: of a pair both or neither, next to
// each other (C22).
func few(found []Helpline) []Helpline {
	var out []Helpline
	for i, h := range found {
		if slices.ContainsFunc(found[:i], h.pairs) {
			continue // it stands with the other, or had no room
		}
		out = append(out, h)
		for _, other := range found[i+1:] {
			if h.pairs(other) {
				out = append(out, other)
			}
		}
		if len(out) > maxServices {
			out = slices.DeleteFunc(out, func(o Helpline) bool { return o.ID == h.ID || o.pairs(h) })
		}
	}
	return out
}

// worldwide returns one service from each territory in turn, or none: people never see
// numbers of one country alone (C23).
func (d Directory) worldwide(class Class) []string {
	var out []string
	shown := map[string]bool{}
	for _, t := range Territories() {
		if h, ok := d.single(class, t.Code); ok && len(out) < maxServices && !shown[h.ID] {
			shown[h.ID] = true
			out = append(out, h.place(t)+": "+h.line()+d.dialledAlike(h))
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// dialledAlike is what stands behind a helpline on a card for all countries of those that
// have its number elsewhere: nobody there is to think that it is not for them.
func (d Directory) dialledAlike(h Helpline) string {
	also := ""
	for _, other := range d.helplines {
		if other.DialledAs == h.ID {
			also += "; " + territoryName(other.Territory[0]) + ": " + other.Contact
		}
	}
	return also
}

// instead are the classes whose services a card shows where no service is for its own
// class: somebody in the country who listens is better than nobody.
var instead = map[Class][]Class{
	None:             {Distress, Suicide, AbuseNow, Assault}, // who listens whatever it is
	Distress:         {Suicide},
	Disclosure:       {Distress, Suicide},
	AbuseNow:         {Distress},
	Assault:          {Distress},
	TherapistAdvance: {Distress},
	Danger:           {Distress, Suicide},
}

// own lists the helplines of a territory for a class, or those to show instead.
func (d Directory) own(class Class, territory string) []Helpline {
	for _, of := range append([]Class{class}, instead[class]...) {
		if found := d.in(of, territory); len(found) > 0 {
			return found
		}
	}
	return nil
}

// single is the first of them that is no half of a pair: where there is room for one.
func (d Directory) single(class Class, territory string) (Helpline, bool) {
	for _, of := range append([]Class{class}, instead[class]...) {
		found := d.in(of, territory)
		for _, h := range found {
			if !slices.ContainsFunc(found, h.pairs) {
				return h, true
			}
		}
	}
	return Helpline{}, false
}

// in lists the helplines for a class in a territory, without the finder and without halves
// of pairs.
func (d Directory) in(class Class, territory string) []Helpline {
	fits := func(h Helpline) bool {
		return slices.Contains(h.Territory, territory) && slices.Contains(h.For, class.String()) && !strings.Contains(h.Contact, Finder)
	}
	half := func(h Helpline) bool {
		return slices.ContainsFunc(helplines().Helplines, func(other Helpline) bool { return fits(other) && h.pairs(other) && !d.holds(other) })
	}
	var out []Helpline
	for _, h := range d.helplines {
		if fits(h) && !half(h) {
			out = append(out, h)
		}
	}
	return out
}

func (d Directory) holds(h Helpline) bool {
	return slices.ContainsFunc(d.helplines, func(held Helpline) bool { return held.ID == h.ID })
}
