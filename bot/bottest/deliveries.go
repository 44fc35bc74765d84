package bottest

import (
	"math"
	"slices"
	"testing"
	"time"

	"candor/bot"
)

func remember(t *testing.T, s bot.Store, platform string, at time.Time, numbers ...int64) {
	t.Helper()
	ok(t, "Remember", s.Remember(t.Context(), platform, numbers, at))
}

func wantRemembered(t *testing.T, s bot.Store, platform string, want ...int64) {
	t.Helper()
	got, err := s.Remembered(t.Context(), platform)
	slices.Sort(got)
	same(t, "Remembered "+platform, got, want, err)
}

func testDeliveries(t *testing.T, s bot.Store) {
	remember(t, s, "telegram", At, 5, 3, 5, 4)
	remember(t, s, "telegram", At, 4, 6)
	remember(t, s, "discord", At, 3, math.MaxInt64, math.MinInt64, 0, -1)
	wantRemembered(t, s, "telegram", 3, 4, 5, 6)
	wantRemembered(t, s, "discord", math.MinInt64, -1, 0, 3, math.MaxInt64)
	wantRemembered(t, s, "tele")
}

func testLaterDelivery(t *testing.T, s bot.Store) {
	remember(t, s, "telegram", At, 1, 2)
	remember(t, s, "telegram", At.Add(time.Hour), 1)
	remember(t, s, "telegram", At.Add(-time.Hour), 1, 2)
	ok(t, "Forget", s.Forget(t.Context(), At.Add(time.Second), time.Time{}))
	wantRemembered(t, s, "telegram", 1)
}

// testForget stands on the boundaries: what is as old as the time stays.
func testForget(t *testing.T, s bot.Store) {
	remember(t, s, "telegram", At.Add(-time.Second), 1)
	remember(t, s, "telegram", At, 2)
	remember(t, s, "discord", At.Add(time.Second), 3)
	remember(t, s, "discord", At.Add(-time.Hour), 4)
	for _, day := range []string{"2026-11-24", "2026-11-25", today} {
		send(t, s, day, "of "+day)
	}
	ok(t, "Forget", s.Forget(t.Context(), time.Time{}, time.Time{}))
	wantRemembered(t, s, "telegram", 1, 2)
	wantInbox(t, s, 1, 2, 3)

	// Late in the evening of the 24th, west of Greenwich, it is the 25th in UTC.
	questions := time.Date(2026, 11, 24, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	ok(t, "Forget", s.Forget(t.Context(), At.In(time.FixedZone("", 3600)), questions))
	wantRemembered(t, s, "telegram", 2)
	wantRemembered(t, s, "discord", 3)
	wantInbox(t, s, 2, 3)
}

func wantInbox(t *testing.T, s bot.Store, want ...int64) {
	t.Helper()
	inbox, err := s.Inbox(t.Context())
	var got []int64
	for _, q := range inbox {
		got = append(got, q.N)
	}
	same(t, "numbers in the inbox", got, want, err)
}
