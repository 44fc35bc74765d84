package discord_test

import (
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// TestNoGatewayTold: an answer that does not say where the gateway is is told in a sentence,
// once, and asked for again once a minute at most, until it says so.
func TestNoGatewayTold(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"a list":                `[]`,
		"a text":                `"wss://gateway.discord.gg"`,
		"no JSON":               `gateway`,
		"a page":                `<html><title>503</title></html>`,
		"nothing":               `{}`,
		"an address of no kind": `{"url":7,"shards":1}`,
		"an empty address":      `{"url":"","shards":1}`,
		"no address of one":     `{"url":"gopher://gateway","shards":1}`,
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T) {
				r := &road{Server: discordtest.New(t, discordtest.InMemory(), discordtest.Trusting())}
				for _, route := range []string{botGatewayRoute, "GET /gateway"} {
					r.Fail(discordtest.Fault{Route: route, Body: body, Times: -1})
				}
				defer r.run(t)()
				time.Sleep(time.Hour)
				if n := len(r.CallsOf(botGatewayRoute)); n < 50 || n > 70 {
					t.Errorf("in an hour it was asked for %d times, want once a minute", n)
				}
				if told := strings.Count(r.log.String(), "does not say where its gateway is"); told != 1 {
					t.Errorf("that was told %d times, want once:\n%.3000s", told, &r.log)
				}
				r.Heal()
				time.Sleep(2 * time.Minute)
				if r.Connected() != 1 {
					t.Errorf("it is not connected once Discord says where:\n%.3000s", &r.log)
				}
			})
		})
	}
}
