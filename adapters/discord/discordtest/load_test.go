package discordtest_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// TestLoad asks 500 times in a second of a bot in 2,000 guilds.
func TestLoad(t *testing.T) {
	const asks = 500
	s := discordtest.New(t, discordtest.Guilds(2000))
	begin := time.Now()
	g, _ := connect(t, s, usual|discordtest.IntentGuilds)
	for range 2000 {
		g.event("GUILD_CREATE")
	}
	t.Logf("2,000 guilds in %v", time.Since(begin))
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	defer transport.CloseIdleConnections()
	c := http.Client{Transport: transport}
	events := make(chan event, asks)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for i := range events {
				r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+"/api/v10"+i.callback(), strings.NewReader(show("So.", 64)))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("User-Agent", agent)
				r.Header.Set("Content-Type", "application/json")
				resp, err := c.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				_ = resp.Body.Close()
				if resp.StatusCode != http.StatusNoContent {
					t.Errorf("status %d", resp.StatusCode)
				}
			}
		})
	}
	begin = time.Now()
	for i := range asks {
		s.Ask(discordtest.Command{Guild: discordtest.GuildID(i), Name: "ask", Options: map[string]any{"question": "how?"}})
		events <- g.event("INTERACTION_CREATE")
	}
	close(events)
	workers.Wait()
	took := time.Since(begin)
	t.Logf("%d interactions in %v", asks, took)
	if s.SentCount() != asks {
		t.Errorf("%d messages", s.SentCount())
	}
}
