package telegram_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram"
)

// TestEndFinishesWhatDoesNotComeAgain: too many wait, so that some are confirmed before
// they are answered. At the end these are answered first, and all others come again.
func TestEndFinishesWhatDoesNotComeAgain(t *testing.T) {
	t.Parallel()
	const perSecond, chats = 10, 160
	synctest.Test(t, func(t *testing.T) {
		w, log := newWire(), &adaptertest.Log{}
		a, err := telegram.New(telegram.Config{Token: wireToken, Limits: telegram.Limits{PerSecond: perSecond}, Transport: w}, adaptertest.Core(), log.Logger())
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		for n := range int64(chats) {
			w.say(1000+n, adaptertest.Question)
		}
		time.Sleep(5 * time.Second)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v", err)
		}
		_, shown := w.all()
		again := 0
		for n := range int64(chats) {
			answered := slices.ContainsFunc(shown, func(c attempt) bool { return c.chat == 1000+n })
			waits := slices.ContainsFunc(w.queue, func(d delivery) bool { return int64(d.id) == n+1 })
			if waits {
				again++
			}
			if !answered && !waits {
				t.Errorf("the update %d was neither answered nor does it come again", n+1)
			}
		}
		if len(shown) >= chats || again == 0 || !strings.Contains(log.String(), "before they are answered") {
			t.Fatalf("%d of %d are answered, %d come again: the test is none", len(shown), chats, again)
		}
		t.Logf("%d of %d are answered, %d come again", len(shown), chats, again)
	})
}
