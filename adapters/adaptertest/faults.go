package adaptertest

import (
	"context"
	"errors"
	"strings"

	"candor/bot"
)

// faults is what goes wrong on the platform and in the core.
var faults = map[string]func(*scene){
	"too fast is waited out":            tooFast,
	"a broken server is tried again":    broken,
	"who wants no messages gets none":   refused,
	"a panic is apologised for":         panicked,
	"an error is apologised for":        failed,
	"nothing to say is nothing to send": silent,
}

func tooFast(s *scene) {
	s.begin(nil)
	s.on.Fail(TooFast, 1)
	s.says(Private, Question)
	s.replies(1)
	s.end()
	s.wantReplies(Question)
	at := s.on.Attempts()
	if len(at) != 2 || at[1].Sub(at[0]) < Pause {
		s.Errorf("the reply was sent at %v, want twice, %v apart at least", at, Pause)
	}
}

func broken(s *scene) {
	s.begin(nil)
	s.on.Fail(Broken, 2)
	s.says(Private, Question)
	s.replies(1)
	s.end()
	s.wantReplies(Question)
	if at := s.on.Attempts(); len(at) != 3 {
		s.Errorf("the reply was sent %d times, want 3", len(at))
	}
}

func refused(s *scene) {
	s.begin(nil)
	s.on.Fail(Refused, 1)
	s.says(Private, Question)
	s.until("the reply was refused", func() bool { return len(s.on.Attempts()) == 1 })
	s.says(Private, Related)
	s.replies(1)
	s.end()
	s.wantReplies(Related)
	if at := s.on.Attempts(); len(at) != 2 {
		s.Errorf("replies were sent %d times, want once each", len(at))
	}
}

// flawed answers a first question by a fault, and others as the core does.
func flawed(fault func() error) bot.Handler {
	core := Core()
	return bot.HandlerFunc(func(ctx context.Context, m bot.Message) (bot.Reply, error) {
		if m.Text == Question {
			return bot.Reply{}, fault()
		}
		return core.Handle(ctx, m)
	})
}

func panicked(s *scene) {
	s.begin(bot.Recover(flawed(func() error { panic(Question) })))
	s.apologises()
}

func failed(s *scene) {
	s.begin(flawed(func() error { return errors.New("the core is broken") }))
	s.apologises()
	if !strings.Contains(s.log.String(), "the core is broken") {
		s.Errorf("the operator is not told of the error:\n%s", s.log)
	}
}

func (s *scene) apologises() {
	s.says(Private, Question)
	s.replies(1)
	s.says(Private, Related)
	s.replies(2)
	s.end()
	s.wantReplies(bot.Reply{}.Title(), Related)
}

func silent(s *scene) {
	s.begin(flawed(func() error { return bot.ErrNoReply }))
	s.says(Private, Question)
	s.says(Private, Related)
	s.replies(1)
	s.end()
	s.wantReplies(Related)
}
