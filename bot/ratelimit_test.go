package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
)

// clock is a clock that stands still until it is moved.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

// limited is a core behind a limit of one message in 10 seconds, 3 at once.
func limited(c *clock) (bot.Handler, *counted) {
	next := &counted{}
	return bot.RateLimit(bot.Limit{PerSecond: 0.1, Burst: 3, People: 100}, c.now)(next), next
}

func send(t *testing.T, h bot.Handler, platform, user string) (bot.Kind, string, error) {
	t.Helper()
	r, err := h.Handle(t.Context(), bot.Message{Platform: platform, User: user})
	return r.Kind(), r.Text(), err
}

func newClock() *clock { return &clock{time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)} }

// TestRateLimit follows one person from the burst to being let through again.
func TestRateLimit(t *testing.T) {
	c := newClock()
	h, next := limited(c)
	const through, refused, silent = "through", "refused", "silent"
	for i, step := range []struct {
		after time.Duration
		want  string
		wait  string
	}{
		{0, through, ""},
		{0, through, ""},
		{0, through, ""},
		{0, refused, "10 seconds"},
		{0, silent, ""},
		{9 * time.Second, silent, ""},
		{time.Second, through, ""},
		{0, refused, "10 seconds"},
		{9500 * time.Millisecond, silent, ""},
		{500 * time.Millisecond, through, ""},
		{3 * time.Second, refused, "7 seconds"},
		{time.Hour, through, ""},
		{0, through, ""},
		{0, through, ""},
		{9*time.Second + 1, refused, "a second"},
		{0, silent, ""},
	} {
		c.t = c.t.Add(step.after)
		before := next.n.Load()
		kind, text, err := send(t, h, "telegram", "7")
		got := silent
		switch {
		case next.n.Load() > before && err == nil:
			got = through
		case kind == bot.KindRefused && err == nil:
			got = refused
		case err != bot.ErrNoReply:
			t.Errorf("message %d: error = %v", i, err)
		}
		if got != step.want {
			t.Errorf("message %d: %s, want %s", i, got, step.want)
		}
		if !strings.Contains(text, step.wait) {
			t.Errorf("message %d: %q does not say to wait %s", i, text, step.wait)
		}
	}
}

// TestRateLimitNeverSlowsHelp: what tells of danger, and the door that every
// disclaimer names, get through however much was written before.
func TestRateLimitNeverSlowsHelp(t *testing.T) {
	const through, refused = "through", "refused"
	for name, test := range map[string]struct {
		m    bot.Message
		want string
	}{
		"danger":                     {bot.Message{Text: "I want to die"}, through},
		"danger as a command":        {bot.Message{Text: "/ask my husband beats me"}, through},
		"the door":                   {bot.Message{Text: "/crisis"}, through},
		"the door of a group's bot":  {bot.Message{Text: " /Crisis@candor_bot gb"}, through},
		"a door on a card":           {bot.Message{Choice: "/crisis danger"}, through},
		"the countries on a card":    {bot.Message{Choice: "/crisis countries suicide"}, through},
		"the door before much else":  {bot.Message{Text: "/crisis " + strings.Repeat("xyzzy ", 5000)}, through},
		"the link from a group":      {bot.Message{Text: "/start help"}, through},
		"something past":             {bot.Message{Text: "I was abused as a child"}, refused},
		"a question":                 {bot.Message{Text: "rising time"}, refused},
		"another command":            {bot.Message{Text: "/topics"}, refused},
		"another link":               {bot.Message{Text: "/start rising"}, refused},
		"another choice":             {bot.Message{Choice: "/topics 2"}, refused},
		"a word that is like a door": {bot.Message{Text: "crisis"}, refused},
	} {
		t.Run(name, func(t *testing.T) {
			h, next := limited(newClock())
			for range 3 {
				send(t, h, "telegram", "7")
			}
			test.m.Platform, test.m.User = "telegram", "7"
			for i := range 3 {
				r, err := h.Handle(t.Context(), test.m)
				got := through
				if next.n.Load() == 3 && (err == bot.ErrNoReply || r.Kind() == bot.KindRefused) {
					got = refused
				}
				if got != test.want {
					t.Errorf("time %d: %s, want %s", i+1, got, test.want)
				}
			}
		})
	}
}

// TestRateLimitKeepsItsWord: whoever waits as long as the refusal said is let
// through.
func TestRateLimitKeepsItsWord(t *testing.T) {
	for _, passed := range []time.Duration{0, 1, time.Millisecond, 999 * time.Millisecond, 3333 * time.Millisecond, 9999 * time.Millisecond} {
		c := newClock()
		h, _ := limited(c)
		for range 3 {
			send(t, h, "telegram", "7")
		}
		c.t = c.t.Add(passed)
		_, text, _ := send(t, h, "telegram", "7")
		seconds := 1
		fmt.Sscanf(text[strings.Index(text, "wait"):], "wait %d", &seconds)
		c.t = c.t.Add(time.Duration(seconds) * time.Second)
		if kind, _, err := send(t, h, "telegram", "7"); err != nil || kind == bot.KindRefused {
			t.Errorf("after %v and the %d seconds asked for: %s, %v, want to be let through", passed, seconds, kind, err)
		}
	}
}

// TestRateLimitTellsPeopleApart: one person's flood costs nobody else an answer.
func TestRateLimitTellsPeopleApart(t *testing.T) {
	h, _ := limited(newClock())
	for range 5 {
		send(t, h, "telegram", "7")
	}
	for name, who := range map[string][2]string{
		"somebody else":                 {"telegram", "8"},
		"the same number on another":    {"discord", "7"},
		"the parts of the name moved":   {"telegram7", ""},
		"the parts moved the other way": {"", "telegram7"},
	} {
		if kind, _, err := send(t, h, who[0], who[1]); err != nil || kind == bot.KindRefused {
			t.Errorf("%s: %s, %v, want to be let through", name, kind, err)
		}
	}
	if _, _, err := send(t, h, "telegram", "7"); err != bot.ErrNoReply {
		t.Errorf("who floods: error = %v, want %v", err, bot.ErrNoReply)
	}
}

// TestRateLimitRealClock: without a clock given, it is the ordinary one.
func TestRateLimitRealClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := &counted{}
		h := bot.RateLimit(bot.Limit{PerSecond: 1, Burst: 1, People: 10}, nil)(next)
		send(t, h, "telegram", "7")
		send(t, h, "telegram", "7")
		time.Sleep(time.Second)
		send(t, h, "telegram", "7")
		if got := next.n.Load(); got != 2 {
			t.Errorf("%d messages got through, want the first and the one a second later", got)
		}
	})
}

// TestRateLimitAtOnce: a burst stays a burst when its messages come together.
func TestRateLimitAtOnce(t *testing.T) {
	h, next := limited(newClock())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				send(t, h, "telegram", "7")
			}
		})
	}
	wg.Wait()
	if got := next.n.Load(); got != 3 {
		t.Errorf("%d messages got through, want the burst of 3", got)
	}
}

// TestRateLimitWhereSomebodyWaits: where the platform shows that an answer is awaited, silence
// would be a fault, so each refusal is told; where it does not, the next one still is not.
func TestRateLimitWhereSomebodyWaits(t *testing.T) {
	h, next := limited(newClock())
	for range 3 {
		send(t, h, "discord", "7")
	}
	for i := range 4 {
		r, err := h.Handle(t.Context(), bot.Message{Platform: "discord", User: "7", Awaited: true})
		if err != nil || r.Kind() != bot.KindRefused || !strings.Contains(r.Text(), "10 seconds") {
			t.Errorf("refusal %d is %s %q, %v", i+1, r.Kind(), r.Text(), err)
		}
	}
	if _, _, err := send(t, h, "discord", "7"); err != bot.ErrNoReply {
		t.Errorf("a message where nobody waits: error = %v, want %v", err, bot.ErrNoReply)
	}
	if got := next.n.Load(); got != 3 {
		t.Errorf("%d messages got through, want the burst of 3", got)
	}
}
