package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestLikeMemory lets the store and the one in memory do the same at random: they say the
// same of it.
func TestLikeMemory(t *testing.T) {
	s, memory := open(t, filepath.Join(t.TempDir(), "candor.db")), bottest.NewMemory()
	random := rand.New(rand.NewPCG(5, 6))
	for i := range 400 {
		// The same seed twice: both do the same.
		seed := random.Uint64()
		got := randomCall(t, s, choices{rand.New(rand.NewPCG(seed, 1))})
		want := randomCall(t, memory, choices{rand.New(rand.NewPCG(seed, 1))})
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("call %d (-memory +store):\n%s", i, diff)
		}
		if random.IntN(20) == 0 {
			s.Sleep()
		}
	}
}

// answer is what a method returned, whichever it was.
type answer struct {
	Call      string
	NotStored bool
	Lines     []bot.Change
	Files     bot.Files
	Notes     map[string]string
	Counts    []bot.Count
	Questions []bot.Sent
	Numbers   []int64
}

// choices are what a random call is made of: few of each, so that calls meet.
type choices struct{ *rand.Rand }

func (r choices) name() string    { return []string{"", "a", "ab", "abc", "b", "b%", "é"}[r.IntN(7)] }
func (r choices) version() string { return fmt.Sprint("v", r.IntN(30)) }
func (r choices) at() time.Time {
	return time.Date(2026, 11, 1+r.IntN(9), r.IntN(24), 0, 0, 0, time.UTC)
}
func (r choices) day() string      { return r.at().Format(bot.DayForm) }
func (r choices) numbers() []int64 { return []int64{r.Int64N(20), r.Int64N(20)} }

// randomCalls are the methods, with random values.
var randomCalls = []struct {
	name string
	do   func(ctx context.Context, s bot.Store, r choices, a *answer) error
}{
	{"Commit", randomCommit},
	{"Commit", randomCommit}, // most things hang on it
	{"History", func(ctx context.Context, s bot.Store, r choices, a *answer) (err error) {
		a.Lines, err = s.History(ctx, r.IntN(50))
		return err
	}},
	{"Files", func(ctx context.Context, s bot.Store, r choices, a *answer) (err error) {
		a.Files, err = s.Files(ctx, r.version())
		return err
	}},
	{"Notes", func(ctx context.Context, s bot.Store, r choices, a *answer) (err error) {
		a.Notes, err = s.Notes(ctx, r.name())
		return err
	}},
	{"AddCounts", func(ctx context.Context, s bot.Store, r choices, _ *answer) error {
		return s.AddCounts(ctx, []bot.Count{{Day: r.day(), Name: r.name(), Entry: r.name(), N: r.Int64N(9)}})
	}},
	{"Counts", func(ctx context.Context, s bot.Store, r choices, a *answer) (err error) {
		a.Counts, err = s.Counts(ctx, r.day())
		return err
	}},
	{"Send", func(ctx context.Context, s bot.Store, r choices, a *answer) error {
		n, err := s.Send(ctx, bot.Sent{Day: r.day(), Text: r.name()})
		a.Numbers = []int64{n}
		return err
	}},
	{"Inbox", func(ctx context.Context, s bot.Store, _ choices, a *answer) (err error) {
		a.Questions, err = s.Inbox(ctx)
		return err
	}},
	{"Drop", func(ctx context.Context, s bot.Store, r choices, _ *answer) error { return s.Drop(ctx, r.Int64N(40)) }},
	{"Remember", func(ctx context.Context, s bot.Store, r choices, _ *answer) error {
		return s.Remember(ctx, r.name(), r.numbers(), r.at())
	}},
	{"Remembered", func(ctx context.Context, s bot.Store, r choices, a *answer) (err error) {
		a.Numbers, err = s.Remembered(ctx, r.name())
		slices.Sort(a.Numbers)
		return err
	}},
	{"Forget", func(ctx context.Context, s bot.Store, r choices, _ *answer) error {
		return s.Forget(ctx, r.at(), r.at())
	}},
}

func randomCommit(ctx context.Context, s bot.Store, r choices, _ *answer) error {
	version := r.version()
	files := bot.Files{"a": []byte(version), bot.LearnedFile: []byte("learned by " + version)}
	if r.IntN(3) == 0 {
		delete(files, bot.LearnedFile)
	}
	c := bot.Change{Time: r.at(), Action: r.name(), Version: version, Detail: r.name()}
	return s.Commit(ctx, c, bot.Write{Files: files, Notes: map[string]string{r.name(): r.name()}})
}

func randomCall(t *testing.T, s bot.Store, r choices) answer {
	t.Helper()
	call := randomCalls[r.IntN(len(randomCalls))]
	a := answer{Call: call.name}
	err := call.do(t.Context(), s, r, &a)
	if a.NotStored = err == bot.ErrNotStored; err != nil && !a.NotStored {
		t.Fatalf("%s: %v", a.Call, err)
	}
	return a
}

// TestTwoStores in one program, on one file, are like two programs.
func TestTwoStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	one, other := open(t, path), open(t, path)
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 30 && err == nil; i++ {
			err = writeOnce(other, 1000+i)
		}
		done <- err
	}()
	for i := range 30 {
		must(t, writeOnce(one, i))
		if i%7 == 0 {
			one.Sleep()
		}
	}
	must(t, <-done)
	if n := wantAllWhole(t, one); n != 60 {
		t.Errorf("%d lines, want 60", n)
	}
}

// TestBeginAtOnce: whoever comes while a file is begun waits until it is.
func TestBeginAtOnce(t *testing.T) {
	for range 10 {
		path := filepath.Join(t.TempDir(), "data", "candor.db")
		var all sync.WaitGroup
		for range 6 {
			s := store.Open(path, store.Config{})
			all.Go(func() {
				if _, err := s.Notes(t.Context(), ""); err != nil {
					t.Error(err)
				}
				must(t, s.Close())
			})
		}
		all.Wait()
	}
}
