package safety

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// checkedOn lists the days on which pages were read.
func checkedOn() (days []time.Time) {
	for _, h := range helplines().Helplines {
		days = append(days, h.Checked)
	}
	for _, r := range helplines().Reports {
		days = append(days, r.Checked)
	}
	return days
}

var (
	firstChecked = slices.MinFunc(checkedOn(), time.Time.Compare)
	lastChecked  = slices.MaxFunc(checkedOn(), time.Time.Compare)
	// today is the directory of the day on which all had been checked.
	today = DirectoryAt(lastChecked)
)

// these are words about people who stand on a card.
var these = regexp.MustCompile(`(?i)\bthese (?:people|are)\b|one of these`)

// allCards are all that a directory shows for a class in a territory.
func (d Directory) allCards(class Class, territory string) []Card {
	whole := d.CardFor(class, territory)
	cards := []Card{whole, d.ForYoung(whole, Finding{Class: class}, territory)}
	for turn := range len(again) {
		cards = append(cards, d.ShortCard(Finding{Class: class}, territory, turn))
	}
	return cards
}

// TestYearOld: what was checked is shown for a year, not a day more.
func TestYearOld(t *testing.T) {
	if diff := cmp.Diff(today, DirectoryAt(firstChecked.Add(FailAge)), cmp.AllowUnexported(Directory{})); diff != "" {
		t.Errorf("after 365 days (-today +then):\n%s", diff)
	}
	if late := DirectoryAt(lastChecked.Add(FailAge + time.Second)); len(late.helplines)+len(late.reports) > 0 {
		t.Errorf("after more than 365 days it still holds %d helplines and %d reports", len(late.helplines), len(late.reports))
	}
	if len(today.helplines) != len(helplines().Helplines) || len(today.reports) != len(helplines().Reports) {
		t.Error("on the day itself it does not hold all")
	}
}

// TestCardsWithoutNumbers: when every number is too old to be shown, each card is still
// whole: it says what to dial, what to know and where the finder is, and speaks of nobody
// who does not stand on it.
func TestCardsWithoutNumbers(t *testing.T) {
	late := DirectoryAt(lastChecked.AddDate(1, 0, 1))
	for class := range Class(Classes) {
		for _, territory := range everywhere() {
			t.Run(fmt.Sprintf("%s in %q", class, territory), func(t *testing.T) {
				for _, c := range late.allCards(class, territory) {
					checkFinderAlone(t, c)
					checkCard(t, c)
					checkDial(t, c.Before[0], territory)
				}
				for _, line := range []string{late.Support(territory), late.Youth(territory)} {
					checkNoHelpline(t, line)
					if !strings.Contains(line, Finder+". /crisis") {
						t.Errorf("the line is %q, want the finder and /crisis", line)
					}
				}
			})
		}
	}
}

func checkFinderAlone(t *testing.T, c Card) {
	t.Helper()
	if diff := cmp.Diff([]string{finderLine}, c.Services); diff != "" {
		t.Errorf("services (-the finder alone +got):\n%s", diff)
	}
	if c.Title == "" || len(c.Before) == 0 || len(c.After) == 0 || slices.Contains(slices.Concat(c.Before, c.After), "") {
		t.Errorf("something is empty:\n%s", c.Text())
	}
	if found := these.FindString(c.Text()); found != "" {
		t.Errorf("says %q over the finder alone:\n%s", found, c.Text())
	}
	checkNoHelpline(t, c.Text())
}

func checkNoHelpline(t *testing.T, text string) {
	t.Helper()
	for _, h := range helplines().Helplines {
		if h.Contact != Finder && (strings.Contains(text, h.Contact) || strings.Contains(text, h.Service)) {
			t.Errorf("shows %s, which is too old:\n%s", h.ID, text)
		}
	}
	for _, r := range helplines().Reports {
		if strings.Contains(text, r.Where) {
			t.Errorf("shows %s, which is too old:\n%s", r.ID, text)
		}
	}
}

// TestCardsWithSomeNumbers: whichever helpline is left alone, or is the only one that is too
// old, a card keeps its rules, and no card for all countries shows one country's numbers.
func TestCardsWithSomeNumbers(t *testing.T) {
	for i, h := range helplines().Helplines {
		rest := slices.Delete(slices.Clone(helplines().Helplines), i, i+1)
		for _, d := range []Directory{{helplines: []Helpline{h}}, {helplines: rest}} {
			for class := range Class(Classes) {
				for _, territory := range append([]string{"", "US"}, h.Territory...) {
					checkSome(t, d, class, strings.Replace(territory, anywhere, "", 1))
				}
			}
		}
	}
}

func checkSome(t *testing.T, d Directory, class Class, territory string) {
	t.Helper()
	for _, c := range d.allCards(class, territory) {
		checkCountry(t, c.Services, territory)
		if n := len(c.Services); n > maxServices+1 || c.Services[n-1] != finderLine || territory == "" && n == 2 {
			t.Errorf("%s in %q shows %q, want few, of several countries, and the finder", class, territory, c.Services)
		}
		if found := these.FindString(strings.Join(c.Before, " ")); found != "" && len(c.Services) == 1 {
			t.Errorf("%s in %q says %q over the finder alone", class, territory, found)
		}
	}
}
