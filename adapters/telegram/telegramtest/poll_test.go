package telegramtest_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

func say(s *telegramtest.Server, n int) []int {
	ids := []int{}
	for range n {
		ids = append(ids, s.Say(telegramtest.Incoming{User: 7, Text: "How long does dough rise?"}))
	}
	return ids
}

func TestOffsetConfirms(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	ids := say(s, 3)
	for range 2 {
		if diff := cmp.Diff(ids, b.ids()); diff != "" {
			t.Errorf("an update that is not confirmed was not there again: %s", diff)
		}
	}
	if diff := cmp.Diff(ids[1:2], b.ids("offset", strconv.Itoa(ids[1]), "limit", "1")); diff != "" {
		t.Error(diff)
	}
	if n := s.Pending(); n != 2 {
		t.Errorf("Pending() = %d after the first was confirmed, want 2", n)
	}
	if diff := cmp.Diff(ids[1:], b.ids("offset", strconv.Itoa(ids[2]+100))); diff != "" {
		t.Errorf("an offset far beyond the queue changed something: %s", diff)
	}
	if diff := cmp.Diff(ids[2:], b.ids("offset", "-1")); diff != "" {
		t.Errorf("offset -1: %s", diff)
	}
	b.ids("offset", strconv.Itoa(ids[2]+1))
	if n := s.Pending(); n != 0 {
		t.Errorf("Pending() = %d after all was confirmed", n)
	}
}

func TestLimitIsBetween1And100(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	say(s, 150)
	for limit, want := range map[string]int{"": 100, "7": 7, "0": 1, "-3": 1, "1000": 100} {
		if n := len(b.ids("limit", limit)); n != want {
			t.Errorf("limit %q gave %d updates, want %d", limit, n, want)
		}
	}
}

func TestLongPollReturnsAtOnce(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	got := make(chan []int)
	go func() { got <- b.ids("timeout", "50") }()
	if err := s.Wait(within(t), func(s *telegramtest.Server) bool { return len(s.Calls()) == 1 }); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	want := say(s, 1)
	if diff := cmp.Diff(want, <-got); diff != "" {
		t.Error(diff)
	}
	if d := time.Since(begin); d > time.Second {
		t.Errorf("a getUpdates that waited took %v to return", d)
	}
}

func TestTimeoutIsHonoured(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	begin := time.Now()
	if ids := b.ids("timeout", "1"); len(ids) != 0 {
		t.Errorf("updates from nowhere: %v", ids)
	}
	if d := time.Since(begin); d < time.Second || d > 3*time.Second {
		t.Errorf("timeout 1 took %v", d)
	}
}

func TestSameOffsetSoonAgainWaits(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	b.ids("offset", "5")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := b.try(ctx, "getUpdates", "offset", "5"); err == nil {
		t.Error("an empty getUpdates with the same offset came back at once, want it held back for three seconds")
	}
	b.ids("offset", "6")
}
