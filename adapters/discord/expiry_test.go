package discord

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestAnswersEndWithTheToken: an interaction can be answered for a quarter of an hour
// (docs/interactions/receiving-and-responding). What is asked of the core, and of Discord, ends
// shortly before.
func TestAnswersEndWithTheToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := adapter(t, nil)
		s := a.newShowing(interaction{Token: "t"}, func(context.Context, any) error { return nil })
		took := time.Duration(0)
		s.run(t.Context(), func(ctx context.Context, s *showing) {
			began := time.Now()
			<-ctx.Done()
			took = time.Since(began)
		})
		if took < 14*time.Minute || took >= 15*time.Minute {
			t.Errorf("an answer may take %v, want a little less than a quarter of an hour", took)
		}
		if until := s.takeBack("1").until.Sub(s.began); until != took {
			t.Errorf("a part can be taken back for %v, want %v", until, took)
		}
	})
}
