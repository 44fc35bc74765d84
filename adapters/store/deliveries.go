package store

import (
	"context"
	"database/sql"
	"time"

	"candor/bot"
)

// Remember implements [bot.Deliveries].
func (s *Store) Remember(ctx context.Context, platform string, numbers []int64, at time.Time) error {
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return execAll(ctx, tx, numbers, func(number int64) args { return args{platform, number, at.Unix()} },
			`INSERT INTO deliveries (platform, number, at) VALUES (?, ?, ?)
			ON CONFLICT (platform, number) DO UPDATE SET at = excluded.at WHERE at < excluded.at`)
	})
}

// Remembered implements [bot.Deliveries].
func (s *Store) Remembered(ctx context.Context, platform string) ([]int64, error) {
	return read(ctx, s, func(ctx context.Context, tx *sql.Tx) ([]int64, error) {
		return query(ctx, tx, scanInt64, "SELECT number FROM deliveries WHERE platform = ? ORDER BY number", platform)
	})
}

// Forget implements [bot.Deliveries]. Damaged files that were put aside go with it.
func (s *Store) Forget(ctx context.Context, numbers, questions time.Time) error {
	return s.erase(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := s.dropAside(time.Now()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM deliveries WHERE at < ?", numbers.Unix()); err != nil {
			return err
		}
		_, err := deleteQuestions(ctx, tx, "DELETE FROM inbox WHERE day < ?", questions.UTC().Format(bot.DayForm))
		return err
	})
}
