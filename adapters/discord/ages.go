package discord

import (
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// oldTime is how long after it happened an event is answered: who asked days ago does not
// wait any more, and an answer to them takes everybody else in the channel by surprise.
const oldTime = 24 * time.Hour

// eventsBegin is the end of the first year that numbers can tell, in which there was nothing yet
// that could come now: what is below it is no time, but a count.
var eventsBegin = time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)

// ages tells events that come again after days from those of now. The zero value has seen
// none.
type ages struct {
	newest atomic.Int64 // time of the newest event that is of now, in milliseconds of Unix time
}

// old reports whether what has this number happened more than a day ago: by the clock here,
// and before something else that is of now. A clock that is wrong silences nobody, nor does a
// server whose numbers are no times.
func (a *ages) old(id string, now time.Time) bool {
	at, err := discordgo.SnowflakeTimestamp(id)
	if err != nil {
		return false
	}
	if at.Before(eventsBegin) {
		return false
	}
	age := now.Sub(at)
	if age.Abs() <= oldTime {
		a.saw(at.UnixMilli())
		return false
	}
	newest := time.UnixMilli(a.newest.Load())
	return age > oldTime && newest.Sub(at) > oldTime
}

// saw takes in an event of now.
func (a *ages) saw(at int64) {
	for {
		newest := a.newest.Load()
		if at <= newest || a.newest.CompareAndSwap(newest, at) {
			return
		}
	}
}
