// Package bottest holds the contract that every store of package bot must pass, and a store
// in memory for the tests of those who use one.
//
//	func TestContract(t *testing.T) {
//		bottest.TestStore(t, func(t *testing.T) bot.Store { return newStore(t) })
//	}
//
// [Troubled] makes methods of a store fail, slow or hang, for tests of what happens then.
package bottest

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestStore holds a store to the contract of [bot.Store]. Open returns a new empty store
// at each call.
func TestStore(t *testing.T, open func(t *testing.T) bot.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s bot.Store)
	}{
		{"empty", testEmpty},
		{"commit", testCommit},
		{"history", testHistory},
		{"versions", testVersions},
		{"together", testTogether},
		{"all or nothing when cancelled", testAllOrNothing},
		{"files are stored once", testStoredOnce},
		{"first letters of a version", testFirstLetters},
		{"what is learned of the newest only", testLearned},
		{"what is learned comes back", testLearnedAgain},
		{"what is learned may be shared", testLearnedShared},
		{"files need a version", testNameless},
		{"big base", testBig},
		{"notes", testNotes},
		{"prefix is literal", testLiteralPrefix},
		{"counts", testCounts},
		{"counts since", testCountsSince},
		{"inbox", testInbox},
		{"numbers are never used again", testNumbers},
		{"question without a day", testNoDay},
		{"deliveries", testDeliveries},
		{"later delivery counts", testLaterDelivery},
		{"forget", testForget},
		{"hostile", testHostile},
		{"what is returned is a copy", testCopies},
		{"cancelled", testCancelled},
		{"many at once", testManyAtOnce},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// At is a time that a store keeps as it is.
var At = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func testEmpty(t *testing.T, s bot.Store) {
	history, err := s.History(t.Context(), 10)
	same(t, "History", history, nil, err)
	_, err = s.Files(t.Context(), "abc")
	notStored(t, "Files", err)
	notes, err := s.Notes(t.Context(), "")
	same(t, "Notes", notes, nil, err)
	counts, err := s.Counts(t.Context(), "")
	same(t, "Counts", counts, nil, err)
	inbox, err := s.Inbox(t.Context())
	same(t, "Inbox", inbox, nil, err)
	numbers, err := s.Remembered(t.Context(), "telegram")
	same(t, "Remembered", numbers, nil, err)
	notStored(t, "Drop", s.Drop(t.Context(), 1))
	ok(t, "Forget", s.Forget(t.Context(), At, At))
	ok(t, "AddCounts", s.AddCounts(t.Context(), nil))
	ok(t, "Remember", s.Remember(t.Context(), "telegram", nil, At))
}

// same ends the test if a method failed or returned something else. What is empty is as
// good as nothing.
func same[T any](t *testing.T, method string, got, want T, err error) {
	t.Helper()
	ok(t, method, err)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), wholeFiles); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", method, diff)
	}
}

// wholeFiles compares files as a whole: byte by byte takes minutes.
var wholeFiles = cmp.FilterValues(func(a, b []byte) bool { return len(a)+len(b) > 0 }, cmp.Comparer(bytes.Equal))

func ok(t *testing.T, method string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func notStored(t *testing.T, method string, err error) {
	t.Helper()
	if err != bot.ErrNotStored {
		t.Fatalf("%s: %v, want %v", method, err, bot.ErrNotStored)
	}
}

// version is the name of the i-th version of some answers.
func version(i int) string { return fmt.Sprintf("%03dabcdef", i) }
