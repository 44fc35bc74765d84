package bot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/bot"
	"candor/bot/safety"
	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// alarms are messages that nobody can take for anything else, with what they tell of.
var alarms = map[string]string{
	"I want to die":           "suicide",
	"I want to kill myself":   "suicide",
	"my husband beats me":     "abuse-now",
	"my therapist kissed me":  "therapist-advance",
	"I was raped last night.": "assault",
}

// titles of the cards.
const (
	suicideTitle = "Help is there for you right now"
	doorTitle    = "Where to find help"
)

// whole is a core with all that stands before it, at a limit of one message.
func whole(t *testing.T) bot.Handler {
	t.Helper()
	limit := bot.RateLimit(bot.Limit{PerSecond: 1e-9, Burst: 1, People: 10}, newClock().now)
	return bot.Recover(bot.Dedupe(100)(limit(breadBot(t))))
}

// TestCardComesFirst: somebody in danger gets a card, whatever else the message is
// and whatever came before. The base knows of bread only.
func TestCardComesFirst(t *testing.T) {
	for name, test := range map[string]struct {
		before []string // earlier messages of the person
		text   string
	}{
		"on a subject that the base does not know":        {nil, "I want to die"},
		"after the limit was told":                        {[]string{"rising time", "rising time"}, "I want to die"},
		"while the limit keeps silent":                    {[]string{"rising time", "rising time", "rising time"}, "I want to die"},
		"after a card":                                    {[]string{"I want to die", "I want to kill myself"}, "I want to die"},
		"instead of an answer in a group":                 {nil, "/ask I want to die"},
		"instead of an answer in a group with many bots":  {nil, "/ask@candor_bot I want to die"},
		"instead of a list":                               {nil, "/topics I want to die"},
		"instead of a greeting":                           {nil, "/start I want to die"},
		"instead of how to ask":                           {nil, "/help I want to die"},
		"instead of saying that there is no such command": {nil, "/bake I want to die"},
		"instead of the card for everybody":               {nil, "/crisis I want to die"},
		"instead of small talk":                           {nil, "Hello! I want to die."},
		"instead of goodbye":                              {nil, "Thanks, bye. I want to die."},
		"instead of the answer to a question beside it":   {nil, "I want to die. How long does dough have to rise?"},
	} {
		t.Run(name, func(t *testing.T) {
			h := whole(t)
			for i, text := range append(test.before, test.text) {
				r, err := h.Handle(t.Context(), bot.Message{Platform: "test", User: "7", ID: string(rune('a' + i)), Text: text})
				if text != test.text || i < len(test.before) {
					continue
				}
				if err != nil || r.Kind() != bot.KindHelp || r.Title() != suicideTitle {
					t.Errorf("Handle(%q) = %s %q, %v, want %s %q", text, r.Kind(), r.Title(), err, bot.KindHelp, suicideTitle)
				}
			}
		})
	}
}

// TestCardOncePerMessage: a message that is delivered again gets no second card; the
// same words in another message do.
func TestCardOncePerMessage(t *testing.T) {
	h := whole(t)
	for _, step := range []struct {
		id   string
		want error
	}{{"1", nil}, {"1", bot.ErrNoReply}, {"1", bot.ErrNoReply}, {"2", nil}, {"2", bot.ErrNoReply}} {
		r, err := h.Handle(t.Context(), bot.Message{Platform: "test", Chat: "7", User: "7", ID: step.id, Text: "I want to die"})
		if err != step.want || err == nil && r.Kind() != bot.KindHelp {
			t.Errorf("message %s: %s, %v, want a card or %v", step.id, r.Kind(), err, step.want)
		}
	}
}

// TestCard: a card is for the person alone, in words that were written for it, with
// few places to turn to.
func TestCard(t *testing.T) {
	base, b := shippedBot(t)
	for text, class := range alarms {
		for _, territory := range []string{"", "GB", "AT"} {
			r := handle(t, b, bot.Message{Text: text, Territory: territory})
			if r.Kind() != bot.KindHelp || r.Tier() != "A" || r.Class() != class || !r.Private() {
				t.Errorf("Handle(%q): Kind, Tier, Class, Private = %s, %s, %s, %v, want help, A, %s, true",
					text, r.Kind(), r.Tier(), r.Class(), r.Private(), class)
			}
			if got, want := r.Disclaimer(), base.Disclaimer+" Urgent help: /crisis"; got != want {
				t.Errorf("Handle(%q).Disclaimer = %q, want %q", text, got, want)
			}
			checkNoEntry(t, base, r)
			checkServices(t, r)
			want := []string{"I am in danger now", "Help in another country", "That is not it: answer my question"}
			if diff := cmp.Diff(want, labels(r)); diff != "" {
				t.Errorf("Handle(%q): choices (-want +got):\n%s", text, diff)
			}
		}
	}
}

// checkNoEntry: nothing of the base stands on the card.
func checkNoEntry(t *testing.T, base *faq.Base, r bot.Reply) {
	t.Helper()
	if r.Entry() != "" || r.Also() != nil || r.Best() != "" || r.Confidence() != 0 || r.Source() != "" || r.Section() != "" {
		t.Errorf("a card names the entries %q, %q, %q or the source %q", r.Entry(), r.Also(), r.Best(), r.Source())
	}
	shown := r.Title() + "\n" + r.Text()
	for _, e := range base.Entries {
		for p := range strings.SplitSeq(e.Question+"\n\n"+e.Doc.Text(), "\n\n") {
			if strings.Contains(shown, p) {
				t.Errorf("the card %q has the text of %s: %q", r.Title(), e.ID, p)
			}
		}
	}
}

// checkServices: at most three places to turn to, and the finder after them.
func checkServices(t *testing.T, r bot.Reply) {
	t.Helper()
	services := services(r)
	if n := len(services); n == 0 || n > 4 || !strings.Contains(services[n-1], safety.Finder) {
		t.Errorf("the card %q shows %q, want at most three services and the finder", r.Title(), services)
	}
}

// services are the bullet points of a card.
func services(r bot.Reply) []string {
	var out []string
	for _, block := range r.Body() {
		if block.Bullet {
			out = append(out, bot.Doc{block}.Text())
		}
	}
	return out
}

// TestCardInTheirLanguage: who writes in another language reads that first.
func TestCardInTheirLanguage(t *testing.T) {
	r := ask(t, breadBot(t), "Quiero morir")
	if r.Kind() != bot.KindHelp || !strings.HasPrefix(r.Text(), safety.InLanguage("es")) || safety.InLanguage("es") == "" {
		t.Errorf("Handle(Quiero morir) = %s %q, want a card that begins in Spanish", r.Kind(), r.Text())
	}
	checkServices(t, r)
	for _, text := range []string{"Quiero morir", "Je me coupe", "Mein Mann schlägt mich", "main marna chahta hoon", "меня вчера изнасиловали"} {
		for _, locale := range []string{"", "en-US", "en-GB", "de-DE"} {
			r := handle(t, breadBot(t), bot.Message{Platform: "test", User: "7", Text: text, Locale: locale})
			if n := utf8.RuneCountInString(r.Title() + "\n" + r.Text()); r.Kind() != bot.KindHelp || n > 900 {
				t.Errorf("Handle(%q) with the locale %q = %s of %d characters, want a card of at most 900 (C10)", text, locale, r.Kind(), n)
			}
		}
	}
}

// TestLanguageHintsAtTheCountry: where nothing else says where somebody is, the language of
// their message does, as a client's does.
func TestLanguageHintsAtTheCountry(t *testing.T) {
	const de, us = "TelefonSeelsorge", "988 Suicide & Crisis Lifeline"
	for name, test := range map[string]struct {
		m           bot.Message
		has, hasNot string
	}{
		"German, no locale":              {bot.Message{Text: "ich will sterben"}, de, us},
		"German, American English":       {bot.Message{Text: "ich will sterben", Locale: "en-US"}, de, us},
		"German, English":                {bot.Message{Text: "ich will sterben", Locale: "en"}, de, us},
		"German in the United Kingdom":   {bot.Message{Text: "ich will sterben", Locale: "en-GB"}, "116 123", de},
		"German, set American":           {bot.Message{Text: "ich will sterben", Territory: "US"}, us, de},
		"German, Swiss":                  {bot.Message{Text: "ich will sterben", Locale: "de-CH"}, us, de},
		"German, set Swiss":              {bot.Message{Text: "ich will sterben", Territory: "CH"}, us, de},
		"French":                         {bot.Message{Text: "je veux mourir"}, "call 3114", us},
		"Spanish, spoken in many places": {bot.Message{Text: "Quiero morir"}, us, de},
		"English":                        {bot.Message{Text: "I want to die"}, us, de},
	} {
		t.Run(name, func(t *testing.T) {
			b := breadBot(t)
			test.m.Platform, test.m.User = "test", "7"
			for _, which := range []string{"first", "short"} {
				r := handle(t, b, test.m)
				if !strings.Contains(r.Text(), test.has) || strings.Contains(r.Text(), test.hasNot) {
					t.Errorf("the %s card shows %q, want %q and not %q", which, services(r), test.has, test.hasNot)
				}
				checkServices(t, r)
			}
			danger := press(t, b, handle(t, b, test.m).Choices()[0].ID)
			if test.has == de && !strings.HasPrefix(danger.Text(), "Call 112.") {
				t.Errorf("in danger: %q, want what to dial in Germany", danger.Text())
			}
		})
	}
}

// TestTalkGoesOnAfterACard: a card shuts nobody out.
func TestTalkGoesOnAfterACard(t *testing.T) {
	b := breadBot(t)
	for _, step := range []struct {
		text string
		kind bot.Kind
	}{
		{"I want to die", bot.KindHelp},
		{"how long should my dough rise", bot.KindAnswer},
		{"I want to die", bot.KindHelp},
		{"/topics", bot.KindInfo},
	} {
		if r := handle(t, b, bot.Message{Platform: "test", User: "7", Text: step.text}); r.Kind() != step.kind {
			t.Errorf("Handle(%q).Kind = %s, want %s", step.text, r.Kind(), step.kind)
		}
	}
}

// TestCrisis: the door that is always there opens for every word that a choice has,
// and for any other.
func TestCrisis(t *testing.T) {
	const anywhere, british = "911, 999, 112 or 000", "999 or 112"
	const unlisted = "I list nothing by that name: this is for any country."
	b := breadBot(t)
	for name, test := range map[string]struct {
		text, title string
		has         []string
		hasNot      []string
	}{
		"for everybody":                      {"/crisis", doorTitle, []string{anywhere, "988", "116 123", safety.Finder}, nil},
		"in a country":                       {"/crisis gb", doorTitle, []string{british, "116 123", safety.Finder}, []string{anywhere, "988"}},
		"in France":                          {"/crisis fr", doorTitle, []string{"call 112.", "call 3114"}, []string{anywhere, "988", "116 123"}},
		"in New Zealand":                     {"/crisis nz", doorTitle, []string{"call 111.", "0800 044 334"}, []string{anywhere}},
		"in Brazil":                          {"/crisis br", doorTitle, []string{"call 188"}, []string{"988"}},
		"in a country in capitals":           {"/crisis GB", doorTitle, []string{british}, []string{anywhere}},
		"in a country by another name":       {"/crisis uk", doorTitle, []string{british}, []string{anywhere}},
		"about something":                    {"/crisis suicide", suicideTitle, []string{anywhere}, nil},
		"in a country about something":       {"/crisis gb suicide", suicideTitle, []string{british, "116 123"}, []string{anywhere}},
		"the other way round":                {"/crisis suicide gb", suicideTitle, []string{british, "116 123"}, []string{anywhere}},
		"what to dial":                       {"/crisis danger", "Call now", []string{"911", british, "000", safety.Finder}, nil},
		"what to dial in a country":          {"/crisis danger de", "Call now", []string{"Call 112."}, []string{"911", "999"}},
		"danger in a country":                {"/crisis de danger", "Get to safety first", []string{"Call 112 now."}, []string{"911", "999"}},
		"an English name":                    {"/crisis germany", doorTitle, []string{"call 112.", "TelefonSeelsorge"}, []string{anywhere, unlisted}},
		"its own name":                       {"/crisis deutschland suicide", suicideTitle, []string{"call 112.", "TelefonSeelsorge"}, []string{anywhere, unlisted}},
		"a name of two words":                {"/crisis suicide new zealand", suicideTitle, []string{"call 111."}, []string{anywhere, unlisted}},
		"what to dial by name":               {"/crisis danger germany", "Call now", []string{"Call 112."}, []string{"911", unlisted}},
		"a name in a sentence":               {"/crisis who is there in germany", doorTitle, []string{"TelefonSeelsorge"}, []string{anywhere, unlisted}},
		"unknown words":                      {"/crisis xyzzy", doorTitle, []string{unlisted + "\n\n", anywhere}, nil},
		"unknown country":                    {"/crisis zz", doorTitle, []string{unlisted + "\n\n", anywhere}, nil},
		"a country without helplines":        {"/crisis south africa", doorTitle, []string{unlisted + "\n\n", anywhere}, nil},
		"one about something":                {"/crisis japan suicide", suicideTitle, []string{unlisted + "\n\n", anywhere}, nil},
		"what to dial in one":                {"/crisis danger japan", "Call now", []string{unlisted + "\n\n", "911"}, nil},
		"a code without helplines":           {"/crisis jp", doorTitle, []string{unlisted + "\n\n", anywhere}, nil},
		"a country and how abuse is called":  {"/crisis uk abuse", "You deserve to be safe", []string{"call " + british, "116 123"}, []string{anywhere, unlisted}},
		"and a therapist":                    {"/crisis gb therapist", "That is not part of therapy", []string{british, "COSRT"}, []string{anywhere, unlisted}},
		"a therapist and a country":          {"/crisis therapist gb", "That is not part of therapy", []string{british, "COSRT"}, []string{anywhere, unlisted}},
		"a code that is a word":              {"/crisis us abuse", "You deserve to be safe", []string{"call 911", "thehotline.org"}, []string{anywhere, unlisted}},
		"a therapist":                        {"/crisis therapist", "That is not part of therapy", []string{anywhere}, []string{unlisted}},
		"rape by name":                       {"/crisis germany rape", "It is not your fault", []string{"call 112", "TelefonSeelsorge"}, []string{anywhere, unlisted}},
		"a child":                            {"/crisis child abuse gb", "This is for adults, but you can get help", []string{"Childline"}, []string{anywhere, unlisted}},
		"a country and unknown words":        {"/crisis gb xyzzy", doorTitle, []string{british, "116 123"}, []string{anywhere, unlisted}},
		"two countries":                      {"/crisis gb nz", doorTitle, []string{anywhere}, []string{unlisted}},
		"a name in another language":         {"/crisis frankreich", doorTitle, []string{"call 112.", "call 3114"}, []string{anywhere, unlisted}},
		"one of a listed class":              {"/crisis suicide великобритания", suicideTitle, []string{british, "116 123"}, []string{anywhere, unlisted}},
		"a short sentence with a code in it": {"/crisis at home", doorTitle, []string{anywhere}, []string{"112."}},
		"a sentence with codes in it":        {"/crisis is it open in my town", doorTitle, []string{anywhere}, []string{unlisted}},
		"a short sentence":                   {"/crisis please help me", doorTitle, []string{anywhere}, []string{unlisted}},
		"a long argument":                    {"/crisis " + strings.Repeat("xyzzy ", 600), doorTitle, []string{anywhere}, []string{unlisted}},
	} {
		t.Run(name, func(t *testing.T) {
			typed, pressed := ask(t, b, test.text), handle(t, b, bot.Message{Choice: strings.ToLower(test.text), Text: "rising time"})
			if diff := cmp.Diff(look(typed), look(pressed)); diff != "" {
				t.Errorf("typed and pressed differ (-typed +pressed):\n%s", diff)
			}
			if typed.Kind() != bot.KindHelp || typed.Title() != test.title || !typed.Private() {
				t.Errorf("Handle(%.40q) = %s %q, private %v, want a private %s %q",
					test.text, typed.Kind(), typed.Title(), typed.Private(), bot.KindHelp, test.title)
			}
			for _, words := range test.has {
				if !strings.Contains(typed.Text(), words) {
					t.Errorf("Handle(%.40q).Text lacks %q: %q", test.text, words, typed.Text())
				}
			}
			for _, words := range test.hasNot {
				if strings.Contains(typed.Text(), words) {
					t.Errorf("Handle(%.40q).Text has %q: %q", test.text, words, typed.Text())
				}
			}
		})
	}
}

// TestUnlistedIsNotHere: who names a country of which nothing is known is not shown the one
// where they are; who says something else is.
func TestUnlistedIsNotHere(t *testing.T) {
	b := breadBot(t)
	for text, want := range map[string]bool{"/crisis": true, "/crisis xx": false, "/crisis japan": false, "/crisis i need somebody": true, "/crisis is anybody there for me": true} {
		if r := handle(t, b, bot.Message{Text: text, Territory: "GB"}); strings.Contains(r.Text(), "call 999 or 112.") != want {
			t.Errorf("Handle(%q) in the United Kingdom: %q, want its card: %v", text, r.Text(), want)
		}
	}
	for class := range safety.Class(safety.Classes) {
		r := ask(t, b, "/crisis japan "+class.String())
		if n := utf8.RuneCountInString(r.Title() + "\n" + r.Text()); n > 900 {
			t.Errorf("%s: %d characters", class, n)
		}
	}
}

// TestCrisisCountries: another country is two taps away from a card, and its card is
// about the same.
func TestCrisisCountries(t *testing.T) {
	b := breadBot(t)
	list := handle(t, b, bot.Message{Choice: ask(t, b, "I want to die").Choices()[1].ID})
	typed := ask(t, b, "/crisis countries suicide")
	if diff := cmp.Diff(labels(list), labels(typed)); diff != "" || !list.Private() || list.Kind() != bot.KindInfo {
		t.Errorf("the list is %s, private %v, want private info; pressed and typed (-pressed +typed):\n%s", list.Kind(), list.Private(), diff)
	}
	if len(list.Choices()) != len(safety.Territories()) {
		t.Errorf("%d countries to pick from, want the %d that are known", len(list.Choices()), len(safety.Territories()))
	}
	texts := map[string]bool{}
	for _, c := range list.Choices() {
		r := handle(t, b, bot.Message{Choice: c.ID})
		if r.Kind() != bot.KindHelp || r.Title() != suicideTitle || !strings.Contains(r.Text(), safety.Finder) {
			t.Errorf("%+v leads to %s %q, want the card about suicide", c, r.Kind(), r.Title())
		}
		checkServices(t, r)
		texts[strings.Join(services(r), "\n")] = true
	}
	if len(texts) < 6 {
		t.Errorf("the countries show %d lists of services, want their own", len(texts))
	}
}

// TestDangerStaysInTheCountry: who picked a country reads what to dial there.
func TestDangerStaysInTheCountry(t *testing.T) {
	b := breadBot(t)
	for choice, want := range map[string]string{"/crisis de suicide": "Call 112.", "/crisis gb suicide": "Call 999 or 112.", "/crisis au suicide": "Call 000."} {
		card := handle(t, b, bot.Message{Choice: choice})
		i := slices.Index(labels(card), "I am in danger now")
		if i < 0 {
			t.Fatalf("%s offers %q, want what to dial", choice, labels(card))
		}
		if r := handle(t, b, bot.Message{Choice: card.Choices()[i].ID}); !strings.HasPrefix(r.Text(), want) {
			t.Errorf("in danger after %s: %q, want %q first", choice, r.Text(), want)
		}
	}
}

// TestInDangerInAnotherCountry: who says that they are in danger now and picks a country reads
// what to dial there, and who is there for what they told of.
func TestInDangerInAnotherCountry(t *testing.T) {
	_, b := shippedBot(t)
	for _, test := range []struct{ start, has, hasNot string }{
		{"I want to die", "Samaritans, call 116 123", "hurt somebody"},
		{"/crisis suicide", "Samaritans, call 116 123", "hurt somebody"},
		{"I was raped last night", "Rape Crisis 24/7", "hurt somebody"},
		{"I'm 14 and I want to die", "Childline", "hurt somebody"},
		{"/crisis", "Samaritans", "hurt somebody"},
	} {
		danger := press(t, b, ask(t, b, test.start).Choices()[0].ID)
		list := press(t, b, danger.Choices()[0].ID)
		i := slices.Index(labels(list), "United Kingdom")
		if danger.Title() != "Call now" || i < 0 {
			t.Fatalf("%s: %q leads to %q", test.start, danger.Title(), labels(list))
		}
		r := press(t, b, list.Choices()[i].ID)
		checkServices(t, r)
		if r.Title() != "Call now" || !strings.HasPrefix(r.Text(), "Call 999 or 112.") || !strings.Contains(r.Text(), test.has) || strings.Contains(r.Text(), test.hasNot) {
			t.Errorf("%s: %q %q, want what to dial, %q and not %q", test.start, r.Title(), r.Text(), test.has, test.hasNot)
		}
		if again := press(t, b, press(t, b, r.Choices()[0].ID).Choices()[i].ID); again.Text() != r.Text() {
			t.Errorf("%s: picked again: %q, want %q", test.start, again.Text(), r.Text())
		}
	}
}

// TestTerritory: helplines are those of the country that the community set, else of
// the one that the client's language hints at, else of several.
func TestTerritory(t *testing.T) {
	const gb, de, br, us = "Samaritans, call 116 123", "TelefonSeelsorge", "CVV", "988 Suicide & Crisis Lifeline"
	b := breadBot(t)
	for name, test := range map[string]struct {
		territory, locale string
		has, hasNot       []string
	}{
		"nothing known, several":        {"", "", []string{us, gb}, nil},
		"set":                           {"GB", "", []string{gb}, []string{us}},
		"set in small letters":          {"gb", "", []string{gb}, []string{us}},
		"hinted British":                {"", "en-GB", []string{gb}, []string{us}},
		"hinted German":                 {"", "de", []string{de}, []string{us, gb}},
		"hinted Brazilian":              {"", "pt-BR", []string{br}, []string{us, gb}},
		"American is no hint":           {"", "en-US", []string{us, gb}, nil},
		"set American":                  {"US", "", []string{us}, []string{gb}},
		"set wins over the hint":        {"DE", "en-GB", []string{de}, []string{us, gb}},
		"set American wins, too":        {"US", "de", []string{us}, []string{de}},
		"set without helplines, hint":   {"CH", "de-DE", []string{us, gb}, []string{de}},
		"unknown country, hint":         {"XX", "de", []string{de}, []string{us}},
		"unknown country, unknown hint": {"XX", "tlh", []string{us, gb}, nil},
		"no locale at all":              {"", "-_-", []string{us, gb}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, text := range []string{"I want to die", "/crisis suicide", "/crisis"} {
				r := handle(t, b, bot.Message{Text: text, Territory: test.territory, Locale: test.locale})
				checkServices(t, r)
				for _, words := range test.has {
					if !strings.Contains(r.Text(), words) {
						t.Errorf("%q: no %q on the card: %q", text, words, services(r))
					}
				}
				for _, words := range test.hasNot {
					if strings.Contains(r.Text(), words) {
						t.Errorf("%q: %q on the card: %q", text, words, services(r))
					}
				}
			}
		})
	}
}

// TestCardForAChild: the card of somebody who says that they are under 18 shows a service
// for children too, and the next person's does not.
func TestCardForAChild(t *testing.T) {
	_, b := shippedBot(t)
	for _, test := range []struct {
		text, class string
		has, hasNot string
	}{
		{"I'm 14 and I want to kill myself", "suicide", "Childline", "116 111"},
		{"I want to kill myself", "suicide", "Samaritans", "Childline"},
		{"I'm 14 and my dad beats me", "minor", "Childline", "16 and over"},
		{"I'm 34 and my husband beats me", "abuse-now", "findahelpline", "Childline"},
	} {
		r := handle(t, b, bot.Message{Text: test.text, Territory: "GB"})
		if r.Class() != test.class || !strings.Contains(r.Text(), test.has) || strings.Contains(r.Text(), test.hasNot) {
			t.Errorf("Handle(%q): class %s, want %s with %q and without %q: %q", test.text, r.Class(), test.class, test.has, test.hasNot, services(r))
		}
	}
}

// TestSupport: who tells of something past gets the answer, between two lines for them.
func TestSupport(t *testing.T) {
	b := breadBot(t)
	for _, text := range []string{"I was abused as a child", "/ask I was abused as a child"} {
		r := ask(t, b, text)
		if r.Tier() != "B" || r.Class() != "disclosure" || r.Kind() == bot.KindHelp || !r.Private() {
			t.Fatalf("Handle(%q): Tier, Class, Kind, Private = %s, %s, %s, %v, want B, disclosure, no card, true",
				text, r.Tier(), r.Class(), r.Kind(), r.Private())
		}
		if first, last := safety.Acknowledge(safety.Finding{Class: safety.Disclosure, Harmed: true}), bot.DirectoryOnToday().Support(""); !strings.HasPrefix(r.Text(), first+"\n\n") || !strings.HasSuffix(r.Text(), "\n\n"+last) {
			t.Errorf("Handle(%q).Text = %q, want it between %q and %q", text, r.Text(), first, last)
		}
	}
	if r := ask(t, b, "how do I find a good therapist?"); r.Tier() != "C" || r.Class() != "none" || r.Private() || r.Kind() == bot.KindHelp {
		t.Errorf("an ordinary question: Tier, Class, Private, Kind = %s, %s, %v, %s, want C, none, false, no card",
			r.Tier(), r.Class(), r.Private(), r.Kind())
	}
}

// TestFindings: how often each class came up is told from five times on, and nothing
// else.
func TestFindings(t *testing.T) {
	b := breadBot(t)
	steps := []struct {
		times int
		m     bot.Message
		want  map[string]int // after them
	}{
		{4, bot.Message{Text: "I want to die", User: "7", Chat: "7"}, map[string]int{}},
		{4, bot.Message{Text: "my husband beats me", User: "8"}, map[string]int{}},
		{1, bot.Message{Text: "I want to kill myself", User: "9"}, map[string]int{"suicide": 5}},
		{2, bot.Message{Text: "/ask I want to die"}, map[string]int{"suicide": 7}},
		{9, bot.Message{Choice: "/crisis gb suicide", Text: "I want to die"}, map[string]int{"suicide": 7}},
		{5, bot.Message{Text: "how do I find a good therapist?"}, map[string]int{"suicide": 7, "none": 5}},
		{2, bot.Message{Text: "my husband beats me"}, map[string]int{"suicide": 7, "none": 5, "abuse-now": 6}},
	}
	for i, step := range steps {
		for range step.times {
			handle(t, b, step.m)
		}
		if diff := cmp.Diff(step.want, b.Findings()); diff != "" {
			t.Errorf("step %d: Findings (-want +got):\n%s", i, diff)
		}
	}
	b.Findings()["suicide"] = 0
	if got := b.Findings()["suicide"]; got != 7 {
		t.Errorf("who reads Findings changed them: %d, want 7", got)
	}
}

// handle puts a message to the bot, which never fails.
func handle(t *testing.T, h bot.Handler, m bot.Message) bot.Reply {
	t.Helper()
	r, err := h.Handle(t.Context(), m)
	if err != nil {
		t.Fatalf("Handle(%.40q) = %v, want no error", m.Text+m.Choice, err)
	}
	return r
}
