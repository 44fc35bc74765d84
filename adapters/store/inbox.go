package store

import (
	"context"
	"database/sql"
	"time"

	"candor/bot"
)

// Send implements [bot.Inbox].
func (s *Store) Send(ctx context.Context, q bot.Sent) (n int64, err error) {
	err = s.do(ctx, writing, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := time.Parse(bot.DayForm, q.Day); err != nil {
			return errNoDay
		}
		return tx.QueryRowContext(ctx, "INSERT INTO inbox (day, text) VALUES (?, ?) RETURNING n", q.Day, []byte(q.Text)).Scan(&n)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// Inbox implements [bot.Inbox].
func (s *Store) Inbox(ctx context.Context) (questions []bot.Sent, err error) {
	err = s.do(ctx, reading, func(ctx context.Context, tx *sql.Tx) error {
		questions, err = query(ctx, tx, scanSent, "SELECT n, day, text FROM inbox ORDER BY n")
		return err
	})
	return questions, err
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
