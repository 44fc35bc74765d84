package bot

import (
	"slices"
	"strings"
	"unicode"

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
// client's language hints, "" also for a country of which no helplines are known.
func (m Message) territory() string {
	if t := safety.KnownTerritory(m.Territory); t != "" || safety.IsCountry(m.Territory) {
		return t
	}
	return safety.FromLocale(m.Locale)
}

// territoryIn is territory for a message in that language, "" for English: it hints where
// nothing else says where the person is.
func (m Message) territoryIn(language string) string {
	if t := m.territory(); t != "" || safety.IsCountry(m.Territory) || safety.NamesCountry(m.Locale) {
		return t
	}
	return safety.FromLocale(language)
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
	where := m.territoryIn(f.Language)
	card := t.directory().CardOf(f, where)
	if repeated {
		card = t.directory().ShortCard(f, where, turn)
	}
	if f.Underage {
		card = t.directory().ForYoung(card, f, where)
	}
	t.past = t.wayPast(m.Text, f.Class)
	r := t.card(card.In(f.Language), lead{class: f.Class, territory: where})
	r.tier = f.Tier
	return r
}

// card is a card as a reply, to which l leads. It leads on to what is known in its territory
// and, if a message led to it, past it.
func (t turn) card(c safety.Card, l lead) Reply {
	body := faq.Plain(strings.Join(c.Before, "\n\n"))
	if len(c.Services) > 0 {
		body = append(body, faq.List(c.Services)...)
	}
	body = append(body, faq.Plain(strings.Join(c.After, "\n\n"))...)
	r := t.reply(KindHelp, c.Title, body)
	r.class, r.private = l.class, true
	if !l.dial {
		r.choices = []Choice{{ID: t.onward(lead{dial: true, territory: l.territory, class: l.class}), Label: textDangerNow}}
	}
	r.choices = append(r.choices, Choice{ID: t.onward(lead{dial: l.dial, countries: true, class: l.class}), Label: textOtherCountry})
	if t.past != "" {
		r.choices = append(r.choices, t.notThat())
	}
	r.see = t.helpLink(l.class)
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

// readCrisis reads what a person asks /crisis for, and reports whether all of it is known.
func readCrisis(arg string) (l lead, known bool) {
	words := strings.FieldsFunc(arg, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;!?", r) })
	named, words := safety.NamedTerritory(words)
	l.territory = named
	codes, others := 0, 0
	for _, word := range words {
		class, isClass := namedClass(word)
		code := safety.KnownTerritory(word)
		switch {
		case word == countriesWord:
			l.countries = true
		case isClass && (l.class == safety.None || l.class == safety.Danger):
			l.class = class
		case isClass: // "child abuse" is about a child
		case code != "" && l.territory == "":
			l.territory = code
			codes++
		case code != "":
			codes++
			others++
		default:
			others++
		}
	}
	if first, _ := firstWord(arg); first == safety.Danger.String() {
		l.dial = true
	}
	switch {
	case others == 0:
		return l, true
	case named != "":
		return lead{territory: named}, false
	case !mayNamePlace(words):
		return lead{}, false // a sentence: its "in" and "it" are no countries
	case codes != 1:
		l.territory, l.unlisted = "", codes == 0
	}
	return l, false
}

// namedClass is the class that a word behind /crisis names: by its name, or as people call it.
func namedClass(word string) (class safety.Class, ok bool) {
	if class, ok = calledClass[word]; ok {
		return class, true
	}
	return safety.ParseClass(word)
}

// calledClass are what people call classes.
var calledClass = map[string]safety.Class{
	"abuse": safety.AbuseNow, "rape": safety.Assault, "therapist": safety.TherapistAdvance, "child": safety.Minor,
}

// mayNamePlace reports whether words behind /crisis may be a country's name, and not a
// sentence.
func mayNamePlace(words []string) bool {
	return len(words) <= mostPlaceWords && !slices.ContainsFunc(words, func(w string) bool { return sentenceWords[w] || len(w) > longestPlaceWord })
}

// mostPlaceWords is how many words a country's name has, and a class beside it: "Bosnia and
// Herzegovina", "suicide".
const mostPlaceWords = 4

// longestPlaceWord is how many bytes a word of such a name has at most, in any script.
const longestPlaceWord = 60

// sentenceWords stand in what people say, and in no country's name: also those that are a
// country's code, in English or in another language.
var sentenceWords = set("i", "me", "my", "we", "us", "you", "he", "she", "they", "it", "is", "am", "are", "be", "help", "need", "want", "please",
	"can", "do", "how", "what", "who", "where", "now", "not", "in", "to",
	"at", "de", "es", "se", "si")

// show is where it leads.
func (t turn) show(l lead, m Message) Reply {
	if l.territory == "" && !l.unlisted {
		l.territory = m.territory()
	}
	if l.countries {
		return t.countries(l)
	}
	card := t.directory().CardFor(l.class, l.territory)
	if l.dial {
		card = t.directory().DangerCard(l.class, l.territory)
	}
	if listsServices := !l.dial || l.territory != ""; listsServices && strings.HasPrefix(t.past, youngWay) {
		card = t.directory().ForYoung(card, safety.Finding{Class: l.class}, l.territory)
	}
	if l.unlisted {
		card = card.Unlisted()
	}
	return t.card(card, l)
}

// countries offers the territories that cards know, for what l leads to.
func (t turn) countries(l lead) Reply {
	r := t.info(textCountriesTitle, textCountries)
	for _, place := range safety.Territories() {
		r.choices = append(r.choices, Choice{ID: t.onward(lead{dial: l.dial, territory: place.Code, class: l.class}), Label: place.Name})
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
