package discord_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
)

// TestLoad: 500 interactions a second are answered at once, and 2,000 servers cost nothing. For
// what is left behind see TestSoak.
func TestLoad(t *testing.T) {
	s := start(t, setup{sockets: true, server: []discordtest.Option{discordtest.Keep(2000), discordtest.Guilds(2000), discordtest.Shards(1)}})
	n, perSecond, warm := 2_000, 500, 500
	if discord.RaceEnabled { // its detector takes most of the time
		n, perSecond, warm = 100, 50, 100
	}
	s.waves(warm)
	early, heap := runtime.NumGoroutine(), alive()
	began := time.Now()
	times, late := s.paced(n, perSecond)
	if missing := n - len(times); missing > 0 || times[len(times)*99/100] > 2500*time.Millisecond { // Discord's limit is 3 s
		t.Logf("%d of %d interactions have no answer; the asking itself was %v late", missing, n, late)
		if late > 20*time.Millisecond || discord.RaceEnabled {
			t.Skip("the machine is too busy to say how quick the adapter is")
		}
		t.Error("that is too slow")
	}
	t.Logf("%d interactions in %v: first response p50 %v, p99 %v, most %v", n, time.Since(began), times[len(times)/2], times[len(times)*99/100], times[len(times)-1])
	now, after := runtime.NumGoroutine(), alive()
	t.Logf("goroutines %d before, %d after; heap %d KiB before, %d after", early, now, heap>>10, after>>10)
	if now > early+3*64 { // of the connections that are kept
		t.Errorf("%d goroutines before, %d after", early, now)
	}
	if after > heap+64<<20 { // of which the server's memory is the most
		t.Errorf("the heap grew from %d to %d KiB", heap>>10, after>>10)
	}
}

// waves asks n questions, some at a time.
func (s *stage) waves(n int) {
	before := s.SentCount()
	for i := range n {
		s.ask(adaptertest.Question)
		if i%25 == 24 {
			s.until("the wave is answered", func() bool { return s.SentCount() >= before+i+1 })
		}
	}
	s.until("all are answered", func() bool { return s.SentCount() >= before+n })
	s.said = s.said[:1]
}

// paced asks n questions, so many a second. It returns how long the first responses took,
// rising, and how late somebody asked at most.
func (s *stage) paced(n, perSecond int) (times []time.Duration, late time.Duration) {
	s.tb.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	var ids []string
	before, began := s.SentCount(), time.Now()
	collect := func(asked int) {
		ctx, cancel := context.WithTimeout(s.ctx, 4*time.Second) // later, no first response comes
		defer cancel()
		_ = s.Wait(ctx, func(s *discordtest.Server) bool { return s.SentCount() >= before+asked }) // who is missing is counted
		for _, id := range ids {
			if a, ok := s.Answer(id); ok {
				times = append(times, a.After)
			}
		}
		ids = ids[:0]
	}
	for asked := 0; asked < n; {
		<-ticker.C
		for now := time.Since(began); asked < n; asked++ {
			due := time.Duration(asked) * time.Second / time.Duration(perSecond)
			if due > now {
				break
			}
			late = max(late, now-due)
			ids = append(ids, s.Ask(discordtest.Command{Guild: discordtest.GuildID(asked % 2000), Name: "ask", Options: map[string]any{"question": adaptertest.Question}}))
		}
		if len(ids) >= perSecond && asked < n { // the server keeps no more
			waited := time.Now()
			collect(asked)
			began = began.Add(time.Since(waited))
		}
	}
	collect(n)
	slices.Sort(times)
	return times, late
}

// alive is how much of the heap is in use.
func alive() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
