package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"

	"github.com/google/go-cmp/cmp"
)

// photo is what the disk and the store hold after some changes.
type photo struct {
	disk  map[string][]byte
	lines []bot.Change // newest first
}

// photos are taken while a store is open, so that much is in the log beside the file.
func photos(t *testing.T) (all []photo) {
	t.Helper()
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "candor.db"))
	for i := range 24 {
		name := fmt.Sprintf("%012d", i)
		must(t, s.Commit(t.Context(), bot.Change{Version: name, Action: "load", Time: bottest.At, Detail: strings.Repeat(name, 20)},
			bot.Write{Files: manyFiles(name), Notes: map[string]string{"last": name, name: "note"}}))
		lines, err := s.History(t.Context(), 100)
		must(t, err)
		disk := filesIn(t, dir)
		delete(disk, "candor.db-shm") // is not on the disk after a power cut
		all = append(all, photo{disk, lines})
	}
	return all
}

// TestTorn spoils the file, or the log, at random places as a disk does that fails. What
// the store then says is true of some moment, or it says that something is damaged.
func TestTorn(t *testing.T) {
	all := photos(t)
	times := 300
	if testing.Short() {
		times = 60
	} else if os.Getenv("CANDOR_CI") != "" {
		times = 1000
	}
	var whole, damaged int
	for seed := range times {
		random := rand.New(rand.NewPCG(uint64(seed), 3))
		p := all[random.IntN(len(all))]
		dir := filepath.Join(t.TempDir(), strconv.Itoa(seed))
		must(t, os.Mkdir(dir, 0o700))
		spoil := []string{"candor.db", "candor.db-wal"}[random.IntN(2)]
		for name, data := range p.disk {
			if name == spoil {
				data = spoiled(random, data)
			}
			must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
		}
		if wantTrue(t, filepath.Join(dir, "candor.db"), p.lines) {
			whole++
		} else {
			damaged++
		}
		if t.Failed() {
			t.Fatalf("seed %d, %s", seed, spoil)
		}
	}
	t.Logf("%d whole, %d damaged", whole, damaged)
	if whole < times/10 || damaged < times/10 {
		t.Errorf("%d whole, %d damaged: too few of one to tell", whole, damaged)
	}
}

// spoiled cuts data, or flips some bits, or overwrites a sector.
func spoiled(random *rand.Rand, data []byte) []byte {
	if len(data) == 0 {
		return data
	}
	data = bytes.Clone(data)
	at := random.IntN(len(data))
	switch random.IntN(3) {
	case 0:
		return data[:at]
	case 1:
		for range 1 + random.IntN(8) {
			data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		}
	case 2:
		clear(data[at/512*512 : min(at/512*512+512, len(data))])
	}
	return data
}

// wantTrue reads all there is. It reports whether nothing was found damaged.
func wantTrue(t *testing.T, path string, truth []bot.Change) bool {
	t.Helper()
	s := store.Open(path, store.Config{})
	defer s.Close()
	lines, err := s.History(t.Context(), 100)
	if err != nil {
		wantFault(t, err)
		return false
	}
	if len(lines) > len(truth) {
		t.Fatalf("%d lines of %d", len(lines), len(truth))
	}
	if diff := cmp.Diff(truth[len(truth)-len(lines):], lines); len(lines) > 0 && diff != "" {
		t.Errorf("history (-truth +got):\n%s", diff)
	}
	notes, err := s.Notes(t.Context(), "")
	if err != nil {
		wantFault(t, err)
		return false
	}
	if want := notesAfter(lines); !maps.Equal(notes, want) {
		t.Errorf("notes %v, want %v", notes, want)
	}
	return wantTrueFiles(t, s, lines)
}

func notesAfter(lines []bot.Change) map[string]string {
	notes := map[string]string{}
	for _, c := range lines {
		notes[c.Version] = "note"
	}
	if len(lines) > 0 {
		notes["last"] = lines[0].Version
	}
	return notes
}

func wantTrueFiles(t *testing.T, s *store.Store, lines []bot.Change) bool {
	t.Helper()
	for _, c := range lines {
		files, err := s.Files(t.Context(), c.Version)
		if err != nil {
			wantFault(t, err)
			return false
		}
		if !maps.EqualFunc(files, manyFiles(c.Version), bytes.Equal) {
			t.Errorf("files of %s are not what was stored", c.Version)
		}
	}
	return true
}

func wantFault(t *testing.T, err error) {
	t.Helper()
	var fault *store.Fault
	if !errors.As(err, &fault) || inside.MatchString(fault.What) {
		t.Errorf("an error that is no sentence: %v", err)
	}
}
