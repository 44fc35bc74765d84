package main

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// size picks how much a test does: in a plain "go test", in .ci/run, and with
// CANDOR_LONG=1.
func size(plain, ci, most int) int {
	switch {
	case os.Getenv("CANDOR_LONG") != "":
		return most
	case os.Getenv("CANDOR_CI") != "":
		return ci
	}
	return plain
}

// TestKilled kills the program again and again while people ask: each question is
// answered all the same, and twice at most what was in hand when it was killed.
func TestKilled(t *testing.T) {
	waits(t)
	s := telegramtest.New(t)
	slow(s)
	kills := size(5, 20, 200)
	c := newCrowd(t, s)
	fast := "--telegram-per-second=100" // or the replies to what was in hand again and again pile up
	c.meet(serve(t, s, fast), kills)    // more than are pressed
	stop := c.ask(20)
	var ready []time.Duration
	inHand := 0
	for i := range kills {
		p := serve(t, s, fast)
		if i%5 == 4 { // while it starts
			pause(rand.N(ready[0]))
		} else {
			ready = append(ready, p.ready())
			pause(rand.N(1500 * time.Millisecond))
		}
		p.kill()
		inHand += s.InHand()
	}
	stop()
	p := serve(t, s, fast)
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	p.stop()
	p.ends(0, 10*time.Second)
	lost, twice := c.count()
	t.Logf("%d questions, %d kills: %d lost, %d answered twice of %d in hand; ready after %v (median)",
		len(c.asked), kills, lost, twice, inHand, median(ready))
	if lost > 0 || twice > inHand {
		t.Errorf("%d questions were lost, want 0; %d were answered twice, want at most the %d in hand", lost, twice, inHand)
	}
	if m := median(ready); m > 10*time.Second && !raced() { // its detector takes much time
		t.Errorf("the program is ready after %v, want it sooner", m)
	}
}

// slow makes the server take its time to take a message, as Telegram does, so that a kill
// meets some on their way; for some chats longer than the program waits for a reply
// before it asks for more.
func slow(s *telegramtest.Server) {
	for i, d := range []time.Duration{20, 100, 300} {
		s.Fail(telegramtest.Fault{
			Method: "sendMessage", Times: -1, Delay: d * time.Millisecond,
			Match: func(c telegramtest.Call) bool { return c.Chat()%3 == int64(i) || i == 2 },
		})
	}
}

// pause lets a moment go by in which the program does whatever it does.
func pause(d time.Duration) { time.Sleep(d) }
