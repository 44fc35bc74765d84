package telegram

import (
	"context"
	"maps"
	"sync"
	"time"

	"candor/adapters/internal/retry"
)

// Limits is how fast messages are sent. The zero value is what Telegram asks for
// (core.telegram.org/bots/faq#broadcasting-to-users); a server of one's own may take more.
type Limits struct {
	PerSecond int  // in all; 0 is 30
	Off       bool // whether nothing is held back
}

const (
	allPerSecond   = 30
	groupPerMinute = 20
	// headStart is how much earlier what is urgent goes when Telegram has asked to wait.
	headStart = 200 * time.Millisecond
	// mostPaced is how many chats are remembered before those that were silent for a
	// minute are forgotten.
	mostPaced = 1 << 12
)

// window allows as many events as times has places in every span of time.
type window struct {
	span  time.Duration
	times []time.Time // a ring: the oldest stands at next
	next  int
}

func newWindow(n int, span time.Duration) *window {
	return &window{span: span, times: make([]time.Time, n)}
}

// wait is how long the next event has to wait, not positive if it need not.
func (w *window) wait(now time.Time) time.Duration { return w.times[w.next].Add(w.span).Sub(now) }

func (w *window) note(now time.Time) {
	w.times[w.next] = now
	w.next = (w.next + 1) % len(w.times)
}

// last is when the last event was.
func (w *window) last() time.Time { return w.times[(w.next+len(w.times)-1)%len(w.times)] }

// pacer holds sends back as Telegram asks for.
type pacer struct {
	off bool

	mu    sync.Mutex
	all   *window
	chats map[int64][]*window
	quiet map[int64]time.Time // until when Telegram wants nothing for a chat
}

func newPacer(l Limits) *pacer {
	n := l.PerSecond
	if n <= 0 {
		n = allPerSecond
	}
	return &pacer{off: l.Off, all: newWindow(n, time.Second), chats: map[int64][]*window{}, quiet: map[int64]time.Time{}}
}

// hold keeps everything from a chat for a time, because Telegram says so.
func (p *pacer) hold(chat int64, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	maps.DeleteFunc(p.quiet, func(_ int64, until time.Time) bool { return !until.After(now) })
	if until := now.Add(d); until.After(p.quiet[chat]) {
		p.quiet[chat] = until
	}
}

// silent reports whether Telegram wants nothing for a chat now.
func (p *pacer) silent(chat int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.quiet[chat].After(time.Now())
}

// wait returns when something may be sent to the chat, and counts it. What is urgent
// waits for nothing but what Telegram asks for, and counts. Others let first go first: it
// gives a channel that is closed when that is done, nil if there is nothing.
func (p *pacer) wait(ctx context.Context, chat int64, urgent bool, first func() <-chan struct{}) error {
	for {
		if before := first(); before != nil && !urgent {
			select {
			case <-before:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		d := p.take(time.Now(), chat, urgent)
		if d <= 0 {
			return nil
		}
		if err := retry.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// take counts a send if it may go out now, else it says how long to wait.
func (p *pacer) take(now time.Time, chat int64, urgent bool) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch d := p.quiet[chat].Sub(now); {
	case d > 0 && !urgent:
		return d + headStart
	case d > 0 || p.off:
		return d
	}
	windows := p.chats[chat]
	if windows == nil {
		p.forget(now)
		windows = []*window{newWindow(1, time.Second)}
		if chat < 0 { // numbers of groups are negative
			windows = append(windows, newWindow(groupPerMinute, time.Minute))
		}
		p.chats[chat] = windows
	}
	d := p.all.wait(now)
	for _, w := range windows {
		d = max(d, w.wait(now))
	}
	if d > 0 && !urgent {
		return d
	}
	p.all.note(now)
	for _, w := range windows {
		w.note(now)
	}
	return 0
}

func (p *pacer) forget(now time.Time) {
	if len(p.chats) < mostPaced {
		return
	}
	for chat, windows := range p.chats {
		if now.Sub(windows[0].last()) > time.Minute {
			delete(p.chats, chat)
		}
	}
}
