package bottest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/bot"
)

// hostile are strings that a store may trip over. They come back byte for byte.
var hostile = []string{
	"a\x00b", "\x00", "\x00\x00", "\xff\xfe\x00\x80", "\xed\xa0\x80", // NUL, no UTF-8, a lone surrogate
	"'; DROP TABLE inbox; --", `"`, "`", `\`, "%s%n", "?1", "$1", ":a", "@a", "/* */", "a\nb\r\nc",
	"\u202eright to left", "e\u0301", "é", "👩‍❤️‍👩", "\ufeffbom", " ", "\t", "NULL", "0", "1e9", "0x10", "-0", "inf",
	"../../etc/passwd", "C:\\x", "x'00'", strings.Repeat("long ", 10_000),
}

func testHostile(t *testing.T, s bot.Store) {
	files, notes := bot.Files{}, map[string]string{}
	var counts []bot.Count
	for _, text := range hostile {
		files[text], notes[text] = []byte(text), text
		counts = append(counts, bot.Count{Day: today, Name: text, Entry: text, Version: text, N: 1})
	}
	for _, text := range hostile {
		c := bot.Change{By: bot.Moderator{Platform: text, ID: text}, Action: text, Version: text, Before: text, Detail: text}
		ok(t, "Commit", s.Commit(t.Context(), c, bot.Write{Files: files, Notes: notes}))
		history, err := s.History(t.Context(), 1)
		c.N = history[0].N
		same(t, "History", history, []bot.Change{c}, err)
		got, err := s.Files(t.Context(), text)
		same(t, fmt.Sprintf("Files(%.20q)", text), got, files, err)
		ok(t, "Remember", s.Remember(t.Context(), text, []int64{1}, At))
		wantRemembered(t, s, text, 1)
	}
	got, err := s.Notes(t.Context(), "")
	same(t, "Notes", got, notes, err)
	ok(t, "AddCounts", s.AddCounts(t.Context(), counts))
	slices.SortFunc(counts, func(a, b bot.Count) int { return strings.Compare(a.Name, b.Name) })
	stored, err := s.Counts(t.Context(), "")
	same(t, "Counts", stored, counts, err)
	hostileQuestions(t, s)
}

func hostileQuestions(t *testing.T, s bot.Store) {
	var want []bot.Sent
	for _, text := range append(hostile, "") {
		want = append(want, bot.Sent{N: send(t, s, today, text), Day: today, Text: text})
	}
	got, err := s.Inbox(t.Context())
	same(t, "Inbox", got, want, err)
}

// testCopies: nobody who changes what he got, or gave, changes what is stored.
func testCopies(t *testing.T, s bot.Store) {
	files, notes := bot.Files{"a": []byte("A")}, map[string]string{"n": "v"}
	ok(t, "Commit", s.Commit(t.Context(), bot.Change{Version: "v1", Action: "load"}, bot.Write{Files: files, Notes: notes}))
	files["a"][0], files["b"], notes["n"] = 'X', nil, "changed"
	for range 2 {
		got, err := s.Files(t.Context(), "v1")
		same(t, "Files", got, bot.Files{"a": []byte("A")}, err)
		got["a"][0], got["b"] = 'X', nil
		stored, err := s.Notes(t.Context(), "")
		same(t, "Notes", stored, map[string]string{"n": "v"}, err)
		stored["n"] = "changed"
		history, err := s.History(t.Context(), 1)
		same(t, "History", history, []bot.Change{{N: 1, Version: "v1", Action: "load"}}, err)
		history[0].Action = "changed"
	}
}
