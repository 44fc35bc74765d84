package discord

import (
	"errors"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// gatewayAddress is where to connect: where the session can be resumed, if that is known and
// makes sense. The token goes there, so it is no less safe than the gateway's own address.
func gatewayAddress(gateway, resume string) (string, error) {
	own, err := socket(gateway)
	if err != nil {
		return "", err
	}
	if u, err := socket(resume); err == nil && (u.Scheme == "wss" || u.Scheme == own.Scheme) {
		own = u
	}
	if own.Path == "" {
		own.Path = "/"
	}
	q := own.Query()
	q.Set("v", discordgo.APIVersion)
	q.Set("encoding", "json")
	own.RawQuery = q.Encode()
	return own.String(), nil
}

// socket reads the address of a WebSocket.
func socket(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "wss" && u.Scheme != "ws" {
		return nil, errors.New("discord: the address of the gateway makes no sense")
	}
	return u, nil
}
