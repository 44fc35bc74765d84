package store

import (
	"context"
	"database/sql"
	"time"

	"candor/bot"
)

// Remember implements [bot.Deliveries].
func (s *Store) Remember(ctx context.Context, platform string, numbers []int64, at time.Time) error {
	return s.do(ctx, writing, func(ctx context.Context, tx *sql.Tx) error {
		return execAll(ctx, tx, numbers, func(number int64) args { return args{platform, number, at.Unix()} },
			`INSERT INTO deliveries (platform, number, at) VALUES (?, ?, ?)
			ON CONFLICT (platform, number) DO UPDATE SET at = excluded.at WHERE at < excluded.at`)
	})
}

// Remembered implements [bot.Deliveries].
func (s *Store) Remembered(ctx context.Context, platform string) (numbers []int64, err error) {
	err = s.do(ctx, reading, func(ctx context.Context, tx *sql.Tx) error {
		numbers, err = query(ctx, tx, scanInt64, "SELECT number FROM deliveries WHERE platform = ? ORDER BY number", platform)
		return err
	})
	return numbers, err
}

// Forget implements [bot.Deliveries]. Damaged files that were put aside go with it.
func (s *Store) Forget(ctx context.Context, numbers, questions time.Time) error {
	if err := s.dropAside(time.Now()); err != nil {
		return s.fault(err)
	}
	return s.erase(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM deliveries WHERE at < ?", numbers.Unix()); err != nil {
			return err
		}
		_, err := deleteQuestions(ctx, tx, "DELETE FROM inbox WHERE day < ?", questions.UTC().Format(bot.DayForm))
		return err
	})
}
