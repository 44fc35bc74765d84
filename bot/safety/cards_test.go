package safety

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// eachCard calls f with the card of every class in every territory and in none.
func eachCard(t *testing.T, f func(t *testing.T, class Class, territory string, c Card)) {
	t.Helper()
	for class := range Class(Classes) {
		for _, territory := range everywhere() {
			t.Run(fmt.Sprintf("%s in %q", class, territory), func(t *testing.T) {
				f(t, class, territory, today.CardFor(class, territory))
			})
		}
	}
}

// everywhere lists the territories that a card can be for, and "" for none.
func everywhere() []string {
	out := append([]string{""}, strings.Fields(inEU)...)
	out = append(out, strings.Fields(ofUS)...)
	for _, t := range Territories() {
		out = append(out, t.Code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestCards(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	eachCard(t, func(t *testing.T, _ Class, territory string, c Card) {
		checkCard(t, c)
		checkDial(t, c.Before[0], territory)
		if len(c.Services) > maxServices+1 {
			t.Errorf("shows %d services, want at most %d and the finder", len(c.Services)-1, maxServices)
		}
		for i, s := range c.Services {
			if last := i == len(c.Services)-1; strings.Contains(s, Finder) != last {
				t.Errorf("service %d is %q, want the finder last and once", i+1, s)
			}
		}
		checkCountry(t, c.Services, territory)
		if !strings.Contains(c.Text(), "answer questions") {
			t.Error("does not say that questions can still be asked (C15)")
		}
	})
}

// checkCard holds what every card has in common (C10 to C14).
func checkCard(t *testing.T, c Card) {
	t.Helper()
	s := c.Text()
	if n := utf8.RuneCountInString(s); n > mostCard {
		t.Errorf("has %d characters, want at most %d", n, mostCard)
	}
	for _, words := range []string{"automated program", "nobody reads along", "cannot see, judge or act on danger"} {
		if !strings.Contains(s, words) {
			t.Errorf("does not say %q (C11)", words)
		}
	}
	if found, _ := Lint(s); len(found) > 0 {
		t.Errorf("Lint finds %q", found)
	}
	if i := strings.IndexFunc(s, cheer); i >= 0 {
		t.Errorf("cheers: %q", s[i:min(len(s), i+10)])
	}
	prose := slices.Concat([]string{c.Title}, c.Before, c.After)
	if g := grade(prose); g > maxGrade {
		t.Errorf("is of reading grade %.1f, want at most %d:\n%s", g, maxGrade, strings.Join(prose, "\n"))
	}
}

// cheer reports whether a character has no place on a card: an exclamation mark, or a
// picture.
func cheer(r rune) bool { return r == '!' || unicode.Is(unicode.So, r) || r == '\ufe0f' }

// checkDial: what to do in danger is the number of the place, or those of many.
func checkDial(t *testing.T, line, territory string) {
	t.Helper()
	number := emergencyNumber(territory)
	if number == "" {
		number = worldwideNumber
	}
	if !strings.Contains(strings.ToLower(line), "call "+number) {
		t.Errorf("begins with %q, want what to dial: %s", line, number)
	}
}

// checkCountry: people elsewhere see no number of the United States alone (C23).
func checkCountry(t *testing.T, services []string, territory string) {
	t.Helper()
	american := slices.DeleteFunc(slices.Clone(services), func(s string) bool { return !onlyAmerican(s) })
	switch {
	case territory == "US", territory != "" && strings.Contains(ofUS, " "+territory+" "):
	case territory != "" && len(american) > 0:
		t.Errorf("shows %q to people in %s", american, territory)
	case len(american) > 0 && len(american)+1 == len(services): // all but the finder
		t.Errorf("shows %q and no other country's", american)
	}
}

// onlyAmerican reports whether a line shows a service of the United States only.
func onlyAmerican(line string) bool {
	return slices.ContainsFunc(helplines().Helplines, func(h Helpline) bool {
		return slices.Equal(h.Territory, []string{"US"}) && strings.Contains(line, h.Contact)
	})
}

func TestShortCards(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	eachCard(t, func(t *testing.T, class Class, territory string, whole Card) {
		seen := map[string]bool{}
		turns := len(again) * len(againAfter)
		for turn := range turns {
			short := today.ShortCard(Finding{Class: class}, territory, turn)
			checkCard(t, short)
			checkDial(t, short.Before[0], territory)
			if diff := cmp.Diff(whole.Services, short.Services); diff != "" {
				t.Errorf("turn %d: other contacts than the whole card (-whole +short):\n%s", turn, diff)
			}
			if len(short.Text()) >= len(whole.Text()) {
				t.Errorf("turn %d: the short card is no shorter", turn)
			}
			seen[short.Text()] = true
		}
		if len(seen) != turns || turns < 12 {
			t.Errorf("%d variants in %d turns, want a new one each and 12 at least (C16)", len(seen), turns)
		}
		if got, want := today.ShortCard(Finding{Class: class}, territory, turns).Text(), today.ShortCard(Finding{Class: class}, territory, 0).Text(); got != want {
			t.Errorf("the turn after all is %q, want the first again", got)
		}
	})
}

// TestShortCardForADoctor: who needs a doctor is told again what matters, and of nobody to talk
// with.
func TestShortCardForADoctor(t *testing.T) {
	for turn := range len(again) {
		for _, territory := range []string{"", "GB", "BR"} {
			s := today.ShortCard(Finding{Class: MedicalEmergency}, territory, turn).Text()
			for _, words := range []string{"emergency room", "say what, how much, and when", "Take no more of it"} {
				if !strings.Contains(s, words) {
					t.Errorf("turn %d in %q lacks %q:\n%s", turn, territory, words, s)
				}
			}
			for _, words := range []string{"listen", "talk", "people", "still there", "carry this", "turn to"} {
				if strings.Contains(s, words) {
					t.Errorf("turn %d in %q says %q:\n%s", turn, territory, words, s)
				}
			}
		}
	}
}

// TestFinderAlone: where a card shows nobody but the finder, it does not speak of people who
// stand there, and elsewhere it does.
func TestFinderAlone(t *testing.T) {
	alone := 0
	eachCard(t, func(t *testing.T, class Class, territory string, c Card) {
		cards := []Card{c}
		for turn := range again {
			cards = append(cards, today.ShortCard(Finding{Class: class}, territory, turn))
		}
		for _, c := range cards {
			if len(c.Services) == 1 {
				alone++
				if found := these.FindString(strings.Join(c.Before, "\n")); found != "" {
					t.Errorf("says %q over the finder alone:\n%s", found, c.Text())
				}
			}
		}
	})
	if alone == 0 {
		t.Error("no card shows the finder alone, so this shows nothing")
	}
}

func TestDangerCard(t *testing.T) {
	eachCard(t, func(t *testing.T, class Class, territory string, whole Card) {
		c := today.DangerCard(class, territory)
		checkCard(t, c)
		if territory == "" {
			checkNumbers(t, c.Services)
			if !strings.Contains(c.Text(), finderLine) {
				t.Error("lacks the finder")
			}
			return
		}
		checkDial(t, c.Before[0], territory)
		if diff := cmp.Diff(whole.Services, c.Services); diff != "" {
			t.Errorf("other contacts than the card of the class (-card +this):\n%s", diff)
		}
	})
}

// checkNumbers: every emergency number that is known stands in one line, with every place of
// which cards know it.
func checkNumbers(t *testing.T, lines []string) {
	t.Helper()
	for _, place := range Territories() {
		n := emergencyNumber(place.Code)
		of := slices.DeleteFunc(slices.Clone(lines), func(s string) bool { return !strings.Contains(s, place.Name) })
		if n == "" && len(of) > 0 || n != "" && (len(of) != 1 || !strings.HasSuffix(of[0], ": "+n)) {
			t.Errorf("%s: %q, want %q once", place.Name, of, n)
		}
	}
	for _, e := range helplines().Emergency {
		if !slices.ContainsFunc(lines, func(s string) bool { return strings.HasSuffix(s, ": "+e.Number) }) {
			t.Errorf("%q lacks %s", lines, e.Number)
		}
	}
}

// TestSpecialCards holds what C19 and C29 to C33 want of a class.
func TestSpecialCards(t *testing.T) {
	for class, want := range map[Class][]string{
		Suicide:          {"took something", "Move away from anything", "stay with you", "text or a chat"},
		AbuseNow:         {"not your fault", "delete or dismiss these messages", "you decide"},
		Assault:          {"not your fault", "deserve to be believed", "delete or dismiss these messages", "do not want to report"},
		TherapistAdvance: {"never touches", "not your fault", "stop going", "keep messages", "board", "do nothing yet", "physio", "bring someone"},
		Minor:            {"for adults", "delete or dismiss these messages", "not your fault", "not in trouble", "asks for pictures", "adult you trust", "tell another"},
		MedicalEmergency: {"emergency room", "too many pills", "poison", "even if you feel well", "four hours", "chest pain", "sight or hearing"},
		Danger:           {"hurt somebody", "go away from them"},
		OwnRiskToChild:   {"never harm a child", "good step"},
		ThirdParty:       {"Stay with them", "how to help"},
	} {
		t.Run(class.String(), func(t *testing.T) {
			s := today.CardFor(class, "").Text()
			for _, words := range want {
				if !strings.Contains(s, words) {
					t.Errorf("lacks %q:\n%s", words, s)
				}
			}
		})
	}
}

// claims are what a card may say of a service only if the data does: words, and whether
// a helpline bears them out.
var claims = []struct {
	what  string
	words *regexp.Regexp
	holds func(Helpline) bool
}{
	{"free", regexp.MustCompile(`(?i)\bfree\b|no cost|nothing to pay`), func(h Helpline) bool { return h.Free }},
	{"open all day", regexp.MustCompile(`(?i)24/7|day (and|or) night|any time|any hour|around the clock|always`), func(h Helpline) bool { return h.Hours == "24/7" }},
	{"for who worries about somebody", regexp.MustCompile(`(?i)(who|adults) (worry|worried|worries) about|worried about (somebody|someone|one)`), func(h Helpline) bool { return strings.Contains(h.Who, "worried about") }},
	{"confidential", regexp.MustCompile(`(?i)in private|confidential|anonym|secret|not judge`), func(Helpline) bool { return false }},
}

// checkClaims holds what a card says of services to the data: its prose, which is about
// all of them, claims nothing, and a line only what is known of its helpline.
func checkClaims(t *testing.T, prose, services []string) {
	t.Helper()
	for _, c := range claims {
		for _, s := range prose {
			if found := c.words.FindString(s); found != "" {
				t.Errorf("says %q of every service (%s): %s", found, c.what, s)
			}
		}
		for _, s := range services {
			known := slices.ContainsFunc(helplines().Helplines, func(h Helpline) bool { return strings.Contains(s, h.Contact) && c.holds(h) })
			if found := c.words.FindString(s); found != "" && !known {
				t.Errorf("says %q, which the data does not (%s): %s", found, c.what, s)
			}
		}
	}
}

func TestCardsClaimWhatTheDataSays(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	eachCard(t, func(t *testing.T, class Class, territory string, whole Card) {
		cards := []Card{whole, today.DangerCard(class, territory)}
		for turn := range len(again) {
			cards = append(cards, today.ShortCard(Finding{Class: class}, territory, turn))
		}
		for _, c := range cards {
			checkClaims(t, slices.Concat([]string{c.Title}, c.Before, c.After), c.Services)
		}
		for _, harmed := range []bool{false, true} {
			checkClaims(t, []string{Acknowledge(Finding{Class: class, Harmed: harmed})}, []string{today.Support(territory)})
		}
		checkClaims(t, nil, []string{today.Youth(territory)})
	})
	for _, h := range helplines().Helplines {
		for _, c := range claims {
			line := h.line()
			if (c.what == "free" || c.what == "open all day") && c.holds(h) && !c.words.MatchString(line) {
				t.Errorf("%s is %s, which %q does not say", h.ID, c.what, line)
			}
		}
		if said := "not for " + h.NotFor; strings.Contains(h.Who, "not for") || h.NotFor != "" && !strings.Contains(h.line(), said) {
			t.Errorf("%s: %q does not say %q", h.ID, h.line(), said)
		}
	}
	if s := today.CardFor(TherapistAdvance, "DE").Text(); !strings.Contains(s, "therapyabuse.org (not for emergencies)") {
		t.Errorf("the card does not say what TELL is not for:\n%s", s)
	}
}

// TestLinesOfTierB: before and after an answer stands one line that keeps the rules of a card.
func TestLinesOfTierB(t *testing.T) {
	for _, territory := range everywhere() {
		for _, s := range []string{today.Support(territory), today.Youth(territory)} {
			if !strings.Contains(s, Finder) || !strings.Contains(s, "/crisis") {
				t.Errorf("in %q the line is %q, want the finder and /crisis", territory, s)
			}
			checkCountry(t, []string{s}, territory)
		}
	}
	for _, s := range []string{
		Acknowledge(Finding{Class: Disclosure}), Acknowledge(Finding{Class: Disclosure, Harmed: true}), Acknowledge(Finding{Class: Distress}),
		today.Support(""), today.Support("GB"), today.Youth(""), today.Youth("GB"),
	} {
		if found, _ := Lint(s); len(found) > 0 || strings.ContainsFunc(s, cheer) || strings.Contains(s, "\n") {
			t.Errorf("%q: want one plain line, Lint finds %q", s, found)
		}
	}
}

// TestCardsGolden shows the cards to who reviews them.
func TestCardsGolden(t *testing.T) {
	var b strings.Builder
	show := func(name string, f Finding) {
		for _, territory := range []string{"", "US", "GB", "DE"} {
			where := territoryName(territory)
			if where == "" {
				where = "no territory"
			}
			fmt.Fprintf(&b, "== %s in %s\n%s\n\n", name, where, today.CardOf(f, territory).Text())
		}
	}
	for class := range Class(Classes) {
		show(class.String(), Finding{Class: class})
		if class == Danger {
			show("danger, of who is threatened,", Finding{Class: class, Threatened: true})
			show("danger, of who may harm,", Finding{Class: class, Harms: true})
		}
	}
	golden(t, "testdata/cards.golden", b.String())
}
