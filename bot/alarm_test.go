package bot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

// This file is inside the package because it says what the detector finds and what
// time it is.

// clockwork is a bot whose detector finds the class that a message names ("A suicide",
// "B distress"), and whose clock stands still until it is moved.
type clockwork struct {
	*Bot
	t time.Time
}

func newClockwork(s *Snapshot) *clockwork {
	c := &clockwork{Bot: New(s, "1.2.3"), t: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	c.now = func() time.Time { return c.t }
	c.look = func(text string) safety.Finding {
		tier, name, _ := strings.Cut(text, " ")
		if class, ok := safety.ParseClass(name); ok {
			return safety.Finding{Tier: safety.Tier(tier), Class: class}
		}
		return safety.Finding{}
	}
	return c
}

// always is a detector that finds f in every message.
func always(f safety.Finding) func(string) safety.Finding {
	return func(string) safety.Finding { return f }
}

func says(t *testing.T, h Handler, m Message) Reply {
	t.Helper()
	r, err := h.Handle(t.Context(), m)
	if err != nil {
		t.Fatalf("Handle(%.40q) = %v, want no error", m.Text+m.Choice, err)
	}
	return r
}

// snapshotOf builds a snapshot of a folder.
func snapshotOf(t *testing.T, files fs.FS) *Snapshot {
	t.Helper()
	base, err := faq.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return NewSnapshot(base)
}

func bread(t *testing.T) *Snapshot { return snapshotOf(t, os.DirFS("testdata/base")) }

// TestFaultInTheDetector: what makes the detector panic gets the card for everybody.
func TestFaultInTheDetector(t *testing.T) {
	b := New(bread(t), "1.2.3")
	want := says(t, b, Message{Choice: "/crisis"})
	for name, look := range map[string]func(string) safety.Finding{
		"with the text":    func(text string) safety.Finding { panic(text) },
		"with an error":    func(string) safety.Finding { panic(errors.New("broken")) },
		"with nil":         func(string) safety.Finding { panic(nil) },
		"by index":         func(text string) safety.Finding { _ = text[len(text)]; return safety.Finding{} },
		"without detector": nil,
	} {
		t.Run(name, func(t *testing.T) {
			b.look = look
			for _, text := range []string{"how long should my dough rise", "/topics", "hello", ""} {
				r := says(t, b, Message{Text: text, User: "7"})
				if r.Kind() != KindHelp || r.Tier() != "A" || r.Class() != "none" || !r.Private() {
					t.Fatalf("Handle(%q): Kind, Tier, Class, Private = %s, %s, %s, %v, want help, A, none, true",
						text, r.Kind(), r.Tier(), r.Class(), r.Private())
				}
				b.helped.cards.values, b.helped.cards.order = nil, nil // or it would be a short one
				if r.Title() != want.Title() || r.Text() != want.Text() {
					t.Errorf("Handle(%q) = %q %q, want what /crisis shows", text, r.Title(), r.Text())
				}
			}
			r := says(t, b, Message{Text: "how long should my dough rise"})
			if after := says(t, b, Message{Choice: pastCard(t, r)}); after.Entry() != "rising" {
				t.Errorf("past the card: %s %q, want the answer", after.Kind(), after.Title())
			}
		})
	}
}

// TestFaultInTheMatcher: a card needs no answers.
func TestFaultInTheMatcher(t *testing.T) {
	b := New(&Snapshot{base: bread(t).base}, "1.2.3") // one without a matcher
	r := says(t, b, Message{Text: "I want to die"})
	if r.Kind() != KindHelp || r.Class() != "suicide" {
		t.Errorf("Handle = %s %s, want help suicide", r.Kind(), r.Class())
	}
	if after := says(t, b, Message{Choice: pastCard(t, r)}); after.Kind() != KindNone {
		t.Errorf("past the card: %s, want to read that there is no answer", after.Kind())
	}
}

// pastCard is the ID of the choice that leads to what a question gets without a card.
func pastCard(t *testing.T, r Reply) string {
	t.Helper()
	for _, c := range r.Choices() {
		if c.Label == "That is not it: answer my question" {
			return c.ID
		}
	}
	t.Fatalf("%s %q has no way past it", r.Kind(), r.Title())
	return ""
}

// pastCards is what such an ID may look like: the version, a letter, numbers or a name
// of ours.
var pastCards = regexp.MustCompile(`^not-that [0-9a-f]{12} y?([as]( [0-9]{1,4}){1,3}|n|c topics [0-9]{1,4}|c (` +
	`start|help|topics|crisis|privacy|about|version|thanks|bye|vague|adults|unknown))$`)

// TestPastTheCard: the way past a card leads to what the question gets without one, or where
// that is not sure enough for a message that told of danger, to a choice of it or to nothing;
// after a restart, too, and it tells nothing of the question.
func TestPastTheCard(t *testing.T) {
	for name, files := range map[string]fs.FS{"bread": os.DirFS("testdata/base"), "shipped": knowledge.Files} {
		t.Run(name, func(t *testing.T) {
			s := snapshotOf(t, files)
			calm, alarmed, restarted := New(s, "1.2.3"), New(s, "1.2.3"), New(snapshotOf(t, files), "1.2.3")
			calm.look, alarmed.look = always(safety.Finding{}), always(safety.Finding{Tier: safety.TierA, Class: safety.ThirdParty})
			outcomes := map[string]int{}
			for _, text := range questions(s.base) {
				want := says(t, calm, Message{Text: text})
				id := pastCard(t, says(t, alarmed, Message{Text: text}))
				if len(id) > 40 || !pastCards.MatchString(id) {
					t.Errorf("Handle(%q) leads on with %q of %d bytes, want numbers in at most 40", text, id, len(id))
				}
				got := says(t, restarted, Message{Choice: id})
				if diff := cmp.Diff(without(want), without(got)); diff != "" && !lessSure(want, got) {
					t.Errorf("past the card of %q (-without a card +past it):\n%s", text, diff)
				}
				outcomes[string(got.Kind())]++
				outcomes["also"] += len(got.Also())
			}
			for _, kind := range []string{"answer", "suggest", "none", "info", "help", "also"} {
				if outcomes[kind] == 0 {
					t.Errorf("no question tries %q: %v", kind, outcomes)
				}
			}
		})
	}
}

// lessSure reports whether got says less than want: instead of an answer choices with it or
// fewer answers, instead of choices others or that there is none.
func lessSure(want, got Reply) bool {
	answers := append([]string{want.Entry()}, want.Also()...)
	switch got.Kind() {
	case KindAnswer:
		return want.Kind() == KindAnswer && slices.Contains(answers, got.Entry()) && len(got.Also()) < len(want.Also())
	case KindSuggest:
		return want.Kind() == KindSuggest || want.Kind() == KindNone || slices.ContainsFunc(got.Choices(), func(c Choice) bool { return slices.Contains(answers, c.ID) })
	}
	return got.Kind() == KindNone && (want.Kind() == KindAnswer || want.Kind() == KindSuggest || want.Kind() == KindNone)
}

// TestPastACryForHelp: a message that tells of danger alone is no question, whatever words
// it has in common with one; one of the base's own questions beside it is.
func TestPastACryForHelp(t *testing.T) {
	s := shipped(t)
	b := New(s, "1.2.3")
	for text, want := range map[string]Kind{
		"I want to die":                                  KindNone,
		"I want to kill myself":                          KindNone,
		"my friend wants to die":                         KindNone,
		"I'm going to end my life":                       KindNone,
		"my husband beats me":                            KindNone,
		"I can't go on, I want out":                      KindNone,
		"my therapist kissed me":                         KindSuggest,
		"I was raped last night":                         KindAnswer, // what past harm has to do with sex is told
		"I want to die. How long does sex therapy take?": KindAnswer,
		"How long does sex therapy take?":                KindAnswer,
	} {
		look := b.look
		b.look = always(safety.Finding{Tier: safety.TierA, Class: safety.Suicide})
		id := pastCard(t, says(t, b, Message{Text: text}))
		b.look = look
		if r := says(t, b, Message{Choice: id}); r.Kind() != want {
			t.Errorf("past the card of %q: %s %q %v, want %s", text, r.Kind(), r.Title(), r.Choices(), want)
		}
	}
}

// TestPickByWords: what a reply offers can be asked for in words, too, by programs
// that have no buttons.
func TestPickByWords(t *testing.T) {
	s := shipped(t)
	b, alarmed := New(s, "1.2.3"), New(s, "1.2.3")
	alarmed.look = always(safety.Finding{Tier: safety.TierA, Class: safety.Danger})
	ids := []string{notThatPrefix + s.base.Version + " s 1 2 3", notThatPrefix + "0123456789ab n"}
	for _, text := range questions(s.base) {
		ids = append(ids, pastCard(t, says(t, alarmed, Message{Text: text})))
	}
	for _, e := range s.base.Entries {
		ids = append(ids, string(e.ID))
	}
	for _, id := range ids {
		pressed, typed := says(t, b, Message{Choice: id}), says(t, b, Message{Text: "/start " + id})
		if diff := cmp.Diff(without(pressed), without(typed)); diff != "" {
			t.Errorf("%s (-pressed +typed):\n%s", id, diff)
		}
	}
	for _, text := range []string{"I want to die", s.base.Version + " n I want to die", s.base.Version + " c I want to die", s.base.Version + " a 1 I want to die"} {
		if r := says(t, b, Message{Text: "/start not-that " + text}); r.Kind() != KindHelp {
			t.Errorf("words of danger behind a choice, %q, get %s, want a card", text, r.Kind())
		}
	}
}

// questions are what a base is asked, alone, together and in groups, and what it
// does not know.
func questions(b *faq.Base) []string {
	out := []string{"quarterly tax return abroad", "how long", "zzz", strings.Repeat("a ", 50_000), "\xff\x00",
		"", "hello", "/ask hello", "Thanks!", "bye", "why", "menu", "is this chat private", "about", "helpline", "I need help", "/ask", "/",
		"/topics", "/topics 2", "/topics 99999999999999999999", "/topics of the day", "/start", "/start help", "/start " + string(b.Entries[0].ID),
		"/start gone", "/privacy please", "/help", "/about", "/version", "/bake a cake", "/kindlysavemefromthis", "/help " + strings.Repeat("a ", 5000),
		"/ask " + strings.Repeat("dough ", 5000) + "how long should my dough rise",
		"/ask is it free of gluten", "/ask how long should my dough rise", "HOW LONG SHOULD MY DOUGH RISE???",
		"How long do I knead dough? And how do I store bread?"}
	for i, q := range b.Golden {
		out = append(out, q.Text)
		if i%3 == 0 {
			out = append(out, "/ask "+q.Text)
		}
	}
	for _, e := range b.Entries {
		out = append(out, e.Question)
	}
	for i := range len(b.Entries) - 2 {
		out = append(out, b.Entries[i].Question+" "+b.Entries[i+1].Question+" "+b.Entries[i+2].Question)
	}
	return out
}

// without is what two replies to the same question have in common, with a card between
// or not: how likely it was what was asked is not known any more.
func without(r Reply) map[string]any {
	return map[string]any{"kind": r.Kind(), "title": r.Title(), "text": r.Text(), "entry": r.Entry(), "also": r.Also(),
		"source": r.Source(), "section": r.Section(), "choices": r.Choices(), "disclaimer": r.Disclaimer(), "version": r.Version(),
		"tier": r.Tier(), "class": r.Class(), "private": r.Private()}
}

// TestPastAStaleCard: with other answers the way past an old card leads nowhere, and
// says so; so do ways that no card has.
func TestPastAStaleCard(t *testing.T) {
	old, now := New(bread(t), "1.2.3"), shipped(t)
	id := pastCard(t, says(t, old, Message{Text: "I want to die, how long should my dough rise"}))
	version := now.base.Version
	b := New(now, "1.2.3")
	for name, choice := range map[string]string{
		"other answers":    id,
		"no such entry":    notThatPrefix + version + " a 99999",
		"before the first": notThatPrefix + version + " a -1",
		"no number":        notThatPrefix + version + " s 1 rising",
		"a huge number":    notThatPrefix + version + " a 99999999999999999999",
		"nothing":          notThatPrefix,
		"a version alone":  notThatPrefix + version,
		"any bytes":        notThatPrefix + "\xff\x00",
		"no command":       notThatPrefix + version + " c",
		"another command":  notThatPrefix + version + " c ask how long",
		"a forged one":     notThatPrefix + version + " c reload",
		"more than a page": notThatPrefix + version + " c topics 2 3",
		"no such verdict":  notThatPrefix + version + " x 1",
	} {
		t.Run(name, func(t *testing.T) {
			if r := says(t, b, Message{Choice: choice}); r.Title() != textStaleTitle || r.Kind() != KindInfo {
				t.Errorf("Handle(%q) = %s %q, want that there is no such choice", choice, r.Kind(), r.Title())
			}
		})
	}
	old.Use(now)
	if r := says(t, old, Message{Choice: id}); r.Title() != textStaleTitle {
		t.Errorf("after the answers changed: %q, want that there is no such choice", r.Title())
	}
}

// TestManyEntries: the way past a card is short in a large base, too.
func TestManyEntries(t *testing.T) {
	files := fstest.MapFS{"base.yaml": {Data: []byte("title: Bread\nlanguage: en\nsource: {title: The First Loaf}\ndisclaimer: Ask a baker.\n")}}
	const most = 1200
	for i := range most {
		name := strings.Map(func(r rune) rune { return 'a' + r - '0' }, fmt.Sprintf("%04d", i)) // a word of letters
		files["entries/"+name+".md"] = &fstest.MapFile{Data: []byte(
			"---\nquestion: Which " + name + " is it?\nasked: [" + name + " dough]\nsection: Dough\nreviewed: 2026-01-02\n---\nThis one.\n")}
	}
	s := snapshotOf(t, files)
	b := New(s, "1.2.3")
	b.look = always(safety.Finding{Tier: safety.TierA, Class: safety.Suicide})
	last := s.base.Entries[most-1].Question
	for _, text := range []string{last, last + " " + s.base.Entries[most-2].Question + " " + s.base.Entries[most-3].Question, "dough"} {
		id := pastCard(t, says(t, b, Message{Text: text}))
		if len(id) > 40 || !pastCards.MatchString(id) {
			t.Errorf("Handle(%q) leads on with %q of %d bytes, want at most 40", text, id, len(id))
		}
	}
	if r := says(t, b, Message{Choice: pastCard(t, says(t, b, Message{Text: last}))}); r.Title() != last {
		t.Errorf("past the card of %q: %q", last, r.Title())
	}
}

// TestRepeats: who gets a whole card, and who a short one with the same places to
// turn to.
func TestRepeats(t *testing.T) {
	const suicide, abuse = "A suicide", "A abuse-now"
	someone, other := Message{Platform: "telegram", Chat: "c", User: "7"}, Message{Platform: "telegram", Chat: "c", User: "8"}
	elsewhere, otherApp := Message{Platform: "telegram", Chat: "d", User: "7"}, Message{Platform: "discord", Chat: "c", User: "7"}
	nobody, group := Message{Platform: "telegram"}, Message{Platform: "telegram", Chat: "c"}
	alone := Message{Platform: "telegram", Chat: "c", Private: true}
	type step struct {
		after time.Duration
		who   Message
		text  string
		whole bool
	}
	for name, steps := range map[string][]step{
		"five repeats are short": {
			{0, someone, suicide, true}, {0, someone, suicide, false}, {time.Second, someone, suicide, false},
			{time.Minute, someone, suicide, false}, {10 * time.Minute, someone, suicide, false}, {15 * time.Minute, someone, suicide, false},
		},
		"whole again after half an hour": {
			{0, someone, suicide, true}, {30*time.Minute - 1, someone, suicide, false}, {1, someone, suicide, true}, {1, someone, suicide, false},
			{30*time.Minute - 2, someone, suicide, false}, {1, someone, suicide, true},
		},
		"another class is whole at once": { // an emergency must not lack what to do because of an earlier card
			{0, someone, suicide, true}, {0, someone, "A medical-emergency", true}, {time.Second, someone, abuse, true},
			{time.Second, someone, suicide, false}, {0, someone, "A medical-emergency", false}, {0, someone, abuse, false},
		},
		"each class is whole again after half an hour of its own": {
			{0, someone, suicide, true}, {time.Minute, someone, abuse, true}, {29 * time.Minute, someone, suicide, true},
			{0, someone, abuse, false}, {time.Minute, someone, abuse, true}, {0, someone, suicide, false},
		},
		"words of every kind again and again give one whole card of each": {
			{0, someone, suicide, true}, {time.Second, someone, abuse, true}, {time.Second, someone, "A danger", true},
			{time.Second, someone, suicide, false}, {time.Second, someone, abuse, false}, {time.Second, someone, "A danger", false},
			{time.Minute, someone, suicide, false}, {time.Second, someone, abuse, false}, {time.Second, someone, "A danger", false},
		},
		"somebody else's is whole": {
			{0, someone, suicide, true}, {0, other, suicide, true}, {0, someone, suicide, false}, {0, other, suicide, false}, {0, other, abuse, true},
		},
		"another chat's is whole": {
			{0, someone, suicide, true}, {0, elsewhere, suicide, true}, {0, elsewhere, suicide, false},
		},
		"another app's is whole": {
			{0, someone, suicide, true}, {0, otherApp, suicide, true}, {0, otherApp, suicide, false},
		},
		"without a name always whole": {
			{0, nobody, suicide, true}, {0, nobody, suicide, true}, {0, nobody, suicide, true}, {0, nobody, suicide, true},
			{0, nobody, abuse, true}, {0, nobody, suicide, true},
		},
		"in a group without a name always whole": { // the one before may have been anybody's
			{0, group, suicide, true}, {0, group, suicide, true}, {time.Minute, group, suicide, true}, {0, group, abuse, true},
		},
		"alone with Candor without a name": {
			{0, alone, suicide, true}, {0, alone, suicide, false}, {0, alone, abuse, true},
		},
		"answers between change nothing": {
			{0, someone, suicide, true}, {0, someone, "rising time", false}, {0, someone, "B distress", false}, {0, someone, suicide, false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClockwork(bread(t))
			for i, step := range steps {
				c.t = c.t.Add(step.after)
				m := step.who
				m.Text = step.text
				got := says(t, c, m)
				if !strings.HasPrefix(step.text, "A ") {
					continue
				}
				whole := says(t, c, Message{Text: step.text}) // nobody's is
				if isWhole := got.Text() == whole.Text(); isWhole != step.whole {
					t.Errorf("message %d, %q: whole %v, want %v:\n%s", i, step.text, isWhole, step.whole, got.Text())
				}
				if first := whole.Body()[:1].Text(); !strings.HasPrefix(got.Text(), first) {
					t.Errorf("message %d, %q: begins not with what to do at once, %q:\n%s", i, step.text, first, got.Text())
				}
				if diff := cmp.Diff(bullets(whole), bullets(got)); diff != "" || len(bullets(got)) == 0 {
					t.Errorf("message %d, %q: places to turn to (-whole card +this):\n%s", i, step.text, diff)
				}
				if got.Kind() != KindHelp || got.Class() != whole.Class() || !got.Private() || len(got.Text()) > len(whole.Text()) {
					t.Errorf("message %d, %q: %s %s, private %v, of %d bytes, want a private card, no longer than the whole",
						i, step.text, got.Kind(), got.Class(), got.Private(), len(got.Text()))
				}
				if diff := cmp.Diff(whole.Choices(), got.Choices()); diff != "" {
					t.Errorf("message %d, %q: choices (-whole card +this):\n%s", i, step.text, diff)
				}
			}
		})
	}
}

// TestNeverTheSameThrice: of a card and twelve repeats no text comes a third time, and
// none twice in a row.
func TestNeverTheSameThrice(t *testing.T) {
	for class := range safety.Class(safety.Classes) {
		if class.Tier() != safety.TierA {
			continue
		}
		c := newClockwork(bread(t))
		count, last := map[string]int{}, ""
		for i := range 13 {
			text := says(t, c, Message{User: "7", Text: "A " + class.String()}).Text()
			count[text]++
			if count[text] == 3 || text == last {
				t.Errorf("%s, message %d: the same block again:\n%s", class, i+1, text)
			}
			last = text
			c.t = c.t.Add(2 * time.Minute)
		}
	}
}

func bullets(r Reply) (out []string) {
	for _, block := range r.Body() {
		if block.Bullet {
			out = append(out, Doc{block}.Text())
		}
	}
	return out
}

// TestOldHelplines: when the helplines are too old to be shown, whoever is in danger, or asks
// for help, still gets a card, with the finder and what to dial, and no other number.
func TestOldHelplines(t *testing.T) {
	c := newClockwork(bread(t))
	for _, text := range []string{"A suicide", "A minor", "A therapist-advance", "B distress", "/crisis", "/crisis gb assault"} {
		c.t = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		now := says(t, c, Message{Text: text, User: "7", Territory: "GB"})
		c.t = c.t.AddDate(50, 0, 0)
		late := says(t, c, Message{Text: text, User: "7", Territory: "GB"})
		for what, r := range map[string]Reply{"now": now, "late": late} {
			old := strings.Contains(r.Text(), "116 123") || strings.Contains(r.Text(), "0800 1111") || strings.Contains(r.Text(), "247sexual")
			if old != (what == "now") || !strings.Contains(r.Text(), safety.Finder) || r.Kind() == KindHelp && !strings.Contains(r.Text(), "999 or 112") {
				t.Errorf("%s, %s: want numbers now only, and the finder and what to dial:\n%s", text, what, r.Text())
			}
		}
	}
}

// TestSupportStandsAround: tier B gets what the question gets, with a line before it
// and one after it.
func TestSupportStandsAround(t *testing.T) {
	s := bread(t)
	calm, moved := OnToday(New(s, "1.2.3")), OnToday(New(s, "1.2.3"))
	calm.look = always(safety.Finding{})
	for _, class := range []safety.Class{safety.Disclosure, safety.Distress} {
		moved.look = always(safety.Finding{Tier: safety.TierB, Class: class})
		for name, text := range map[string]string{
			"an answer": "how long should my dough rise", "suggestions": "how long", "nothing": "quarterly tax return abroad",
			"what is not covered": "is it free of gluten", "small talk": "hello", "an answer in a group": "/ask how long should my dough rise",
			"two answers": "How long do I knead dough? And how do I store bread?",
		} {
			for _, territory := range []string{"", "GB"} {
				t.Run(class.String()+", "+name+", "+territory, func(t *testing.T) {
					m := Message{Text: text, User: "7", Territory: territory}
					want, got := says(t, calm, m), says(t, moved, m)
					body := slices.Concat(faq.Plain(safety.Acknowledge(safety.Finding{Class: class})), want.Body(), faq.Plain(DirectoryOnToday().Support(territory)))
					if diff := cmp.Diff(body, got.Body()); diff != "" {
						t.Errorf("body (-acknowledged, answered, supported +got):\n%s", diff)
					}
					if got.Tier() != "B" || got.Class() != class.String() || !got.Private() {
						t.Errorf("Tier, Class, Private = %s, %s, %v, want B, %s, true", got.Tier(), got.Class(), got.Private(), class)
					}
					same := without(want)
					same["text"], same["tier"], same["class"], same["private"] = got.Text(), "B", class.String(), true
					if diff := cmp.Diff(same, without(got)); diff != "" || got.Confidence() != want.Confidence() {
						t.Errorf("beside the lines (-without them +with):\n%s", diff)
					}
					if n := strings.Count(got.Text()+got.Disclaimer(), s.base.Disclaimer); n != 1 {
						t.Errorf("%d disclaimers, want one", n)
					}
				})
			}
		}
	}
}
