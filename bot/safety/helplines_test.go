package safety

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

func TestHelplinesCanBeRead(t *testing.T) {
	var list helplineList
	if err := yaml.Load(helplineFile, &list, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	if len(list.Emergency) < 6 || len(list.Helplines) < 20 {
		t.Errorf("%d emergency numbers and %d helplines, want all", len(list.Emergency), len(list.Helplines))
	}
	if len(helplines().Helplines) != len(list.Helplines) {
		t.Error("the cards do not show the list")
	}
}

func TestHelplines(t *testing.T) {
	territory, id := regexp.MustCompile(`^[A-Z]{2}$`), regexp.MustCompile(`^[a-z]{2}-[a-z0-9-]+$`)
	seen := map[string]bool{}
	for _, h := range helplines().Helplines {
		t.Run(h.ID, func(t *testing.T) {
			if seen[h.ID] || !id.MatchString(h.ID) {
				t.Error("the id is there twice, or is none")
			}
			seen[h.ID] = true
			if len(h.Territory) == 0 || slices.ContainsFunc(h.Territory, func(c string) bool { return !territory.MatchString(c) }) {
				t.Errorf("territory %q is no list of ISO codes", h.Territory)
			}
			if h.Service == "" || h.Contact == "" || h.Who == "" || h.Source == "" {
				t.Errorf("lacks something: %+v", h)
			}
			for _, name := range h.For {
				if c, ok := ParseClass(name); !ok || c == None {
					t.Errorf("there is no class %q", name)
				}
			}
			if err := errors.Join(dialled(h.Contact), confirmed(h.Confirmed)); err != nil {
				t.Error(err)
			}
			if s := h.Service + h.Contact + h.Who; strings.Contains(s, "press 3") || strings.Contains(s, "LGBT") {
				t.Errorf("%q: the line for LGBTQ people ended on 17 July 2025", s)
			}
		})
	}
	for _, e := range helplines().Emergency {
		if err := errors.Join(dialled(e.Number), confirmed(e.Confirmed)); err != nil {
			t.Errorf("emergency in %s: %v", e.Territory, err)
		}
	}
}

var telephone = regexp.MustCompile(`\+?\d[\d -]*\d`)

// dialled returns a fault if a short code was made international: +988 reaches nobody
// (C21).
func dialled(contact string) error {
	for _, n := range telephone.FindAllString(contact, -1) {
		digits := len(strings.NewReplacer("+", "", " ", "", "-", "").Replace(n))
		if strings.HasPrefix(n, "+") && digits <= 6 {
			return fmt.Errorf("%s in %q is a short code, which has no plus sign", n, contact)
		}
	}
	return nil
}

// confirmed returns a fault if something is neither a day nor "".
func confirmed(day string) error {
	if day == "" {
		return nil
	}
	_, err := time.Parse(time.DateOnly, day)
	return err
}

func TestHelplineChecksFindFaults(t *testing.T) {
	for _, contact := range []string{"call +988", "call +116 123 (free)", "text +1737 or call 0800 044 334"} {
		if dialled(contact) == nil {
			t.Errorf("dialled(%q) finds nothing", contact)
		}
	}
	for _, contact := range []string{"call 988", "call 116 123 (free)", "call +44 1372 847161", "988lifeline.org"} {
		if err := dialled(contact); err != nil {
			t.Errorf("dialled(%q): %v", contact, err)
		}
	}
	for _, day := range []string{"yes", "2026-13-01", "24.11.2026"} {
		if confirmed(day) == nil {
			t.Errorf("confirmed(%q) finds nothing", day)
		}
	}
	if err := errors.Join(confirmed(""), confirmed("2026-11-24")); err != nil {
		t.Error(err)
	}
}

// TestDialledAlike: who reads a card for all countries sees each where a number holds (C23).
func TestDialledAlike(t *testing.T) {
	found := 0
	for _, h := range helplines().Helplines {
		if h.DialledAs == "" {
			continue
		}
		found++
		i := slices.IndexFunc(helplines().Helplines, func(o Helpline) bool { return o.ID == h.DialledAs })
		if i < 0 || len(h.Territory) != 1 || slices.Contains(helplines().Helplines[i].Territory, h.Territory[0]) ||
			!strings.Contains(helplines().Helplines[i].Contact, h.Contact) || !slices.Equal(h.For, helplines().Helplines[i].For) {
			t.Errorf("%s is not dialled as %s, or is for others", h.ID, h.DialledAs)
		}
	}
	if found == 0 {
		t.Error("no helpline is dialled as another")
	}
	for _, class := range []Class{Suicide, SelfHarm, Danger, ThirdParty, None} {
		line := today.CardFor(class, "").Services[0]
		if !strings.HasPrefix(line, "United States: 988 ") || !strings.HasSuffix(line, "; Canada: call or text 988") {
			t.Errorf("%s: %q, want that 988 holds in Canada, too", class, line)
		}
		if line := today.CardFor(class, "US").Services[0]; strings.Contains(line, "Canada") {
			t.Errorf("%s in the United States: %q", class, line)
		}
	}
	without := Directory{helplines: slices.DeleteFunc(slices.Clone(today.helplines), func(h Helpline) bool { return h.DialledAs != "" })}
	if line := without.worldwide(Suicide)[0]; strings.Contains(line, "Canada") {
		t.Errorf("when Canada's is too old: %q", line)
	}
}

// maxAge is how old a reading of a service's page may be (C20).
const maxAge = 180 * 24 * time.Hour

// stale reports whether a page was last read too long ago at a time, or after it.
func stale(checked, now time.Time) bool {
	age := now.Sub(checked)
	return age > maxAge || age < -24*time.Hour // it may be tomorrow somewhere
}

// TestHelplinesAreFresh fails some day: then every page is to be read again.
func TestHelplinesAreFresh(t *testing.T) {
	now := time.Now()
	for _, h := range helplines().Helplines {
		if stale(h.Checked, now) {
			t.Errorf("%s was checked on %s: read its page again", h.ID, h.Checked.Format(time.DateOnly))
		}
	}
	for _, r := range helplines().Reports {
		if stale(r.Checked, now) {
			t.Errorf("%s was checked on %s: read its pages again", r.ID, r.Checked.Format(time.DateOnly))
		}
	}
}

func TestStale(t *testing.T) {
	checked := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name         string
		checked, now time.Time
		want         bool
	}{
		{"fresh on the day", checked, checked, false},
		{"fresh after 180 days", checked, checked.AddDate(0, 0, 180), false},
		{"stale after 181 days", checked, checked.AddDate(0, 0, 181), true},
		{"not checked in the future", checked, checked.AddDate(0, 0, -3), true},
		{"stale if never checked", time.Time{}, checked, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := stale(tt.checked, tt.now); got != tt.want {
				t.Errorf("stale(%s) = %v, want %v", tt.now.Format(time.DateOnly), got, tt.want)
			}
		})
	}
}

// TestReports: where to report a therapist is said of each territory once, with its source.
func TestReports(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range helplines().Reports {
		for _, code := range r.Territory {
			if seen[code] || territoryName(code) == "" || code == "EU" {
				t.Errorf("%s: %s is there twice, or no country that cards know", r.ID, code)
			}
			seen[code] = true
		}
		if r.ID == "" || len(r.Territory) == 0 || r.Source == "" || !strings.HasSuffix(r.Where, " or the police") {
			t.Errorf("lacks something, or the police: %+v", r)
		}
		if err := errors.Join(dialled(r.Where), confirmed(r.Confirmed)); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
	}
}

// TestWhereToReport: the card for who was harmed by a therapist names the boards and bodies
// of the country, and where they are not known says so in general (C31).
func TestWhereToReport(t *testing.T) {
	general := "You can report it to their licensing board, professional body or the police, or do nothing yet."
	for territory, want := range map[string]string{
		"US": "to the state board that licenses them, AASECT if it certified them, or the police, or do nothing yet.",
		"GB": "to the body they belong to, such as COSRT, BACP or UKCP, or the police, or do nothing yet.",
		"AU": "to Ahpra, PACFA if they are a counsellor, or the police, or do nothing yet.",
		"":   general, "PR": general, "IE": general, "CA": general, "DE": general, "EU": general,
	} {
		if s := today.CardFor(TherapistAdvance, territory).Text(); !strings.Contains(s, want) {
			t.Errorf("in %q the card does not say %q:\n%s", territory, want, s)
		}
		for class := range Class(Classes) {
			if s := today.CardFor(class, territory).Text(); class != TherapistAdvance && (strings.Contains(s, "COSRT") || strings.Contains(s, "board")) {
				t.Errorf("the card of %s tells where to report a therapist:\n%s", class, s)
			}
		}
	}
	if s := today.CardFor(TherapistAdvance, "GB").Text(); strings.Contains(s, "HCPC") {
		t.Errorf("names the HCPC, which nobody has checked:\n%s", s)
	}
}

// TestSomebodyForEveryClass: whoever asks, from wherever, is shown where help is; for
// those who need a doctor that is the emergency number.
func TestSomebodyForEveryClass(t *testing.T) {
	for class := range Class(Classes) {
		for _, territory := range everywhere() {
			shown := strings.Join(today.CardFor(class, territory).Services, "\n")
			found := len(today.in(class, territory)) + len(today.in(class, anywhere))
			if class != MedicalEmergency && found == 0 && !strings.Contains(shown, Finder) {
				t.Errorf("%s in %q: neither a service nor the finder", class, territory)
			}
		}
		everybody := slices.ContainsFunc(helplines().Helplines, func(h Helpline) bool {
			return slices.Contains(h.For, class.String()) && slices.Contains(h.Territory, anywhere)
		})
		if !everybody && class != MedicalEmergency && class != None {
			t.Errorf("%s: no helpline for people anywhere", class)
		}
	}
}

// TestEveryTerritoryShowsItsOwn: a territory whose services fit a class shows them first,
// and the general card shows a line of each territory that can be picked.
func TestEveryTerritoryShowsItsOwn(t *testing.T) {
	general := map[string]string{
		"US": "988 Suicide", "GB": "Samaritans", "AU": "Lifeline", "CA": "9-8-8", "IE": "Samaritans", "NZ": "Safe to talk",
		"IN": "Tele MANAS", "EU": "befrienders.org", "DE": "TelefonSeelsorge", "FR": "call 3114", "NL": "Centrum Seksueel Geweld", "BR": "CVV",
	}
	for _, place := range Territories() {
		for class := range Class(Classes) {
			first := today.cardServices(class, place.Code)[0]
			if fit := today.in(class, place.Code); len(fit) > 0 && !strings.Contains(first, fit[0].Contact) {
				t.Errorf("%s in %s: shows %q first, want %s", class, place.Name, first, fit[0].ID)
			}
		}
		for _, class := range []Class{None, Distress} {
			want := general[place.Code]
			if class != None && (place.Code == "NZ" || place.Code == "NL" || place.Code == "EU") {
				continue // who is not in danger needs no line for something else
			}
			if first := today.cardServices(class, place.Code)[0]; want == "" || !strings.Contains(first, want) {
				t.Errorf("%s in %s: shows %q first, want %q", class, place.Name, first, want)
			}
		}
	}
	if s := today.Support("FR"); !strings.Contains(s, "call 3114") {
		t.Errorf("Support(FR) = %q, want the French line", s)
	}
}

// TestForEverybody: on the card for everybody a line for children stands behind who listens to
// anyone, and where people have a line of their own not at all.
func TestForEverybody(t *testing.T) {
	for _, territory := range []string{"EU", "AT", "IT"} {
		got := today.CardFor(None, territory).Services
		if len(got) != 3 || !strings.Contains(got[0], "befrienders.org") || !strings.Contains(got[1], "116 111") {
			t.Errorf("in %s: %q, want who listens to anyone, then the line for children", territory, got)
		}
		if got := today.CardFor(Minor, territory).Services[0]; !strings.Contains(got, "116 111") {
			t.Errorf("a child in %s reads %q first", territory, got)
		}
	}
	for _, territory := range []string{"DE", "FR", "GB", "US", "NL"} {
		if s := today.CardFor(None, territory).Text(); strings.Contains(s, "116 111") || strings.Contains(s, "Child") {
			t.Errorf("in %s: a line for children on the card for everybody:\n%s", territory, s)
		}
	}
}

// TestSomebodyToTalkTo: who is hurt where no service is for that is shown who listens to
// anyone there.
func TestSomebodyToTalkTo(t *testing.T) {
	for _, class := range []Class{AbuseNow, Assault, TherapistAdvance, Danger} {
		for territory, want := range map[string]string{"DE": "TelefonSeelsorge", "CA": "9-8-8", "IN": "Tele MANAS", "BR": "CVV", "IE": "Samaritans"} {
			if first := today.cardServices(class, territory)[0]; !strings.Contains(first, want) {
				t.Errorf("%s in %s: shows %q first, want %q", class, territory, first, want)
			}
		}
	}
}

// TestServicesOfLocales shows who sees which services: 20 clients' languages, 6 classes
// (C23).
func TestServicesOfLocales(t *testing.T) {
	locales := strings.Fields("en en-US en-GB en_AU en-CA en-IE en-NZ en-IN es es-ES es-MX fr fr-CA de de-CH nl pt-BR pl tr zh-Hans-CN")
	if len(locales) != 20 {
		t.Fatalf("%d locales, want 20", len(locales))
	}
	var b strings.Builder
	for _, locale := range locales {
		territory := FromLocale(locale)
		fmt.Fprintf(&b, "== %s: %q, call %q\n", locale, territory, emergencyNumber(territory))
		for _, class := range []Class{Suicide, AbuseNow, Assault, TherapistAdvance, Minor, OwnRiskToChild} {
			fmt.Fprintf(&b, "%s: %s\n", class, strings.Join(today.cardServices(class, territory), "; "))
			checkCountry(t, today.cardServices(class, territory), territory)
		}
		b.WriteString("\n")
	}
	golden(t, "testdata/locales.golden", b.String())
}

func TestFromLocale(t *testing.T) {
	for locale, want := range map[string]string{
		"": "", "en": "", "en-US": "", "EN-us": "", "en_US": "", // what clients speak whose owner never chose
		"en-GB": "GB", "en_gb": "GB", "en-UK": "GB", "en-AU": "AU", "en-IE": "IE", "es-US": "US", "fr-CA": "CA", "pt-BR": "BR", "pt-PT": "PT",
		"de": "DE", "fr": "FR", "nl": "NL", "DE": "DE", "de-AT": "AT", "nl-BE": "BE", "de-Latn": "DE", "de-Latn-AT": "AT",
		"es": "", "pt": "", "hi": "", "zh-Hans": "", "zh-Hans-CN": "", "pl": "", "pl-PL": "PL",
		"de-CH": "", "fr-CH": "", "fr-SN": "", "es-MX": "", // a region of which nothing is known is no other region
		"-": "", "en-": "", "en-AT BE": "", "x-y-z": "", "en-001": "", "es-419": "",
	} {
		if got := FromLocale(locale); got != want {
			t.Errorf("FromLocale(%q) = %q, want %q", locale, got, want)
		}
	}
}

func TestKnownTerritory(t *testing.T) {
	for code, want := range map[string]string{
		"US": "US", "us": "US", "gb": "GB", "UK": "GB", "uk": "GB", "EU": "EU", "at": "AT", "BR": "BR",
		"pr": "PR", "GU": "GU", "VI": "VI",
		"": "", " ": "", "ZZ": "", "CH": "", "XX": "", "USA": "", "AT BE": "", "A": "", "england": "",
	} {
		if got := KnownTerritory(code); got != want {
			t.Errorf("KnownTerritory(%q) = %q, want %q", code, got, want)
		}
	}
	for _, place := range Territories() {
		if KnownTerritory(place.Code) != place.Code {
			t.Errorf("%s is offered and not known", place.Code)
		}
	}
}

// TestEmergencyNumbers: Brazil's is not among the facts yet, so its card names those of
// several countries.
func TestEmergencyNumbers(t *testing.T) {
	for territory, want := range map[string]string{
		"US": "911", "CA": "911", "GB": "999 or 112", "IE": "112", "DE": "112", "PL": "112", "EU": "112", "AU": "000", "NZ": "111", "IN": "112", "BR": "", "": "",
	} {
		if got := emergencyNumber(territory); got != want {
			t.Errorf("emergencyNumber(%q) = %q, want %q", territory, got, want)
		}
	}
}

// TestTerritoriesOfUS: who is in one finds what serves it, and what serves all of the country.
func TestTerritoriesOfUS(t *testing.T) {
	for locale, want := range map[string]string{"es-PR": "PR", "en_GU": "GU", "en-VI": "VI"} {
		territory := FromLocale(locale)
		if territory != want {
			t.Errorf("FromLocale(%q) = %q, want %q", locale, territory, want)
		}
		if got := today.CardFor(Minor, territory).Services; len(got) < 2 || !strings.Contains(got[0], "Childhelp") || !strings.Contains(got[0], "not for emergencies or reports") {
			t.Errorf("for somebody young in %s the card shows %q, want Childhelp, and what it is not", territory, got)
		}
		if got := today.CardFor(Suicide, territory); !strings.Contains(got.Text(), "call 911") || !strings.Contains(got.Services[0], "988") {
			t.Errorf("in %s the card is\n%s\nwant 911 and 988", territory, got.Text())
		}
	}
}
