package bot_test

import (
	"strings"
	"testing"

	"candor/bot"
	"candor/bot/safety"
	"candor/faq"
)

// adultsOnly are the shipped entries that are for adults.
func adultsOnly(t *testing.T, base *faq.Base) map[string]bool {
	t.Helper()
	only := map[string]bool{}
	for _, e := range base.Entries {
		if e.Adults {
			only[string(e.ID)] = true
		}
	}
	if !only["sensate-focus"] || !only["non-sexual-exercises"] {
		t.Fatalf("for adults are %v, want the exercises among them", only)
	}
	return only
}

// youngly are ways of saying that one is under 18, around a question.
var youngly = []string{
	"im 15, %", "I'm 16 years old. %", "% im 14 btw", "16f here, %", "i am in 8th grade. %", "hi, i'm only thirteen and %",
	"/ask im 15, %", "%, i'm not 18 yet", "as a 16 year old, %",
	"Tengo 15 años. %", "%. ich bin sechzehn", "j'ai 14 ans, %",
}

// TestYoungGetNoTechniques: whatever a message of somebody under 18 leads to, its card's way
// past included, shows no entry that is for adults, and says who helps young people.
func TestYoungGetNoTechniques(t *testing.T) {
	base, b := shippedBot(t)
	only := adultsOnly(t, base)
	for i := range base.Entries {
		e := &base.Entries[i]
		for k, asked := range append([]string{e.Question}, e.Asked[:min(3, len(e.Asked))]...) {
			said := strings.Replace(youngly[(i+k)%len(youngly)], "%", asked, 1)
			r := ask(t, b, said)
			replies := []bot.Reply{r}
			for _, c := range r.Choices() {
				if strings.HasPrefix(c.ID, "not-that ") {
					replies = append(replies, press(t, b, c.ID), ask(t, b, "/start "+c.ID))
				}
			}
			for _, r := range replies {
				showsNone(t, said, r, only)
			}
			if safety.Underage(said) && r.Kind() != bot.KindHelp && r.Kind() != bot.KindInfo && !strings.Contains(r.Text(), bot.DirectoryOnToday().Youth("")) {
				t.Errorf("Handle(%q) = %q, which does not say who helps young people", said, r.Text())
			}
		}
	}
}

func press(t *testing.T, b *bot.Bot, choice string) bot.Reply {
	t.Helper()
	r, err := b.Handle(t.Context(), bot.Message{Platform: "test", Choice: choice})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func showsNone(t *testing.T, said string, r bot.Reply, only map[string]bool) {
	t.Helper()
	shown := append([]string{r.Entry(), r.Again()}, r.Also()...)
	for _, c := range r.Choices() {
		shown = append(shown, c.ID)
	}
	for _, id := range shown {
		if only[id] {
			t.Errorf("%q leads to %s: %q", said, id, r.Title())
		}
	}
}

// TestYoungInsteadOfTechniques: what somebody under 18 reads instead, and that others do not.
func TestYoungInsteadOfTechniques(t *testing.T) {
	_, b := shippedBot(t)
	m := bot.Message{Platform: "test", Text: "is it ok to do sensate focus at 15", Territory: "GB"}
	r, err := b.Handle(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if r.Kind() == bot.KindHelp {
		t.Skip("it gets a card, which TestYoungGetNoTechniques presses past")
	}
	if !strings.HasPrefix(r.Title(), "This one is for adults") || !strings.Contains(r.Text(), bot.DirectoryOnToday().Youth("GB")) || r.Tier() != "C" || r.Class() != "none" {
		t.Errorf("%q: %q, of tier %s, class %s", r.Title(), r.Text(), r.Tier(), r.Class())
	}
	saysNothing(t, r, r.Public())
	if got := press(t, b, r.Choices()[0].ID); got.Title() != bot.DirectoryOnToday().CardFor(safety.Minor, "").Title {
		t.Errorf("the first choice leads to %q, want the card for minors", got.Title())
	}
	for _, said := range []string{"is vaginismus possible at 16?", "how long does therapy take? im 17"} {
		r := ask(t, b, said)
		if r.Kind() == bot.KindHelp {
			continue
		}
		link := r.Public().Link().ID
		if again := ask(t, b, "/start "+link); r.Entry() == "" || again.Entry() != r.Entry() || again.Text() != r.Text() {
			t.Errorf("%q: the link shows %s %q, want %s %q", said, again.Entry(), again.Text(), r.Entry(), r.Text())
		}
	}
}

// TestYoungAreOfferedNoTechniques: neither while they type, nor to show to others.
func TestYoungAreOfferedNoTechniques(t *testing.T) {
	base, b := shippedBot(t)
	only := adultsOnly(t, base)
	for _, typed := range []string{"sensate", "what is sensate focus", "exercises", "what kinds of exercises"} {
		grown := len(b.Complete(typed, 25))
		if grown == 0 {
			t.Errorf("Complete(%q) offers nothing, so it shows nothing here", typed)
		}
		for _, c := range append(b.Complete("im 15 "+typed, 25), b.Complete("im 15, "+typed, 25)...) {
			if only[c.ID] {
				t.Errorf("Complete(%q) for somebody of 15 offers %s", typed, c.ID)
			}
		}
		found, _ := b.Search(bot.Message{Text: "i'm 16. " + typed}, 25)
		for _, r := range found {
			showsNone(t, typed, r, only)
		}
	}
}

// TestAdultsGetTechniques: nobody else notices.
func TestAdultsGetTechniques(t *testing.T) {
	_, b := shippedBot(t)
	for _, said := range []string{"what is sensate focus", "I'm 35, what is sensate focus", "my daughter is 15. what is sensate focus?", "we are 15 years married, what is sensate focus"} {
		if r := ask(t, b, said); r.Entry() != "sensate-focus" || r.Private() {
			t.Errorf("Handle(%q) = %s, private %v, want sensate-focus for all", said, r.Entry(), r.Private())
		}
	}
}

// TestYoungLeaveNothing: the next message is anybody's.
func TestYoungLeaveNothing(t *testing.T) {
	_, b := shippedBot(t)
	m := bot.Message{Platform: "test", User: "7", Chat: "7", Private: true, Text: "im 15, what is sensate focus"}
	for _, m.Text = range []string{m.Text, "what is sensate focus"} {
		r, err := b.Handle(t.Context(), m)
		if want := m.Text == "what is sensate focus"; err != nil || (r.Entry() == "sensate-focus") != want {
			t.Errorf("Handle(%q) = %s, %v", m.Text, r.Entry(), err)
		}
	}
}
