package bottest

import (
	"testing"

	"candor/bot"
)

const today = "2026-11-26"

func send(t *testing.T, s bot.Store, day, text string) int64 {
	t.Helper()
	n, err := s.Send(t.Context(), bot.Sent{N: 99, Day: day, Text: text}) // the number is not the caller's to say
	ok(t, "Send", err)
	return n
}

func testInbox(t *testing.T, s bot.Store) {
	// The oldest is the first that was sent, whatever its day.
	for i, text := range []string{"one", "two", "three"} {
		if n := send(t, s, []string{today, "2026-11-24", "2026-11-25"}[i], text); n != int64(i+1) {
			t.Errorf("number of question %d = %d", i+1, n)
		}
	}
	ok(t, "Drop", s.Drop(t.Context(), 2))
	notStored(t, "Drop", s.Drop(t.Context(), 2))
	notStored(t, "Drop", s.Drop(t.Context(), 0))
	notStored(t, "Drop", s.Drop(t.Context(), -1))
	got, err := s.Inbox(t.Context())
	same(t, "Inbox", got, []bot.Sent{{N: 1, Day: today, Text: "one"}, {N: 3, Day: "2026-11-25", Text: "three"}}, err)
}

// testNumbers: a moderator who still sees an old number must not meet another question
// under it.
func testNumbers(t *testing.T, s bot.Store) {
	for want := int64(1); want <= 3; want++ {
		if n := send(t, s, today, "text"); n != want {
			t.Fatalf("number = %d, want %d", n, want)
		}
		ok(t, "Drop", s.Drop(t.Context(), want))
	}
	send(t, s, today, "text")
	ok(t, "Forget", s.Forget(t.Context(), At, At.AddDate(0, 0, 1)))
	if n := send(t, s, today, "text"); n != 5 {
		t.Errorf("number after all were forgotten = %d, want 5", n)
	}
}

func testNoDay(t *testing.T, s bot.Store) {
	for _, day := range []string{"", "today", "26.11.2026", "2026-11-26T12:00:00Z", "2026-13-01"} {
		if _, err := s.Send(t.Context(), bot.Sent{Day: day, Text: "text"}); err == nil {
			t.Errorf("Send on the day %q: no error", day)
		}
	}
	got, err := s.Inbox(t.Context())
	same(t, "Inbox", got, nil, err)
}
