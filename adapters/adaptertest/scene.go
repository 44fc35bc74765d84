package adaptertest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/bot"
)

const (
	// patience is how long anything may take that is to happen.
	patience = 15 * time.Second
	// endTime is how long Run may take to end once it is told to.
	endTime = 10 * time.Second
)

// scene is one part of the conversation.
type scene struct {
	*testing.T
	on    Platform
	core  *Witness
	log   *Log
	said  []string
	tell  context.CancelFunc // tells Run to end
	ended chan error
}

// begin starts the adapter before a handler, which the core is without.
func (s *scene) begin(h bot.Handler) {
	if h == nil {
		h = Core()
	}
	s.core, s.log, s.ended = Watch(h), &Log{}, make(chan error, 1)
	ctx, tell := context.WithCancel(context.WithoutCancel(s.Context())) // end waits for Run, also when the test fails
	s.tell = tell
	go func() { s.ended <- s.on.Run(ctx, s.core, s.log.Logger()) }()
	s.Cleanup(func() { s.end() })
}

// says is Say, but what was said may not stand in the log.
func (s *scene) says(where Where, text string) string {
	s.said = append(s.said, text)
	return s.on.Say(where, text)
}

// until waits for something to happen.
func (s *scene) until(what string, done func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	if err := s.on.Wait(ctx, done); err != nil {
		s.Fatalf("wait until %s: %v; people see %+v; log:\n%s", what, err, s.on.Shown(), s.log)
	}
}

// replies waits for n replies, of however many messages.
func (s *scene) replies(n int) {
	s.Helper()
	s.until("the replies are there", func() bool { return len(replies(s.on.Shown(), s.core)) >= n })
}

// end tells Run to end, waits for that, and checks what always holds. The second time it
// does nothing.
func (s *scene) end() {
	s.Helper()
	if s.tell == nil {
		return
	}
	s.tell()
	s.tell = nil
	select {
	case err := <-s.ended:
		if err != nil {
			s.Errorf("Run = %v, want nil when it is told to end", err)
		}
	case <-time.After(endTime + time.Second):
		s.Errorf("Run goes on %v after it was told to end", endTime)
	}
	s.check()
}

// check checks what always holds.
func (s *scene) check() {
	s.Helper()
	for _, m := range s.on.Shown() {
		if foreign := s.core.Foreign(strings.Join(append(m.Labels, m.Text), "\n")); len(foreign) > 0 {
			s.Errorf("people see what the core did not say: %q", foreign)
		}
		if secret := s.core.Secret(m.Text); m.Public && len(secret) > 0 {
			s.Errorf("everybody sees what is private: %q", secret)
		}
		if !s.on.Fits(m.Text) {
			s.Errorf("a message is too long for the platform: %.60q…", m.Text)
		}
	}
	if rest := rest(s.on.Shown(), s.core); rest != nil {
		s.Errorf("a reply ends without its disclaimer: %+v", rest)
	}
	if shown := s.log.Shows(slices.Concat(s.on.Hidden(), s.said)...); shown != nil {
		s.Errorf("the log shows %q:\n%s", shown, s.log)
	}
	if bad := s.log.Malformed(); bad != nil {
		s.Errorf("these lines of the log are no JSON objects: %q", bad)
	}
}

// replies puts together the messages that make one reply: its disclaimer ends the last.
func replies(shown []Shown, core *Witness) [][]Shown {
	all, _ := grouped(shown, core)
	return all
}

// rest are the messages behind the last disclaimer.
func rest(shown []Shown, core *Witness) []Shown {
	_, rest := grouped(shown, core)
	return rest
}

func grouped(shown []Shown, core *Witness) (all [][]Shown, rest []Shown) {
	for _, m := range shown {
		rest = append(rest, m)
		if endsWell(m.Text, core) {
			all, rest = append(all, rest), nil
		}
	}
	return all, rest
}

// endsWell reports whether a text ends with a disclaimer.
func endsWell(text string, core *Witness) bool {
	return slices.ContainsFunc(core.all(), func(r bot.Reply) bool {
		return strings.HasSuffix(Squeeze(text), Squeeze(r.Disclaimer()))
	})
}

// whole is what people read of a reply.
func whole(parts []Shown) string {
	var texts []string
	for _, m := range parts {
		texts = append(texts, m.Text)
	}
	return Squeeze(strings.Join(texts, "\n"))
}
