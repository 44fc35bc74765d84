package telegram

import (
	"context"
	"time"

	"candor/adapters/internal/retry"
)

// longRest is from when on a wait for a server that fails ends as soon as it answers
// somebody: shorter ones are of a server that fails now and then, which needs them.
const longRest = 4 * time.Second

// rest waits after a call that failed by err, for d at most: until Telegram takes connections
// again if it could not be reached, and else, if d is long, until it answers any call; at most
// until ctx is done: then it returns ctx's error.
func (c *client) rest(ctx context.Context, d time.Duration, err error) error {
	if retry.Unreached(err) {
		return c.lookout.Sleep(ctx, d, err)
	}
	var up <-chan struct{}
	if d > longRest {
		up = c.news.Next()
	}
	return retry.SleepUntil(ctx, d, up)
}
