package telegram

import (
	"math/rand/v2"
	"time"

	"candor/adapters/internal/retry"
)

const (
	// serverPatience is how long a server that fails is tried, and outagePatience one that
	// cannot be reached: as long as Telegram keeps an update.
	serverPatience = 15 * time.Minute
	outagePatience = 24 * time.Hour
	// unsureTries is how often a send of which nobody knows whether it arrived is made
	// again: a message twice is better than none, thrice is not.
	unsureTries = 1
)

// trial is a request with what became of it so far.
type trial struct {
	request
	began      time.Time
	back       retry.Patience
	unsureLeft int
	unsure     int
	moves      int
}

// mostMoves is how often a chat may have yet another number while one thing is sent.
const mostMoves = 3

// move reports whether the request can be made in the group that the chat has become:
// there, numbers are of other messages.
func (t *trial) move() bool {
	t.moves++
	t.drop("reply_parameters")
	t.drop("message_thread_id")
	_, edits := t.params["message_id"]
	return !edits && t.moves <= mostMoves
}

// again reports whether the request is to be made once more, and after which time. It
// leaves out of the request what Telegram does not take.
func (t *trial) again(err error) (wait time.Duration, again bool) {
	f, after := faultOf(err)
	spent := time.Since(t.began)
	switch f {
	case faultSlower:
		if !t.urgent {
			after += headStart + rand.N(100*time.Millisecond)
		}
		return after, spent < outagePatience
	case faultDown:
		return t.back.Next(err), spent < outagePatience
	case faultServer:
		return t.back.Next(err), spent < serverPatience
	case faultUnsure:
		t.unsure++
		return t.back.Next(err), t.unsure <= unsureTries+t.unsureLeft
	case faultNoReply:
		return 0, t.drop("reply_parameters")
	case faultNoThread: // a reply is in the topic of what it answers
		return 0, t.drop("message_thread_id") || t.drop("reply_parameters")
	}
	return 0, false
}

// drop leaves a parameter out, and reports whether it was there.
func (t *trial) drop(name string) bool {
	_, there := t.params[name]
	delete(t.params, name)
	return there
}
