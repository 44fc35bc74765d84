package bot

import (
	"slices"
	"strconv"
	"strings"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// wayPast is the way past a card of a message: to what the message gets without it, if the
// matcher is sure of that though the message told of danger. The message itself is not kept:
// the way names entries, or words of ours.
func (t turn) wayPast(said string, told safety.Class) string {
	way := t.without(said, told)
	if t.young {
		way = youngWay + way
	}
	return way
}

// notThat is the choice that goes the way past a card.
func (t turn) notThat() Choice { return Choice{ID: t.pastID(t.past), Label: textNotThat} }

func (t turn) pastID(way string) string { return notThatPrefix + t.base.Version + " " + way }

const (
	notThatPrefix = "not-that "
	youngWay      = "y" // before the way of somebody under 18: what it leads to is for them, too
)

// without is what a message gets without a card: "a" and the places of the entries that
// answer it, "s" and of those to suggest, "c" and a command or small talk, or "n". A
// fault in it must not cost the card.
func (t turn) without(raw string, told safety.Class) (way string) {
	defer func() {
		if recover() != nil {
			way = "n"
		}
	}()
	said := text.Normalize(raw)
	if cmd, ok := readCommand(raw, said); ok {
		if cmd.name != "ask" {
			return t.toCommand(cmd)
		}
		said = cmd.arg
	}
	if name, ok := smallTalk(said); ok {
		return "c " + name
	}
	var result faq.Result
	if told == safety.None { // the card stands for a detector that failed
		result = t.matcher.Match(said)
	} else {
		result = t.found(said)
	}
	switch result.Verdict {
	case faq.Answer:
		ids := []faq.ID{result.Matches[0].ID}
		for _, also := range result.Also {
			ids = append(ids, also.ID)
		}
		return t.leadingTo("a", ids)
	case faq.Suggest:
		return t.leadingTo("s", t.matcher.Suggestions(result))
	}
	return "n"
}

// leadingTo is the way to entries, or, if none of them is for who wrote the message, to the
// sentence that says so.
func (t turn) leadingTo(verdict string, ids []faq.ID) string {
	fit := t.fit(ids)
	if len(fit) == 0 && len(ids) > 0 {
		return "c " + talkAdults
	}
	return verdict + t.places(fit)
}

// toCommand is the way to what a command shows. Its words do not go with it: they may be
// the person's.
func (t turn) toCommand(c parsed) string {
	if c.asksForHelp() {
		return "c crisis"
	}
	if e, ok := t.base.Entry(faq.ID(c.arg)); ok && c.name == "start" {
		return "a" + t.places([]faq.ID{e.ID})
	}
	switch {
	case c.name == "topics":
		return "c topics " + strconv.Itoa(pageNumber(c.arg))
	case !slices.Contains(known, c.name):
		return "c unknown"
	}
	return "c " + c.name
}

// known are the commands that there are, but for /ask, which holds words; besides is what
// else a way past a card can lead to.
var (
	known   = []string{"start", "help", "crisis", "topics", "privacy", "about", "version"}
	besides = []string{"unknown", talkThanks, talkBye, talkVague, talkAdults}
)

// maxPlaces is how long the places of a way are at most, so that every choice that carries
// it has at most [maxChoice] bytes.
const maxPlaces = len(" 9999 9999 9999")

// places lists where entries stand in the base, for they are shorter than IDs. In a base of
// more than ten thousand there may be no room for the last.
func (t turn) places(ids []faq.ID) string {
	places := ""
	for _, id := range ids {
		i := slices.IndexFunc(t.base.Entries, func(e faq.Entry) bool { return e.ID == id })
		if place := " " + strconv.Itoa(i); len(places+place) <= maxPlaces {
			places += place
		}
	}
	return places
}

// typedPast answers the choice that notThat made when it is typed behind /start, as
// programs do, which have no buttons. The detector may take its numbers for an age; there
// is no word of anybody's in it, or it is none.
func (t turn) typedPast(m Message) (r Reply, ok bool) {
	if len(m.Text) > len("/start ")+maxChoice {
		return Reply{}, false
	}
	cmd, ok := parseCommand(text.Normalize(m.Text))
	if !ok || cmd.name != "start" {
		return Reply{}, false
	}
	return t.afterAll(cmd.arg, m)
}

// maxChoice is how long the ID of a choice is at most, in bytes.
const maxChoice = 40

// afterAll answers the choice that notThat made. One that it cannot have made leads
// nowhere: words must not get past the lane.
func (t turn) afterAll(id string, m Message) (r Reply, ok bool) {
	way, ok := strings.CutPrefix(id, t.pastID(""))
	if !ok {
		return Reply{}, false
	}
	if way, t.young = strings.CutPrefix(way, youngWay); t.young {
		defer func() {
			if ok {
				r = t.toYoung(r, m)
			}
		}()
	}
	verdict, rest := firstWord(way)
	if verdict == "c" {
		return t.backTo(strings.Fields(rest), m)
	}
	ids, ok := t.placed(strings.Fields(rest))
	switch {
	case !ok:
		return Reply{}, false
	case verdict == "n" && len(ids) == 0:
		return t.unfound(), true
	case verdict == "a" && len(ids) > 0:
		var also []faq.Match
		for _, id := range ids[1:] {
			also = append(also, faq.Match{ID: id})
		}
		e, _ := t.base.Entry(ids[0])
		return t.also(t.entry(e, faq.Match{ID: e.ID, Confidence: 1}), also), true
	case verdict == "s" && len(ids) > 0:
		return t.suggest(ids, faq.Match{}), true
	}
	return Reply{}, false
}

// placed are the entries that stand in the base where places said.
func (t turn) placed(places []string) (ids []faq.ID, ok bool) {
	for _, place := range places {
		i, err := strconv.Atoi(place)
		if err != nil || i < 0 || i >= len(t.base.Entries) {
			return nil, false
		}
		ids = append(ids, t.base.Entries[i].ID)
	}
	return ids, true
}

// backTo is the command or the small talk of a way past a card.
func (t turn) backTo(way []string, m Message) (r Reply, ok bool) {
	back, ok := readBack(way)
	if !ok {
		return Reply{}, false
	}
	return t.talk(back, m), true
}

// readBack reads the command or the small talk that a way past a card leads to.
func readBack(way []string) (back parsed, ok bool) {
	if len(way) == 2 && way[0] == "topics" {
		_, err := strconv.Atoi(way[1])
		return parsed{way[0], way[1]}, err == nil
	}
	if len(way) != 1 || !slices.Contains(known, way[0]) && !slices.Contains(besides, way[0]) {
		return parsed{}, false
	}
	return parsed{name: way[0]}, true
}
