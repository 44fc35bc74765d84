package main

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// TestStopped ends the program while people ask: it answers what it has in hand, and
// leaves the rest to the next start.
func TestStopped(t *testing.T) {
	for name, perSecond := range map[string]string{"paced": "30", "unpaced": "0"} {
		t.Run(name, func(t *testing.T) {
			s := telegramtest.New(t)
			slow(s)
			c := newCrowd(t, s)
			p := serve(t, s, "--telegram-per-second", perSecond)
			p.ready()
			stop := c.ask(100)
			defer stop()
			if err := s.WaitSent(within(t, long), 20); err != nil {
				t.Fatal(err)
			}
			p.stop()
			took := p.ends(0, 10*time.Second)
			stop()
			left := s.Pending()
			lost, twice := c.count()
			t.Logf("ended after %v; of %d questions %d are unanswered and %d pending", took, len(c.asked), lost, left)
			if lost != left || twice > 0 {
				t.Errorf("%d questions are unanswered, want the %d that are pending; %d were answered twice, want none", lost, left, twice)
			}
		})
	}
}

// TestStoppedHanging: a server that takes messages and says nothing holds nobody up.
func TestStoppedHanging(t *testing.T) {
	waits(t)
	s, p := hanging(t)
	p.stop()
	took := p.ends(0, 11*time.Second)
	t.Logf("ended after %v", took)
	if n := s.Pending(); n != 1 {
		t.Errorf("%d updates are pending, want the one that was not answered", n)
	}
}

// TestStoppedTwice: who asks twice does not want to wait.
func TestStoppedTwice(t *testing.T) {
	_, p := hanging(t)
	p.stop()
	p.says("so far") // it has heard, and waits for the reply in hand
	p.stopAgain()
}

// stopAgain tells the program to end once more, until it notices: at once.
func (p *program) stopAgain() {
	p.Helper()
	began := time.Now()
	for again := time.NewTicker(20 * time.Millisecond); ; {
		if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) { // it may end just now
			p.Errorf("send it: %v", err)
		}
		select {
		case <-p.ended:
			again.Stop()
			p.ends(-1, time.Second)
			p.Logf("ended after %v", time.Since(began))
			return
		case <-again.C:
		}
		if time.Since(began) > 2*time.Second {
			p.Fatal("the program takes no notice of the second signal")
		}
	}
}

// TestStoppedIdle: when there is nothing to finish, the end comes soon.
func TestStoppedIdle(t *testing.T) {
	s := telegramtest.New(t)
	p := serve(t, s)
	p.ready()
	s.Say(telegramtest.Incoming{User: firstPerson, Text: "how long does it take"})
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	p.stop()
	t.Logf("ended after %v", p.ends(0, time.Second))
	if log := p.out.String(); strings.Contains(log, `"warn"`) || !strings.HasSuffix(log, "\"message\":\"stopped\"}\n") {
		t.Errorf("it printed\n%swant no warning, and that it stopped at the end", log)
	}
}

// hanging is a program with a message in hand for which the server does not answer any
// more.
func hanging(t *testing.T) (*telegramtest.Server, *program) {
	t.Helper()
	s := telegramtest.New(t)
	s.Fail(telegramtest.Fault{Method: "sendMessage", Times: -1, Hang: true})
	p := serve(t, s)
	p.ready()
	s.Say(telegramtest.Incoming{User: firstPerson, Text: "how long does it take"})
	err := s.Wait(within(t, long), func(s *telegramtest.Server) bool { return len(s.CallsOf("sendMessage")) > 0 })
	if err != nil {
		t.Fatal(err)
	}
	s.Fail(telegramtest.Fault{Times: -1, Hang: true})
	return s, p
}
