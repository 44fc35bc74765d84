package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"

	"github.com/bwmarrin/discordgo"
	"github.com/rs/zerolog"
)

const token = "TEST.fake.token_not_real"

// shippedBase is the base that people get.
var shippedBase = sync.OnceValue(func() *faq.Base {
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		panic(err)
	}
	return base
})

var shippedSnapshot = sync.OnceValue(func() *bot.Snapshot { return bot.NewSnapshot(shippedBase()) })

// shipped is the core with the shipped base.
func shipped(t testing.TB) *bot.Bot {
	t.Helper()
	return bot.New(shippedSnapshot(), "1")
}

func adapter(t testing.TB, h bot.Handler) *Adapter {
	t.Helper()
	a, err := New(Config{Token: token}, h, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func reply(t testing.TB, b bot.Handler, m bot.Message) bot.Reply {
	t.Helper()
	r, err := b.Handle(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCustomID(t *testing.T) {
	a := adapter(t, nil)
	open, vote := a.customID("c1", anyone, actOpen, "duration"), a.customID("c1", "u1", actVote, "+duration")
	for name, test := range map[string]struct {
		channel, person, id string
		do                  action
		choice              string
		ok                  bool
	}{
		"anybody":             {"c1", "u2", open, actOpen, "duration", true},
		"asker":               {"c1", "u1", vote, actVote, "+duration", true},
		"stranger":            {"c1", "u2", vote, 0, "", false},
		"other channel":       {"c2", "u1", open, 0, "", false},
		"other choice":        {"c1", "u1", strings.Replace(open, "duration", "goal", 1), 0, "", false},
		"other action":        {"c1", "u1", strings.Replace(open, "oduration", "sduration", 1), 0, "", false},
		"other version":       {"c1", "u1", "2" + open[1:], 0, "", false},
		"cut":                 {"c1", "u1", open[:13], 0, "", false},
		"empty":               {"c1", "u1", "", 0, "", false},
		"too long":            {"c1", "u1", open + strings.Repeat("x", 100), 0, "", false},
		"of another token":    {"c1", "u1", otherToken(t).customID("c1", anyone, actOpen, "duration"), 0, "", false},
		"channel and person":  {"c1u", "1", a.customID("c1", "u1", actVote, "x"), 0, "", false},
		"action in its place": {"c1", "u1", a.customID("c1", anyone, actDismiss, ""), actDismiss, "", true},
	} {
		do, choice, ok := a.pressedID(test.channel, test.person, test.id)
		if ok != test.ok || do != test.do || choice != test.choice {
			t.Errorf("%s: pressedID = %q, %q, %v; want %q, %q, %v", name, do, choice, ok, test.do, test.choice, test.ok)
		}
	}
}

func otherToken(t *testing.T) *Adapter {
	t.Helper()
	a, err := New(Config{Token: token + "x"}, nil, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestForgedIDs: of many changed buttons none is taken.
func TestForgedIDs(t *testing.T) {
	t.Parallel()
	a := adapter(t, nil)
	rng := rand.New(rand.NewPCG(1, 2))
	ids := []string{a.customID("c1", "u1", actShow, "duration"), a.customID("c1", anyone, actOpen, "/topics 2")}
	for range 50_000 {
		id := []byte(ids[rng.IntN(len(ids))])
		was := string(id)
		for range 1 + rng.IntN(3) {
			id[rng.IntN(len(id))] = byte(33 + rng.IntN(94))
		}
		if _, _, ok := a.pressedID("c1", "u1", string(id)); ok && string(id) != was {
			t.Fatalf("%q was taken for %q", id, was)
		}
	}
}

func FuzzPressedID(f *testing.F) {
	a := adapter(f, nil)
	f.Add("c1", "u1", a.customID("c1", "u1", actVote, "+duration"))
	f.Add("c1", "u2", a.customID("c1", anyone, actMenu, ""))
	f.Add("", "", "1")
	f.Fuzz(func(t *testing.T, channel, person, id string) {
		do, choice, ok := a.pressedID(channel, person, id)
		if ok && id != a.customID(channel, person, do, choice) && id != a.customID(channel, anyone, do, choice) {
			t.Errorf("%q was taken, but not made here", id)
		}
	})
}

// TestComponents: whatever the core says, its buttons keep to Discord's limits, and each
// leads somewhere.
func TestComponents(t *testing.T) {
	b := shipped(t)
	a := adapter(t, b)
	for _, said := range []string{"do i have to get naked", "/topics", "/topics 3", "/help", "/crisis", "/crisis countries suicide",
		"how long", "i want to die", "what is the weather", "/start", "hi", "i was abused as a child, can therapy help"} {
		r := reply(t, b, bot.Message{Text: said, User: said})
		for _, v := range []view{{channel: "c", asker: "u", own: true}, {channel: "c", asker: "u"}, {channel: "c", asker: "u", private: true}} {
			checkRows(t, fmt.Sprintf("%q %+v", said, v), a.components(r, v))
		}
		checkRows(t, said+" in public", a.components(r.Public(), view{channel: "c", asker: "u"}))
	}
}

// TestSettlingChoiceReplaces: what it settles does not stay there to be pressed again.
func TestSettlingChoiceReplaces(t *testing.T) {
	a := adapter(t, shipped(t))
	for settles, want := range map[bool]action{true: actReplace, false: actOpen} {
		row := a.choice(nil, bot.Reply{}, bot.Choice{ID: "/send 1a yes", Label: "Send it", Settles: settles}, view{channel: "5"})
		if do, choice, ok := a.pressedID("5", "6", idOf(t, row)); !ok || do != want || choice != "/send 1a yes" {
			t.Errorf("settles %v: %q, %q, %v, want %q", settles, do, choice, ok, want)
		}
	}
}

// checkRows holds components to discord.com/developers/docs/components/reference.
func checkRows(t *testing.T, name string, rows []discordgo.MessageComponent) {
	t.Helper()
	seen := map[string]bool{}
	id := func(s string) {
		if s == "" || len(s) > 100 || seen[s] {
			t.Errorf("%s: custom_id %q is empty, too long or there twice", name, s)
		}
		seen[s] = true
	}
	if len(rows) > 5 {
		t.Errorf("%s: %d rows, at most 5 are shown", name, len(rows))
	}
	for _, row := range rows {
		parts := row.(discordgo.ActionsRow).Components
		if len(parts) == 0 || len(parts) > 5 {
			t.Errorf("%s: %d components in a row, want 1 to 5", name, len(parts))
		}
		for _, part := range parts {
			switch part := part.(type) {
			case discordgo.Button:
				id(part.CustomID)
				if part.Label == "" || units(part.Label) > 80 {
					t.Errorf("%s: label %q is empty or too long", name, part.Label)
				}
			case discordgo.SelectMenu:
				id(part.CustomID)
				if len(parts) != 1 || len(part.Options) == 0 || len(part.Options) > 25 {
					t.Errorf("%s: a menu of %d options among %d components", name, len(part.Options), len(parts))
				}
				for _, o := range part.Options {
					if o.Label == "" || units(o.Label) > 100 || o.Value == "" || len(o.Value) > 100 || !known(o.Value) {
						t.Errorf("%s: the option %+v is empty, too long or leads nowhere", name, o)
					}
				}
			}
		}
	}
}

// TestTools: what can be done with a message depends on who sees it.
func TestTools(t *testing.T) {
	b := shipped(t)
	a := adapter(t, b)
	answer := reply(t, b, bot.Message{Text: "do i have to get naked"})
	card := reply(t, b, bot.Message{Text: "i want to die", User: "1"})
	for name, test := range map[string]struct {
		r    bot.Reply
		v    view
		want string
	}{
		"own answer":     {answer, view{channel: "c", asker: "u", own: true}, "This helped, This did not help, Show to the channel, Dismiss"},
		"public answer":  {answer, view{channel: "c", asker: "u"}, "This helped, This did not help, Answer me privately, Dismiss"},
		"private answer": {answer, view{channel: "c", asker: "u", private: true}, "This helped, This did not help"},
		"card":           {card, view{channel: "c", asker: "u", own: true}, "Dismiss"},
		"neutral line":   {card.Public(), view{channel: "c", asker: "u"}, "Open a private chat, Dismiss"},
	} {
		var labels []string
		for _, c := range a.tools(test.r, test.v) {
			labels = append(labels, c.(discordgo.Button).Label)
		}
		if got := strings.Join(labels, ", "); got != test.want {
			t.Errorf("%s: %s; want %s", name, got, test.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 10, "short"}, {"exactly10!", 10, "exactly10!"}, {"more than ten", 10, "more than…"},
		{"👨‍👩‍👧👨‍👩‍👧", 5, "👨‍…"}, {"", 5, ""},
	} {
		if got := cut(test.in, test.most); got != test.want || units(got) > test.most {
			t.Errorf("cut(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}

// TestComponentsMarshal: what goes out is JSON with the types that Discord tells parts by.
func TestComponentsMarshal(t *testing.T) {
	b := shipped(t)
	out, err := json.Marshal(adapter(t, b).components(reply(t, b, bot.Message{Text: "/topics"}), view{channel: "c", asker: "u", own: true}))
	if err != nil || !strings.Contains(string(out), `"type":3`) || !strings.Contains(string(out), `"type":1`) {
		t.Errorf("%s, %v; want rows and a menu", out, err)
	}
}
