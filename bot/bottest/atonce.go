package bottest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"candor/bot"
)

// promptly is how long a call may go on after its context ended. It is far above what is
// needed: other work may keep the machine busy.
const promptly = 5 * time.Second

func testCancelled(t *testing.T, s bot.Store) {
	ok(t, "Commit", commit(t.Context(), s, 1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for method, call := range Calls(ctx, s) {
		start := time.Now()
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want %v", method, err, context.Canceled)
		}
		if took := time.Since(start); took > promptly {
			t.Errorf("%s took %v", method, took)
		}
	}
	if !findCommit(t, s, 1) {
		t.Error("the commit before is gone")
	}
	counts, err := s.Counts(t.Context(), "")
	same(t, "Counts", counts, nil, err)
	inbox, err := s.Inbox(t.Context())
	same(t, "Inbox", inbox, nil, err)
	wantRemembered(t, s, "telegram")
}

// testManyAtOnce lets callers write and read at the same time: each sees whole changes,
// and none is lost.
func testManyAtOnce(t *testing.T, s bot.Store) {
	const callers, times = 8, 10
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for i := range times {
				if err := writeAll(t.Context(), s, caller*times+i); err != nil {
					t.Error(err)
				}
				if err := readWhole(t.Context(), s); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	history, err := s.History(t.Context(), 10_000)
	ok(t, "History", err)
	counts, err := s.Counts(t.Context(), "")
	same(t, "Counts", counts, []bot.Count{{Day: today, Name: "answers", N: callers * times}}, err)
	inbox, err := s.Inbox(t.Context())
	ok(t, "Inbox", err)
	numbers, err := s.Remembered(t.Context(), "telegram")
	ok(t, "Remembered", err)
	if len(history) != callers*times || len(inbox) != callers*times || len(numbers) != callers*times {
		t.Errorf("%d lines, %d questions, %d numbers, want %d of each", len(history), len(inbox), len(numbers), callers*times)
	}
}

func writeAll(ctx context.Context, s bot.Store, i int) error {
	_, err := s.Send(ctx, bot.Sent{Day: today, Text: fmt.Sprint(i)})
	return errors.Join(err, commit(ctx, s, i),
		s.AddCounts(ctx, []bot.Count{{Day: today, Name: "answers", N: 1}}),
		s.Remember(ctx, "telegram", []int64{int64(i)}, At))
}

func readWhole(ctx context.Context, s bot.Store) error {
	notes, err := s.Notes(ctx, "")
	if err != nil {
		return err
	}
	if notes["first"] != notes["second"] {
		return fmt.Errorf("half a change: %v", notes)
	}
	history, err := s.History(ctx, 1)
	if err != nil {
		return err
	}
	files, err := s.Files(ctx, history[0].Version)
	if err == nil && len(files) != len(filesOf(0)) {
		err = fmt.Errorf("version %s has %d files", history[0].Version, len(files))
	}
	return err
}
