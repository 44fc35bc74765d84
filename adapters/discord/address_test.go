package discord

import (
	"net/url"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"

	"github.com/rs/zerolog"
)

// TestBase: what the address of Discord lacks is added to its path, whatever its host is called.
func TestBase(t *testing.T) {
	t.Parallel()
	for api, want := range map[string][2]string{
		"":                                {"https://discord.com/api/v9", "9"},
		"https://discord.com/":            {"https://discord.com/api/v9", "9"},
		"http://api:8080":                 {"http://api:8080/api/v9", "9"},
		"http://api.discord.test":         {"http://api.discord.test/api/v9", "9"},
		"http://host/apifake":             {"http://host/apifake/api/v9", "9"},
		"http://host/api-v10":             {"http://host/api-v10/api/v9", "9"},
		"http://host/api/":                {"http://host/api/v9", "9"},
		"http://host/api/v10":             {"http://host/api/v10", "10"},
		"http://host/api/v10/":            {"http://host/api/v10", "10"},
		"http://host/below/api":           {"http://host/below/api/v9", "9"},
		"http://host/api/version":         {"http://host/api/version/v9", "9"},
		"http://host/v10":                 {"http://host/v10/api/v9", "9"},
		"http://api.v10.test/v8/api/v0/x": {"http://api.v10.test/v8/api/v0/x/v9", "9"},
	} {
		if base, version := (Config{API: api}).base(); base != want[0] || version != want[1] {
			t.Errorf("%q: base = %q, version %q; want %q, %q", api, base, version, want[0], want[1])
		}
	}
}

// TestGatewayOfVersion: the gateway speaks the version that the address of Discord names.
func TestGatewayOfVersion(t *testing.T) {
	t.Parallel()
	for api, want := range map[string]string{"": "9", "https://discord.com/api/v10": "10"} {
		a, err := New(Config{Token: discordtest.Token, API: api}, adaptertest.Core(), zerolog.Nop())
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range []string{"wss://gateway.discord.test/?encoding=json", "wss://gateway.discord.test/?v=6&encoding=json"} {
			at, err := gatewayAddress(address, "", a.rest.version)
			if err != nil {
				t.Fatal(err)
			}
			u, err := url.Parse(at)
			if err != nil || u.Query().Get("v") != want || u.Query().Get("encoding") != "json" {
				t.Errorf("%q: the gateway is at %v, %v; want v=%s", api, u, err, want)
			}
		}
	}
}
