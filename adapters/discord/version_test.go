package discord_test

import (
	"strings"
	"testing"

	"candor/adapters/discord"
)

// TestGatewayHasTheVersion: that which the address of Discord names comes to the gateway. One
// that is no more ends Run with what to do.
func TestGatewayHasTheVersion(t *testing.T) {
	simulated(t, func(t *testing.T) {
		s := start(t, setup{offline: true, config: func(c *discord.Config) { c.API += "/api/v99" }})
		if err := s.end(); err == nil || !strings.Contains(err.Error(), "this version of the gateway is no more") {
			t.Errorf("Run = %v, want that the gateway does not know the version 99", err)
		}
	})
}
