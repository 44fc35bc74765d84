package bot

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// detect looks for danger in a message. It stands before everything else, and a
// fault in it still shows help: better a card too many.
func detect(look func(string) safety.Finding, text string) (f safety.Finding) {
	defer func() {
		if recover() != nil {
			f = safety.Finding{Tier: safety.TierA}
		}
	}()
	return look(text)
}

// territory is where the person probably is: as the community set it, else as the
// client's language hints.
func (m Message) territory() string {
	if t := safety.KnownTerritory(m.Territory); t != "" {
		return t
	}
	return safety.FromLocale(m.Locale)
}

// help is the reply to somebody in danger: a card, never an entry's text.
func (t turn) help(f safety.Finding, m Message) Reply {
	if cmd, ok := parseCommand(text.Normalize(m.Text)); ok && cmd.name == "crisis" {
		if r, ok := t.crisis(cmd.arg, m); ok {
			return r // "/crisis gb suicide" says where to look
		}
	}
	turn, repeated := t.bot.helped.again(m, f.Class, t.bot.now())
	card := safety.CardFor(f.Class, m.territory())
	if repeated {
		card = safety.ShortCard(f.Class, m.territory(), turn)
	}
	if f.Language != "" {
		card.Before = append([]string{safety.InLanguage(f.Language)}, card.Before...)
	}
	r := t.card(card, f.Class, m.territory())
	r.tier = f.Tier
	r.choices = append(r.choices, t.notThat(m.Text))
	return r
}

// card is a card as a reply, which leads on to what is known in its territory.
func (t turn) card(c safety.Card, class safety.Class, territory string) Reply {
	body := faq.Plain(strings.Join(c.Before, "\n\n"))
	if len(c.Services) > 0 {
		body = append(body, faq.List(c.Services)...)
	}
	body = append(body, faq.Plain(strings.Join(c.After, "\n\n"))...)
	r := t.reply(KindHelp, c.Title, body)
	r.class, r.private = class, true
	r.choices = []Choice{
		{ID: strings.TrimSpace("/crisis danger " + strings.ToLower(territory)), Label: textDangerNow},
		{ID: "/crisis countries " + class.String(), Label: textOtherCountry},
	}
	return r
}

// crisis is the door that is always there: /crisis, with a country, a class, or what
// a card's choices say. It reports whether all of arg is such.
func (t turn) crisis(arg string, m Message) (r Reply, known bool) {
	class, territory, countries := safety.None, m.territory(), false
	for word := range strings.FieldsSeq(arg) {
		c, isClass := safety.ParseClass(word)
		code := safety.KnownTerritory(word)
		switch {
		case word == "countries":
			countries = true
		case isClass:
			class = c
		case code != "":
			territory = code
		default: // a sentence: its "in" and "it" are no countries
			return t.card(safety.CardFor(safety.None, m.territory()), safety.None, m.territory()), false
		}
	}
	switch first, _ := firstWord(arg); {
	case countries:
		return t.countries(class), true
	case first == "danger":
		r := t.card(safety.DangerCard(territory), class, territory)
		r.choices = r.choices[1:]
		return r, true
	}
	return t.card(safety.CardFor(class, territory), class, territory), true
}

// countries offers the territories that cards know.
func (t turn) countries(class safety.Class) Reply {
	r := t.info(textCountriesTitle, textCountries)
	for _, place := range safety.Territories() {
		r.choices = append(r.choices, Choice{ID: "/crisis " + strings.ToLower(place.Code) + " " + class.String(), Label: place.Name})
	}
	r.private = true
	return r
}

// support makes an ordinary reply one of tier B: a line before, a line after.
func (t turn) support(r Reply, f safety.Finding, m Message) Reply {
	r.tier, r.class, r.private = f.Tier, f.Class, true
	r.body = slices.Concat(faq.Plain(safety.Acknowledge(f.Class)), r.body, faq.Plain(safety.Support(m.territory())))
	return r
}

// notThat is the way past a card: a choice that leads to what the question gets
// without it. The question itself is not kept: the choice names the entries.
func (t turn) notThat(said string) Choice {
	verdict, ids := t.without(said)
	places := make([]string, len(ids))
	for i, id := range ids {
		places[i] = strconv.Itoa(slices.IndexFunc(t.base.Entries, func(e faq.Entry) bool { return e.ID == id }))
	}
	return Choice{ID: notThatPrefix + t.base.Version + " " + verdict + " " + strings.Join(places, " "), Label: textNotThat}
}

const notThatPrefix = "not-that "

// without is what a message gets without a card: "a" and the entries that answer it,
// "s" and those to suggest, or "n". A fault in it must not cost the card.
func (t turn) without(said string) (verdict string, ids []faq.ID) {
	defer func() {
		if recover() != nil {
			verdict, ids = "n", nil
		}
	}()
	said = text.Normalize(said)
	if cmd, ok := parseCommand(said); ok && cmd.name == "ask" {
		said = cmd.arg
	}
	result := t.matcher.Match(said)
	switch result.Verdict {
	case faq.Answer:
		ids = []faq.ID{result.Matches[0].ID}
		for _, also := range result.Also {
			ids = append(ids, also.ID)
		}
		return "a", ids
	case faq.Suggest:
		return "s", t.matcher.Suggestions(result)
	}
	return "n", nil
}

// afterAll answers the choice that notThat made.
func (t turn) afterAll(id string) Reply {
	fields := strings.Fields(strings.TrimPrefix(id, notThatPrefix))
	if len(fields) < 2 || fields[0] != t.base.Version {
		return t.info(textStaleTitle, textStale)
	}
	var ids []faq.ID
	for _, f := range fields[2:] {
		i, err := strconv.Atoi(f)
		if err != nil || i < 0 || i >= len(t.base.Entries) {
			return t.info(textStaleTitle, textStale)
		}
		ids = append(ids, t.base.Entries[i].ID)
	}
	switch {
	case len(ids) == 0:
		return t.none(faq.Match{})
	case fields[1] == "a":
		var also []faq.Match
		for _, id := range ids[1:] {
			also = append(also, faq.Match{ID: id})
		}
		e, _ := t.base.Entry(ids[0])
		return t.also(t.entry(e, faq.Match{ID: e.ID, Confidence: 1}), also)
	}
	return t.suggest(ids, faq.Match{})
}

const (
	// fullAgain is how long the whole card of a class is not shown to a person again
	// (C16), and anyFull how long no other whole card is (H16).
	fullAgain = 30 * time.Minute
	anyFull   = time.Minute
	// mostHelped is how many people and classes are told apart.
	mostHelped = 1 << 14
)

// helped knows, in memory only and under keys that name nobody, who got which card
// in the last half hour.
type helped struct {
	seed maphash.Seed

	mu    sync.Mutex
	cards map[uint64]shownCard
}

type shownCard struct {
	at    time.Time // of the whole one, zero if only short ones were shown
	times int       // short ones since
}

// again counts a card, and reports whether the person got a whole one lately, and how
// often since. Somebody without a name is new each time.
func (h *helped) again(m Message, class safety.Class, now time.Time) (turn int, repeated bool) {
	if m.User == "" && m.Chat == "" {
		return 0, false
	}
	of := maphash.Comparable(h.seed, [4]string{m.Platform, m.Chat, m.User, class.String()})
	any := maphash.Comparable(h.seed, [4]string{m.Platform, m.Chat, m.User, ""})
	h.mu.Lock()
	defer h.mu.Unlock()
	last := h.cards[of]
	repeated = now.Sub(last.at) < fullAgain
	if whole, ok := h.cards[any]; ok && now.Sub(whole.at) < anyFull {
		repeated = true
	}
	h.forget(now)
	if !repeated {
		h.cards[of], h.cards[any] = shownCard{at: now}, shownCard{at: now}
		return 0, false
	}
	last.times++
	h.cards[of] = last
	return last.times - 1, true
}

// forget makes room: what is old goes, and if that is not enough all of it.
func (h *helped) forget(now time.Time) {
	if h.cards == nil {
		h.cards = map[uint64]shownCard{}
	}
	if len(h.cards) < mostHelped {
		return
	}
	for key, c := range h.cards {
		if now.Sub(c.at) >= fullAgain {
			delete(h.cards, key)
		}
	}
	if len(h.cards) >= mostHelped {
		clear(h.cards)
	}
}
