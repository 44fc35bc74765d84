package bot

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/knowledge"
)

// This file is inside the package because it has to know the fixed texts.

// sentinels are words that no text of ours has: one in a reply is an echo.
const sentinels = "qzxvaskedtext QzxvAskedText 31337424242"

var echoes = []string{"qzxv", "31337424242"}

// TestPromiseOne: no text leaves without the disclaimer, and none leaves that is
// not in the snapshot or a fixed text. Every question, command and choice that
// the shipped base knows is tried, as it is and with what must not come back.
func TestPromiseOne(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	s := shipped(t)
	b := OnToday(New(s, "1.2.3"))
	ours := ownTexts(s)
	for _, m := range messages(s.base) {
		r, err := b.Handle(t.Context(), m)
		if err != nil {
			t.Errorf("Handle(%.60q) = %v, want no error", m.Text+m.Choice, err)
		}
		held(t, fmt.Sprintf("Handle(%.60q)", m.Text+m.Choice), s, ours, r)
		held(t, fmt.Sprintf("Handle(%.60q).Public()", m.Text+m.Choice), s, ours, r.Public())
		if r.Kind() == KindSuggest && (len(r.Choices()) == 0 || len(r.Choices()) > 3) {
			t.Errorf("Handle(%.60q) offers %d choices, want 1 to 3", m.Text+m.Choice, len(r.Choices()))
		}
	}
}

// held wants a reply that holds promise one.
func held(t *testing.T, what string, s *Snapshot, ours map[string]bool, r Reply) {
	t.Helper()
	if r.Disclaimer() != s.base.Disclaimer+" Urgent help: /crisis" {
		t.Errorf("%s: Disclaimer = %q, want the base's and the door", what, r.Disclaimer())
	}
	for _, text := range shownTexts(r) {
		if !ours[text] {
			t.Errorf("%s shows %q, which is neither in the base nor a fixed text", what, text)
		}
		for _, echo := range echoes {
			if strings.Contains(strings.ToLower(text), echo) {
				t.Errorf("%s shows what was asked: %q", what, text)
			}
		}
	}
}

// TestPromiseOneSearch: what others see of a search is held as well.
func TestPromiseOneSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	s := shipped(t)
	b := OnToday(New(s, "1.2.3"))
	ours := ownTexts(s)
	for _, m := range messages(s.base) {
		if m.Text += m.Choice; len(m.Text) > 1000 {
			m.Text = m.Text[:1000] // a search is no longer than 256 characters
		}
		found, otherwise := b.Search(m, 10)
		for _, r := range found {
			held(t, fmt.Sprintf("Search(%.60q)", m.Text), s, ours, r)
			held(t, fmt.Sprintf("Search(%.60q), in public", m.Text), s, ours, r.Public())
		}
		if !ours[otherwise.Label] {
			t.Errorf("Search(%.60q) offers %q, which is no fixed text", m.Text, otherwise.Label)
		}
	}
}

// TestPromiseOneDesk: nor does anything else leave where moderators work, whatever they
// have switched off.
func TestPromiseOneDesk(t *testing.T) {
	s := shipped(t)
	ours := ownTexts(s)
	all := messages(s.base)
	for _, c := range append(ModeratorCommands(), Command{Name: "send"}) {
		for _, arg := range []string{"", " " + sentinels, " duration", " 1 yes"} {
			all = append(all, Message{Text: "/" + c.Name + arg}, Message{Choice: "/" + c.Name + arg})
		}
	}
	for name, do := range map[string]func(b *Bot){
		"as it is": func(*Bot) {},
		"half of it off": func(b *Bot) {
			for i, e := range s.base.Entries {
				b.switchOff(e.ID, i%2 == 0)
			}
		},
		"paused": func(b *Bot) { b.pause(true) },
	} {
		b, _, err := Start(t.Context(), DeskConfig{Embedded: knowledge.Files, Store: emptyStore{}}, "1.2.3")
		if err != nil {
			t.Fatal(err)
		}
		do(OnToday(b))
		for i, m := range all {
			if i%3 > 0 && i < len(all)-150 { // each would take long
				continue
			}
			m.Private, m.User = true, strconv.Itoa(i)
			r, _ := b.Handle(t.Context(), m)
			what := fmt.Sprintf("%s: Handle(%.60q)", name, m.Text+m.Choice)
			held(t, what, s, ours, r)
			held(t, what+".Public()", s, ours, r.Public())
			if r.Version() != s.base.Version {
				t.Errorf("%s: version %q", what, r.Version())
			}
		}
	}
}

// TestPromiseOneConsent: what people read on the way of a question to the moderators is
// fixed, but for the question itself, which they alone see.
func TestPromiseOneConsent(t *testing.T) {
	s := shipped(t)
	ours := ownTexts(s)
	b, _, err := Start(t.Context(), DeskConfig{Embedded: knowledge.Files, Store: emptyStore{}}, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	var code string
	says := func(choice string) Reply {
		r, _ := b.Handle(t.Context(), Message{Platform: "test", User: "1", Private: true, Text: sentinels, Choice: choice})
		held(t, "Handle("+choice+").Public()", s, ours, r.Public())
		return r
	}
	none := says("")
	held(t, "nothing found", s, ours, none)
	for _, c := range none.Choices() {
		if c.Label == textSend {
			code = c.ID
		}
	}
	preview := says(code)
	if !strings.Contains(preview.Text(), sentinels) || !preview.Private() || strings.Contains(preview.Public().Text(), sentinels) {
		t.Errorf("the preview, private %v: %q", preview.Private(), preview.Text())
	}
	for _, p := range append(strings.Split(preview.Text(), "\n\n"), preview.Title()) {
		if !ours[p] && p != sentinels {
			t.Errorf("the preview shows %q", p)
		}
	}
	for _, word := range []string{" yes", " yes", " no", "", " later"} {
		held(t, word, s, ours, says(code+word))
	}
}

// TestPromiseOneRefused: the wrappers' own replies are fixed texts too.
func TestPromiseOneRefused(t *testing.T) {
	ours := ownTexts(shipped(t))
	boom := Recover(HandlerFunc(func(context.Context, Message) (Reply, error) { panic(sentinels) }))
	failed, _ := boom.Handle(t.Context(), Message{Text: sentinels})
	slow := RateLimit(Limit{PerSecond: 0.1, Burst: 1, People: 10}, nil)(boom)
	slow.Handle(t.Context(), Message{Text: sentinels, User: sentinels})
	refused, _ := slow.Handle(t.Context(), Message{Text: sentinels, User: sentinels})
	if refused.Kind() != KindRefused {
		t.Fatalf("second message: Kind = %s, want %s", refused.Kind(), KindRefused)
	}
	for _, r := range []Reply{failed, refused} {
		if r.Disclaimer() != textDisclaimer+" Urgent help: /crisis" {
			t.Errorf("%s: Disclaimer = %q, want the fixed one and the door", r.Kind(), r.Disclaimer())
		}
		for _, text := range shownTexts(r) {
			if !ours[text] {
				t.Errorf("%s shows %q, which is no fixed text", r.Kind(), text)
			}
		}
	}
}

func shipped(t testing.TB) *Snapshot {
	t.Helper()
	s, err := shippedSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shippedSnapshot is made once: nothing changes it, and it takes seconds under the race
// detector.
var shippedSnapshot = sync.OnceValues(func() (*Snapshot, error) {
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		return nil, err
	}
	return NewSnapshot(base), nil
})

// shownTexts is everything of a reply that people read, but for the disclaimer.
func shownTexts(r Reply) []string {
	texts := append(strings.Split(r.Text(), "\n\n"), r.Title())
	for _, c := range append(r.Choices(), r.Votes()...) {
		texts = append(texts, c.Label)
	}
	for _, text := range []string{r.Source(), r.Section(), r.Credit(), r.Link().Label} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// ownTexts is what may be shown: the snapshot's and the fixed texts.
func ownTexts(s *Snapshot) map[string]bool {
	ours := map[string]bool{s.base.Source.String(): true}
	add := func(texts ...string) {
		for _, text := range texts {
			for p := range strings.SplitSeq(text, "\n\n") {
				ours[p] = true
			}
		}
	}
	for _, e := range s.base.Entries {
		add(e.Question, e.Section, e.Doc.Text(), credit(s.base.Source.String(), e.Section))
	}
	add(textSuggestTitle, textSuggest, textNoneTitle, textNone, textUnfoundTitle, textUnfound, textStaleTitle, textStale,
		textFailedTitle, textFailed, textHelpTitle, textHelp, textThanksTitle, textThanks,
		textUnknownTitle, textUnknown, textStartTitle, textTopicsTitle, textNextPage, textPreviousPage,
		textPrivacyTitle, textPrivacy, textAboutTitle, textVersionTitle, textRefusedTitle,
		textByeTitle, textBye, textVagueTitle, textVague, textCrisis,
		textHelpful, textUnhelpful, textVotedTitle, textNeutralTitle, textNeutral, textOpenPrivate, textAskPrivate)
	add(startText(s.base), aboutText(s.base), versionText("1.2.3", s.base))
	topics := len(s.base.Topics())
	pages := (topics + topicsPage - 1) / topicsPage
	for page := range pages {
		add(topicsText(page+1, pages, topics))
	}
	for seconds := range 60 {
		add(refusedText(time.Duration(seconds) * time.Second))
	}
	add(textOffTitle, textOff, textPausedTitle, textPaused, textNoRightTitle, textNoRight, textNoDeskTitle, textNoDesk,
		textSend, textSendTitle, textSendPreview, textSendRules, textSendYes, textSendNo, textSendGone,
		textSentTitle, textSent, textNotSentTitle, textNotSent, textSentEnough, textSendFailed)
	for given := range topics { // some may be switched off
		pages := (given + topicsPage - 1) / topicsPage
		for page := range pages {
			add(topicsText(page+1, pages, given))
		}
	}
	add(textDangerNow, textOtherCountry, textNotThat, textCountriesTitle, textCountries)
	add(cardTexts()...)
	return ours
}

// cardTexts is every text of every card, for each class in each territory.
func cardTexts() []string {
	var cards []safety.Card
	var texts []string
	territories := []string{"", "AT"} // AT: one that knows the numbers of the European Union only
	for _, place := range safety.Territories() {
		texts = append(texts, place.Name)
		territories = append(territories, place.Code)
	}
	for _, territory := range territories {
		texts = append(texts, DirectoryOnToday().Support(territory), DirectoryOnToday().Youth(territory))
		for _, f := range []safety.Finding{{Class: safety.Danger, Threatened: true}, {Class: safety.Danger, Harms: true}} {
			cards = append(cards, DirectoryOnToday().CardOf(f, territory))
			for turn := range 10 {
				cards = append(cards, DirectoryOnToday().ShortCard(f, territory, turn))
			}
		}
		for class := range safety.Class(safety.Classes) {
			texts = append(texts, safety.Acknowledge(safety.Finding{Class: class}), safety.Acknowledge(safety.Finding{Class: class, Harmed: true}))
			cards = append(cards, DirectoryOnToday().CardFor(class, territory), DirectoryOnToday().CardFor(class, territory).Unlisted())
			cards = append(cards, DirectoryOnToday().DangerCard(class, territory), DirectoryOnToday().DangerCard(class, territory).Unlisted())
			for turn := range 10 {
				cards = append(cards, DirectoryOnToday().ShortCard(safety.Finding{Class: class}, territory, turn))
			}
		}
	}
	for _, c := range cards {
		texts = append(append(append(texts, c.Title), c.Before...), c.After...)
		texts = append(texts, "- "+strings.Join(c.Services, "\n- "))
	}
	return texts
}

// messages is all that the base can be asked, and what it cannot.
func messages(b *faq.Base) []Message {
	var texts, choices []string
	for _, q := range b.Golden {
		texts = append(texts, q.Text)
	}
	for _, e := range b.Entries {
		texts = append(texts, e.Question, "/start "+string(e.ID))
		choices = append(choices, string(e.ID), "/start "+string(e.ID), helpfulPrefix+string(e.ID), unhelpfulPrefix+string(e.ID))
	}
	for _, c := range append(Commands(), Command{Name: "start"}, Command{Name: "ask"}, Command{Name: "unknown"}) {
		texts = append(texts, "/"+c.Name)
		choices = append(choices, "/"+c.Name)
	}
	for page := range 12 {
		choices = append(choices, "/topics "+strconv.Itoa(page))
	}
	for class := range safety.Class(safety.Classes) {
		choices = append(choices, "/crisis countries "+class.String(), "/crisis gb "+class.String(), "/crisis at "+class.String())
	}
	choices = append(choices, "/crisis danger", "/crisis danger nz", notThatPrefix+b.Version+" n ", notThatPrefix+b.Version+" a 0 1", notThatPrefix+b.Version+" s 2 1 0")
	texts = append(texts, "I want to die", "my husband beats me", "my therapist kissed me", "I was raped last night", "I was abused as a child")
	texts = append(texts, "", "hello", "thanks", "bye", "why", "menu", "is this chat private", "\x00\xff\u202e", strings.Repeat("a ", 50_000))
	choices = append(choices, "gone", "\xff", strings.Repeat("z", 100_000))
	var all []Message
	for _, text := range texts {
		all = append(all, Message{Text: text}, Message{Text: text + " " + sentinels}, Message{Text: sentinels + "\n\n" + text})
	}
	for _, id := range choices {
		all = append(all, Message{Choice: id, Text: sentinels}, Message{Choice: id + " " + sentinels}, Message{Choice: sentinels + id})
	}
	who := Message{Platform: sentinels, ID: sentinels, Chat: sentinels, User: sentinels, Locale: sentinels}
	for i := range all {
		all[i].Platform, all[i].ID, all[i].Chat, all[i].User, all[i].Locale = who.Platform, who.ID, who.Chat, who.User, who.Locale
	}
	return all
}

// TestSentinelsAreNotOurs keeps the test above honest: it would hold for
// any text if the base had the sentinels.
func TestSentinelsAreNotOurs(t *testing.T) {
	for text := range ownTexts(shipped(t)) {
		if slices.ContainsFunc(echoes, func(echo string) bool { return strings.Contains(strings.ToLower(text), echo) }) {
			t.Errorf("%q holds a sentinel: choose another", text)
		}
	}
}

// TestOwnTextsKeepTheLanguage: the fixed texts keep the rules of help cards, too.
func TestOwnTextsKeepTheLanguage(t *testing.T) {
	for text := range ownTexts(snapshotOf(t, os.DirFS("testdata/base"))) {
		if found, _ := safety.Lint(text); len(found) > 0 {
			t.Errorf("%q: %q", text, found)
		}
	}
}
