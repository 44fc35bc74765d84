package telegram_test

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/telegram/telegramtest"
)

// TestLoad: a thousand updates a second, paced by nothing. The ceiling is for slow
// machines that do other things as well; the figure is in the log.
func TestLoad(t *testing.T) {
	const step, chats = 10 * time.Millisecond, 500
	perSecond := 1000
	if slow {
		perSecond = 100
	}
	s := direct(t, setup{bare: true})
	s.until("it polls", func() bool { return len(s.offsets()) > 0 })
	queued := map[int64][]time.Time{}
	total := longer(2, 30) * perSecond
	began := time.Now()
	ticker := time.NewTicker(step)
	defer ticker.Stop()
	for n := 0; n < total; {
		<-ticker.C
		for due := min(total, int(time.Since(began).Seconds()*float64(perSecond))); n < due; n++ {
			chat := int64(1_000_000 + n%chats)
			queued[chat] = append(queued[chat], time.Now())
			s.Say(telegramtest.Incoming{User: chat, Text: adaptertest.Question})
		}
	}
	s.sent(total)
	s.settled()
	s.stop()
	var took []time.Duration
	for chat, at := range queued {
		for i, m := range s.SentTo(chat) {
			took = append(took, m.At.Sub(at[i]))
		}
	}
	slices.Sort(took)
	if len(took) != total {
		t.Fatalf("%d replies to %d questions", len(took), total)
	}
	p50, p99, most := took[total/2], took[total*99/100], took[total-1]
	t.Logf("%d updates at %d a second: from update to reply p50 %v, p99 %v, at most %v", total, perSecond, p50, p99, most)
	if p99 > 5*time.Second {
		t.Errorf("p99 is %v, want a fraction of a second", p99)
	}
}

// TestMemoryIsFlat: however many questions are answered.
func TestMemoryIsFlat(t *testing.T) {
	s := direct(t, setup{bare: true, server: []telegramtest.Option{telegramtest.Keep(100)}})
	done := 0
	play := func(n int) uint64 {
		for end := done + n; done < end; {
			for range 100 {
				s.Say(telegramtest.Incoming{User: int64(1_000_000 + done%5000), Text: adaptertest.Question})
				done++
			}
			s.until("they are answered", func() bool { return s.SentCount() >= done })
		}
		s.settled()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	n := longer(10_000, 100_000)
	if slow {
		n /= 20
	}
	before := play(n / 2) // what is remembered for a while is full, most of it
	goroutines := runtime.NumGoroutine()
	after := play(n)
	t.Logf("heap after %d questions %.1f MiB, after %d %.1f MiB; %d goroutines, then %d",
		n/2, float64(before)/(1<<20), done, float64(after)/(1<<20), goroutines, runtime.NumGoroutine())
	if after > before+8<<20 {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
	if more := runtime.NumGoroutine() - goroutines; more > 20 {
		t.Errorf("there are %d goroutines more than before", more)
	}
}
