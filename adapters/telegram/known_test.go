package telegram_test

import (
	"slices"
	"sync"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/adapters/telegram/telegramtest"
)

// kept are the numbers of answered updates, as the program keeps them.
type kept struct {
	mu  sync.Mutex
	all []int
}

func (k *kept) add(update int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, update)
}

func (k *kept) numbers() []int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Sorted(slices.Values(k.all))
}

func (k *kept) has(update int) bool { return slices.Contains(k.numbers(), update) }

// TestAnsweredBeforeACrash: what was answered, but not confirmed when the program was
// killed, is delivered again, and answered only by who does not know.
func TestAnsweredBeforeACrash(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		knows bool
		sent  int
	}{"known": {true, 1}, "not known": {false, 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			let := make(chan struct{})
			var k kept
			s := start(t, setup{handler: gated(adaptertest.Question, let), config: func(c *telegram.Config) { c.Answered = k.add }})
			id := s.ask(adaptertest.Question)
			s.until("the core is asked", func() bool { return len(s.core.Asked()) == 1 })
			s.Fail(telegramtest.Fault{Method: "getUpdates", Status: 502, Times: -1}) // nothing is confirmed any more
			if k.has(id) {
				t.Error("the update is told answered before it was")
			}
			close(let)
			s.sent(1)
			s.stop()
			if n := s.Pending(); n != 1 || !k.has(id) {
				t.Fatalf("%d updates are pending, of which %d is told answered: %v: the test is none", n, id, k.has(id))
			}
			s.Heal()
			again := run(t, s.Server, setup{url: s.URL, beside: s, config: func(c *telegram.Config) {
				if test.knows {
					c.Known = k.numbers()
				}
			}})
			again.settled()
			again.stop()
			if n := s.SentCount(); n != test.sent {
				t.Errorf("%d messages were sent, want %d", n, test.sent)
			}
		})
	}
}

// TestWhatIsToldAnswered: replies that were sent, given up or not wanted, buttons, inline
// queries; not what asks for nothing, which would be kept in vain.
func TestWhatIsToldAnswered(t *testing.T) {
	t.Parallel()
	var k kept
	s := start(t, setup{config: func(c *telegram.Config) { c.Answered = k.add }})
	want := []int{s.ask(adaptertest.Question)}
	m := s.sent(1)
	s.settled()
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 400, Description: "Bad Request: something new"})
	want = append(want, s.ask("/privacy"), s.press(asker, m, adaptertest.Related), s.Inline(asker, "rising"))
	aside := []int{s.inGroup(telegramtest.Incoming{Text: adaptertest.Question}), s.Joined(group, asker, telegramtest.Supergroup)}
	s.settled()
	s.stop()
	if got := k.numbers(); !slices.Equal(got, want) {
		t.Errorf("told answered are %v, want %v; %v ask for nothing", got, want, aside)
	}
}
