package bottest

import (
	"bytes"
	"fmt"
	"testing"

	"candor/bot"
)

func testStoredOnce(t *testing.T, s bot.Store) {
	first := bot.Files{"a.md": []byte("A"), "empty": {}, "twice.md": []byte("A")}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "v1"}, bot.Write{Files: first}))
	for _, files := range []bot.Files{nil, {}, first, {"a.md": []byte("other"), "more.md": []byte("more")}} {
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "v1"}, bot.Write{Files: files}))
		got, err := s.Files(t.Context(), "v1")
		same(t, "Files", got, first, err)
	}
	second := bot.Files{"a.md": []byte("A"), "b.md": []byte("B")}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "v2"}, bot.Write{Files: second}))
	got, err := s.Files(t.Context(), "v2")
	same(t, "Files", got, second, err)
	got, err = s.Files(t.Context(), "v1")
	same(t, "Files", got, first, err)
	history, err := s.History(t.Context(), 100)
	ok(t, "History", err)
	if len(history) != 6 {
		t.Errorf("%d lines, want one for each call", len(history))
	}
}

func testFirstLetters(t *testing.T, s bot.Store) {
	for _, v := range []string{"abc123", "abd", "abd4", "x%y", "x_y", `x\y`, "\xff\xfe", "é1"} {
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: v}, bot.Write{Files: bot.Files{"name": []byte(v)}}))
	}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "q1"}, bot.Write{})) // in use, its files not stored
	for part, want := range map[string]string{
		"abc123": "abc123", "abc": "abc123", "abd": "abd", "abd4": "abd4", // a whole name is no part
		"x%": "x%y", "x_": "x_y", `x\`: `x\y`, "\xff": "\xff\xfe", "é": "é1", "\xc3": "é1",
		"ab": "", "a": "", "x": "", "": "", "%": "", "_": "", "abc1234": "", "ABC": "", "zzz": "", "q": "", "q1": "", "\x00": "",
	} {
		got, err := s.Files(t.Context(), part)
		if want == "" {
			notStored(t, fmt.Sprintf("Files(%q)", part), err)
			continue
		}
		same(t, fmt.Sprintf("Files(%q)", part), got, bot.Files{"name": []byte(want)}, err)
	}
}

// testLearned: the versions that count are those in use last, not those stored last.
func testLearned(t *testing.T, s bot.Store) {
	for i := range bot.KeepLearned {
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(i)}, bot.Write{Files: learnedFiles(i)}))
	}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(0), Action: "back"}, bot.Write{}))
	for i := range bot.KeepLearned {
		wantLearned(t, s, i, true)
	}
	for i := range 3 {
		i += bot.KeepLearned
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(i)}, bot.Write{Files: learnedFiles(i)}))
	}
	for i := range bot.KeepLearned + 3 {
		wantLearned(t, s, i, i == 0 || i > 3)
	}
}

func testLearnedAgain(t *testing.T, s bot.Store) {
	for i := range bot.KeepLearned + 1 {
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(i)}, bot.Write{Files: learnedFiles(i)}))
	}
	wantLearned(t, s, 0, false)
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(0)}, bot.Write{Files: learnedFiles(0)}))
	wantLearned(t, s, 0, true)
	wantLearned(t, s, 1, false)
}

// testLearnedShared: what an old version learned goes, but not from a new one that learned
// the same.
func testLearnedShared(t *testing.T, s bot.Store) {
	same := learnedFiles(0)[bot.LearnedFile]
	for i := range bot.KeepLearned + 1 {
		files := learnedFiles(i)
		files[bot.LearnedFile] = same
		ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: version(i)}, bot.Write{Files: files}))
	}
	wantLearned(t, s, 0, false)
	for i := range bot.KeepLearned {
		got, err := s.Files(t.Context(), version(i+1))
		ok(t, "Files", err)
		if !bytes.Equal(got[bot.LearnedFile], same) {
			t.Errorf("version %d lost what it learned", i+1)
		}
	}
}

func learnedFiles(i int) bot.Files {
	return bot.Files{"a.md": []byte("A"), bot.LearnedFile: bytes.Repeat([]byte{byte(i)}, 10_000)}
}

func wantLearned(t *testing.T, s bot.Store, i int, learned bool) {
	t.Helper()
	want := learnedFiles(i)
	if !learned {
		delete(want, bot.LearnedFile)
	}
	got, err := s.Files(t.Context(), version(i))
	same(t, fmt.Sprintf("Files of version %d", i), got, want, err)
}

func testNameless(t *testing.T, s bot.Store) {
	err := s.Commit(t.Context(), bot.Change{Action: "load"}, bot.Write{Files: bot.Files{"a": nil}, Notes: map[string]string{"n": "v"}})
	if err == nil {
		t.Error("Commit of files without a version: no error")
	}
	history, err := s.History(t.Context(), 1)
	same(t, "History", history, nil, err)
	notes, err := s.Notes(t.Context(), "")
	same(t, "Notes", notes, nil, err)
}

// testBig has 2,000 files of 4 kB in two versions that differ in one.
func testBig(t *testing.T, s bot.Store) {
	files := bot.Files{}
	for i := range 2000 {
		files[fmt.Sprintf("entries/%04d.md", i)] = bytes.Repeat(fmt.Appendf(nil, "%08d", i), 512)
	}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "big1"}, bot.Write{Files: files}))
	got, err := s.Files(t.Context(), "big1")
	same(t, "Files", got, files, err)
	files["entries/0000.md"] = []byte("changed")
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "big2"}, bot.Write{Files: files}))
	got, err = s.Files(t.Context(), "big2")
	same(t, "Files", got, files, err)
}
