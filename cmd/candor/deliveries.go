package main

import (
	"context"
	"sync"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// deliveries keeps the numbers of Telegram's updates that were answered, so that a start
// after a crash does not answer them again. Writing is beside answering: what is lost in a
// crash is the last second's.
type deliveries struct {
	store bot.Store
	log   zerolog.Logger

	mu      sync.Mutex
	waiting []int64
}

const (
	// rememberEvery is how long a number waits to be stored.
	rememberEvery = time.Second
	// mostWaiting bounds the numbers that wait for a store in trouble.
	mostWaiting = 10_000
	// knownTime is how long the start waits for the numbers.
	knownTime = 2 * time.Second
)

// answered takes a number. It does not wait.
func (d *deliveries) answered(update int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.waiting) < mostWaiting {
		d.waiting = append(d.waiting, int64(update))
	}
}

// known returns the numbers of before the start, and of an adapter that has ended; none if the
// store is in trouble.
func (d *deliveries) known(ctx context.Context) []int {
	ctx, cancel := context.WithTimeout(ctx, knownTime)
	defer cancel()
	d.save(ctx)
	numbers, err := d.store.Remembered(ctx, "telegram")
	if err != nil {
		logFault(d.log.Warn(), err).Msg("an update that was answered before may be answered again")
	}
	out := make([]int, len(numbers))
	for i, n := range numbers {
		out[i] = int(n)
	}
	return out
}

// Run stores numbers until ctx is done. The desk tells of a store in trouble.
func (d *deliveries) Run(ctx context.Context) error {
	ticker := time.NewTicker(rememberEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		select {
		case <-ticker.C:
			d.save(ctx)
		case <-ctx.Done():
		}
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), knownTime)
	defer cancel()
	d.save(last)
	return nil
}

func (d *deliveries) save(ctx context.Context) {
	d.mu.Lock()
	numbers := d.waiting
	d.waiting = nil
	d.mu.Unlock()
	if len(numbers) == 0 || d.store.Remember(ctx, "telegram", numbers, time.Now()) == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(numbers)+len(d.waiting) <= mostWaiting {
		d.waiting = append(numbers, d.waiting...)
	}
}
