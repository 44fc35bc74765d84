package bottest

import (
	"context"
	"slices"
	"sync"
	"time"

	"candor/bot"
)

// Trouble is what befalls a method of a store before it does anything: it fails with the
// error, if there is one. Method is the name: "Commit".
type Trouble func(ctx context.Context, method string) error

// Fail makes every method fail.
func Fail(err error) Trouble {
	return func(context.Context, string) error { return err }
}

// Slow makes every method take d longer, or until ctx ends, and then fail.
func Slow(d time.Duration) Trouble {
	return func(ctx context.Context, _ string) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Hang makes every method wait until ctx ends.
func Hang(ctx context.Context, _ string) error {
	<-ctx.Done()
	return ctx.Err()
}

// In is the trouble in some methods only.
func (t Trouble) In(methods ...string) Trouble {
	return func(ctx context.Context, method string) error {
		if !slices.Contains(methods, method) {
			return nil
		}
		return t(ctx, method)
	}
}

// Troubled is a store that can get into trouble.
type Troubled struct {
	store bot.Store

	mu      sync.Mutex
	trouble Trouble
}

var _ bot.Store = (*Troubled)(nil)

// NewTroubled returns a store without trouble.
func NewTroubled(s bot.Store) *Troubled { return &Troubled{store: s} }

// Set lets the trouble begin; nil ends it. Calls that are in it already stay there.
func (s *Troubled) Set(t Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = t
}

// meet is where a method meets its trouble.
func (s *Troubled) meet(ctx context.Context, method string) error {
	s.mu.Lock()
	t := s.trouble
	s.mu.Unlock()
	if t == nil {
		return nil
	}
	return t(ctx, method)
}

// Commit implements [bot.Ledger].
func (s *Troubled) Commit(ctx context.Context, c bot.Change, with bot.Write) error {
	if err := s.meet(ctx, "Commit"); err != nil {
		return err
	}
	return s.store.Commit(ctx, c, with)
}

// History implements [bot.Ledger].
func (s *Troubled) History(ctx context.Context, n int) ([]bot.Change, error) {
	if err := s.meet(ctx, "History"); err != nil {
		return nil, err
	}
	return s.store.History(ctx, n)
}

// Versions implements [bot.Ledger].
func (s *Troubled) Versions(ctx context.Context, n int) ([]bot.Change, error) {
	if err := s.meet(ctx, "Versions"); err != nil {
		return nil, err
	}
	return s.store.Versions(ctx, n)
}

// Files implements [bot.Ledger].
func (s *Troubled) Files(ctx context.Context, version string) (bot.Files, error) {
	if err := s.meet(ctx, "Files"); err != nil {
		return nil, err
	}
	return s.store.Files(ctx, version)
}

// Notes implements [bot.Notes].
func (s *Troubled) Notes(ctx context.Context, prefix string) (map[string]string, error) {
	if err := s.meet(ctx, "Notes"); err != nil {
		return nil, err
	}
	return s.store.Notes(ctx, prefix)
}

// AddCounts implements [bot.Tally].
func (s *Troubled) AddCounts(ctx context.Context, counts []bot.Count) error {
	if err := s.meet(ctx, "AddCounts"); err != nil {
		return err
	}
	return s.store.AddCounts(ctx, counts)
}

// Counts implements [bot.Tally].
func (s *Troubled) Counts(ctx context.Context, since string) ([]bot.Count, error) {
	if err := s.meet(ctx, "Counts"); err != nil {
		return nil, err
	}
	return s.store.Counts(ctx, since)
}

// Send implements [bot.Inbox].
func (s *Troubled) Send(ctx context.Context, q bot.Sent) (int64, error) {
	if err := s.meet(ctx, "Send"); err != nil {
		return 0, err
	}
	return s.store.Send(ctx, q)
}

// Inbox implements [bot.Inbox].
func (s *Troubled) Inbox(ctx context.Context) ([]bot.Sent, error) {
	if err := s.meet(ctx, "Inbox"); err != nil {
		return nil, err
	}
	return s.store.Inbox(ctx)
}

// Drop implements [bot.Inbox].
func (s *Troubled) Drop(ctx context.Context, n int64) error {
	if err := s.meet(ctx, "Drop"); err != nil {
		return err
	}
	return s.store.Drop(ctx, n)
}

// Remember implements [bot.Deliveries].
func (s *Troubled) Remember(ctx context.Context, platform string, numbers []int64, at time.Time) error {
	if err := s.meet(ctx, "Remember"); err != nil {
		return err
	}
	return s.store.Remember(ctx, platform, numbers, at)
}

// Remembered implements [bot.Deliveries].
func (s *Troubled) Remembered(ctx context.Context, platform string) ([]int64, error) {
	if err := s.meet(ctx, "Remembered"); err != nil {
		return nil, err
	}
	return s.store.Remembered(ctx, platform)
}

// Forget implements [bot.Deliveries].
func (s *Troubled) Forget(ctx context.Context, numbers, questions time.Time) error {
	if err := s.meet(ctx, "Forget"); err != nil {
		return err
	}
	return s.store.Forget(ctx, numbers, questions)
}
