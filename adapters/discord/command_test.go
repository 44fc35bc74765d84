package discord_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

const (
	inDanger  = "I want to kill myself"                            // tier A
	inTrouble = "I was abused as a child. " + adaptertest.Question // tier B
	putRoute  = "PUT /applications/{application_id}/commands"
)

// TestCommandsAreRegisteredOnce: a bot that starts again finds them there.
func TestCommandsAreRegisteredOnce(t *testing.T) { simulated(t, testCommandsAreRegisteredOnce) }

func testCommandsAreRegisteredOnce(t *testing.T) {
	s := start(t, setup{})
	names := map[string]bool{}
	for _, c := range s.Commands() {
		names[c.Name] = true
		if c.Name == "settings" {
			continue
		}
		if !slices.Equal(c.Contexts, []int{0, 1, 2}) || !slices.Equal(c.Installs, []int{0, 1}) {
			t.Errorf("%s is for contexts %v and installs %v, want everywhere", c.Name, c.Contexts, c.Installs)
		}
	}
	for _, name := range []string{"ask", "topics", "help", "privacy", "about", "crisis", bot.LabelAnswerThis} {
		if !names[name] {
			t.Errorf("there is no command %q", name)
		}
	}
	s.stop()
	second(t, s, nil)
	if n := len(s.CallsOf(putRoute)); n != 1 {
		t.Errorf("commands were registered %d times, want once", n)
	}
}

// TestModeratorsCommandsAreRegistered: in their server, and the one for each server
// everywhere; shown to who manages the server.
func TestModeratorsCommandsAreRegistered(t *testing.T) {
	simulated(t, testModeratorsCommandsAreRegistered)
}

func testModeratorsCommandsAreRegistered(t *testing.T) {
	home := func(c *discord.Config) { c.Home = server }
	s := start(t, setup{config: home})
	s.until("those at home are there", func() bool { return len(s.CommandsOf(server)) > 0 })
	got := map[string]discordtest.Registered{}
	for _, c := range append(s.CommandsOf(server), s.Commands()...) {
		got[c.Name] = c
	}
	for _, c := range bot.ModeratorCommands() {
		r := got[c.Name]
		if r.Permissions == nil || *r.Permissions != "32" || (len(r.Options) == 1) != (c.Args != "") {
			t.Errorf("/%s is registered as %+v, want it for those who manage the server, with arguments if it has some", c.Name, r)
		}
	}
	if c := got["settings"]; c.Guild != "" || !slices.Equal(c.Contexts, []int{0}) || !slices.Equal(c.Installs, []int{0}) {
		t.Errorf("/settings is registered as %+v, want it in all servers", c)
	}
	s.stop()
	second(t, s, home)
	if n := len(s.CallsOf("PUT /applications/{application_id}/guilds/{guild_id}/commands")); n != 1 {
		t.Errorf("commands at home were registered %d times, want once", n)
	}
}

// TestRegisteringIsTriedAgain: Discord's bad minute must not cost the commands.
func TestRegisteringIsTriedAgain(t *testing.T) { simulated(t, testRegisteringIsTriedAgain) }

func testRegisteringIsTriedAgain(t *testing.T) {
	s := start(t, setup{offline: true, config: func(c *discord.Config) { c.Home = server }, before: func(s *discordtest.Server) {
		s.Fail(discordtest.Fault{Route: putRoute, Status: 503, Times: 4})
		s.Fail(discordtest.Fault{Route: "GET /applications/{application_id}/guilds/{guild_id}/commands", Status: 403, Code: 50001})
	}})
	s.until("all are there", func() bool { return len(s.Commands()) > 0 && len(s.CommandsOf(server)) > 0 })
}

// TestModeratorsCommands: what stands behind them comes along, and the reply is for the
// person alone, even where answers are for all.
func TestModeratorsCommands(t *testing.T) { simulated(t, testModeratorsCommands) }

func testModeratorsCommands(t *testing.T) {
	s := start(t, setup{config: func(c *discord.Config) {
		c.Home = server
		c.Settings = func(string) bot.Settings { return bot.Settings{Public: true} }
	}})
	for _, c := range []discordtest.Command{
		{Name: "rollback", Options: map[string]any{"arguments": "1a2b"}},
		{Name: "settings"},
		{Name: "ask", Options: map[string]any{"question": "/stats", "public": true}},
		{Name: "help"},
	} {
		c.Guild, c.Permissions = server, 32
		if m := s.answered(s.command(c)); !m.Ephemeral {
			t.Errorf("the reply to /%s is for all", c.Name)
		}
	}
	var got []string
	for _, m := range s.core.Asked() {
		got = append(got, fmt.Sprint(m.Text, " ", m.Community == server, " ", m.Role))
	}
	if diff := cmp.Diff([]string{"/rollback 1a2b true 2", "/settings true 2", "/stats true 2", "/help true 0"}, got); diff != "" {
		t.Errorf("the core hears (-want +got):\n%s", diff)
	}
}

// TestCommandsAreTranslated: what people see of a command in a menu, in six languages.
func TestCommandsAreTranslated(t *testing.T) { simulated(t, testCommandsAreTranslated) }

func testCommandsAreTranslated(t *testing.T) {
	s := start(t, setup{})
	want := []string{"de", "es-419", "es-ES", "fr", "it", "nl", "pt-BR"}
	check := func(name string, translations map[string]string) {
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(translations))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, c := range s.Commands() {
		switch c.Name {
		case "settings":
		case bot.LabelAnswerThis:
			check(c.Name, c.NameLocales)
		default:
			check(c.Name, c.DescriptionLocale)
			if len(c.NameLocales) > 0 {
				t.Errorf("/%s is called otherwise elsewhere, though answers name it so", c.Name)
			}
		}
		for _, o := range c.Options {
			if c.Name == "ask" {
				check(o.Name, o.DescriptionLocale)
			}
		}
	}
}

// TestOtherCommandsAreReplaced: those of an earlier version.
func TestOtherCommandsAreReplaced(t *testing.T) { simulated(t, testOtherCommandsAreReplaced) }

func testOtherCommandsAreReplaced(t *testing.T) {
	s := start(t, setup{before: func(s *discordtest.Server) {
		s.Register("", `[{"name":"faq","description":"old"}]`)
	}, offline: true})
	s.until("its commands are there", func() bool { return len(s.Commands()) > 1 })
	if slices.ContainsFunc(s.Commands(), func(c discordtest.Registered) bool { return c.Name == "faq" }) {
		t.Error("the old command is still there")
	}
}

// second runs another bot on the server of a stage, which has ended, for as long as it takes
// to be there.
func second(t *testing.T, s *stage, config func(*discord.Config)) {
	t.Helper()
	cfg := discord.Config{Token: discordtest.Token, API: s.URL}
	if config != nil {
		config(&cfg)
	}
	a, err := discord.New(cfg, s.core, s.log.Logger())
	if err != nil {
		t.Fatal(err)
	}
	discord.ConnectBy(a, s.Dial)
	before := len(s.CallsOf("GET /applications/{application_id}/commands"))
	run(t, a, func() {
		s.until("it is there", func() bool {
			return s.Connected() > 0 && len(s.CallsOf("GET /applications/{application_id}/commands")) > before
		})
	})
}

// TestAskIsAnsweredAlone: the person alone sees the answer, unless they want otherwise.
func TestAskIsAnsweredAlone(t *testing.T) { simulated(t, testAskIsAnsweredAlone) }

func testAskIsAnsweredAlone(t *testing.T) {
	s := start(t, setup{})
	for _, c := range []struct {
		name  string
		in    discordtest.Command
		title string
		alone bool
	}{
		{"alone", discordtest.Command{Options: map[string]any{"question": adaptertest.Question}}, adaptertest.Question, true},
		{"public", discordtest.Command{Options: map[string]any{"question": adaptertest.Question, "public": true}}, adaptertest.Question, false},
		{"not public", discordtest.Command{Options: map[string]any{"question": adaptertest.Question, "public": false}}, adaptertest.Question, true},
		{"danger in public", discordtest.Command{Options: map[string]any{"question": inDanger, "public": true}}, "", true},
		{"nothing known", discordtest.Command{Options: map[string]any{"question": "zzzz qqqq xxxx"}}, "I have no answer to that", true},
		{"by the number of an entry", discordtest.Command{Options: map[string]any{"question": "=storing"}}, "", true},
		{"of an installed bot", discordtest.Command{OwnInstall: true, Guild: discordtest.GuildID(7), Options: map[string]any{"question": adaptertest.Question}}, adaptertest.Question, true},
	} {
		c.in.Name = "ask"
		if c.in.Guild == "" {
			c.in.Guild = server
		}
		m := s.answered(s.command(c.in))
		if m.Ephemeral != c.alone || c.title != "" && title(m) != c.title {
			t.Errorf("%s: got %q, for one %v; want %q, %v", c.name, title(m), m.Ephemeral, c.title, c.alone)
		}
		if !strings.Contains(m.Embeds[0].Footer.Text, "ask a baker") {
			t.Errorf("%s: the footer is %q, want the disclaimer", c.name, m.Embeds[0].Footer.Text)
		}
	}
}

// TestTroubleIsAnsweredAlone: an answer with lines of support is for the person, whatever
// they chose.
func TestTroubleIsAnsweredAlone(t *testing.T) { simulated(t, testTroubleIsAnsweredAlone) }

func testTroubleIsAnsweredAlone(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": inTrouble, "public": true}}))
	if given := s.core.Given(); !m.Ephemeral || title(m) != adaptertest.Question || !given[0].Private() {
		t.Errorf("%q is for one %v, private %v", title(m), m.Ephemeral, given[0].Private())
	}
}

// TestAskElsewhere: in private, and in a group of people that the bot is not in.
func TestAskElsewhere(t *testing.T) { simulated(t, testAskElsewhere) }

func testAskElsewhere(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.command(discordtest.Command{Name: "ask", Options: map[string]any{"question": adaptertest.Question}}))
	if _, ok := m.Button(bot.LabelDismiss); title(m) != adaptertest.Question || ok {
		t.Errorf("in private: %q with %q, want the answer, which need not be dismissed", title(m), labels(m))
	}
	m = s.answered(s.command(discordtest.Command{Name: "ask", GroupDM: true, Channel: "4242", Options: map[string]any{"question": adaptertest.Question}}))
	if title(m) != adaptertest.Question || !m.Ephemeral {
		t.Errorf("in a group of people: %q, for one %v", title(m), m.Ephemeral)
	}
	if _, ok := m.Button(bot.LabelShow); !ok {
		t.Error("in a group of people the answer cannot be shown to the others")
	}
}

// TestCompletion: what is offered leads to its entry, in time and number.
func TestCompletion(t *testing.T) { simulated(t, testCompletion) }

func testCompletion(t *testing.T) {
	s := start(t, setup{})
	for typed, first := range map[string]string{"how long": "How long", "rising": adaptertest.Question, "": "", "zzzz qqqq": "", strings.Repeat("how ", 400): ""} {
		id := s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": typed}})
		s.until("the completion is answered", func() bool { _, ok := s.Answer(id); return ok })
		a, _ := s.Answer(id)
		if a.Type != 8 || len(a.Choices) > 25 || a.After > time.Second {
			t.Errorf("%.20q: answer of type %d with %d choices after %v, want type 8, 25 at most, at once", typed, a.Type, len(a.Choices), a.After)
		}
		if first == "" {
			continue
		}
		if len(a.Choices) == 0 || !strings.HasPrefix(a.Choices[0].Name, first) {
			t.Errorf("%q: choices %+v, want %q first", typed, a.Choices, first)
			continue
		}
		if m := s.answered(s.ask(fmt.Sprint(a.Choices[0].Value))); title(m) != a.Choices[0].Name {
			t.Errorf("the choice %q leads to %q", a.Choices[0].Name, title(m))
		}
	}
}

// TestManyChoicesAreCut: Discord takes 25.
func TestManyChoicesAreCut(t *testing.T) { simulated(t, testManyChoicesAreCut) }

func testManyChoicesAreCut(t *testing.T) {
	asked := 0
	s := start(t, setup{config: func(c *discord.Config) {
		c.Complete = func(_ string, n int) (all []bot.Choice) {
			asked = n
			for i := range n {
				all = append(all, bot.Choice{ID: fmt.Sprint("entry-", i), Label: strings.Repeat("long 👨‍👩‍👧 ", 30)})
			}
			return all
		}
	}})
	id := s.Type(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": "x"}})
	s.until("the completion is answered", func() bool { _, ok := s.Answer(id); return ok })
	if a, _ := s.Answer(id); asked != 25 || len(a.Choices) != 25 {
		t.Errorf("asked for %d choices and offered %d, want 25", asked, len(a.Choices))
	}
}

// TestOtherCommands: each shows what it is for, to the person alone.
func TestOtherCommands(t *testing.T) { simulated(t, testOtherCommands) }

func testOtherCommands(t *testing.T) {
	s := start(t, setup{})
	for name, want := range map[string]string{"help": "How to ask", "privacy": "Your privacy", "about": "About me", "topics": "Topics", "crisis": ""} {
		m := s.answered(s.Ask(discordtest.Command{Guild: server, Name: name}))
		if want != "" && title(m) != want || title(m) == "" || !m.Ephemeral {
			t.Errorf("/%s shows %q, for one %v; want %q", name, title(m), m.Ephemeral, want)
		}
	}
}

// TestTopicsArePaged: in the place of the page before, and each topic can be picked.
func TestTopicsArePaged(t *testing.T) { simulated(t, testTopicsArePaged) }

func testTopicsArePaged(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.Ask(discordtest.Command{Guild: server, Name: "topics"}))
	picked := map[string]bool{}
	for page := 1; ; page++ {
		for _, label := range labels(m) {
			picked[label] = !strings.HasSuffix(label, " page")
		}
		if _, ok := m.Button("Next page"); !ok {
			break
		}
		s.press(asker, m, "Next page")
		s.until("the page is turned", func() bool { m, _ = s.Message(m.ID); return m.Edited == page })
	}
	if len(picked) != adaptertest.Topics+2 || s.SentCount() != 1 {
		t.Errorf("%d topics in %d messages, want %d in one", len(picked)-2, s.SentCount(), adaptertest.Topics)
	}
	last := m.Buttons()[0].Label
	s.press(asker, m, last)
	if got := s.sent(2); title(got) != last || !got.Ephemeral {
		t.Errorf("the topic %q shows %q, for one %v", last, title(got), got.Ephemeral)
	}
	s.press(asker, m, "Previous page")
	s.until("the page is turned back", func() bool { m, _ = s.Message(m.ID); return len(m.Menus()) > 0 })
	first := m.Menus()[0].Options[0]
	s.Select(asker, m.ID, m.Menus()[0].CustomID, first.Value)
	if got := s.sent(3); title(got) != first.Label || !got.Ephemeral {
		t.Errorf("picking %q shows %q, for one %v", first.Label, title(got), got.Ephemeral)
	}
}

// TestMenuTakesOnlyTopics: a client may send any value.
func TestMenuTakesOnlyTopics(t *testing.T) { simulated(t, testMenuTakesOnlyTopics) }

func testMenuTakesOnlyTopics(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.Ask(discordtest.Command{Guild: server, Name: "topics"}))
	for _, values := range [][]string{{"/version"}, {""}, {"/ask " + inDanger}, {"rising", "storing"}, {}} {
		id := s.Select(asker, m.ID, m.Menus()[0].CustomID, values...)
		s.until("it is acknowledged", func() bool { _, ok := s.Answer(id); return ok })
	}
	s.stop()
	if s.SentCount() != 1 || len(s.core.Asked()) != 1 {
		t.Errorf("%d messages, and the core was asked %d times, want once each", s.SentCount(), len(s.core.Asked()))
	}
}

// TestAnswerThis: who used the command on somebody's message sees the answer alone.
func TestAnswerThis(t *testing.T) { simulated(t, testAnswerThis) }

func testAnswerThis(t *testing.T) {
	s := start(t, setup{})
	for text, want := range map[string]string{adaptertest.Question: adaptertest.Question, inDanger: "", "<@" + discordtest.BotID + "> " + adaptertest.Related: adaptertest.Related} {
		target := s.says(discordtest.Incoming{Guild: discordtest.GuildID(3), User: stranger, Text: strings.Replace(text, "<@", "<@!", 1), FromBot: true})
		m := s.answered(s.UseMessage(discordtest.Command{Guild: discordtest.GuildID(3), Name: bot.LabelAnswerThis, Target: target}))
		if !m.Ephemeral || want != "" && title(m) != want {
			t.Errorf("%q: %q, for one %v; want %q", text, title(m), m.Ephemeral, want)
		}
	}
}

// TestNoOfferIsWords: what looks like a completion and is none is read as words, for danger
// first.
func TestNoOfferIsWords(t *testing.T) { simulated(t, testNoOfferIsWords) }

func testNoOfferIsWords(t *testing.T) {
	s := start(t, setup{})
	card := s.answered(s.ask(inDanger))
	for _, question := range []string{"=( " + inDanger, "=" + inDanger} {
		m := s.answered(s.command(discordtest.Command{Guild: server, User: stranger, Name: "ask", Options: map[string]any{"question": question}}))
		if title(m) != title(card) || !m.Ephemeral {
			t.Errorf("%q shows %q, alone %v; want the card, alone", question, title(m), m.Ephemeral)
		}
	}
	m := s.answered(s.command(discordtest.Command{Guild: server, User: stranger, Name: "ask", Options: map[string]any{"question": "=suicide"}}))
	if strings.Contains(title(m), "no such choice") {
		t.Errorf("words that are no entry show %q", title(m))
	}
}
