package bot

import (
	"slices"
	"strings"

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

// directory is what may be shown of the helplines now.
func (t turn) directory() safety.Directory { return safety.DirectoryAt(t.bot.now()) }

// help is the reply to somebody in danger: a card, never an entry's text.
func (t turn) help(f safety.Finding, m Message) Reply {
	if cmd, ok := readCommand(m.Text, text.Normalize(m.Text)); ok && cmd.asksForHelp() && cmd.crisisArg() != "" {
		if r, ok := t.crisis(cmd.crisisArg(), m); ok {
			return r // "/crisis gb suicide" says where to look; a link's numbers may look like an age
		}
	}
	turn, repeated := t.bot.helped.again(m, f.Class)
	card := t.directory().CardFor(f.Class, m.territory())
	if repeated {
		card = t.directory().ShortCard(f.Class, m.territory(), turn)
	}
	if f.Underage {
		card = t.directory().ForYoung(card, f.Class, m.territory())
	}
	t.past = t.wayPast(m.Text, f.Class)
	r := t.card(card.In(f.Language), f.Class, m.territory())
	r.tier = f.Tier
	return r
}

// card is a card as a reply, which leads on to what is known in its territory and, if a
// message led to it, past it.
func (t turn) card(c safety.Card, class safety.Class, territory string) Reply {
	body := faq.Plain(strings.Join(c.Before, "\n\n"))
	if len(c.Services) > 0 {
		body = append(body, faq.List(c.Services)...)
	}
	body = append(body, faq.Plain(strings.Join(c.After, "\n\n"))...)
	r := t.reply(KindHelp, c.Title, body)
	r.class, r.private = class, true
	r.choices = []Choice{
		{ID: t.onward(lead{viewDanger, territory, class}), Label: textDangerNow},
		{ID: t.onward(lead{viewCountries, territory, class}), Label: textOtherCountry},
	}
	if t.past != "" {
		r.choices = append(r.choices, t.notThat())
	}
	r.see = t.helpLink(class)
	return r
}

// crisis is the door that is always there: /crisis, with a country, a class, or what
// a card's choices say. It reports whether all of arg is such.
func (t turn) crisis(arg string, m Message) (r Reply, known bool) {
	if l, past, ok := t.readOnward(arg); ok {
		t.past = past
		return t.show(l, m), true
	}
	l, known := readCrisis(arg)
	return t.show(l, m), known
}

// readCrisis reads what a person asks /crisis for.
func readCrisis(arg string) (l lead, known bool) {
	for word := range strings.FieldsSeq(arg) {
		class, isClass := safety.ParseClass(word)
		code := safety.KnownTerritory(word)
		switch {
		case word == countriesWord:
			l.view = viewCountries
		case isClass:
			l.class = class
		case code != "":
			l.territory = code
		default: // a sentence: its "in" and "it" are no countries
			return lead{}, false
		}
	}
	if first, _ := firstWord(arg); first == safety.Danger.String() && l.view == viewCard {
		l.view = viewDanger
	}
	return l, true
}

// show is where it leads.
func (t turn) show(l lead, m Message) Reply {
	if l.territory == "" {
		l.territory = m.territory()
	}
	switch l.view {
	case viewCountries:
		return t.countries(l.class)
	case viewDanger:
		r := t.card(safety.DangerCard(l.territory), safety.Danger, l.territory)
		r.choices = r.choices[1:]
		return r
	}
	card := t.directory().CardFor(l.class, l.territory)
	if strings.HasPrefix(t.past, youngWay) {
		card = t.directory().ForYoung(card, l.class, l.territory)
	}
	return t.card(card, l.class, l.territory)
}

// countries offers the territories that cards know.
func (t turn) countries(class safety.Class) Reply {
	r := t.info(textCountriesTitle, textCountries)
	for _, place := range safety.Territories() {
		r.choices = append(r.choices, Choice{ID: t.onward(lead{viewCard, place.Code, class}), Label: place.Name})
	}
	r.private = true
	return r
}

// support makes an ordinary reply one of tier B: a line before, a line after.
func (t turn) support(r Reply, f safety.Finding, m Message) Reply {
	after := t.directory().Support(m.territory())
	if f.Underage {
		after = t.directory().Youth(m.territory())
	}
	r.tier, r.class, r.private = f.Tier, f.Class, true
	r.body = slices.Concat(faq.Plain(safety.Acknowledge(f)), r.body, faq.Plain(after))
	r.see = t.seeLink(r, f)
	return r
}
