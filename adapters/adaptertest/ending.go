package adaptertest

import (
	"context"
	"time"

	"candor/bot"

	"go.uber.org/goleak"
)

// alone is the part during which no other test may run.
const alone = "nothing is left running"

// slowness is how long the core takes to answer while Run ends.
const slowness = 300 * time.Millisecond

// ending is how Run ends.
var ending = map[string]func(*scene){
	"what is in hand is sent":          drained,
	"what hangs is left after a while": hanging,
	alone:                              leftovers,
}

// gate is a core that answers when it is let.
type gate struct{ came, let chan struct{} }

func newGate() gate { return gate{make(chan struct{}, 1), make(chan struct{})} }

func (g gate) handler() bot.Handler {
	core := Core()
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		g.came <- struct{}{}
		select {
		case <-g.let:
		case <-ctx.Done():
			return bot.Reply{}, ctx.Err()
		}
		return core.Handle(ctx, m)
	})
}

func drained(s *scene) {
	g := newGate()
	s.begin(g.handler())
	s.says(Private, Question)
	s.arrived(g)
	time.AfterFunc(slowness, func() { close(g.let) })
	s.end()
	s.wantReplies(Question)
}

func hanging(s *scene) {
	g := newGate()
	s.begin(g.handler())
	s.says(Private, Question)
	s.arrived(g)
	s.end()
}

// arrived waits until the question is with the core.
func (s *scene) arrived(g gate) {
	s.Helper()
	select {
	case <-g.came:
	case <-time.After(patience):
		s.Fatalf("the question does not get to the core; log:\n%s", s.log)
	}
}

// leftovers looks for goroutines, so nothing else may run meanwhile. A fake's server
// keeps some for connections.
func leftovers(s *scene) {
	before := goleak.IgnoreCurrent()
	s.begin(nil)
	s.says(Private, Question)
	s.says(Group, Question)
	s.replies(2)
	s.on.Press(Related)
	s.until("the choice is answered", func() bool { return s.sees(Related) })
	s.end()
	if err := goleak.Find(before, goleak.IgnoreAnyFunction("net/http.(*conn).serve")); err != nil {
		s.Errorf("after Run: %v", err)
	}
}
