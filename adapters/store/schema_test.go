package store_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

// grown are the migrations with one more.
func grown(t *testing.T, statement string) fstest.MapFS {
	t.Helper()
	first, err := os.ReadFile("migrations/00001_begin.sql")
	must(t, err)
	return fstest.MapFS{
		"00001_begin.sql": {Data: first},
		"00002_more.sql":  {Data: []byte("-- +goose Up\nCREATE TABLE more (n INTEGER) STRICT;\n" + statement)},
	}
}

// TestOlder: a file of an older version is brought up to date, with all that is in it.
func TestOlder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	filled(t, path)
	s, sentences := told(t, path)
	s.Migrations(grown(t, "ALTER TABLE notes ADD COLUMN more TEXT;"))
	notes, err := s.Notes(t.Context(), "")
	if err != nil || notes["called"] != "1" {
		t.Errorf("Notes = %v, %v", notes, err)
	}
	wantWorking(t, s)
	wantTold(t, *sentences)
	change(t, raw(t, path), "INSERT INTO more VALUES (1)")
}

// TestNewer: a file of a newer version is left alone.
func TestNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	s.Migrations(grown(t, ""))
	wantWorking(t, s)
	must(t, s.Close())
	before, err := os.ReadFile(path)
	must(t, err)

	s = open(t, path)
	wantFailing(t, s, path, "the file was written by a newer version of Candor")
	after, err := os.ReadFile(path)
	must(t, err)
	if string(before) != string(after) {
		t.Error("the file was changed")
	}
	s.Migrations(grown(t, ""))
	wantWorking(t, s)
}

// TestFailedMigration leaves the file as it was, for a version that can do it.
func TestFailedMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	filled(t, path)
	s := open(t, path)
	s.Migrations(grown(t, "ALTER TABLE missing ADD COLUMN more TEXT;"))
	wantFailing(t, s, path, "")
	s.Migrations(grown(t, ""))
	notes, err := s.Notes(t.Context(), "")
	if err != nil || notes["called"] != "1" {
		t.Errorf("Notes = %v, %v", notes, err)
	}
}

// TestForeign: a file of another program is neither used nor moved, damaged or not.
func TestForeign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cookies.db")
	change(t, raw(t, path), "CREATE TABLE cookies (name TEXT)", "INSERT INTO cookies VALUES ('oat')")
	s, sentences := told(t, path)
	wantFailing(t, s, path, "the file belongs to another program")
	wantTold(t, *sentences)
	var name string
	must(t, raw(t, path).QueryRow("SELECT name FROM cookies").Scan(&name))
}

// TestBegunEarlier: a program may end between making the file and its tables.
func TestBegunEarlier(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	s.Migrations(fstest.MapFS{"00001_begin.sql": {Data: []byte("-- +goose Up\nCREATE TABL;")}})
	wantFailing(t, s, path, "")
	s.Migrations(grown(t, ""))
	wantWorking(t, s)
}

// TestOtherTables: where the tables are not as the store made them, it says so and leaves
// them alone.
func TestOtherTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	filled(t, path)
	change(t, raw(t, path), "ALTER TABLE notes RENAME TO remarks")
	s, sentences := told(t, path)
	if _, err := s.Notes(t.Context(), ""); err == nil || err.Error() != path+": the tables in it are not those of a store" {
		t.Errorf("Notes: %v", err)
	}
	wantTold(t, *sentences)
	change(t, raw(t, path), "ALTER TABLE remarks RENAME TO notes")
	wantWorking(t, s)
}

// TestSealed: what was changed behind the store's back is not taken for true. A version is
// a matter of its own; a note or a line of the audit is one of the whole file.
func TestSealed(t *testing.T) {
	for name, test := range map[string]struct {
		change string
		aside  bool
	}{
		"a line":              {"UPDATE audit SET id = '1' WHERE n = 1", true},
		"a note":              {"UPDATE notes SET value = '2'", true},
		"a file":              {"UPDATE blobs SET data = x'00' WHERE id = 2", false},
		"a file too few":      {"DELETE FROM files WHERE path = 'entries/1.md'", false},
		"a file more":         {"INSERT INTO files SELECT version, 'more', 0, blob FROM files LIMIT 1", false},
		"files the other way": {"UPDATE files SET blob = 3 - blob WHERE blob IN (1, 2)", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "candor.db")
			filled(t, path)
			change(t, raw(t, path), test.change)
			s, sentences := told(t, path)
			wantSealed(t, s, path, test.aside)
			wantTold(t, *sentences, map[bool][]string{true: {"is now called", begun}}[test.aside]...)
		})
	}
}

func wantSealed(t *testing.T, s *store.Store, path string, aside bool) {
	t.Helper()
	_, historyErr := s.History(t.Context(), 100)
	_, notesErr := s.Notes(t.Context(), "")
	_, filesErr := s.Files(t.Context(), "called")
	if aside {
		if (historyErr == nil) == (notesErr == nil) {
			t.Errorf("History: %v, Notes: %v, want one to fail", historyErr, notesErr)
		}
	} else if filesErr == nil || filesErr.Error() != path+`: version "called" is damaged` {
		t.Errorf("Files: %v", filesErr)
	}
	// Loading the version again mends it.
	must(t, bottest.Calls(t.Context(), s)["Commit"]())
	if _, err := s.Files(t.Context(), "called"); err != nil {
		t.Errorf("Files after the version was loaded again: %v", err)
	}
}

// TestSealedLearned: a version whose learned file is damaged comes without it.
func TestSealedLearned(t *testing.T) {
	learned := make([]byte, 200_000)
	for i := range learned {
		learned[i] = byte(i >> 8)
	}
	files := bot.Files{"a": []byte("A"), bot.LearnedFile: learned}
	for _, statement := range []string{
		"DELETE FROM files WHERE part = 3",
		"DELETE FROM files WHERE part = 1",
		"UPDATE blobs SET data = x'00' WHERE length(data) > 60000",
		"UPDATE files SET blob = (SELECT min(blob) FROM files) WHERE part = 2",
	} {
		path := filepath.Join(t.TempDir(), "candor.db")
		s := open(t, path)
		must(t, s.Commit(t.Context(), bot.Change{Version: "v"}, bot.Write{Files: files}))
		change(t, raw(t, path), statement)
		got, err := s.Files(t.Context(), "v")
		if err != nil || len(got) != 1 || string(got["a"]) != "A" {
			t.Errorf("%s: %d files, %v", statement, len(got), err)
		}
		must(t, s.Commit(t.Context(), bot.Change{Version: "v"}, bot.Write{Files: files}))
		got, err = s.Files(t.Context(), "v")
		if err != nil || !maps.EqualFunc(got, files, bytes.Equal) {
			t.Errorf("%s: loaded again: %d files, %v", statement, len(got), err)
		}
	}
}
