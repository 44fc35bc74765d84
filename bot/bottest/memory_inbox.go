package bottest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"candor/bot"
)

// Send implements [bot.Inbox].
func (m *Memory) Send(ctx context.Context, q bot.Sent) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if _, err := time.Parse(bot.DayForm, q.Day); err != nil {
		return 0, errors.New("a question without a day")
	}
	m.sent++
	q.N = m.sent
	m.inbox = append(m.inbox, q)
	return q.N, nil
}

// Inbox implements [bot.Inbox].
func (m *Memory) Inbox(ctx context.Context) ([]bot.Sent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.inbox), ctx.Err()
}

// Drop implements [bot.Inbox].
func (m *Memory) Drop(ctx context.Context, n int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	before := len(m.inbox)
	m.inbox = slices.DeleteFunc(m.inbox, func(q bot.Sent) bool { return q.N == n })
	if len(m.inbox) == before {
		return bot.ErrNotStored
	}
	return nil
}

// Remember implements [bot.Deliveries].
func (m *Memory) Remember(ctx context.Context, platform string, numbers []int64, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.delivered[platform] == nil {
		m.delivered[platform] = map[int64]int64{}
	}
	for _, n := range numbers {
		was, ok := m.delivered[platform][n]
		if !ok || was < at.Unix() {
			m.delivered[platform][n] = at.Unix()
		}
	}
	return nil
}

// Remembered implements [bot.Deliveries].
func (m *Memory) Remembered(ctx context.Context, platform string) ([]int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Keys(m.delivered[platform])), ctx.Err()
}

// Forget implements [bot.Deliveries].
func (m *Memory) Forget(ctx context.Context, numbers, questions time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, delivered := range m.delivered {
		maps.DeleteFunc(delivered, func(_, at int64) bool { return at < numbers.Unix() })
	}
	day := questions.UTC().Format(bot.DayForm)
	m.inbox = slices.DeleteFunc(m.inbox, func(q bot.Sent) bool { return q.Day < day })
	return nil
}
