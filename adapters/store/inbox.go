package store

import (
	"context"
	"database/sql"
	"time"

	"candor/bot"
)

// Send implements [bot.Inbox].
func (s *Store) Send(ctx context.Context, q bot.Sent) (int64, error) {
	n, err := write(ctx, s, func(ctx context.Context, tx *sql.Tx) (n int64, err error) {
		if _, err := time.Parse(bot.DayForm, q.Day); err != nil {
			return 0, errNoDay
		}
		err = tx.QueryRowContext(ctx, "INSERT INTO inbox (day, text) VALUES (?, ?) RETURNING n", q.Day, []byte(q.Text)).Scan(&n)
		return n, err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// Inbox implements [bot.Inbox].
func (s *Store) Inbox(ctx context.Context) ([]bot.Sent, error) {
	return read(ctx, s, func(ctx context.Context, tx *sql.Tx) ([]bot.Sent, error) {
		return query(ctx, tx, scanSent, "SELECT n, day, text FROM inbox ORDER BY n")
	})
}

func scanSent(rows *sql.Rows) (q bot.Sent, err error) {
	var text []byte
	err = rows.Scan(&q.N, &q.Day, &text)
	q.Text = string(text)
	return q, err
}

// Drop implements [bot.Inbox].
func (s *Store) Drop(ctx context.Context, n int64) error {
	return s.erase(ctx, func(ctx context.Context, tx *sql.Tx) error {
		deleted, err := deleteQuestions(ctx, tx, "DELETE FROM inbox WHERE n = ?", n)
		if err == nil && deleted == 0 {
			return bot.ErrNotStored
		}
		return err
	})
}
