package bottest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"candor/bot"
)

func testCommit(t *testing.T, s bot.Store) {
	c := bot.Change{
		N:       77, // is not the caller's to say
		Time:    time.Date(2026, 11, 26, 13, 30, 15, 987, time.FixedZone("", 3600)),
		By:      bot.Moderator{Platform: "discord", ID: "80351110224678912"},
		Action:  "reload",
		Version: "b2", Before: "b1", Detail: "3 entries",
	}
	ok(t, "Commit", s.Commit(t.Context(), c, bot.Write{}))
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Action: "start"}, bot.Write{}))
	c.N, c.Time = 1, time.Date(2026, 11, 26, 12, 30, 15, 0, time.UTC)
	got, err := s.History(t.Context(), 10)
	same(t, "History", got, []bot.Change{{N: 2, Action: "start", Time: time.Time{}}, c}, err)
	if !got[0].Time.IsZero() {
		t.Errorf("a line without a time has %v", got[0].Time)
	}
}

func testHistory(t *testing.T, s bot.Store) {
	var all []bot.Change
	for i := range 25 {
		// The clock may have been set back: the order is that of the calls.
		c := bot.Change{Action: fmt.Sprint(i), Time: At.Add(-time.Duration(i) * time.Hour)}
		ok(t, "Commit", s.Commit(t.Context(), c, bot.Write{}))
		c.N = int64(i + 1)
		all = append([]bot.Change{c}, all...)
	}
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 7: 7, 25: 25, 1000: 25} {
		got, err := s.History(t.Context(), n)
		same(t, fmt.Sprintf("History(%d)", n), got, all[:want], err)
	}
}

func testVersions(t *testing.T, s bot.Store) {
	var changes []bot.Change // newest first
	for i := range 25 {
		c := bot.Change{Action: "reload", Version: fmt.Sprint("v", i/2), Before: fmt.Sprint("v", (i-1)/2), Time: At}
		if i == 0 {
			c.Before = ""
		}
		ok(t, "Commit", s.Commit(t.Context(), c, bot.Write{}))
		if c.N = int64(i + 1); c.Version != c.Before {
			changes = append([]bot.Change{c}, changes...)
		}
	}
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 13: 13, 1000: 13} {
		got, err := s.Versions(t.Context(), n)
		same(t, fmt.Sprintf("Versions(%d)", n), got, changes[:want], err)
	}
}

func testTogether(t *testing.T, s bot.Store) {
	files := bot.Files{"base.yaml": []byte("title: A"), "entries/a.md": []byte("A")}
	notes := map[string]string{"off/b": "1", "trust": "3"}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "v1", Action: "load"}, bot.Write{Files: files, Notes: notes}))
	got, err := s.Files(t.Context(), "v1")
	same(t, "Files", got, files, err)
	stored, err := s.Notes(t.Context(), "")
	same(t, "Notes", stored, notes, err)
}

// testAllOrNothing ends calls at any moment: what is there of one then must be all of it.
func testAllOrNothing(t *testing.T, s bot.Store) {
	made := 0
	for i := range 60 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i*i)*5*time.Microsecond)
		err := commit(ctx, s, i)
		cancel()
		if found := findCommit(t, s, i); found != (err == nil) {
			t.Fatalf("Commit %d: %v, but stored: %v", i, err, found)
		}
		if err == nil {
			made++
		}
	}
	history, err := s.History(t.Context(), 1000)
	ok(t, "History", err)
	if len(history) != made {
		t.Errorf("%d lines of %d calls that succeeded", len(history), made)
	}
}

// commit stores the i-th version with files, notes and a line that belong together.
func commit(ctx context.Context, s bot.Store, i int) error {
	return s.Commit(ctx, bot.Change{Version: version(i), Action: "load", Detail: fmt.Sprint(i)}, bot.Write{
		Files: filesOf(i),
		Notes: map[string]string{"first": fmt.Sprint(i), "second": fmt.Sprint(i)},
	})
}

func filesOf(i int) bot.Files {
	files := bot.Files{"shared.md": []byte("the same in each version")}
	for n := range 20 {
		files[fmt.Sprintf("entries/%d.md", n)] = fmt.Appendf(nil, "entry %d of version %d", n, i)
	}
	return files
}

// findCommit says whether the i-th version is stored, and that it is all there or not at all.
func findCommit(t *testing.T, s bot.Store, i int) bool {
	t.Helper()
	history, err := s.History(t.Context(), 1)
	ok(t, "History", err)
	notes, err := s.Notes(t.Context(), "")
	ok(t, "Notes", err)
	line := len(history) == 1 && history[0].Version == version(i)
	if notes["first"] != notes["second"] || line != (notes["first"] == fmt.Sprint(i)) {
		t.Fatalf("version %d: line %v, notes %v", i, history, notes)
	}
	files, err := s.Files(t.Context(), version(i))
	if !line {
		notStored(t, "Files", err)
		return false
	}
	same(t, "Files", files, filesOf(i), err)
	return true
}
