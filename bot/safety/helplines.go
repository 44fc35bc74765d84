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
	NotFor    string `yaml:"not_for"` // what it is not for, "" if its source does not say
	Hours     string // "" if its source does not say
	Free      bool   // whether its source says that it costs nothing
	Languages []string
	For       []string // names of classes
	PairOf    string   `yaml:"pair_of"`    // id of the service that stands with it on cards of classes for which both are
	DialledAs string   `yaml:"dialled_as"` // id of a service of another country with the same number
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
	Reports   []report
}

// report is where to report a therapist.
type report struct {
	ID        string
	Territory []string
	Where     string // goes on "You can report it to"
	Source    string
	Checked   time.Time
	Confirmed string
}

// When the pages of helplines are to be read again (C20).
const (
	WarnAge = 90 * 24 * time.Hour
	FailAge = 365 * 24 * time.Hour // then no card shows them: see [Directory]
)

// OlderHelplines lists the helplines, and the places to report to, whose page was last read
// longer ago than age, each with the day.
func OlderHelplines(now time.Time, age time.Duration) []string {
	var out []string
	add := func(id string, checked time.Time) {
		if now.Sub(checked) > age {
			out = append(out, id+" ("+checked.Format(time.DateOnly)+")")
		}
	}
	for _, h := range helplines().Helplines {
		add(h.ID, h.Checked)
	}
	for _, r := range helplines().Reports {
		add(r.ID, r.Checked)
	}
	return out
}

// pairs reports whether two helplines are shown both or neither: each is for people whom
// the other does not serve, and a card cannot know which of them reads it.
func (h Helpline) pairs(other Helpline) bool { return h.PairOf == other.ID || other.PairOf == h.ID }

// helplines is the list, read when it is first needed. A test holds that it can be.
var helplines = sync.OnceValue(func() helplineList {
	var list helplineList
	if err := yaml.Load(helplineFile, &list); err != nil {
		// It is compiled in and a test reads it, so this cannot be. If it is all the same, a
		// card with the finder is worth more than a program that stops.
		return helplineList{}
	}
	return list
})

// Finder is the worldwide finder of helplines: it stands on every card.
const Finder = "findahelpline.com"

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

// FromLocale is the territory that a client's language hints at, "" if it hints at none.
func FromLocale(locale string) string {
	language, region := cutLocale(locale)
	if code := KnownTerritory(region); code != "" || len(region) == 2 { // a Swiss does not dial a German number
		return code
	}
	switch language {
	case "de", "fr", "nl":
		return KnownTerritory(language)
	}
	return ""
}

// NamesCountry reports whether a client's language says in which country it is, known or not.
func NamesCountry(locale string) bool {
	_, region := cutLocale(locale)
	return len(region) == 2
}

// cutLocale cuts a locale into its language and its last part, its region if it has one. That
// of American English is none: clients speak it whose owner never chose.
func cutLocale(locale string) (language, region string) {
	language, rest, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	language, region = strings.ToLower(language), strings.ToUpper(rest[strings.LastIndex(rest, "-")+1:])
	if language == "en" && region == "US" {
		return language, ""
	}
	return language, region
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
	if h.NotFor != "" {
		notes = append(notes, "not for "+h.NotFor)
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
