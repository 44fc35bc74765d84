package bottest

import (
	"context"

	"candor/bot"
)

// Calls has a call of each method of a store by its name. In an empty store those that ask
// for something certain end with [bot.ErrNotStored].
func Calls(ctx context.Context, s bot.Store) map[string]func() error {
	return map[string]func() error{
		"Commit": func() error {
			return s.Commit(ctx, bot.Change{Version: "called", Action: "load", Time: At},
				bot.Write{Files: filesOf(0), Notes: map[string]string{"called": "1"}})
		},
		"History":    func() error { _, err := s.History(ctx, 1); return err },
		"Versions":   func() error { _, err := s.Versions(ctx, 1); return err },
		"Files":      func() error { _, err := s.Files(ctx, version(1)); return err },
		"Notes":      func() error { _, err := s.Notes(ctx, ""); return err },
		"AddCounts":  func() error { return s.AddCounts(ctx, []bot.Count{{Day: today, Name: "called", N: 1}}) },
		"Counts":     func() error { _, err := s.Counts(ctx, ""); return err },
		"Send":       func() error { _, err := s.Send(ctx, bot.Sent{Day: today, Text: "called"}); return err },
		"Inbox":      func() error { _, err := s.Inbox(ctx); return err },
		"Drop":       func() error { return s.Drop(ctx, 1) },
		"Remember":   func() error { return s.Remember(ctx, "called", []int64{1}, At) },
		"Remembered": func() error { _, err := s.Remembered(ctx, "called"); return err },
		"Forget":     func() error { return s.Forget(ctx, At, At) },
	}
}
