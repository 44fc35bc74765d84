// Package adaptertest holds the one conversation that every chat adapter must pass.
//
// An adapter's test plays its platform: it implements [Platform] over a fake server and
// calls [Test]. What people see must then be what the core said, whole, once, to those
// only whom it is for, whatever the platform does in between.
//
//	func TestConversation(t *testing.T) {
//		adaptertest.Test(t, func(t *testing.T) adaptertest.Platform { return newFake(t) })
//	}
//
// [Watch] and [Log] serve an adapter's own tests as well: they know what the core said,
// and what may not stand in a log.
package adaptertest

import (
	"context"
	"testing"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// Where says where something is said, and to whom.
type Where int

// The places. There are one person who asks and one community.
const (
	Private  Where = iota // by the person, to the bot alone
	Group                 // by the person, in the community, to the bot
	Aside                 // by the person, in the community, to nobody in particular
	Own                   // by the bot: what it wrote comes back, in private
	OwnGroup              // by the bot, in the community, in words that are to the bot
)

// Failure is how the platform treats what the adapter shows to people.
type Failure int

// The failures. Nothing is shown by a call that fails.
const (
	TooFast Failure = iota // 429, to come again in Pause
	Broken                 // a server error
	Refused                // 403: the person wants no messages
)

// Pause is how long the platform asks to wait with [TooFast]. It is in whole seconds on
// every platform.
const Pause = time.Second

// Shown is a message of the bot as people see it now.
type Shown struct {
	Public bool     // whether others than the person see it
	Text   string   // all of it, without markup
	Labels []string // of what can be pressed
}

// Platform is a fake platform with the adapter on it that is tested. Its methods are
// called by several goroutines at once.
type Platform interface {
	Runner
	People
	Trouble
	Rules
}

// Runner runs the adapter and lets time pass.
type Runner interface {
	// Run is the adapter's Run: h answers, log is its logger. It is called once.
	Run(ctx context.Context, h bot.Handler, log zerolog.Logger) error
	// Wait returns when done is true. It is asked whenever something may have changed.
	Wait(ctx context.Context, done func() bool) error
}

// People say something and see something.
type People interface {
	// Say makes somebody say something, addressed as the place demands ("@bot …" if
	// need be). Event names it for Redeliver.
	Say(where Where, text string) (event string)
	// Press makes the person press what was last shown under a label.
	Press(label string) (event string)
	// Shown returns the bot's messages, in the order in which they came up.
	Shown() []Shown
}

// Trouble is what the platform makes.
type Trouble interface {
	// Redeliver hands an event over once more, as platforms do.
	Redeliver(event string)
	// Fail makes the next calls fail that would show a message.
	Fail(f Failure, times int)
	// Attempts returns when calls came that show a message, those that failed too.
	Attempts() []time.Time
}

// Rules are the platform's own.
type Rules interface {
	// Fits reports whether a text is short enough for a message.
	Fits(text string) bool
	// Hidden lists what may not be in a log: token, secrets, names, numbers of the person
	// and of the chats.
	Hidden() []string
}

// Test plays the conversation. Each part of it has a platform of its own.
func Test(t *testing.T, platform func(t *testing.T) Platform) {
	for name, parts := range map[string]map[string]func(*scene){
		"talk":    talk,
		"privacy": privacy,
		"faults":  faults,
		"ending":  ending,
	} {
		for part, play := range parts {
			t.Run(name+"/"+part, func(t *testing.T) {
				if part != alone {
					t.Parallel()
				}
				play(&scene{T: t, on: platform(t)})
			})
		}
	}
}
