package discord

import (
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"

	"github.com/rs/zerolog"
)

// TestThousandDisconnects: F08. In an hour of simulated time a bot of 32 shards loses a
// connection a thousand times, in each way after which it can resume, and all at once some
// times more. Whatever is said meanwhile is answered, once, and few sessions are begun.
func TestThousandDisconnects(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testThousandDisconnects)
}

func testThousandDisconnects(t *testing.T) {
	time.Sleep(time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))) // numbers are times, since 2015
	const shards, spacing = 32, 3600 * time.Millisecond
	disconnects := 1000
	if RaceEnabled { // its detector takes most of the time
		disconnects = 250
	}
	s := discordtest.New(t, discordtest.InMemory(), discordtest.Trusting(), discordtest.Shards(shards), discordtest.Concurrency(16),
		discordtest.Guilds(shards), discordtest.Heartbeat(41250*time.Millisecond))
	stop := RunOn(t, zerolog.Nop(), s.URL, s.Dial)
	time.Sleep(time.Minute)
	if n := s.Connected(); n != shards {
		t.Fatalf("%d shards are there, want %d", n, shards)
	}
	ways := disconnections(s)
	began := time.Now()
	for i := range disconnects {
		ways[i%len(ways)](i * 5 % shards)
		s.Say(discordtest.Incoming{Guild: discordtest.GuildID(i * 5 % shards), Text: adaptertest.Question, Mentions: true})
		if i%250 == 125 {
			s.Cut()
		}
		time.Sleep(spacing)
	}
	t.Logf("%d disconnects in %v: %d resumes, %d identifies, %d heartbeats, %d answers", disconnects, time.Since(began), len(s.Resumes()), len(s.Identifies()), s.Heartbeats(), s.SentCount())
	time.Sleep(5 * time.Minute)
	stop()
	checkHour(t, s, disconnects)
}

// disconnections are the ways to lose the connection of a shard, and go on.
func disconnections(s *discordtest.Server) []func(shard int) {
	return []func(int){
		func(n int) { s.Reconnect(n) },
		func(n int) { s.Cut(n) },
		func(n int) { s.CloseGateway(4000, n) },
		func(n int) { s.Repeat(2); s.Cut(n) },
		func(n int) { s.CloseGateway(4008, n) },
		func(n int) { s.Invalidate(true, n) },
		func(n int) { s.Silence(n) },
	}
}

// checkHour checks what became of so many disconnects, with a message at each.
func checkHour(t *testing.T, s *discordtest.Server, disconnects int) {
	t.Helper()
	to := map[string]int{}
	for _, m := range s.Sent() {
		to[m.ReplyTo]++
	}
	if len(to) != disconnects || s.SentCount() != disconnects {
		t.Errorf("%d of %d messages got an answer, %d answers in all", len(to), disconnects, s.SentCount())
	}
	if n := len(s.CallsOf("POST /channels/{channel_id}/messages")); n != disconnects { // the second one of two is not shown, for its nonce
		t.Errorf("%d answers were sent, want %d", n, disconnects)
	}
	resumed := 0
	for _, r := range s.Resumes() {
		if r.OK {
			resumed++
		}
	}
	if resumed < disconnects {
		t.Errorf("%d connections were resumed, want %d", resumed, disconnects)
	}
	for _, id := range s.Identifies() {
		if !id.OK {
			t.Errorf("shard %v identified too soon", id.Shard)
		}
	}
	if n := len(s.Identifies()); n > identifyPerDay {
		t.Errorf("%d sessions were begun, want %d at most", n, identifyPerDay)
	}
}
