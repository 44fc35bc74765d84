package telegram_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
	"candor/bot"
)

// communities are settings by a group's number, as the core keeps them.
type communities struct {
	mu    sync.Mutex
	all   map[string]bot.Settings
	moves []string
}

func (c *communities) of(id string) bot.Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all[id]
}

func (c *communities) move(from, to string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all[to], c.moves = c.all[from], append(c.moves, from+" "+to)
	delete(c.all, from)
}

func (c *communities) config(cfg *telegram.Config) { cfg.Settings, cfg.Moved = c.of, c.move }

func chosen(id int64, s bot.Settings) *communities {
	return &communities{all: map[string]bot.Settings{strconv.FormatInt(id, 10): s}}
}

// TestCommunityIsTheGroup: its settings are asked for by its number, in private there are
// none.
func TestCommunityIsTheGroup(t *testing.T) {
	t.Parallel()
	c := chosen(group, bot.Settings{Territory: "NZ"})
	s := start(t, setup{config: func(cfg *telegram.Config) { c.config(cfg); cfg.Territory = "IE" }})
	s.inGroup(telegramtest.Incoming{Text: "/privacy"})
	s.sent(1)
	s.ask("/privacy")
	s.sent(2)
	s.says(telegramtest.Incoming{Chat: group - 1, ChatType: telegramtest.Supergroup, User: asker, Text: "/privacy"})
	s.sent(3)
	for i, want := range []bot.Message{{Community: strconv.Itoa(group), Territory: "NZ"}, {Territory: "IE"}, {Community: strconv.Itoa(group - 1), Territory: "IE"}} {
		if m := s.core.Asked()[i]; m.Community != want.Community || m.Territory != want.Territory {
			t.Errorf("message %d is of the community %q and of %q, want %q and %q", i, m.Community, m.Territory, want.Community, want.Territory)
		}
	}
}

// TestTopicsOfAGroup: outside those that the group chose only help is shown.
func TestTopicsOfAGroup(t *testing.T) {
	t.Parallel()
	const danger = "@faq_bot I want to kill myself tonight"
	for name, test := range map[string]struct {
		topics []string
		in     telegramtest.Incoming
		shown  bool
	}{
		"everywhere":                {nil, telegramtest.Incoming{Text: "/privacy", Thread: 7, IsTopic: true}, true},
		"in the topic":              {[]string{"5", "7"}, telegramtest.Incoming{Text: "/privacy", Thread: 7, IsTopic: true}, true},
		"in another":                {[]string{"5", "7"}, telegramtest.Incoming{Text: "/privacy", Thread: 6, IsTopic: true}, false},
		"in General":                {[]string{"1"}, telegramtest.Incoming{Text: "/privacy"}, true},
		"in General, without it":    {[]string{"5"}, telegramtest.Incoming{Text: "/privacy"}, false},
		"among replies in General":  {[]string{"5"}, telegramtest.Incoming{Text: "/privacy", Thread: 5}, false},
		"danger in another":         {[]string{"5"}, telegramtest.Incoming{Text: danger, Thread: 6, IsTopic: true}, true},
		"the door in another":       {[]string{"5"}, telegramtest.Incoming{Text: "/crisis", Thread: 6, IsTopic: true}, true},
		"a bare command":            {nil, telegramtest.Incoming{Text: "/stats"}, false},
		"danger in a bare command":  {nil, telegramtest.Incoming{Text: "/stats I want to kill myself tonight"}, true},
		"a command by name":         {nil, telegramtest.Incoming{Text: "/stats@faq_bot"}, true},
		"a bare command, a manager": {nil, telegramtest.Incoming{Text: "/settings", User: stranger}, true},
		"in another, a manager":     {[]string{"5"}, telegramtest.Incoming{Text: "/settings@faq_bot", User: stranger, Thread: 6, IsTopic: true}, true},
		"in another, a question":    {[]string{"5"}, telegramtest.Incoming{Text: "/privacy", User: stranger, Thread: 6, IsTopic: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{config: chosen(group, bot.Settings{Channels: test.topics}).config, before: func(s *telegramtest.Server) {
				s.SetMember(group, stranger, "administrator")
			}})
			s.inGroup(test.in)
			s.settled()
			s.stop()
			if got := s.SentCount() > 0; got != test.shown {
				t.Fatalf("answered: %v, want %v", got, test.shown)
			}
			if n := len(s.core.Asked()); n != 1 {
				t.Errorf("the core was asked %d times, want once: it knows what is danger", n)
			}
			if test.shown && s.Sent()[0].Thread != test.in.Thread {
				t.Errorf("answered in topic %d, want %d", s.Sent()[0].Thread, test.in.Thread)
			}
		})
	}
}

// TestButtonsOutsideTheTopics: an answer from before the group chose leads no further.
func TestButtonsOutsideTheTopics(t *testing.T) {
	t.Parallel()
	c := chosen(group, bot.Settings{})
	s := start(t, setup{config: c.config})
	s.inGroup(telegramtest.Incoming{Text: "/ask " + adaptertest.Question, Thread: 7, IsTopic: true})
	m := s.sent(1)
	c.mu.Lock()
	c.all[strconv.Itoa(group)] = bot.Settings{Channels: []string{"5"}}
	c.mu.Unlock()
	s.press(asker, m, adaptertest.Related)
	s.until("it is acknowledged", func() bool { return len(s.Answers()) == 1 })
	s.settled()
	s.stop()
	s.wantSent(adaptertest.Question)
}

// TestSettingsMoveWithTheGroup: whoever keeps them hears of the new number, once, however
// Telegram tells it.
func TestSettingsMoveWithTheGroup(t *testing.T) {
	t.Parallel()
	const small, large = -770_002, -1_007_770_010
	ask := telegramtest.Incoming{Chat: small, ChatType: telegramtest.Group, User: asker, Text: "/privacy"}
	for name, move := range map[string]func(*stage){
		"by the messages that say so": func(s *stage) { s.Migrate(small, large) },
		"by an answer's error": func(s *stage) {
			s.Meet(large, telegramtest.Supergroup)
			s.Fail(telegramtest.Fault{Method: "sendMessage", MigrateTo: large})
			s.says(ask)
			s.sent(2)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := chosen(small, bot.Settings{Territory: "NZ"})
			s := start(t, setup{config: c.config})
			s.says(ask)
			s.sent(1)
			move(s)
			s.settled()
			n := s.SentCount()
			s.says(telegramtest.Incoming{Chat: large, ChatType: telegramtest.Supergroup, User: asker, Text: "/privacy"})
			s.sent(n + 1)
			s.settled()
			s.stop()
			asked := s.core.Asked()
			if m := asked[len(asked)-1]; m.Community != strconv.Itoa(large) || m.Territory != "NZ" {
				t.Errorf("after the move the community is %q, of %q", m.Community, m.Territory)
			}
			if want := []string{strconv.Itoa(small) + " " + strconv.Itoa(large)}; !slices.Equal(c.moves, want) {
				t.Errorf("the moves told are %q, want %q", c.moves, want)
			}
		})
	}
}

// TestModeratorsMenu: they see their commands beside those of everybody.
func TestModeratorsMenu(t *testing.T) {
	t.Parallel()
	s := start(t, setup{
		before: func(s *telegramtest.Server) {
			s.Meet(group, telegramtest.Supergroup)
			s.Meet(asker, telegramtest.Private)
		},
		config: func(c *telegram.Config) {
			c.Home, c.Moderators = strconv.Itoa(group), []string{strconv.Itoa(stranger), strconv.Itoa(asker)} // the first never wrote
		},
	})
	home, private := telegramtest.Scope{Type: "chat_administrators", Chat: group}, telegramtest.Scope{Type: "chat", Chat: asker}
	s.until("the menus are set", func() bool { return len(s.Commands(home, "")) > 0 && len(s.Commands(private, "")) > 0 })
	s.stop()
	var want []telegramtest.Command
	for _, c := range bot.Commands() {
		want = append(want, telegramtest.Command{Command: c.Name, Description: c.Help})
	}
	for _, c := range bot.ModeratorCommands() {
		text := c.Help
		if c.Args != "" {
			text = c.Args + ": " + text
		}
		want = append(want, telegramtest.Command{Command: c.Name, Description: text})
	}
	for _, scope := range []telegramtest.Scope{home, private} {
		if got := s.Commands(scope, ""); !slices.Equal(got, want) {
			t.Errorf("the menu of %s is %v, want %v", scope.Type, got, want)
		}
	}
	if got := s.Commands(telegramtest.Scope{}, ""); len(got) > len(bot.Commands()) {
		t.Errorf("everybody sees %v", got)
	}
}

// TestMenuOfAHomeThatMoved: the group is found by its new number.
func TestMenuOfAHomeThatMoved(t *testing.T) {
	t.Parallel()
	const small, large = -770_003, -1_007_770_011
	s := start(t, setup{
		before: func(s *telegramtest.Server) { s.Migrate(small, large); s.SetMember(large, asker, "creator") },
		config: func(c *telegram.Config) { c.Home = strconv.Itoa(small) },
	})
	scope := telegramtest.Scope{Type: "chat_administrators", Chat: large}
	s.until("the menu is set", func() bool { return len(s.Commands(scope, "")) > 0 })
	s.ask("/reload")
	s.sent(1)
	if m := s.core.Asked()[0]; m.Role != bot.RoleModerator {
		t.Errorf("its owner has the role %d, want a moderator", m.Role)
	}
}

// TestMenuIsTriedAgain: a server that fails for a while gets it all the same.
func TestMenuIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := start(t, setup{before: func(s *telegramtest.Server) {
		s.Fail(telegramtest.Fault{Method: "getMyCommands", Status: 502, Times: 2})
		s.Fail(telegramtest.Fault{Method: "setMyCommands", Status: 429, RetryAfter: 1})
		s.Fail(telegramtest.Fault{Method: "setMyDescription", Status: 500})
	}})
	s.until("the profile is set", func() bool {
		return len(s.Commands(telegramtest.Scope{}, "")) > 0 && s.Text("description", "") != ""
	})
	for _, c := range s.CallsOf("setMyCommands") {
		if c.Early {
			t.Error("the menu was set again before Telegram wanted to be asked")
		}
	}
}
