package bot

import (
	"slices"
	"strconv"
	"strings"

	"candor/bot/safety"
	"candor/faq"
)

// Place says where a reply to a pressed choice belongs.
type Place uint8

// The places. The zero value is a message of its own.
const (
	PlaceNew  Place = iota
	PlaceSame       // instead of the message whose choice was pressed: another page of a list
	PlaceMark       // nowhere: the votes of that message give way to the reply's title
)

// Place says where the reply belongs if a choice led to it.
func (r Reply) Place() Place { return r.place }

// Public is what may stand where others read along: the reply itself, or, for a
// private one, a line that gives nothing away and a [Reply.Link] to the private chat.
func (r Reply) Public() Reply {
	if !r.private {
		return r
	}
	link := Choice{ID: helpLinkFor(r.class), Label: textOpenPrivate}
	if r.see != "" {
		link.ID = r.see
	}
	return Reply{
		kind:       KindInfo,
		title:      textNeutralTitle,
		body:       faq.Plain(textNeutral),
		disclaimer: r.disclaimer,
		version:    r.version,
		link:       link,
	}
}

// Link is a choice that opens the private chat with Candor: its ID, at most 40 bytes of
// a-z, 0-9 and "-", is what "/start ID" says there. Without one its ID is "".
func (r Reply) Link() Choice { return r.link }

// seeLinkPrefix begins what "/start" gets from a link to answers with lines of support:
// the base's version, the entries' places in it and the class follow, and say nothing to
// others who read the link.
const seeLinkPrefix = "see-"

// seeLink is the link to a reply of tier B or to somebody young, "" if that is no entry's.
func (t turn) seeLink(r Reply, f safety.Finding) string {
	link := seeLinkPrefix + t.base.Version
	for _, id := range append([]string{r.entry}, r.also...) {
		i := slices.IndexFunc(t.base.Entries, func(e faq.Entry) bool { return string(e.ID) == id })
		if i < 0 {
			return ""
		}
		link += "-" + strconv.Itoa(i)
	}
	return link + "-" + strconv.Itoa(findingNumber(f))
}

// findingNumber is a number for what a link says of a message: its class of tier B, whether
// something was done to who wrote it, and whether they are under 18.
func findingNumber(f safety.Finding) int {
	n := int(f.Class)
	if f.Harmed {
		n += safety.Classes
	}
	if f.Underage {
		n += 2 * safety.Classes
	}
	return n
}

// numberedFinding is the finding of that number, and false if there is none.
func numberedFinding(n int) (f safety.Finding, ok bool) {
	if n < 0 || n >= 4*safety.Classes {
		return f, false
	}
	f.Class = safety.Class(n % safety.Classes)
	f.Tier = f.Class.Tier()
	f.Harmed, f.Underage = n/safety.Classes%2 == 1, n >= 2*safety.Classes
	return f, f.Tier == safety.TierB || f == safety.Finding{Underage: true}
}

// seen answers such a link, and reports whether arg is one.
func (t turn) seen(arg string, m Message) (Reply, bool) {
	rest, ok := strings.CutPrefix(arg, seeLinkPrefix)
	if !ok {
		return Reply{}, false
	}
	version, rest, _ := strings.Cut(rest, "-")
	numbers, err := atoiAll(strings.Split(rest, "-"))
	n := len(numbers) - 1
	if err != nil || n < 1 || version != t.base.Version || !t.areEntries(numbers[:n]) {
		return t.info(textStaleTitle, textStale), true
	}
	f, ok := numberedFinding(numbers[n])
	if !ok {
		return t.info(textStaleTitle, textStale), true
	}
	t.young = f.Underage
	var also []faq.Match
	for _, i := range numbers[1:n] {
		also = append(also, faq.Match{ID: t.base.Entries[i].ID})
	}
	e := &t.base.Entries[numbers[0]]
	r := t.also(t.entry(e, faq.Match{ID: e.ID, Confidence: 1}), also)
	if f.Tier != safety.TierB {
		return t.toYoung(r, m), true
	}
	return t.support(r, f, m), true
}

func atoiAll(fields []string) ([]int, error) {
	out := make([]int, len(fields))
	for i, f := range fields {
		var err error
		if out[i], err = strconv.Atoi(f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// areEntries reports whether all are places of entries.
func (t turn) areEntries(places []int) bool {
	return !slices.ContainsFunc(places, func(i int) bool { return i < 0 || i >= len(t.base.Entries) })
}
