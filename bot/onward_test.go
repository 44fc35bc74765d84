package bot

import (
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"candor/bot/safety"
	"candor/faq"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

// hasWayPast reports whether a reply offers to answer the question.
func hasWayPast(r Reply) bool {
	for _, c := range r.Choices() {
		if c.Label == textNotThat {
			return true
		}
	}
	return false
}

// cardsFrom are the cards that the choices of a reply lead to, and theirs, by what leads to
// them: another program answers, so that nothing of what was asked is known.
func cardsFrom(t *testing.T, s *Snapshot, first Reply) map[string]Reply {
	t.Helper()
	cards, replies := map[string]Reply{}, []Reply{first}
	for len(replies) > 0 {
		r := replies[0]
		replies = replies[1:]
		for _, c := range r.Choices() {
			if _, known := cards[c.ID]; known || c.Label == textNotThat {
				continue
			}
			if len(c.ID) > maxChoice {
				t.Errorf("the choice %q has %d bytes, want at most %d", c.ID, len(c.ID), maxChoice)
			}
			next := says(t, New(s, "1.2.3"), Message{Choice: c.ID})
			if cards[c.ID] = next; next.Kind() == KindHelp || next.Title() == textCountriesTitle {
				replies = append(replies, next)
			}
		}
	}
	for id, r := range cards {
		if r.Kind() != KindHelp {
			delete(cards, id)
		}
	}
	return cards
}

// TestPastEveryCard: each card that a message led to, however many taps away, has the way
// to its answer (C15).
func TestPastEveryCard(t *testing.T) {
	for name, files := range map[string]fs.FS{"bread": os.DirFS("testdata/base"), "shipped": knowledge.Files} {
		s := snapshotOf(t, files)
		for _, text := range []string{
			"I want to die", "I want to die. " + s.base.Entries[0].Question, "my therapist kissed me", "hello I want to kill myself",
			"/topics 2 I want to die", "/start I want to die", "I'm 14 and I want to die", "my husband beats me. " + s.base.Entries[0].Question + " " + s.base.Entries[1].Question,
		} {
			first := says(t, New(s, "1.2.3"), Message{Text: text})
			want := says(t, New(s, "1.2.3"), Message{Choice: pastCard(t, first)})
			cards := cardsFrom(t, s, first)
			if len(cards) < 2*len(safety.Territories()) {
				t.Errorf("%s, %q: %d cards, want two and more for each country", name, text, len(cards))
			}
			for id, card := range cards {
				if !hasWayPast(card) {
					t.Errorf("%s, %q: the card of %q offers no way past it", name, text, id)
					continue
				}
				if diff := cmp.Diff(without(want), without(says(t, New(s, "1.2.3"), Message{Choice: pastCard(t, card)}))); diff != "" {
					t.Errorf("%s, %q: past the card of %q (-first card +this):\n%s", name, text, id, diff)
				}
			}
		}
	}
}

// TestNothingToAnswer: no card that /crisis opened has a question to answer.
func TestNothingToAnswer(t *testing.T) {
	s := bread(t)
	for _, text := range []string{"/crisis", "/crisis gb", "/crisis suicide", "/start help", "/start help-1"} {
		first := says(t, New(s, "1.2.3"), Message{Text: text})
		cards := cardsFrom(t, s, first)
		cards[text] = first
		for id, card := range cards {
			if hasWayPast(card) {
				t.Errorf("%s: the card of %q offers to answer a question", text, id)
			}
		}
	}
}

// TestYoungPickACountry: a child's card in another country still shows who helps children.
func TestYoungPickACountry(t *testing.T) {
	s := bread(t)
	r := says(t, OnToday(New(s, "1.2.3")), Message{Text: "I'm 14 and I want to die"})
	list := says(t, OnToday(New(s, "1.2.3")), Message{Choice: r.Choices()[1].ID})
	for _, c := range list.Choices() {
		if card := says(t, OnToday(New(s, "1.2.3")), Message{Choice: c.ID}); c.Label == "United Kingdom" && !strings.Contains(card.Text(), "Childline") {
			t.Errorf("a child picks %s: %q, want Childline", c.Label, card.Text())
		}
	}
}

// TestOnwardToOtherAnswers: when the answers have changed, help is still where the choice
// says, and only the way past it is gone.
func TestOnwardToOtherAnswers(t *testing.T) {
	r := says(t, New(shipped(t), "1.2.3"), Message{Text: "I want to die"})
	list := says(t, New(shipped(t), "1.2.3"), Message{Choice: r.Choices()[1].ID})
	for _, c := range append(list.Choices(), r.Choices()[0]) {
		old, now := says(t, New(shipped(t), "1.2.3"), Message{Choice: c.ID}), says(t, New(bread(t), "1.2.3"), Message{Choice: c.ID})
		if now.Kind() != KindHelp || now.Text() != old.Text() || hasWayPast(now) {
			t.Errorf("%q after the answers changed: %s %q, want the same card without a way past it", c.ID, now.Kind(), now.Title())
		}
	}
}

// TestOnwardHoldsNoWords: what people write behind /crisis gets past the lane only if it is
// a choice's numbers, and is never in what comes back.
func TestOnwardHoldsNoWords(t *testing.T) {
	s := bread(t)
	head := "/crisis gb 1 " + s.base.Version[:shortVersion]
	for _, way := range []string{"I want to die", "n I want to die", "a 1 I want to die", "c I want to die", "c suicide", "a want", "x 1", "a", "c topics die", "y", "a 1 1 1 1 1 1 1 1 1"} {
		if r := says(t, New(s, "1.2.3"), Message{Text: head + " " + way}); hasWayPast(r) && strings.Contains(pastCard(t, r), "want") {
			t.Errorf("%q comes back in %q", way, pastCard(t, r))
		}
		if r := says(t, New(s, "1.2.3"), Message{Choice: head + " " + way}); r.Kind() != KindHelp || hasWayPast(r) {
			t.Errorf("the choice %q leads to %s %q with %v, want a card without a way past it", head+" "+way, r.Kind(), r.Title(), r.Choices())
		}
	}
	for _, bad := range []string{"gb g 5eecd3b7 n", "gb 1f 5eecd3b7 n", "gb! -1 5eecd3b7 n", "xx 1 5eecd3b7 n", "! 1 5eecd3b7 n", "gb!! 1 5eecd3b7 n"} {
		if r := says(t, New(s, "1.2.3"), Message{Choice: "/crisis " + bad}); r.Kind() != KindHelp || hasWayPast(r) {
			t.Errorf("the choice %q leads to %s %q, want the card for everybody", bad, r.Kind(), r.Title())
		}
	}
	if r := says(t, New(s, "1.2.3"), Message{Text: head + " a 1 I want to die"}); r.Title() != "Help is there for you right now" || r.Tier() != "A" {
		t.Errorf("a cry for help behind a choice's numbers: %s %q, want its card", r.Kind(), r.Title())
	}
}

// TestRoomForTheWay: the longest way fits every choice, and in a base of many thousand
// entries what does not fit is left out.
func TestRoomForTheWay(t *testing.T) {
	s := &Snapshot{base: &faq.Base{Version: "0123456789ab"}}
	for i := range 20_000 {
		s.base.Entries = append(s.base.Entries, faq.Entry{ID: faq.ID(strconv.Itoa(i))})
	}
	b := New(s, "1.2.3")
	for _, ids := range [][]faq.ID{{"9999", "9998", "9997"}, {"19999", "19998", "19997"}} {
		tn := turn{live: b.live.Load(), bot: b}
		tn.past = youngWay + "a" + tn.places(ids)
		if n := len(strings.Fields(tn.past)); n < 3 {
			t.Errorf("%v: the way %q holds %d, want two entries at least", ids, tn.past, n-1)
		}
		for _, l := range []lead{{dial: true, territory: "GB", class: safety.ThirdParty}, {countries: true, class: safety.ThirdParty}, {dial: true, countries: true, class: safety.ThirdParty}, {territory: "GB", class: safety.ThirdParty}} {
			if id := tn.onward(l); len(id) > maxChoice || len(tn.notThat().ID) > maxChoice {
				t.Errorf("%q or %q has more than %d bytes", id, tn.notThat().ID, maxChoice)
			}
		}
		if link := tn.helpLink(safety.ThirdParty); len(link) > maxChoice {
			t.Errorf("%q has more than %d bytes", link, maxChoice)
		}
	}
}

// TestPastACardFromAGroup: the card that a group's link opens has the way past it, too.
func TestPastACardFromAGroup(t *testing.T) {
	s := shipped(t)
	for _, text := range []string{"I want to die. How long does sex therapy take?", "my therapist kissed me", "I'm 14 and I want to die. How long does sex therapy take?"} {
		first := says(t, New(s, "1.2.3"), Message{Text: text, Chat: "group", User: "7"})
		card := says(t, New(s, "1.2.3"), Message{Text: "/start " + first.Public().Link().ID, Private: true})
		if card.Kind() != KindHelp || card.Title() != first.Title() || pastCard(t, card) != pastCard(t, first) {
			t.Errorf("%q: the link %q leads to %s %q, want the same card with the same way past it", text, first.Public().Link().ID, card.Kind(), card.Title())
		}
	}
	for i := range len(s.base.Entries) { // no number of a link is read as an age
		link := "/start help-1-" + s.base.Version[:shortVersion] + "-a-" + strconv.Itoa(i)
		r := says(t, New(s, "1.2.3"), Message{Text: link, Private: true})
		if want := notThatPrefix + s.base.Version + " a " + strconv.Itoa(i); !hasWayPast(r) || pastCard(t, r) != want {
			t.Errorf("%s: %s %q, want a card with %q", link, r.Kind(), r.Title(), want)
		}
	}
}
