package main

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// TestLoad: a thousand questions a second are answered at once, in little memory. Seconds
// in which others at work on the machine held up the asking itself prove nothing.
func TestLoad(t *testing.T) {
	s := telegramtest.New(t)
	p := serve(t, s, "--telegram-per-second=0")
	p.ready()
	idle, _ := p.memory()
	c := newCrowd(t, s)
	var p99 []time.Duration
	best := time.Duration(math.MaxInt64)
	for range size(2, 3, 10) {
		before := s.SentCount()
		late := c.flood(1000, 1000)
		if err := s.WaitDone(within(t, long)); err != nil {
			t.Fatal(err)
		}
		times := c.times(before)
		p99 = append(p99, times[len(times)*99/100])
		if late < 20*time.Millisecond {
			best = min(best, p99[len(p99)-1])
		}
	}
	now, most := p.memory()
	p.stop()
	p.ends(0, 10*time.Second)
	times := c.times(0)
	t.Logf("%d questions, 1000 a second: p50 %v, p99 %v, of each second %v; memory %d MiB before, %d after, %d at most; %v of processor time, start and all",
		len(times), median(times), times[len(times)*99/100], p99, idle, now, most, p.cmd.ProcessState.UserTime()+p.cmd.ProcessState.SystemTime())
	if len(times) != len(c.asked) {
		t.Errorf("%d replies to %d questions", len(times), len(c.asked))
	}
	switch {
	case raced(): // its detector takes much time and memory
	case best == math.MaxInt64:
		t.Log("the machine is too busy to say how quick the program is")
	case best > 5*time.Second: // far above: other work may keep the machine busy
		t.Errorf("p99 is %v, want at most 5 s", best)
	}
	if most > 128 && !raced() {
		t.Errorf("it took %d MiB, want at most 128", most)
	}
}

// TestSoak: nothing is left behind by questions.
func TestSoak(t *testing.T) {
	waits(t)
	if raced() {
		t.Skip("the race detector's own memory hides the program's")
	}
	s := telegramtest.New(t, telegramtest.Keep(1000))
	p := prepare(t, []string{"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + s.URL, "GODEBUG=gctrace=1"}, "--telegram-per-second=0")
	p.start()
	p.ready()
	c := newCrowd(t, s)
	questions := size(2_000, 10_000, 100_000)
	var resident, alive []int
	for range 10 {
		c.flood(1000, questions/10)
		if err := s.WaitDone(within(t, long)); err != nil {
			t.Fatal(err)
		}
		now, _ := p.memory()
		resident, alive = append(resident, now), append(alive, p.alive())
	}
	p.stop()
	p.ends(0, 10*time.Second)
	t.Logf("%d questions: after each tenth the heap has %v MiB, the process %v", questions, alive, resident)
	if s.SentCount() != questions {
		t.Errorf("%d replies to %d questions", s.SentCount(), questions)
	}
	// Where other tests keep the processors busy the garbage collector is late now and then:
	// that is one of ten, and a few MiB.
	slices.Sort(resident)
	// 64 are wanted. With both processors busy besides it is that, and was 66 once.
	if usual, most := resident[8], resident[9]; (usual > 68 || most > 72) && questions <= 10_000 {
		t.Errorf("it takes %d MiB, and %d at most, want at most 68 and 72", usual, most)
	}
	if early, late := alive[4], alive[9]; late > early+4 {
		t.Errorf("in the second half the heap grew from %d to %d MiB", early, late)
	}
}

// flood lets n new people ask in private, so many a second, and returns how late somebody
// was at most.
func (c *crowd) flood(perSecond, n int) (late time.Duration) {
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	began := time.Now()
	for asked := 0; asked < n; {
		<-ticker.C
		for now := time.Since(began); asked < n; asked++ {
			due := time.Duration(asked) * time.Second / time.Duration(perSecond)
			if due > now {
				break
			}
			late = max(late, now-due)
			c.write(asked)
		}
	}
	return late
}

// times are how long people in private waited for their replies, from a reply on, rising.
func (c *crowd) times(from int) []time.Duration {
	var all []time.Duration
	for _, m := range c.server.Sent()[from:] {
		all = append(all, m.At.Sub(c.queued[m.Chat]))
	}
	slices.Sort(all)
	return all
}

var statusLine = regexp.MustCompile(`(?m)^(VmRSS|VmHWM):\s+(\d+) kB$`)

// memory is what the program takes now and took at most, in MiB: proc_pid_status(5).
func (p *program) memory() (now, most int) {
	p.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.Fatal(err)
	}
	mib := map[string]int{}
	for _, m := range statusLine.FindAllSubmatch(status, -1) {
		kib, _ := strconv.Atoi(string(m[2])) // the expression lets digits in only
		mib[string(m[1])] = kib >> 10
	}
	return mib["VmRSS"], mib["VmHWM"]
}

// gcLine is what GODEBUG=gctrace=1 prints after a collection: the last size is what is
// alive.
var gcLine = regexp.MustCompile(`(?m)^gc \d+ @.* \d+->\d+->(\d+) MB`)

// alive is what the last collection found alive, in MiB.
func (p *program) alive() int {
	p.Helper()
	all := gcLine.FindAllStringSubmatch(p.out.String(), -1)
	if all == nil {
		p.Fatalf("there was no collection:\n%s", p.out)
	}
	mib, _ := strconv.Atoi(all[len(all)-1][1])
	return mib
}
