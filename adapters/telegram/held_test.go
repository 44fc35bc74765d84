package telegram_test

import (
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
)

// TestOneChatHoldsUpNobody: Telegram shows a hundred updates beyond the first that is not
// confirmed. A chat that floods the bot and has to be silent for a while takes less than
// that, so others are answered at once all the same, and its own questions later.
func TestOneChatHoldsUpNobody(t *testing.T) {
	t.Parallel()
	bubble(t, telegram.Limits{}, func(t *testing.T, w *wire) {
		const flooder, asked = 7, 90
		until := time.Now().Add(40 * time.Second)
		w.set(func(c attempt) *strike {
			if c.method == "sendMessage" && c.chat == flooder && time.Now().Before(until) {
				return &strike{after: 20}
			}
			return nil
		})
		for range asked {
			w.say(flooder, adaptertest.Question)
		}
		said := map[int64]time.Time{}
		for n := range int64(400) {
			chat := 1000 + n
			said[chat] = time.Now()
			w.say(chat, adaptertest.Question)
			time.Sleep(time.Second / 20)
		}
		w.until(t, func() bool { return len(w.shown) == 400+asked })
		worst := time.Duration(0)
		for _, c := range w.shown {
			if began, ok := said[c.chat]; ok {
				worst = max(worst, c.at.Sub(began))
			}
		}
		t.Logf("the longest that somebody else waited is %v", worst)
		if worst > 5*time.Second {
			t.Errorf("somebody else waited %v while one chat was held back", worst)
		}
	})
}
