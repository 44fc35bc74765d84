package telegram_test

import (
	"context"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
	"candor/bot"
)

// after is a core that takes its time.
func after(d *time.Duration) bot.Handler {
	core := adaptertest.Core()
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		time.Sleep(*d)
		return core.Handle(ctx, m)
	})
}

// TestTyping: where a reply takes long, as a moderator's reload does, the chat shows all the
// while that one is coming; where it does not, nothing is sent but the reply. Where that goes
// wrong it is left at that, and the reply comes no later.
func TestTyping(t *testing.T) {
	t.Parallel()
	const chat = 7
	for name, test := range map[string]struct {
		takes  time.Duration
		strike *strike
		want   int
	}{
		"an answer":               {takes: 100 * time.Millisecond},
		"a reload":                {takes: 1700 * time.Millisecond, want: 1},
		"a long reload":           {takes: 26 * time.Second, want: 7},
		"it is not known":         {takes: 26 * time.Second, strike: &strike{status: 404}, want: 1},
		"it hangs":                {takes: 26 * time.Second, strike: &strike{hang: true}, want: 1},
		"Telegram asks for peace": {takes: 26 * time.Second, strike: &strike{after: 60}, want: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var takes time.Duration
			bubbleOf(t, telegram.Limits{}, after(&takes), func(t *testing.T, w *wire) {
				takes = test.takes
				w.set(func(c attempt) *strike {
					if c.method == "sendChatAction" {
						return test.strike
					}
					return nil
				})
				began := time.Now()
				w.say(chat, adaptertest.Question)
				w.until(t, func() bool { return len(w.shown) == 1 })
				calls, shown := w.all()
				got := 0
				for _, c := range calls {
					if c.method != "sendChatAction" {
						continue
					}
					got++
					if c.chat != chat || c.at.After(began.Add(test.takes)) {
						t.Errorf("chat %d shows that a reply is coming after %v", c.chat, c.at.Sub(began))
					}
				}
				if got != test.want {
					t.Errorf("the chat shows %d times that a reply is coming, want %d", got, test.want)
				}
				if late := shown[0].at.Sub(began) - test.takes; late > 2*time.Second {
					t.Errorf("the reply comes %v late", late)
				}
			})
		})
	}
}
