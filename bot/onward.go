package bot

import (
	"slices"
	"strconv"
	"strings"

	"candor/bot/safety"
)

// A card leads on to others: what to dial, other countries, the card of one of them. Where
// a message led to the first, each of the others holds the way past it, too, so that who was
// misread is a tap from their answer wherever they are. Nothing remembers the message: the
// choices of a card carry its way, in numbers, as words leave no room for it.

// lead is where a choice of a card leads: to another card, or to the countries to pick one for.
type lead struct {
	dial      bool   // whether the card says what to dial, and not what to know
	countries bool   // whether the country is to be picked first
	territory string // "" if none was picked
	class     safety.Class
	unlisted  bool // whether something was named by which no helplines are known
}

// How a lead is written that carries a way: the territory, or "?" for all of them, and "!" for
// what to dial; the class, a digit; the beginning of the base's version, by which the numbers of its
// entries count; the way. It fits [maxChoice] with the longest way.
const (
	noTerritory   = "zz"
	dangerMark    = "!"
	countriesMark = "?"
	classDigits   = 16
	shortVersion  = 8
)

// onward is the ID of the choice that leads there.
func (t turn) onward(l lead) string {
	if t.past == "" {
		return "/crisis " + l.words()
	}
	return "/crisis " + l.mark() + " " + strconv.FormatInt(int64(l.class), classDigits) + " " + t.base.Version[:shortVersion] + " " + t.past
}

// words are what a person types behind /crisis to get there.
func (l lead) words() string {
	var words []string
	if l.dial {
		words = append(words, safety.Danger.String())
	}
	switch {
	case l.countries:
		words = append(words, countriesWord)
	case l.territory != "":
		words = append(words, strings.ToLower(l.territory))
	}
	if !l.dial || l.class != safety.None && l.class != safety.Danger {
		words = append(words, l.class.String())
	}
	return strings.Join(words, " ")
}

// countriesWord asks /crisis for the list of countries.
const countriesWord = "countries"

// mark is all but the class, in few letters.
func (l lead) mark() string {
	mark := noTerritory
	switch {
	case l.countries:
		mark = countriesMark
	case l.territory != "":
		mark = strings.ToLower(l.territory)
	}
	if l.dial {
		mark += dangerMark
	}
	return mark
}

// readOnward reads a lead that carries a way. One that was made for other answers leads to
// the same card, where help is, but its way leads nowhere any more: past is "" then.
func (t turn) readOnward(arg string) (l lead, past string, ok bool) {
	fields := strings.Fields(arg)
	if len(fields) < 4 || len(fields[2]) != shortVersion {
		return lead{}, "", false
	}
	past = strings.Join(fields[3:], " ")
	class, err := strconv.ParseUint(fields[1], classDigits, 8)
	if err != nil || class >= safety.Classes || !isWay(past) || !l.readMark(fields[0]) {
		return lead{}, "", false // words must not get past the lane
	}
	l.class = safety.Class(class)
	if fields[2] != t.base.Version[:shortVersion] {
		return l, "", true
	}
	if _, leads := t.afterAll(t.pastID(past), Message{}); !leads {
		past = ""
	}
	return l, past, true
}

// readMark reads what mark wrote.
func (l *lead) readMark(mark string) bool {
	mark, l.dial = strings.CutSuffix(mark, dangerMark)
	l.countries = mark == countriesMark
	l.territory = safety.KnownTerritory(mark)
	return l.countries || l.territory != "" || mark == noTerritory
}

// isWay reports whether a way past a card may look so, whatever answers it was made for.
func isWay(way string) bool {
	verdict, rest := firstWord(strings.TrimPrefix(way, youngWay))
	fields := strings.Fields(rest)
	switch verdict {
	case "a", "s":
		_, err := atoiAll(fields)
		return err == nil && len(fields) > 0 && len(" "+rest) <= maxPlaces
	case "c":
		_, ok := readBack(fields)
		return ok
	}
	return verdict == "n" && len(fields) == 0
}

// helpLink is what "/start" gets from the link that a group gets instead of a card: the
// class by its number, and the way past the card if it has one. A word would tell others who
// read the link.
func (t turn) helpLink(c safety.Class) string {
	link := helpLinkFor(c)
	if t.past == "" || link == helpLink {
		return link
	}
	return link + "-" + t.base.Version[:shortVersion] + "-" + strings.ReplaceAll(t.past, " ", "-")
}

// readHelpLink is what /crisis has to be asked for to show what such a link leads to.
func readHelpLink(arg string) string {
	number, way, _ := strings.Cut(strings.TrimPrefix(arg, helpLink+"-"), "-")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil || n <= 0 || n >= safety.Classes:
		return ""
	case way == "":
		return safety.Class(n).String()
	}
	fields := slices.Insert(strings.Split(way, "-"), 0, noTerritory, strconv.FormatInt(int64(n), classDigits))
	return strings.Join(fields, " ")
}
