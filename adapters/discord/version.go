package discord

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// versionForm is what a version of the API is called in an address.
var versionForm = regexp.MustCompile(`^v([0-9]+)$`)

// base is the address below which requests are made, and the version of the API that it names:
// what [Config.API] lacks of /api and a version is added. Its host does not count, which may be
// called api.
func (c Config) base() (address, version string) {
	address = c.api()
	u, err := url.Parse(address)
	if err != nil {
		return address, discordgo.APIVersion // Validate says so
	}
	parts := strings.Split(u.EscapedPath(), "/")
	if !slices.Contains(parts, "api") {
		return address + "/api/v" + discordgo.APIVersion, discordgo.APIVersion
	}
	if v := versionForm.FindStringSubmatch(parts[len(parts)-1]); v != nil {
		return address, v[1]
	}
	return address + "/v" + discordgo.APIVersion, discordgo.APIVersion
}
