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
	if cmd, ok := readCommand(m.Text, text.Normalize(m.Text)); ok && cmd.name == "crisis" {
		if r, ok := t.crisis(cmd.arg, m); ok {
			return r // "/crisis gb suicide" says where to look
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
	r := t.card(card.In(f.Language), f.Class, m.territory())
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
			return t.card(t.directory().CardFor(safety.None, m.territory()), safety.None, m.territory()), false
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
	return t.card(t.directory().CardFor(class, territory), class, territory), true
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
	after := t.directory().Support(m.territory())
	if f.Underage {
		after = t.directory().Youth(m.territory())
	}
	r.tier, r.class, r.private = f.Tier, f.Class, true
	r.body = slices.Concat(faq.Plain(safety.Acknowledge(f)), r.body, faq.Plain(after))
	r.see = t.seeLink(r, f)
	return r
}
