package discord

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// gatewayForBots is the path that says where the gateway is, and how to use it.
const gatewayForBots = "gateway/bot"

// recommended is what is needed of what Discord says there.
type recommended struct {
	URL    text       `json:"url"`
	Shards number     `json:"shards"`
	Limit  startLimit `json:"session_start_limit"`
}

// mostShards is how many are believed: the largest bots have fewer.
const mostShards = 1 << 16

func (r recommended) shards() int { return int(min(max(r.Shards, 1), mostShards)) }

// startLimit says how many sessions may be begun.
type startLimit struct {
	Total       number `json:"total"`
	Remaining   number `json:"remaining"`
	ResetAfter  number `json:"reset_after"` // milliseconds
	Concurrency number `json:"max_concurrency"`
}

// UnmarshalJSON implements json.Unmarshaler. It never fails: an older API says nothing of it.
func (l *startLimit) UnmarshalJSON(raw []byte) error {
	type plain startLimit
	var read plain
	_ = json.Unmarshal(raw, &read)
	*l = startLimit(read)
	return nil
}

func (l startLimit) information() discordgo.SessionInformation {
	return discordgo.SessionInformation{
		Total: int(l.Total), Remaining: int(l.Remaining), ResetAfter: int(l.ResetAfter),
		MaxConcurrency: int(min(l.Concurrency, mostShards)),
	}
}

// web gives an address of the web the scheme of a WebSocket at the same place.
var web = strings.NewReplacer("https://", "wss://", "http://", "ws://")

// gatewayAddress is where to connect: where the session can be resumed, if that is known and
// makes sense. The token goes there, so it is no less safe than the gateway's own address. The
// version is that of requests: what comes by either must be of one form.
func gatewayAddress(gateway, resume, version string) (string, error) {
	own, err := socket(web.Replace(gateway))
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
	q.Set("v", version)
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
