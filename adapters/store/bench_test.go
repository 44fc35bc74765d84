package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"
)

func benchStore(b *testing.B) *store.Store { return open(b, filepath.Join(b.TempDir(), "candor.db")) }

// BenchmarkCommitVersion stores a version of the size of the shipped base: 90 entries, of
// which one is new, and 1.7 MB learned.
func BenchmarkCommitVersion(b *testing.B) {
	s := benchStore(b)
	files := bot.Files{}
	for i := range 90 {
		files[fmt.Sprint(i)] = []byte(strings.Repeat(fmt.Sprintln("entry", i), 1000))
	}
	learned := []byte(strings.Repeat("learned", 1_725_737/7))
	for i := 0; b.Loop(); i++ {
		for at := 0; at < len(learned); at += 10_000 {
			copy(learned[at:], fmt.Sprint(i))
		}
		files[bot.LearnedFile], files["0"] = learned, []byte(fmt.Sprint(i))
		must(b, s.Commit(b.Context(), bot.Change{Version: fmt.Sprint(i)}, bot.Write{Files: files}))
	}
}

// BenchmarkCommitNote sets a note.
func BenchmarkCommitNote(b *testing.B) {
	s := benchStore(b)
	for b.Loop() {
		must(b, s.Commit(b.Context(), bot.Change{Action: "set"}, bot.Write{Notes: map[string]string{"n": "v"}}))
	}
}

// BenchmarkRemember stores the numbers of ten deliveries.
func BenchmarkRemember(b *testing.B) {
	s := benchStore(b)
	for i := int64(0); b.Loop(); i += 10 {
		must(b, s.Remember(b.Context(), "telegram", []int64{i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7, i + 8, i + 9}, bottest.At))
	}
}

// BenchmarkDrop drops one question of a thousand.
func BenchmarkDrop(b *testing.B) {
	s := benchStore(b)
	q := bot.Sent{Day: "2026-11-26", Text: strings.Repeat("why? ", 100)}
	for range 1000 {
		_, err := s.Send(b.Context(), q)
		must(b, err)
	}
	for b.Loop() {
		n, err := s.Send(b.Context(), q)
		must(b, err)
		must(b, s.Drop(b.Context(), n))
	}
}

// BenchmarkWake reads when the file was closed.
func BenchmarkWake(b *testing.B) {
	s := benchStore(b)
	for b.Loop() {
		_, err := s.Notes(b.Context(), "")
		must(b, err)
		s.Sleep()
	}
}

// BenchmarkCheck opens a file that may have been changed, with 12 versions in it.
func BenchmarkCheck(b *testing.B) {
	path := filepath.Join(b.TempDir(), "candor.db")
	s := open(b, path)
	for i := range 12 {
		files := bot.Files{bot.LearnedFile: []byte(strings.Repeat(fmt.Sprintf("%07d", i), 1_725_737/7))}
		must(b, s.Commit(b.Context(), bot.Change{Version: fmt.Sprint(i), Time: time.Now()}, bot.Write{Files: files}))
	}
	must(b, s.Close())
	for b.Loop() {
		s := store.Open(path, store.Config{})
		_, err := s.Notes(b.Context(), "")
		must(b, err)
		must(b, s.Close())
	}
}
