package telegramtest_test

import (
	"strconv"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

const conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

// polling starts a getUpdates that waits, and returns when it does.
func polling(t *testing.T, s *telegramtest.Server, b bot, pairs ...string) <-chan reply {
	t.Helper()
	before := len(s.CallsOf("getUpdates"))
	got := make(chan reply, 1)
	go func() {
		a, _ := b.try(t.Context(), "getUpdates", append(pairs, "timeout", "50")...)
		got <- a
	}()
	if err := s.WaitPoll(within(t), before+1); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	s := telegramtest.New(t, telegramtest.ConflictDelay(200*time.Millisecond))
	b := newBot(t, s)
	begin := time.Now()
	first := polling(t, s, b)
	second := polling(t, s, b)
	if a := <-first; a.Code != 409 || a.Description != conflict {
		t.Errorf("the first getUpdates got %d %q", a.Code, a.Description)
	}
	if d := time.Since(begin); d > 150*time.Millisecond {
		t.Errorf("the first conflict came after %v, want at once", d)
	}
	third := polling(t, s, b)
	if a := <-second; a.Code != 409 {
		t.Errorf("the second getUpdates got %d", a.Code)
	}
	if d := time.Since(begin); d < 200*time.Millisecond {
		t.Errorf("the second conflict came after %v, want late", d)
	}
	say(s, 1)
	if a := <-third; !a.OK {
		t.Errorf("the third getUpdates got %d", a.Code)
	}
}

func TestRevokedTokenEndsThePoll(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	got := polling(t, s, b)
	s.SetToken("123456:another")
	if a := <-got; a.Code != 401 || a.Description != "Unauthorized" {
		t.Errorf("a getUpdates that waited got %d %q when the token was revoked", a.Code, a.Description)
	}
	b.fails(401, "Unauthorized", "getMe")
	b.base = s.URL + "/bot123456:another/"
	must[struct{}](b, "getMe")
}

func TestPathsThatAreNone(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	b.fails(404, "Not Found: method not found", "sendPigeon")
	for base, code := range map[string]int{
		"/bot12:ab/": 401, "/bot12/": 404, "/bot/": 404, "/": 404, "/bot1:a%20b/": 404, "/x/bot" + telegramtest.Token + "/": 404,
	} {
		b.base = s.URL + base
		b.fails(code, "", "getMe")
	}
	if n := len(s.Calls()); n != 1 {
		t.Errorf("%d calls, want only the one with the token", n)
	}
}

func TestMethodsInAnyCase(t *testing.T) {
	s := telegramtest.New(t)
	must[struct{}](newBot(t, s), "GETme")
	if got := s.Calls()[0].Method; got != "getMe" {
		t.Errorf("Method = %q, want getMe", got)
	}
}

func TestAllowedUpdatesStick(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	b.ids("allowed_updates", `["callback_query","no_such_kind"]`)
	if id := say(s, 1)[0]; id != 0 {
		t.Errorf("a message got the update_id %d though only callback queries are wanted", id)
	}
	press := s.Press(7, 7, "x", 1)
	if diff := cmp.Diff([]int{press}, b.ids("offset", "1")); diff != "" {
		t.Error(diff)
	}
	b.ids("offset", "2", "allowed_updates", "null")
	if diff := cmp.Diff([]string{"callback_query"}, s.AllowedUpdates()); diff != "" {
		t.Errorf("null changed the list: %s", diff)
	}
	b.ids("offset", "3", "allowed_updates", "[]")
	if s.Say(telegramtest.Incoming{User: 7, Text: "Hi"}) == 0 {
		t.Error("an empty list did not bring back messages")
	}
}

func TestAgeOfUpdates(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	s.Inline(7, "dough")
	press := s.Press(7, 7, "x", 1)
	said := say(s, 1)[0]
	for i, step := range []struct {
		pass time.Duration
		want []int
	}{
		{31 * time.Second, []int{press, said}},
		{2 * time.Minute, []int{said}},
		{24 * time.Hour, []int{}},
	} {
		s.Advance(step.pass)
		if diff := cmp.Diff(step.want, b.ids("offset", strconv.Itoa(i+1))); diff != "" {
			t.Errorf("after another %v: %s", step.pass, diff)
		}
	}
}

func TestRedelivery(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	ids := say(s, 3)
	b.ids("offset", "400000004")
	s.Replay(ids[2], ids[0], ids[0])
	if diff := cmp.Diff([]int{ids[2], ids[0], ids[0]}, b.ids("offset", "400000004")); diff != "" {
		t.Error(diff)
	}
	s.Renumber(50)
	if diff := cmp.Diff([]int{50}, func() []int { say(s, 1); return b.ids("offset", "400000004") }()); diff != "" {
		t.Errorf("ids that start anew: %s", diff)
	}
}
