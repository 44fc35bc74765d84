package safety

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
)

//go:embed helplines.yaml
var helplineFile []byte

// Helpline is a service that a card may show.
type Helpline struct {
	ID        string
	Territory []string // ISO 3166 codes; EU for the European Union, ZZ for anywhere
	Service   string
	Contact   string // as dialled
	Who       string // whom it serves
	Hours     string // "" if its source does not say
	Free      bool   // whether its source says that it costs nothing
	Languages []string
	For       []string // names of classes
	Source    string
	Checked   time.Time // the day its source was read
	Confirmed string    // the day a person confirmed it on the live page, "" before that
}

type helplineList struct {
	Emergency []struct {
		Territory []string
		Number    string
		Confirmed string
	}
	Helplines []Helpline
}

// When the pages of helplines are to be read again (C20).
const (
	WarnAge = 90 * 24 * time.Hour
	FailAge = 365 * 24 * time.Hour // a number of last year may be somebody else's now
)

// OlderHelplines lists the helplines whose page was last read longer ago than age, each
// with the day. Cards show them all the same: an old number is better than none.
func OlderHelplines(now time.Time, age time.Duration) []string {
	var out []string
	for _, h := range helplines().Helplines {
		if now.Sub(h.Checked) > age {
			out = append(out, h.ID+" ("+h.Checked.Format(time.DateOnly)+")")
		}
	}
	return out
}

// helplines is the list, read when it is first needed. A test holds that it can be.
var helplines = sync.OnceValue(func() helplineList {
	var list helplineList
	if err := yaml.Load(helplineFile, &list); err != nil {
		return helplineList{} // the cards then show the finder and emergency numbers that are in their text
	}
	return list
})

// Finder is the worldwide finder of helplines: it stands on every card.
const Finder = "findahelpline.com"

// maxServices is how many services a card shows beside the finder: more overwhelm
// (Samaritans, guidelines for technology).
const maxServices = 3

// anywhere is the territory of what serves everybody.
const anywhere = "ZZ"

// Territories are those of which cards know a service, in the order in which a card
// without a territory takes one from each: where most people who write English live
// first.
func Territories() []Territory {
	return []Territory{
		{"US", "United States"}, {"GB", "United Kingdom"}, {"AU", "Australia"}, {"CA", "Canada"}, {"IE", "Ireland"},
		{"NZ", "New Zealand"}, {"IN", "India"}, {"EU", "European Union"}, {"DE", "Germany"}, {"FR", "France"},
		{"NL", "Netherlands"}, {"BR", "Brazil"},
	}
}

// Territory is a country, or the European Union.
type Territory struct{ Code, Name string }

// territoryName is the name of a code that cards know, "" of any other.
func territoryName(code string) string {
	for _, t := range Territories() {
		if t.Code == code {
			return t.Name
		}
	}
	return ""
}

// inEU lists the members whose own services cards may not know.
const inEU = " AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "

// ofUS are territories of the United States: its services and its emergency number are
// theirs, too, where they have none of their own.
const ofUS = " GU PR VI "

// wider is the territory whose services serve another one, too, "" if there is none.
func wider(territory string) string {
	switch in := func(list string) bool { return territory != "" && strings.Contains(list, " "+territory+" ") }; {
	case in(ofUS):
		return "US"
	case in(inEU):
		return "EU"
	}
	return ""
}

// KnownTerritory returns the code in capitals if a card can be for it, else "".
func KnownTerritory(code string) string {
	code = strings.ToUpper(code)
	switch {
	case code == "UK":
		return "GB"
	case len(code) == 2 && (territoryName(code) != "" || wider(code) != ""):
		return code
	}
	return ""
}

// FromLocale is the territory that a client's language hints at, "" if it hints at
// none. American English is what clients speak whose owner never chose: it says
// nothing.
func FromLocale(locale string) string {
	language, rest, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	parts := strings.Split(rest, "-")
	region := strings.ToUpper(parts[len(parts)-1])
	if strings.EqualFold(language, "en") && region == "US" {
		return ""
	}
	if code := KnownTerritory(region); code != "" || len(region) == 2 { // a Swiss does not dial a German number
		return code
	}
	switch strings.ToLower(language) {
	case "de", "fr", "nl":
		return KnownTerritory(language)
	}
	return ""
}

// emergencyNumber is what to dial in a territory.
func emergencyNumber(territory string) string {
	for _, e := range helplines().Emergency {
		if slices.Contains(e.Territory, territory) {
			return e.Number
		}
	}
	if w := wider(territory); w != "" {
		return emergencyNumber(w)
	}
	return ""
}

// services returns what a card of a class shows in a territory, at most
// maxServices. Without one it is one service from each territory in turn, so that
// people never see numbers of one country alone.
func services(class Class, territory string) []string {
	var out []string
	if territory == "" {
		shown := map[string]bool{}
		for _, t := range Territories() {
			if found := own(class, t.Code); len(found) > 0 && len(out) < maxServices && !shown[found[0].ID] {
				shown[found[0].ID] = true
				out = append(out, found[0].place(t)+": "+found[0].line())
			}
		}
		return out
	}
	found := own(class, territory)
	if w := wider(territory); w != "" && len(found) == 0 {
		found = own(class, w)
	}
	worldwide := class
	if class == None {
		worldwide = Distress
	}
	found = append(found, in(worldwide, anywhere)...)
	for _, h := range found[:min(len(found), maxServices)] {
		out = append(out, h.line())
	}
	return out
}

// instead are the classes whose services a card shows where no service is for its own
// class: somebody in the country who listens is better than nobody.
var instead = map[Class][]Class{
	None:             {Distress, Suicide, AbuseNow, Assault, Minor}, // who listens whatever it is
	Distress:         {Suicide},
	Disclosure:       {Distress, Suicide},
	AbuseNow:         {Distress},
	Assault:          {Distress},
	TherapistAdvance: {Distress},
	Danger:           {Distress, Suicide},
}

// own lists the helplines of a territory for a class, or those to show instead.
func own(class Class, territory string) []Helpline {
	for _, of := range append([]Class{class}, instead[class]...) {
		if found := in(of, territory); len(found) > 0 {
			return found
		}
	}
	return nil
}

// in lists the helplines for a class in a territory, without the finder.
func in(class Class, territory string) []Helpline {
	var out []Helpline
	for _, h := range helplines().Helplines {
		if slices.Contains(h.Territory, territory) && slices.Contains(h.For, class.String()) && !strings.Contains(h.Contact, Finder) {
			out = append(out, h)
		}
	}
	return out
}

// place names where the helpline is, that territory first.
func (h Helpline) place(first Territory) string {
	names := []string{first.Name}
	for _, code := range h.Territory {
		if name := territoryName(code); name != "" && code != first.Code {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// line is the service as a card shows it.
func (h Helpline) line() string {
	var notes []string
	if !strings.HasPrefix(h.Who, "anyone") && len(h.Who) <= maxWho {
		notes = append(notes, h.Who)
	}
	if h.Free {
		notes = append(notes, "free")
	}
	if h.Hours != "" && !strings.Contains(h.Service, h.Hours) {
		notes = append(notes, h.Hours)
	}
	s := h.Service + ", " + h.Contact
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, "; ") + ")"
	}
	return s
}

// maxWho keeps a card short: who a service is for is shown when it is said briefly.
const maxWho = 70
